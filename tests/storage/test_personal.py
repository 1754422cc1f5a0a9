"""Every column is marked; what is marked personal is in the export, and nothing of it outlives the erasure."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.desk.reasons import for_customer
from account.passwords import Password
from account.ports import Works
from account.privacy.records import Subject
from account.privacy.service import PrivacyService
from account.records import Parcel
from account.refusals import Refusal
from gateways.hashing import Hasher
from storage.audit_chain import verify
from storage.encryption import Keyring
from storage.erasure import erasures_of
from storage.parcels_about import OF_LETTERS, OF_REQUESTS
from storage.personal import MARKS, Exported, Stays
from storage.tables import metadata
from tests.storage.filled import Life
from tests.storage.samples import ANNA, BORIS, DAY, EMAIL, MINUTE, OTHER_EMAIL, OTHER_PHONE, PHONE, PROFILE

VERA, GLEB = 1003, 1004
PASSWORD = Password.parse("снегопад47")
Tables = dict[str, dict[Any, Row[Any]]]
# How the file says what a row holds, where it does not say the very same; nothing for rows that are not the person's.
READ: Mapping[str, Callable[[Row[Any]], Any]] = {
    "accounts.profile": lambda row: row.profile and row.profile["number"],
    "request_files.file": lambda row: row.file["name"],
    "request_files.reason": lambda row: row.reason and for_customer(row.reason, "ru"),
    "letters.sender": lambda row: {"customer": "you", "staff": "support"}[row.sender],
    "letters.who": lambda row: row.who if row.sender == "customer" else None,
    "letters.content": lambda row: row.content["html"] if row.content and row.sender == "customer" else None,
    "codes.person": lambda row: row.person if row.person == ANNA else None,
    "outbox.person": lambda row: row.person if row.person == ANNA else None,
}


@pytest.fixture
async def life(works: Works, engine: AsyncEngine) -> AsyncIterator[Life]:
    hasher = Hasher(64)
    yield Life(works, engine, hasher)
    hasher.close()


async def anna_lives(life: Life) -> None:
    await life.live(ANNA, VERA, EMAIL, PHONE, PROFILE, PASSWORD)


async def everything(engine: AsyncEngine) -> Tables:
    """All rows of all tables, opened, by their primary keys."""
    async with engine.connect() as connection:
        found: Tables = {}
        for name, table in metadata.tables.items():
            rows = (await connection.execute(select(table))).all()
            key = [column.name for column in table.primary_key]
            found[name] = {tuple(getattr(row, each) for each in key): row for row in rows}
        return found


def at_path(document: Any, path: str) -> Iterator[Any]:
    head, _, rest = path.partition(".")
    many = head.endswith("[]")
    value = document.get(head.removesuffix("[]"))
    for each in (value or []) if many else [value]:
        if rest:
            yield from at_path(each, rest)
        elif isinstance(each, dict):
            yield from each.values()
        else:
            yield each


def readable(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return value


def test_every_column_of_every_table_is_marked() -> None:
    there = {name: {column.name for column in table.columns} for name, table in metadata.tables.items()}
    assert {name: set(marks) for name, marks in MARKS.items()} == there


async def test_each_personal_column_is_in_the_export(life: Life, engine: AsyncEngine, works: Works) -> None:
    await anna_lives(life)
    rows = await everything(engine)
    ((account,),) = rows["accounts"]
    document = await PrivacyService(works).export(Subject(ANNA, account), "ru")
    assert document is not None
    missing, unfilled = [], []
    for table, column, path in exported():
        read = READ.get(f"{table}.{column}", lambda row, column=column: getattr(row, column))  # type: ignore[misc] # bound here
        values = {readable(value) for row in rows[table].values() if (value := read(row)) is not None}
        unfilled += [] if values else [f"{table}.{column}"]
        missing += [f"{table}.{column}: {value}" for value in values - {*at_path(document, path)}]
    assert (missing, unfilled) == ([], [])
    assert json.loads(json.dumps(document, ensure_ascii=False)) == document


def exported() -> list[tuple[str, str, str]]:
    marked = [(table, column, mark) for table, marks in MARKS.items() for column, mark in marks.items()]
    return [(table, column, mark.path) for table, column, mark in marked if isinstance(mark, Exported)]


async def test_the_export_names_no_staff_and_nobody_else(life: Life, engine: AsyncEngine, works: Works) -> None:
    await anna_lives(life)
    await life.live(BORIS, GLEB, OTHER_EMAIL, OTHER_PHONE, PROFILE, PASSWORD)
    (account, _) = sorted(key[0] for key in (await everything(engine))["accounts"])
    text = json.dumps(await PrivacyService(works).export(Subject(ANNA, account), "ru"), ensure_ascii=False)
    assert EMAIL.value in text
    for secret in ("Ольга", "7001", "canary-note", "canary-answer", "file-1001", "argon2", OTHER_EMAIL.value, "1002"):
        assert secret not in text, secret


async def test_after_the_erasure_nothing_is_left_but_what_has_a_reason(
    life: Life, engine: AsyncEngine, works: Works, keyring: Keyring
) -> None:
    await anna_lives(life)
    annas = await everything(engine)
    await life.live(BORIS, GLEB, OTHER_EMAIL, OTHER_PHONE, PROFILE, PASSWORD)
    before = await everything(engine)
    step = life.step(ANNA)
    await PrivacyService(works).erase_account(step, step.at)
    after = await everything(engine)
    for name, rows in after.items():
        stays = {column for column, mark in MARKS[name].items() if isinstance(mark, Stays)}
        added = {key for key in rows if key not in before[name]}
        if not stays and name != "audit_head":
            theirs = before[name].keys() - annas[name].keys()
            assert rows.keys() - added == theirs, name
            assert all(rows[key] == before[name][key] for key in theirs), name
    assert {row.kind for row in new(after, before, "outbox")} == {"leave-desk", "forget", "notice"}
    (proof,) = new(after, before, "audit")
    assert (proof.what, proof.who, proof.request_id) == ("erased", 0, None)
    assert_silent(after)
    assert (await verify(engine, keyring)).broken_at is None
    assert await erasures_of(engine, keyring, EMAIL) == await erasures_of(engine, keyring, PHONE) == [step.at]
    assert await erasures_of(engine, keyring, OTHER_EMAIL) == []


def new(after: Tables, before: Tables, name: str) -> list[Row[Any]]:
    return [row for key, row in after[name].items() if key not in before[name]]


def assert_silent(tables: Tables) -> None:
    """No value of the person anywhere; their Telegram id in the trail only."""
    for name, rows in tables.items():
        for row in rows.values():
            said = " ".join(str(value) for value in row)
            for value in (EMAIL.value, PHONE.value, "СКАН_1001", "file-1001"):
                assert value not in said, name
            assert name == "audit" or ANNA not in row, name


async def test_a_guest_s_erasure_takes_their_questions_along(life: Life, engine: AsyncEngine, works: Works) -> None:
    await life._as_guest(ANNA)
    annas = await everything(engine)
    await life.live(BORIS, GLEB, OTHER_EMAIL, OTHER_PHONE, PROFILE, PASSWORD)
    privacy = PrivacyService(works)
    document = await privacy.export(Subject(ANNA, None), "ru")
    assert document is not None
    assert [each["kind"] for each in document["requests"]] == ["question"]
    assert "account" not in document
    await privacy.erase_guest(life.step(ANNA))
    after = await everything(engine)
    for name in ("people", "mutes", "requests", "letters"):
        assert not annas[name].keys() & after[name].keys(), name
    assert len(after["accounts"]) == 1
    assert_silent(after)


async def test_a_repeated_erasure_answers_the_same_and_does_nothing(
    life: Life, engine: AsyncEngine, works: Works
) -> None:
    await anna_lives(life)
    privacy, step = PrivacyService(works), life.step(ANNA)
    await privacy.erase_account(step, step.at)
    once = await everything(engine)
    await privacy.erase_account(step, step.at - DAY)
    assert await everything(engine) == once
    with pytest.raises(Refusal, match="signed-out"):
        await privacy.erase_account(life.step(ANNA), life.now)


async def test_the_password_counts_for_ten_minutes(life: Life, works: Works, engine: AsyncEngine) -> None:
    await anna_lives(life)
    step = life.step(ANNA)
    with pytest.raises(Refusal, match="confirm-again"):
        await PrivacyService(works).erase_account(step, step.at - 11 * MINUTE)
    assert (await everything(engine))["accounts"]


async def test_whoever_signed_out_meanwhile_gets_no_file(life: Life, engine: AsyncEngine, works: Works) -> None:
    await anna_lives(life)
    ((account,),) = (await everything(engine))["accounts"]
    await life.sign_in.sign_out(life.step(ANNA))
    assert await PrivacyService(works).export(Subject(ANNA, account), "ru") is None


async def test_the_erased_contacts_register_again_without_a_trace(life: Life, works: Works) -> None:
    await anna_lives(life)
    step = life.step(ANNA)
    await PrivacyService(works).erase_account(step, step.at)
    hashed = await life.hasher.hash(PASSWORD)
    await life.registration.refuse_taken(life.step(ANNA), EMAIL, PHONE)
    await life.registration.open(life.step(ANNA), EMAIL, PHONE, hashed, life.now)
    await life.profiles.save(life.step(ANNA), PROFILE)
    standing = await life.verification.may_begin(ANNA)
    assert (standing.account.verified_at, standing.request, len(standing.wanted)) == (None, None, 3)


async def test_every_parcel_of_a_life_is_known_by_its_key(life: Life, engine: AsyncEngine) -> None:
    await anna_lives(life)
    words = {
        row.kind: row.key.split(":") for row in (await everything(engine))["outbox"].values() if row.person is None
    }
    assert {kind for kind, key in words.items() if not (OF_REQUESTS | OF_LETTERS) & {*key}} == set()


async def test_what_somebody_is_told_of_an_account_of_their_own_is_no_part_of_the_other_one(
    life: Life, engine: AsyncEngine, works: Works
) -> None:
    """Else whoever once had them in their account would erase the notice of a stranger's sign-in to theirs."""
    await anna_lives(life)
    ((account,),) = (await everything(engine))["accounts"]
    hashed = await life.hasher.hash(PASSWORD)
    await life.registration.open(life.step(VERA), OTHER_EMAIL, OTHER_PHONE, hashed, life.now)
    privacy = PrivacyService(works)
    before = await privacy.export(Subject(ANNA, account), "ru")
    await life.sign_in.sign_in(life.step(GLEB), OTHER_EMAIL, PASSWORD)
    assert await privacy.export(Subject(ANNA, account), "ru") == before
    step = life.step(ANNA)
    await privacy.erase_account(step, step.at)
    assert [row.key for row in (await everything(engine))["outbox"].values() if row.person == VERA] != []


