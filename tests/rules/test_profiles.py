"""What may change of a person's details, also in the moment in which somebody decides about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from account.birth_dates import BirthDate, Gender
from account.contacts import Phone
from account.documents import IdentityDocument
from account.names import FullName
from account.passwords import Password
from account.profiles import ProfileService
from account.records import Account, Profile
from account.sign_in import SignInService
from gateways.hashing import Hasher
from tests.rules.counted import ANNA, EMAIL, Teller

PROFILE = Profile(
    FullName("Смирнова", "Анна", "Петровна"),
    BirthDate(date(1985, 3, 7)),
    Gender.FEMALE,
    IdentityDocument("passport-rf", "4508", "123456"),
)


class ApprovedMeanwhile(SignInService):
    """In the moment after the account was looked up, its request is approved."""

    def __init__(self, teller: Teller, hasher: Hasher) -> None:
        super().__init__(teller.works, hasher)
        self._teller = teller

    async def required(self, person: int) -> Account:
        account = await super().required(person)
        async with self._teller.works() as work:
            await work.accounts.set_verified(account.id, self._teller.now)
        return account


@pytest.fixture
async def account(teller: Teller, hasher: Hasher) -> Account:
    hashed = await hasher.hash(Password.parse("снегопад47"))
    async with teller.works() as work:
        account = await work.accounts.add(EMAIL, Phone.parse("+79161234567"), hashed, (), teller.now)
        assert account is not None
        await work.accounts.set_profile(account.id, PROFILE, teller.now)
        await work.sign_ins.start(account.id, ANNA, teller.now)
    return account


async def test_an_approval_does_not_outlive_a_change_of_the_same_moment(
    teller: Teller, hasher: Hasher, account: Account
) -> None:
    profiles = ProfileService(teller.works, ApprovedMeanwhile(teller, hasher))
    lost = await profiles.save(teller.step(), replace(PROFILE, name=FullName("Чужая", "Анна")))
    async with teller.works() as work:
        present = await work.accounts.by_id(account.id)
    assert lost
    assert present is not None
    assert present.verified_at is None
