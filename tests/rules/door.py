"""Somebody at the door of an account, with the right password or a wrong one."""

from __future__ import annotations

from account.contacts import Email, Phone
from account.passwords import Password
from account.ports import Hasher
from account.refusals import Refusal
from account.sign_in import SignInService
from tests.rules.counted import ADMINS, EMAIL, Teller, answered

RIGHT, WRONG = Password.parse("снегопад47"), Password.parse("гололёд47")
NOBODYS = Email.parse("nobody@example.com")


class Door:
    """The sign-in to the account of EMAIL."""

    def __init__(self, teller: Teller, hasher: Hasher) -> None:
        self.teller = teller
        self._hasher = hasher
        self.service = SignInService(teller.works, hasher, ADMINS)

    async def open_account(self) -> None:
        hashed = await self._hasher.hash(RIGHT)
        async with self.teller.works() as work:
            assert await work.accounts.add(EMAIL, Phone.parse("+79161234567"), hashed, (), self.teller.now)

    async def enters(self, person: int, password: Password = RIGHT, contact: Email = EMAIL) -> str:
        """«in», or by which name it was refused."""
        step = self.teller.step(person)
        try:
            await answered(lambda: self.service.sign_in(step, contact, password))
        except Refusal as refusal:
            return refusal.name
        return "in"

    async def fails(self, person: int, times: int, contact: Email = EMAIL) -> None:
        for _ in range(times):
            assert await self.enters(person, WRONG, contact) == "wrong-pair"