async def test_whoever_changed_a_contact_cannot_erase_the_word_of_it_to_the_old_one(
    life: Life, engine: AsyncEngine, works: Works
) -> None:
    """It is the account's: the stranger's own erasure leaves it, the owner's takes it along."""
    await anna_lives(life)
    step, payload = life.step(VERA), {"to": "old.canary@example.org", "language": "ru"}
    async with works() as work:
        await work.outbox.put(Parcel(step.key("contact-changed"), "changed-email", VERA, payload, step.at))
    await life.sign_in.sign_out(life.step(VERA))
    privacy = PrivacyService(works)
    await privacy.erase_guest(life.step(VERA))
    assert "changed-email" in await kinds(engine)
    step = life.step(ANNA)
    await privacy.erase_account(step, step.at)
    assert "changed-email" not in await kinds(engine)


@pytest.mark.parametrize("moved", [False, True])
async def test_reminders_of_the_account_s_policies_go_with_it_and_no_others(
    life: Life, engine: AsyncEngine, works: Works, moved: bool
) -> None:
    """Vera, in Anna's account, waits to be told of a policy of it; of her own account's she is told all the same."""
    await anna_lives(life)
    if moved:
        hashed = await life.hasher.hash(PASSWORD)
        await life.registration.open(life.step(VERA), OTHER_EMAIL, OTHER_PHONE, hashed, life.now)
    step, payload = life.step(ANNA), {"ref": "7", "ends": "2027-01-31"}
    async with works() as work:
        key = f"policy-ends:{VERA}:7:2027-01-31:30"
        await work.outbox.put(Parcel(key, "policy-ends", VERA, payload, step.at + DAY))
    await PrivacyService(works).erase_account(step, step.at)
    assert ("policy-ends" in await kinds(engine)) == moved


async def kinds(engine: AsyncEngine) -> set[str]:
    return {row.kind for row in (await everything(engine))["outbox"].values()}
