"""«Мои полисы» in the chat: the list in pages, one policy with its details, and a number that somebody just typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiogram.types import Message

from account.policies.numbers import may_be_number, osago_number
from account.policies.service import Closed, PolicyService
from account.refusals import Refusal
from handlers.menu import Menu
from handlers.page import Act
from handlers.policy_cards import TO_MENU, closed_one, details_of, list_of
from handlers.support import Support
from handlers.visit import Visit

DIGITS_MOST = 6  # of a page's number


class PoliciesPage:
    """Every answer stands in the message whose button was pressed; while the list is away, «Повторить» asks again."""

    kind = "p"

    def __init__(self, policies: PolicyService, menu: Menu, support: Support) -> None:
        self._policies = policies
        self._menu = menu
        self._support = support

    def commands(self) -> Mapping[str, Act]:
        return {"policies": self._first}

    async def pressed(self, visit: Visit, rest: Sequence[str]) -> bool:
        match rest:
            case ["list", page] if number := _number(page):
                await self._list(visit, number)
            case ["open", ref, page] if number := _number(page):
                await self._open(visit, ref, number)
            case _:
                return False
        return True

    async def takes(self, visit: Visit, message: Message) -> bool:
        """The number of one of this person's policies opens it; all else that was typed is for others to answer.

        Only an OSAGO number is known by its looks: of others nothing is said while the policies are away.
        """
        typed = message.text or ""
        if not may_be_number(typed):
            return False
        try:
            policy = await self._policies.by_number(visit.step.person, typed)
        except Refusal as refusal:
            if refusal.name != "policies-away" or osago_number(typed) is None:
                return False
            if not await self._support.pass_on(visit, message):
                await self._refused(visit, refusal, "list:1")
            return True
        if policy is None:
            return False
        if not await self._support.pass_on(visit, message):  # the desk waits for a word, perhaps for this very number
            visit.show(*details_of(visit.words, policy, visit.step.today, 1))
        return True

    async def _first(self, visit: Visit) -> None:
        await self._list(visit, 1)

    async def _list(self, visit: Visit, number: int, line: str = "") -> None:
        try:
            page = await self._policies.page(visit.step.person, number)
        except Refusal as refusal:
            await self._refused(visit, refusal, f"list:{number}")
        else:
            text, keyboard = list_of(visit.words, page, visit.step.today)
            visit.show(f"{line}\n\n{text}" if line else text, keyboard)

    async def _open(self, visit: Visit, ref: str, page: int) -> None:
        try:
            policy = await self._policies.one(visit.step.person, ref)
        except Refusal as refusal:
            await self._refused(visit, refusal, f"open:{ref}:{page}")
            return
        if policy is None:
            await self._list(visit, page, visit.words.say("policy-gone"))
        elif isinstance(policy, Closed):
            visit.show(*closed_one(visit.words, policy, page))
        else:
            visit.show(*details_of(visit.words, policy, visit.step.today, page))

    async def _refused(self, visit: Visit, refusal: Refusal, again: str) -> None:
        """Say why; ``again`` is the button's data that asks once more."""
        if refusal.name == "policies-away":
            rows = [[("policies-retry", f"p:{again}")], [TO_MENU]]
            visit.show(visit.words.say("refusal-policies-away"), visit.words.choices(rows))
        elif refusal.name == "profile-first":
            rows = [[("menu-profile-first", "m:profile")], [TO_MENU]]
            visit.show(visit.words.say("policies-profile-first"), visit.words.choices(rows))
        else:
            line = visit.words.say(f"refusal-{refusal.name}")
            await self._menu.show(visit, [line], [("menu-login", "m:login")])


def _number(page: str) -> int:
    """The page that a button names; 0 for what is no page."""
    return int(page) if page.isascii() and page.isdecimal() and len(page) <= DIGITS_MOST else 0
