"""/admins and /user: to whoever may not use them they are unknown commands, and their buttons no buttons."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiogram.types import InlineKeyboardMarkup, Message

from account.admins.cards import Namesakes, UserCard
from account.admins.roles import NAMEABLE, NotAllowed, Role
from account.cabinet import Cabinet
from account.refusals import Refusal
from account.step import Step
from handlers.buttons import DIGITS_MOST
from handlers.page import Act, ClosedAct
from handlers.user_card import asking_keyboard, card_keyboard, card_text, namesakes_keyboard, namesakes_text
from handlers.visit import Visit
from handlers.words import inline

IDS_MOST = 16  # digits of a Telegram id
Looked = Callable[[Step], Awaitable[UserCard | Namesakes]]


class AdminsPage:
    """Owners see and change who has which role; whoever may sees a customer and acts after a second press."""

    kind = "z"

    def __init__(self, cabinet: Cabinet) -> None:
        self._roles = cabinet.roles
        self._users = cabinet.users
        self._acts = {
            "end": cabinet.users.end_sign_ins,
            "block": cabinet.users.block,
            "unblock": cabinet.users.unblock,
            "ban": cabinet.users.ban,
            "unban": cabinet.users.unban,
        }

    def commands(self) -> Mapping[str, Act]:
        return {}

    def closed(self) -> Mapping[str, ClosedAct]:
        """The commands that only some people have."""
        return {"admins": self._admins, "user": self._user}

    async def pressed(self, visit: Visit, rest: Sequence[str]) -> bool:
        try:
            match rest:
                case ["drop", person] if _number(person, IDS_MOST):
                    await self._drop(visit, int(person))
                case ["user", account] if _number(account, DIGITS_MOST):
                    await self._show(visit, lambda step: self._users.view(step, int(account)))
                case ["person", person] if _number(person, IDS_MOST):
                    await self._show(visit, lambda step: self._users.view_person(step, int(person)))
                case [act, whom] if act in self._acts and _number(whom, DIGITS_MOST):
                    await self._users.ask(visit.step.person)
                    visit.show(visit.words.say(f"user-ask-{act}"), asking_keyboard(visit.words, act, int(whom)))
                case [act, whom, "yes"] if act in self._acts and _number(whom, DIGITS_MOST):
                    await self._show(visit, lambda step: self._acts[act](step, int(whom)))
                case _:
                    return False
        except NotAllowed:
            return False
        return True

    async def takes(self, visit: Visit, message: Message) -> bool:
        del visit, message
        return False

    async def _user(self, visit: Visit, typed: str) -> bool:
        try:
            await self._show(visit, lambda step: self._users.look(step, typed))
        except NotAllowed:
            return False
        return True

    async def _admins(self, visit: Visit, typed: str) -> bool:
        try:
            await self._list(visit, await self._named(visit, typed) if typed else "")
        except NotAllowed:
            return False
        return True

    async def _show(self, visit: Visit, looked: Looked) -> None:
        try:
            seen = await looked(visit.step)
        except Refusal as refusal:
            visit.show(visit.words.say(f"refusal-{refusal.name}", refusal.args_of_text), None)
        else:
            if isinstance(seen, Namesakes):
                visit.show(namesakes_text(visit.words, seen), namesakes_keyboard(visit.words, seen))
            else:
                visit.show(card_text(visit.words, seen), card_keyboard(visit.words, seen))

    async def _named(self, visit: Visit, typed: str) -> str:
        """What came of «123456 admin»; other words change nothing."""
        match typed.casefold().split():
            case [person, role] if _number(person, IDS_MOST) and role in set(NAMEABLE):
                try:
                    done = await self._roles.name(visit.step, int(person), Role(role))
                except Refusal as refusal:
                    return visit.words.say(f"refusal-{refusal.name}")
                return visit.words.say("admins-done" if done else "admins-same")
        await self._roles.named(visit.step.person)  # who may not name anybody is not told how to
        return visit.words.say("admins-not-understood")

    async def _drop(self, visit: Visit, person: int) -> None:
        try:
            done = await self._roles.remove(visit.step, person)
        except Refusal as refusal:
            await self._list(visit, visit.words.say(f"refusal-{refusal.name}"))
        else:
            await self._list(visit, visit.words.say("admins-removed" if done else "admins-removed-before"))

    async def _list(self, visit: Visit, line: str) -> None:
        words, named = visit.words, await self._roles.named(visit.step.person)
        owners = [words.say("admins-owner", {"person": str(each)}) for each in self._roles.owners]
        others = [
            words.say(
                "admins-line", {"person": str(each.telegram_id), "role": str(each.role), "by": str(each.named_by)}
            )
            for each in named
        ]
        parts = [line, "\n".join([words.say("admins-page"), *owners, *others]), words.say("admins-how")]
        drops = [
            (words.plain("admins-drop", {"person": str(each.telegram_id)}), f"z:drop:{each.telegram_id}")
            for each in named
        ]
        keyboard: InlineKeyboardMarkup | None = inline([[each] for each in drops]) if drops else None
        visit.show("\n\n".join(part for part in parts if part), keyboard)


def _number(text: str, most: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= most
