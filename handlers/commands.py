"""What the commands and the menu's rows do in a private chat."""

from __future__ import annotations

from collections.abc import Mapping

from account.cabinet import Cabinet
from account.desk.reasons import for_customer
from account.refusals import Refusal
from account.requests import Request, RequestState
from account.verification import Standing
from fsm.place import Place
from handlers.help import help_text
from handlers.menu import Menu
from handlers.page import Act, ClosedAct
from handlers.support import Support
from handlers.talk import Talk
from handlers.visit import STANDS, Visit
from handlers.words import Words

FORMS = {
    "register": "registration",
    "login": "login",
    "reset": "reset",
    "profile": "profile",
    "password": "password",
    "email": "email-change",
    "phone": "phone-change",
    "verify": "verification",
    "supplement": "verification",
    "erase": "erasure",
    "broadcast": "broadcast",
}
OF_ROLES = {"broadcast"}  # to whoever may not hold such a conversation there is none
FOR_GUESTS = {"register", "login"}
PUBLISHED = (
    "start",
    "register",
    "login",
    "reset",
    "profile",
    "policies",
    "verify",
    "password",
    "security",
    "logout",
    "language",
    "privacy",
    "help",
    "cancel",
)


class Commands:
    """Runs a command by name; one that would throw away what was typed asks first."""

    def __init__(
        self,
        cabinet: Cabinet,
        menu: Menu,
        talk: Talk,
        support: Support,
        of_pages: Mapping[str, Act],
        closed: Mapping[str, ClosedAct],
    ) -> None:
        """``closed`` are the commands that only some people have; to the others they are unknown."""
        self._cabinet = cabinet
        self._of_pages = of_pages
        self._closed = closed
        self._menu = menu
        self._talk = talk
        self._plain: dict[str, Act] = {
            **of_pages,
            "logout": self._logout,
            "language": self._language,
            "help": self._help,
            "cancel": self.cancel,
            "support": support.choose,
            "done": support.done,
        }

    async def run(self, visit: Visit, name: str, payload: str = "") -> bool:
        """Do it; False when there is no such command."""
        place = self._talk.present_place(visit)
        if name in {"start", "menu"}:
            await self._start(visit, payload, place)
        elif name == "logout" and place is not None and place.touched:
            self._ask_first(visit, name, place)
        elif name in self._plain:
            await self._plain[name](visit)
        elif name in self._closed:
            return await self._closed[name](visit, payload)
        elif name in FORMS and await self._may(visit, name):
            await self._wanted(visit, name, place)
        else:
            return False
        return True

    async def go(self, visit: Visit, name: str) -> bool:
        """Open without asking: what was typed before is given up; False when there is no such command."""
        if name == "logout":
            await self._logout(visit)
            return True
        if name not in FORMS or not await self._may(visit, name):
            return False
        visit.record.place = None
        if name in FOR_GUESTS and await self._cabinet.sign_in.current(visit.step.person):
            await self._menu.show(visit, [visit.words.say("already-signed-in")])
        elif name == "verify":
            await self._verify(visit)
        else:
            await self._talk.open(visit, FORMS[name])
        return True

    async def anew(self, visit: Visit, form: str) -> bool:
        """«Начать заново»; False when there is no such conversation, or none that a command could open."""
        place = self._talk.present_place(visit)
        if form in OF_ROLES and not await self._may(visit, form):
            return False
        if form not in FORMS.values() and (place is None or place.form != form):
            return False
        visit.record.place = None
        await self._talk.open(visit, form)
        return True

    async def cancel(self, visit: Visit) -> None:
        had = self._talk.present_place(visit) is not None
        visit.record.place = None
        await self._menu.show(visit, [visit.words.say("cancelled" if had else "nothing-to-cancel")])

    async def keep(self, visit: Visit) -> None:
        """«Продолжить»."""
        if (place := self._talk.present_place(visit)) is not None:
            visit.take_buttons_away()
            self._talk.ask_again(visit, place)
        else:
            await self._menu.show(visit, [visit.words.say("conversation-lost" if visit.fresh else "conversation-over")])

    async def withdraw(self, visit: Visit) -> None:
        try:
            await self._cabinet.verification.withdraw(visit.step)
        except Refusal as refusal:  # over the chat: a second tap must not take the place of what the first one said
            visit.toast(visit.words.plain(f"refusal-{refusal.name}"), alert=True)
        else:
            await self._menu.show(visit, [visit.words.say("request-withdrawn")])

    async def end_stranger(self, visit: Visit, session: int) -> None:
        """«Завершить чужой вход», below the notice of it."""
        ended = await self._cabinet.sign_in.end_stranger(visit.step, session)
        line = visit.words.say("session-ended" if ended else "session-over")
        if (place := self._talk.present_place(visit)) is None:
            await self._menu.show(visit, [line])
        else:
            self._talk.ask_again(visit, place, [line])

    async def choose_language(self, visit: Visit, language: str) -> None:
        await self._cabinet.people.choose(visit.step.person, language)
        visit.record.language = language
        visit.words = visit.words.of(language)
        place = self._talk.present_place(visit)
        if place is None:
            await self._menu.show(visit, [visit.words.say("language-chosen")])
        else:
            visit.take_buttons_away()
            self._talk.ask_again(visit, place, [visit.words.say("language-chosen")])

    async def _start(self, visit: Visit, payload: str, place: Place | None) -> None:
        if payload in FORMS and await self._may(visit, payload):
            await self._wanted(visit, payload, place)
        elif payload in self._of_pages:
            await self._of_pages[payload](visit)
        elif place is not None and place.touched:
            visit.say(
                visit.words.say("resume", {"form": visit.words.say(f"form-{place.form}")}),
                visit.words.choices([[("button-continue", "i:keep")], [("button-anew", f"i:anew:{place.form}")]]),
            )
        else:
            visit.record.place = None
            await self._menu.show(visit, [visit.words.say("welcome")])

    async def _may(self, visit: Visit, name: str) -> bool:
        return name not in OF_ROLES or await self._cabinet.composing.may(visit.step.person)

    async def _wanted(self, visit: Visit, name: str, place: Place | None) -> None:
        if place is None or not place.touched or (name == "verify" and await self._sent_elsewhere(visit, place)):
            await self.go(visit, name)
        elif place.form == FORMS[name]:
            self._talk.ask_again(visit, place)
        else:
            self._ask_first(visit, name, place)

    async def _sent_elsewhere(self, visit: Visit, place: Place) -> bool:
        """Whether the pictures here are of no use, for somebody else of this account has sent a request off."""
        try:
            standing = await self._cabinet.verification.standing(visit.step.person)
        except Refusal:
            return False
        return place.form == FORMS["verify"] and standing.open

    def _ask_first(self, visit: Visit, name: str, place: Place) -> None:
        visit.take_buttons_away()
        visit.say(
            visit.words.say("interrupt", {"form": visit.words.say(f"form-{place.form}")}),
            visit.words.choices([[("button-continue", "i:keep")], [("button-interrupt", f"i:go:{name}")]]),
        )

    async def _verify(self, visit: Visit) -> None:
        """The status where there is one to show, else the pictures are asked for."""
        try:
            standing = await self._cabinet.verification.standing(visit.step.person)
        except Refusal:
            await self._talk.open(visit, FORMS["verify"])
            return
        if (screen := self._status(visit.words, standing)) is None:
            await self._talk.open(visit, FORMS["verify"])
        else:
            text, rows = screen
            visit.show(text, visit.words.choices([*rows, [("menu-support", "m:support")], [("menu-menu", "m:menu")]]))

    async def _logout(self, visit: Visit) -> None:
        await self._cabinet.sign_in.sign_out(visit.step)
        visit.record.place = None
        await self._menu.show(visit, [visit.words.say("signed-out")])

    async def _language(self, visit: Visit) -> None:
        visit.show(
            visit.words.say("choose-language"),
            visit.words.choices([[("language-ru", "l:ru"), ("language-en", "l:en")]]),
        )

    async def _help(self, visit: Visit) -> None:
        rows = [[("menu-support", "m:support")], [("menu-menu", "m:menu")]]
        allowed = await self._cabinet.roles.allowed(visit.step.person)
        visit.show(help_text(visit.words, allowed), visit.words.choices(rows))

    def _status(self, words: Words, standing: Standing) -> tuple[str, list[list[tuple[str, str]]]] | None:
        request = standing.request
        if standing.account.verified_at is not None:
            return words.say("status-approved"), []
        if request is None:
            return None
        if request.awaited:
            args: dict[str, str | int] = {"until": self._cabinet.verification.told(request), "request": str(request.id)}
            ways = [[("button-withdraw", "v:withdraw")]] if request.state is RequestState.OPEN else []
            return words.say("status-open", args), ways
        if request.state is RequestState.APPROVED:
            return None
        if request.state is RequestState.REFUSED:
            return words.say("status-refused"), []
        text = words.say("status-rejected" if request.files else "status-rejected-long-ago")
        return "\n\n".join(part for part in (text, rejections(words, request)) if part), [
            [("button-supplement", f"{STANDS}v:supplement")]
        ]


def rejections(words: Words, request: Request) -> str:
    """Which files were rejected, and why."""
    return "\n".join(rejection(words, str(each.slot), each.reason or "") for each in request.rejected)


def rejection(words: Words, slot: str, reason: str) -> str:
    why = for_customer(reason, words.language)
    return words.say("slot-rejected", {"slot": words.plain(f"slot-{slot}"), "reason": why})
