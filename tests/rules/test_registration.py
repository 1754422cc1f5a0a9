"""Two people who race for one contact end with one account."""

from __future__ import annotations

import asyncio

import pytest

from account.contacts import Email, Phone
from account.passwords import PasswordHash
from account.refusals import Refusal
from account.registration import RegistrationService
from tests.rules.counted import EMAIL, Teller

PHONES = [Phone.parse(f"+7916123450{number}") for number in range(8)]
EMAILS = [Email.parse(f"racer{number}@example.com") for number in range(8)]


@pytest.mark.parametrize("same", ["email", "phone"])
async def test_of_many_at_once_one_gets_the_account_and_is_signed_in(teller: Teller, same: str) -> None:
    service = RegistrationService(teller.works, teller.codes, "2026-11")

    async def opens(number: int) -> str:
        email, phone = (EMAIL, PHONES[number]) if same == "email" else (EMAILS[number], PHONES[0])
        try:
            await service.open(teller.step(number), email, phone, PasswordHash("a hash"), teller.now)
        except Refusal as refusal:
            return refusal.name
        return "opened"

    came_of = await asyncio.gather(*(opens(number) for number in range(8)))
    assert sorted(came_of) == ["already-registered"] * 7 + ["opened"]
    async with teller.works() as work:
        signed_in = [number for number in range(8) if await work.sign_ins.current(number)]
    assert signed_in == [came_of.index("opened")]


async def test_a_repeated_step_opens_one_account_and_succeeds_again(teller: Teller) -> None:
    service = RegistrationService(teller.works, teller.codes, "2026-11")
    step = teller.step(1, update="the-same")
    for _ in range(3):
        await service.open(step, EMAIL, PHONES[0], PasswordHash("a hash"), teller.now)


async def test_whose_contacts_are_taken_is_not_told_for_ever(teller: Teller) -> None:
    service = RegistrationService(teller.works, teller.codes, "2026-11")
    await service.open(teller.step(1), EMAIL, PHONES[0], PasswordHash("a hash"), teller.now)
    names = []
    for _ in range(11):
        with pytest.raises(Refusal) as refused:
            await service.refuse_taken(teller.step(2), EMAIL, PHONES[1])
        names.append(refused.value.name)
    assert names == ["already-registered"] * 10 + ["too-many-tries"]
    await service.refuse_taken(teller.step(3), EMAILS[0], PHONES[1])
