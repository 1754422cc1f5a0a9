"""/privacy: what is kept and why, since when and on which consent; the file of it, and the way to its erasure."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from aiogram.types import Message

from account.cabinet import Cabinet
from account.privacy.advertising import KIND, VERSION
from account.privacy.records import PrivacyPage
from account.refusals import Refusal
from account.step import Step
from handlers.menu import Menu
from handlers.page import Act
from handlers.record import Record
from handlers.reminders import WAY_HERE as REMINDERS
from handlers.visit import Visit

FILE = ("button-my-data", "y:file")
AGREE = ("button-advertising-agree", "y:agree")
WITHDRAW = ("button-advertising-withdraw", "y:withdraw")
MENU = ("menu-menu", "m:menu")


class PrivacyDoor:
    """The page of both guests and customers; an account is erased by the conversation «erasure», with its password."""

    kind = "y"

    def __init__(self, cabinet: Cabinet, menu: Menu) -> None:
        self._privacy = cabinet.privacy
        self._advertising = cabinet.advertising
        self._menu = menu

    def commands(self) -> Mapping[str, Act]:
        return {"privacy": self.show}

    async def pressed(self, visit: Visit, rest: Sequence[str]) -> bool:
        match rest:
            case ["file"]:
                await self._send_file(visit)
            case ["agree"]:
                await self._advertise(visit, self._advertising.agree, "privacy-advertising-agreed")
            case ["withdraw"]:
                await self._advertise(visit, self._advertising.withdraw, "privacy-advertising-withdrawn")
            case ["forget"]:
                ways = [[("button-erase-guest", "y:forget:yes")], [MENU]]
                visit.show(visit.words.say("privacy-guest-erase"), visit.words.choices(ways))
            case ["forget", "yes"]:
                await self._forget(visit)
            case _:
                return False
        return True

    async def takes(self, visit: Visit, message: Message) -> bool:
        del visit, message
        return False

    async def show(self, visit: Visit) -> None:
        page = await self._privacy.page(visit.step.person)
        if page.account is None:
            rows, text = [[FILE], [REMINDERS], [("button-erase-mine", "y:forget")]], _of_guest(visit, page)
        else:
            switch = WITHDRAW if _agreed(page) else AGREE
            rows, text = [[FILE], [REMINDERS], [switch], [("form-erasure", "m:erase")]], _of_account(visit, page)
        visit.show(text, visit.words.choices([*rows, [MENU]]))

    async def _advertise(self, visit: Visit, act: Callable[[Step], Awaitable[bool]], done: str) -> None:
        """Give the consent or withdraw it; the page says how it stands now."""
        try:
            await act(visit.step)
        except Refusal as refusal:
            visit.toast(visit.words.plain(f"refusal-{refusal.name}"), alert=True)
        else:
            visit.toast(visit.words.plain(done))
            await self.show(visit)

    async def _send_file(self, visit: Visit) -> None:
        try:
            await self._privacy.order_export(visit.step)
        except Refusal as refusal:
            visit.toast(visit.words.plain(f"refusal-{refusal.name}", refusal.args_of_text), alert=True)
        else:
            visit.toast(visit.words.plain("privacy-file-soon"))

    async def _forget(self, visit: Visit) -> None:
        try:
            await self._privacy.erase_guest(visit.step)
        except Refusal as refusal:
            await self._menu.show(visit, [visit.words.say(f"refusal-{refusal.name}")])
        else:
            await self._menu.show(visit, [visit.words.say("privacy-guest-erased")])
            visit.record = Record()


def _of_guest(visit: Visit, page: PrivacyPage) -> str:
    args: dict[str, str | int] = {
        "person": str(visit.step.person),
        "day": _day(visit, page.since),
        "requests": page.requests,
    }
    return visit.words.say("privacy-guest", args)


def _of_account(visit: Visit, page: PrivacyPage) -> str:
    account = page.account
    profile = "there" if account is not None and account.profile is not None else "missing"
    args: dict[str, str | int] = {"day": _day(visit, page.since), "profile": profile, "requests": page.requests}
    given = [
        visit.words.say(
            f"privacy-consent-{each.kind}",
            {"version": each.version, "day": _day(visit, each.at), "person": str(each.telegram_id)},
        )
        for each in page.consents
        if each.kind != KIND
    ]
    consents = "\n".join([visit.words.say("privacy-consents"), *given])
    parts = [visit.words.say("privacy-kept", args), consents, _of_advertising(visit, page)]
    return "\n\n".join([*parts, visit.words.say("privacy-time")])


def _of_advertising(visit: Visit, page: PrivacyPage) -> str:
    """How the consent stands; where there is none, the text of it, for the button below gives it."""
    newest, args = page.advertising, {"version": VERSION, "day": "", "person": "", "state": "none"}
    if newest is not None:
        state, day = ("withdrawn", newest.withdrawn_at) if newest.withdrawn_at else ("given", newest.at)
        args |= {"state": state, "day": _day(visit, day), "version": newest.version, "person": str(newest.telegram_id)}
    stands = visit.words.say("privacy-advertising", args)
    return stands if _agreed(page) else f"{stands}\n{visit.words.say('privacy-advertising-text', {'version': VERSION})}"


def _agreed(page: PrivacyPage) -> bool:
    return page.advertising is not None and page.advertising.withdrawn_at is None


def _day(visit: Visit, moment: datetime | None) -> str:
    return "—" if moment is None else f"{moment.astimezone(visit.step.zone):%d.%m.%Y}"
