"""Who may change an account's contacts, with real codes and counters, also when two do it at once."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from account.code import Code
from account.contact_change import ContactChangeService, Kind, Proved
from account.contacts import Contact, Email, Phone
from account.passwords import Password, PasswordHash
from account.ports import Hasher
from account.records import Account, Parcel, Purpose
from account.refusals import Refusal
from account.registration import RegistrationService
from account.reset import ResetService
from account.sign_in import SignInService
from account.step import Step
from tests.rules.counted import ANNA, BORIS, EMAIL, Teller, on_sqlite

PHONE = Phone.parse("+79161234567")
NEW, NEWER = Email.parse("anna.new@example.com"), Email.parse("anna.newer@example.com")
NEW_PHONE = Phone.parse("+79251234567")
RIGHT, OTHER = Password.parse("снегопад47"), Password.parse("гололёд47")
VERA = 1003


class Desk:
    """The services around one account that Anna and Boris are signed in to."""

    def __init__(self, teller: Teller, hasher: Hasher) -> None:
        self.teller = teller
        self.hasher = hasher
        self.sign_in = SignInService(teller.works, hasher)
        registration = RegistrationService(teller.works, teller.codes, "2026-11")
        self.service = ContactChangeService(teller.works, teller.codes, registration, self.sign_in)

    async def open_account(self) -> None:
        hashed = await self.hasher.hash(RIGHT)
        async with self.teller.works() as work:
            account = await work.accounts.add(EMAIL, PHONE, hashed, (), self.teller.now)
            assert account is not None
            self.account_id = account.id
            for person in (ANNA, BORIS):
                await work.sign_ins.start(account.id, person, self.teller.now)

    async def account(self) -> Account:
        async with self.teller.works() as work:
            account = await work.accounts.by_id(self.account_id)
        assert account is not None
        return account

    async def parcels(self) -> list[Parcel]:
        async with self.teller.works() as work:
            claimed = await work.outbox.claim(100, self.teller.now, self.teller.now)
            for each in claimed:
                await work.outbox.delivered(each.id, self.teller.now)
        return [each.parcel for each in claimed]

    async def code(self) -> Code:
        """The one that has just gone out."""
        sent = [each.payload["code"] for each in await self.parcels() if "code" in each.payload]
        assert len(sent) == 1
        return Code(str(sent[0]))

    async def prove(self, person: int = ANNA, kind: Kind = "email") -> tuple[PasswordHash, Contact]:
        """Password and code of the old contact."""
        password = await self.sign_in.confirm_old(self.teller.step(person), RIGHT)
        await self.service.send_old(self.teller.step(person), kind)
        code = await self.code()
        return password, await self.service.confirm_old(self.teller.step(person), kind, password, code)

    async def code_to(self, new: Contact, person: int = ANNA) -> Code:
        await self.service.send_new(self.teller.step(person), new)
        return await self.code()

    async def outcome(self, password: PasswordHash, old: Contact, new: Contact, code: Code, step: Step) -> str:
        """«changed», or by which name it was refused."""
        try:
            await self.service.change(step, Proved(password, self.teller.now, old), new, code)
        except Refusal as refusal:
            return refusal.name
        return "changed"


@pytest.fixture
async def desk(teller: Teller, hasher: Hasher) -> Desk:
    desk = Desk(teller, hasher)
    await desk.open_account()
    return desk


@pytest.mark.parametrize(("kind", "new"), [("email", NEW), ("phone", NEW_PHONE)])
async def test_a_change_tells_the_other_telegram_and_the_old_contact_once(desk: Desk, kind: Kind, new: Contact) -> None:
    password, old = await desk.prove(kind=kind)
    code, step = await desk.code_to(new), desk.teller.step()
    for _ in range(3):
        assert await desk.outcome(password, old, new, code, step) == "changed"
    account = await desk.account()
    assert (account.email if kind == "email" else account.phone) == new
    told = [(each.kind, each.person, each.payload.get("to"), each.payload.get("text")) for each in await desk.parcels()]
    assert sorted(told) == [
        (f"changed-{kind}", ANNA, str(old), None),
        ("notice", BORIS, None, f"notice-{kind}-changed"),
    ]


@on_sqlite
async def test_the_code_to_the_new_contact_alone_does_not_change_it(desk: Desk) -> None:
    password, _ = await desk.prove(kind="phone")
    code = await desk.code_to(NEW)
    assert await desk.outcome(password, NEWER, NEW, code, desk.teller.step()) == "changed-meanwhile"
    assert (await desk.account()).email == EMAIL


@on_sqlite
async def test_a_password_changed_meanwhile_stops_it(desk: Desk) -> None:
    password, old = await desk.prove()
    code = await desk.code_to(NEW)
    hashed = await desk.hasher.hash(OTHER)
    async with desk.teller.works() as work:
        await work.accounts.set_password(desk.account_id, hashed, None)
    assert await desk.outcome(password, old, NEW, code, desk.teller.step()) == "changed-meanwhile"
    with pytest.raises(Refusal, match="changed-meanwhile"):
        await desk.service.confirm_old(desk.teller.step(), "email", password, code)
    assert (await desk.account()).email == EMAIL


@on_sqlite
async def test_a_reset_meanwhile_stops_it(desk: Desk) -> None:
    password, old = await desk.prove()
    code = await desk.code_to(NEW)
    reset = ResetService(desk.teller.works, desk.teller.codes, desk.hasher)
    await reset.send_code(desk.teller.step(VERA), PHONE)
    await reset.confirm(desk.teller.step(VERA), PHONE, await desk.code())
    assert await desk.outcome(password, old, NEW, code, desk.teller.step()) == "signed-out"
    assert (await desk.account()).email == EMAIL


@on_sqlite
async def test_whoever_signed_in_to_another_account_meanwhile_changes_neither(desk: Desk) -> None:
    password, old = await desk.prove()
    code = await desk.code_to(NEW)
    hashed = await desk.hasher.hash(RIGHT)
    async with desk.teller.works() as work:
        other = await work.accounts.add(NEWER, NEW_PHONE, hashed, (), desk.teller.now)
        assert other is not None
        await work.sign_ins.start(other.id, ANNA, desk.teller.now)
    assert await desk.outcome(password, old, NEW, code, desk.teller.step()) == "changed-meanwhile"
    async with desk.teller.works() as work:
        assert await work.accounts.by_id(other.id) == other
    assert (await desk.account()).email == EMAIL


async def test_of_two_telegrams_that_change_it_at_once_one_does(desk: Desk) -> None:
    ways = []
    for person, new in ((ANNA, NEW), (BORIS, NEWER)):
        password, old = await desk.prove(person)
        ways.append((password, old, new, await desk.code_to(new, person), desk.teller.step(person)))
        desk.teller.later(minutes=2)
    names = Counter(await asyncio.gather(*(desk.outcome(*way) for way in ways)))
    assert names == {"changed": 1, "changed-meanwhile": 1}
    assert [each.kind for each in await desk.parcels()].count("changed-email") == 1


@on_sqlite
async def test_a_code_sent_to_the_old_contact_before_opens_nothing_afterwards(desk: Desk) -> None:
    reset = ResetService(desk.teller.works, desk.teller.codes, desk.hasher)
    password, old = await desk.prove()
    await reset.send_code(desk.teller.step(VERA), EMAIL)
    stolen = await desk.code()
    code = await desk.code_to(NEW)
    assert await desk.outcome(password, old, NEW, code, desk.teller.step()) == "changed"
    hashed = await desk.hasher.hash(OTHER)
    async with desk.teller.works() as work:
        next_owner = await work.accounts.add(EMAIL, NEW_PHONE, hashed, (), desk.teller.now)
    assert next_owner is not None
    with pytest.raises(Refusal, match="code-over"):
        await reset.confirm(desk.teller.step(VERA), EMAIL, stolen)
    async with desk.teller.works() as work:
        assert await work.accounts.still_has(next_owner.id, hashed)


@on_sqlite
async def test_the_cards_of_whoever_of_the_account_waits_for_the_desk_are_drawn_anew(desk: Desk) -> None:
    password, old = await desk.prove()
    code = await desk.code_to(NEW)
    at, by = desk.teller.now, desk.teller.now
    async with desk.teller.works() as work:
        verification = await work.requests.add(desk.account_id, ANNA, (), at, by)
        question = await work.questions.ask(desk.account_id, BORIS, at, by)
        await work.questions.ask(None, VERA, at, by)
    assert verification is not None
    assert await desk.outcome(password, old, NEW, code, desk.teller.step()) == "changed"
    drawn = [each.payload["request"] for each in await desk.parcels() if each.kind == "redraw"]
    assert drawn == [verification.id, question.id]


@on_sqlite
async def test_codes_of_one_purpose_are_nothing_for_another(desk: Desk) -> None:
    password = await desk.sign_in.confirm_old(desk.teller.step(), RIGHT)
    await desk.teller.send(ANNA, EMAIL, Purpose.CHANGE_NEW)
    with pytest.raises(Refusal, match="code-over"):
        await desk.service.confirm_old(desk.teller.step(), "email", password, desk.teller.sent[-1])


@on_sqlite
async def test_the_tries_for_taken_contacts_are_those_of_the_registration(desk: Desk) -> None:
    hashed = await desk.hasher.hash(RIGHT)
    async with desk.teller.works() as work:
        assert await work.accounts.add(NEWER, NEW_PHONE, hashed, (), desk.teller.now) is not None
    registration = RegistrationService(desk.teller.works, desk.teller.codes, "2026-11")
    for _ in range(5):
        with pytest.raises(Refusal, match="already-registered"):
            await registration.refuse_taken(desk.teller.step(), NEWER, NEW_PHONE)
        with pytest.raises(Refusal, match="already-registered"):
            await desk.service.send_new(desk.teller.step(), NEWER)
    with pytest.raises(Refusal, match="too-many-tries"):
        await desk.service.send_new(desk.teller.step(), NEW)
    assert await desk.parcels() == []
