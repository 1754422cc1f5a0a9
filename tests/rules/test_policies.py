"""Whose policies a person sees, how much of each, in which pages, and where a policy is in its life."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from account.contacts import Phone
from account.passwords import Password
from account.policies.numbers import osago_number
from account.policies.records import Holder, Match, Policy, PolicyState
from account.policies.service import A_PAGE, Closed, PolicyService
from account.policies.terms import Term, term
from account.records import Account
from account.refusals import Refusal
from account.sign_in import SignInService
from gateways.hashing import Hasher
from gateways.policies import HttpPolicies
from tests.gateways.insurer import POLICY, TOKEN, Insurer, insurer, saying
from tests.rules.counted import ANNA, EMAIL, Teller
from tests.rules.test_profiles import PROFILE

HOLDER = Holder.of(PROFILE)
STRANGER = 99
DAY = timedelta(days=1)


@pytest.fixture
async def service() -> AsyncIterator[Insurer]:
    async with insurer() as one:
        yield one


@pytest.fixture
async def policies(teller: Teller, hasher: Hasher, service: Insurer) -> AsyncIterator[PolicyService]:
    system = HttpPolicies(service.url, TOKEN)
    yield PolicyService(teller.works, SignInService(teller.works, hasher), system)
    await system.close()


@pytest.fixture
async def account(teller: Teller, hasher: Hasher) -> Account:
    hashed = await hasher.hash(Password.parse("снегопад47"))
    async with teller.works() as work:
        account = await work.accounts.add(EMAIL, Phone.parse("+79161234567"), hashed, (), teller.now)
        assert account is not None
        await work.sign_ins.start(account.id, ANNA, teller.now)
    return account


@pytest.fixture
async def filled(teller: Teller, account: Account) -> Account:
    async with teller.works() as work:
        await work.accounts.set_profile(account.id, PROFILE, teller.now)
    return account


def older(count: int) -> list[tuple[Holder, Policy]]:
    """So many, each ending a day before the one that came first."""
    return [
        (HOLDER, replace(POLICY, ref=f"ref-{place}", number=f"НОМЕР {place}", ends=POLICY.ends - place * DAY))
        for place in range(count)
    ]


async def refused(policies: PolicyService, person: int = ANNA) -> set[str]:
    """How each look at policies is refused."""
    names = set()
    for look in (policies.page(person, 1), policies.one(person, POLICY.ref), policies.by_number(person, POLICY.number)):
        with pytest.raises(Refusal) as refusal:
            await look
        names.add(refusal.value.name)
    return names


@pytest.mark.usefixtures("filled")
async def test_nobody_sees_any_who_is_not_signed_in(policies: PolicyService, service: Insurer) -> None:
    assert await refused(policies, STRANGER) == {"signed-out"}
    assert service.asked == []


@pytest.mark.usefixtures("account")
async def test_without_details_there_is_nothing_to_look_by(policies: PolicyService, service: Insurer) -> None:
    assert await refused(policies) == {"profile-first"}
    assert service.asked == []


@pytest.mark.usefixtures("filled")
async def test_a_system_that_is_away_is_a_refusal(policies: PolicyService, service: Insurer) -> None:
    service.always = saying("", 500)
    assert await refused(policies) == {"policies-away"}


@pytest.mark.usefixtures("filled")
async def test_a_full_match_is_open(policies: PolicyService, service: Insurer) -> None:
    service.known = [(HOLDER, POLICY)]
    assert (await policies.page(ANNA, 1)).policies == (POLICY,)
    assert await policies.one(ANNA, POLICY.ref) == POLICY
    assert await policies.by_number(ANNA, "xxx-0123456789") == POLICY


async def test_a_match_by_person_is_closed_until_the_account_is_verified(
    policies: PolicyService, filled: Account, service: Insurer, teller: Teller
) -> None:
    service.known = [(replace(HOLDER, document=replace(HOLDER.document, number="999999")), POLICY)]
    assert (await policies.page(ANNA, 1)).policies == (Closed(POLICY.product),)
    assert await policies.one(ANNA, POLICY.ref) == Closed(POLICY.product)
    assert await policies.by_number(ANNA, POLICY.number) is None
    async with teller.works() as work:
        await work.accounts.set_verified(filled.id, teller.now)
    opened = replace(POLICY, match=Match.PERSON)
    assert (await policies.page(ANNA, 1)).policies == (opened,)
    assert await policies.one(ANNA, POLICY.ref) == opened
    assert await policies.by_number(ANNA, POLICY.number) == opened


@pytest.mark.usefixtures("filled")
async def test_pages_past_the_end_are_the_last_one(policies: PolicyService, service: Insurer) -> None:
    service.known = older(2 * A_PAGE + 1)
    first, last = await policies.page(ANNA, 1), await policies.page(ANNA, 3)
    assert [each.number for each in first.policies if isinstance(each, Policy)] == [f"НОМЕР {n}" for n in range(5)]
    assert (first.number, first.pages, first.total) == (1, 3, 11)
    assert (len(last.policies), last.number) == (1, 3)
    assert await policies.page(ANNA, 4) == last
    assert await policies.page(ANNA, 999_999) == last
    service.known = service.known[:A_PAGE]
    assert (await policies.page(ANNA, 3)).number == 1
    service.known = []
    empty = await policies.page(ANNA, 3)
    assert (empty.policies, empty.number, empty.pages, empty.total) == ((), 1, 1, 0)


@pytest.mark.usefixtures("filled")
async def test_a_ref_is_looked_for_among_the_own_ones(policies: PolicyService, service: Insurer) -> None:
    service.known = [(replace(HOLDER, born=replace(HOLDER.born, value=date(1990, 1, 1))), POLICY)]
    assert await policies.one(ANNA, POLICY.ref) is None
    assert await policies.by_number(ANNA, POLICY.number) is None
    before = len(service.asked)
    for wild in ("", "a b", "r" * 33, "é"):
        assert await policies.one(ANNA, wild) is None
    assert len(service.asked) == before


@pytest.mark.parametrize(
    ("starts", "ends", "state", "told"),
    [
        (0, 365, PolicyState.ACTIVE, Term.IN_FORCE),
        (-1, 31, PolicyState.ACTIVE, Term.IN_FORCE),
        (-1, 30, PolicyState.ACTIVE, Term.ENDS_SOON),
        (0, 0, PolicyState.ACTIVE, Term.ENDS_SOON),
        (-9, -1, PolicyState.ACTIVE, Term.OVER),
        (1, 9, PolicyState.ACTIVE, Term.NOT_BEGUN),
        (-1, 9, PolicyState.SUSPENDED, Term.SUSPENDED),
        (1, 99, PolicyState.SUSPENDED, Term.SUSPENDED),
        (-9, -1, PolicyState.SUSPENDED, Term.OVER),
        (1, 99, PolicyState.CANCELLED, Term.CANCELLED),
        (-9, -1, PolicyState.CANCELLED, Term.CANCELLED),
    ],
)
def test_where_a_policy_is_in_its_life(starts: int, ends: int, state: PolicyState, told: Term) -> None:
    today = date(2026, 11, 27)
    policy = replace(POLICY, starts=today + starts * DAY, ends=today + ends * DAY, state=state)
    assert term(policy, today) is told


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("ХХХ 0123456789", "ХХХ0123456789"),
        ("XXX0123456789", "ХХХ0123456789"),
        ("xxx0123456789", "ХХХ0123456789"),
        ("  ХХХ № 0123456789 ", "ХХХ0123456789"),
        ("ААМ\u00a00123-456-789", "ААМ0123456789"),
        ("ТТТ0123456789", "ТТТ0123456789"),
        ("abc1234567890", None),
        ("ХХХ012345678", None),
        ("ХХХ01234567890", None),
        ("ФФФ0123456789", None),
        ("ХХК0123456789", None),
        ("ХХХ٠١٢٣٤٥٦٧٨٩", None),
        ("полис ХХХ0123456789", None),
        ("ХХХ 0123456789" + " " * 100, None),
        ("", None),
    ],
)
def test_an_osago_number_is_known_by_its_shape(typed: str, number: str | None) -> None:
    assert osago_number(typed) == number
