"""What is only needed for a while goes when its time is over, and nothing else goes with it."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.broadcasts.ports import Lane
from account.broadcasts.records import Audience, BroadcastKind, Draft, Piece, SendState, Sent, Whom
from account.broadcasts.records import Content as Said
from account.code import Code
from account.contacts import Email, Phone
from account.desk.letters import Content, Sender
from account.ports import Work, Works
from account.records import Fault, Purpose
from account.requests import Request, RequestState
from storage.conversations import WEEK
from storage.erasure import TALKS_LIVE
from storage.retention import paper, sweep
from storage.tables import metadata, mutes, policy_imports
from tests.storage.samples import (
    ANNA,
    BORIS,
    DAY,
    EMAIL,
    FILES,
    HOUR,
    NOON,
    OLGA,
    OTHER_EMAIL,
    OTHER_PHONE,
    PHONE,
    PROFILE,
    open_account,
    parcel,
)


async def write_everything(work: Work, at: datetime, key: str) -> None:
    await work.steps.keep(key, "done", at)
    await work.tallies.add("a", at)
    await work.codes.add(ANNA, Purpose.RESET, EMAIL, Code("123456"), None, at, at + HOUR)
    await work.outbox.put(parcel(f"{key} done", due_at=at))
    for claimed in await work.outbox.claim(1, at, at + HOUR):
        await work.outbox.delivered(claimed.id, at)


async def rows(engine: AsyncEngine) -> dict[str, int]:
    async with engine.connect() as connection:
        counts = {
            name: await connection.scalar(select(func.count()).select_from(table))
            for name, table in metadata.tables.items()
        }
    return {name: count for name, count in counts.items() if count}


async def swept(engine: AsyncEngine, at: datetime) -> dict[str, int]:
    return {rule: number for rule, number in (await sweep(engine, at)).items() if number}


async def test_a_day_and_a_month_are_the_limits(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await write_everything(work, NOON, "old")
        await write_everything(work, NOON + DAY, "new")
        await work.outbox.put(parcel("waiting", due_at=NOON))
    assert await swept(engine, NOON + DAY) == {}
    assert await swept(engine, NOON + 26 * HOUR) == {"steps": 1, "tallies": 1, "codes": 1}
    assert await rows(engine) == {"steps": 1, "tallies": 1, "codes": 1, "outbox": 3}
    assert await swept(engine, NOON + 30 * DAY + HOUR) == {"steps": 1, "tallies": 1, "codes": 1, "outbox": 1}
    assert await rows(engine) == {"outbox": 2}


async def decided(work: Work, state: RequestState, at: datetime, email: Email, phone: Phone) -> Request:
    """A request of a new account that ended so at that time."""
    account = await open_account(work, email, phone)
    request = await work.requests.add(account.id, ANNA, FILES, NOON, NOON + DAY)
    assert request is not None
    if state is RequestState.WITHDRAWN:
        assert await work.requests.withdraw(request.id, at)
    else:
        assert await work.requests.decide(
            request.id, state, OLGA, at, {"scan": "blurred"} if state == "rejected" else {}
        )
    return request


@pytest.mark.parametrize(
    ("state", "rule", "days"),
    [
        (RequestState.APPROVED, "decided-files", 30),
        (RequestState.REFUSED, "decided-files", 30),
        (RequestState.WITHDRAWN, "decided-files", 30),
        (RequestState.REJECTED, "rejected-files", 90),
    ],
)
async def test_pictures_of_a_decided_request_go_when_nobody_needs_them(
    works: Works, engine: AsyncEngine, state: RequestState, rule: str, days: int
) -> None:
    async with works() as work:
        old = await decided(work, state, NOON, EMAIL, PHONE)
        new = await decided(work, state, NOON + HOUR, OTHER_EMAIL, OTHER_PHONE)
    assert await swept(engine, NOON + days * DAY) == {}
    assert await swept(engine, NOON + days * DAY + HOUR) == {rule: 3}
    async with works() as work:
        assert [len(request.files) for each in (old, new) if (request := await work.requests.by_id(each.id))] == [0, 3]


async def test_numbers_of_apologies_go_after_a_month(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.faults.put(Fault(ANNA, "A1", NOON))
        await work.faults.put(Fault(BORIS, "B2", NOON + HOUR))
    assert await swept(engine, NOON + 30 * DAY) == {}
    assert await swept(engine, NOON + 30 * DAY + HOUR) == {"faults": 1}


async def test_letters_go_a_year_after_what_they_are_about(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        for person, at in ((ANNA, NOON), (BORIS, NOON + HOUR)):
            account = await open_account(work, *((EMAIL, PHONE) if person == ANNA else (OTHER_EMAIL, OTHER_PHONE)))
            question = await work.questions.ask(account.id, person, NOON, NOON + DAY)
            await work.letters.add(question.id, Sender.CUSTOMER, person, 5, Content("text", "canary"), NOON)
            assert await work.questions.close(question.id, OLGA, at)
        waits = await work.questions.ask(None, 1003, NOON, NOON + DAY)
        await work.letters.add(waits.id, Sender.CUSTOMER, 1003, 5, Content("text", "canary"), NOON)
    assert await swept(engine, NOON + 365 * DAY) == {}
    assert await swept(engine, NOON + 365 * DAY + HOUR) == {"letters": 1}
    assert (await rows(engine))["letters"] == 2


async def test_a_guest_s_closed_question_goes_after_a_year(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        for person, at in ((ANNA, NOON), (BORIS, NOON + HOUR)):
            question = await work.questions.ask(None, person, NOON, NOON + DAY)
            assert await work.questions.close(question.id, OLGA, at)
        await work.questions.ask(None, 1003, NOON, NOON + DAY)
    assert await swept(engine, NOON + 365 * DAY) == {}
    assert await swept(engine, NOON + 365 * DAY + HOUR) == {"guests-questions": 1}
    assert (await rows(engine))["requests"] == 2


async def test_ended_sign_ins_go_after_a_year_but_the_last_one_that_protects_the_owner(
    works: Works, engine: AsyncEngine
) -> None:
    async with works() as work:
        account = await open_account(work)
        for person, hours in ((ANNA, 0), (ANNA, 1), (ANNA, 2), (BORIS, 0)):
            await work.sign_ins.start(account.id, person, NOON)
            await work.sign_ins.end(person, NOON + hours * HOUR)
    assert await swept(engine, NOON + 365 * DAY) == {}
    assert await swept(engine, NOON + 365 * DAY + HOUR) == {"sign-ins": 1}
    assert await swept(engine, NOON + 3000 * DAY) == {"sign-ins": 1}
    async with works() as work:
        assert [await work.sign_ins.ever(account.id, person) for person in (ANNA, BORIS)] == [True, True]


async def test_what_an_import_came_to_goes_after_a_year(engine: AsyncEngine) -> None:
    finished = [{"state": "done", "at": NOON, "finished_at": at} for at in (NOON, NOON + HOUR, None)]
    async with engine.begin() as connection:
        for each in finished:
            await connection.execute(insert(policy_imports), each)
    assert await swept(engine, NOON + 365 * DAY) == {}
    assert await swept(engine, NOON + 365 * DAY + HOUR) == {"policy-imports": 1}
    assert (await rows(engine))["policy_imports"] == 2


async def test_of_a_broadcast_only_the_figures_stay_after_a_month(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)
        old, new = [await sent_broadcast(work, at) for at in (NOON, NOON + HOUR)]
        draft = Draft(SAID, EVERYBODY, BroadcastKind.SERVICE, starts_at=NOON + 90 * DAY)
        waits = await work.broadcasts.add(draft, BORIS, BORIS, NOON)
    assert await swept(engine, NOON + 30 * DAY) == {}
    assert await swept(engine, NOON + 30 * DAY + HOUR) == {"broadcast-ledgers": 1, "broadcast-contents": 1}
    async with works() as work:
        found = [await work.broadcasts.by_id(each) for each in (old, new, waits)]
    kept = [(each.content, each.counts.sent) for each in found if each is not None]
    assert kept == [(None, 1), (SAID, 1), (SAID, 0)]


SAID = Said((Piece("text", "canary"),))
EVERYBODY = Audience(Whom.EVERYONE)


async def sent_broadcast(work: Work, at: datetime) -> int:
    """One that everybody has got by that time."""
    number = await work.broadcasts.add(Draft(SAID, EVERYBODY, BroadcastKind.SERVICE), BORIS, BORIS, at)
    await work.broadcasts.begin_due(at)
    lane = Lane(number, 0, "holder")
    await work.broadcasts.take_lane(lane, at)
    reached = await work.broadcasts.claim(lane, 9, at) or []
    await work.broadcasts.note(lane, [Sent(each.telegram_id, SendState.SENT, (7,)) for each in reached], at)
    assert await work.broadcasts.finish(number, at)
    return number


async def test_people_who_are_gone_for_a_year_are_forgotten_but_those_with_an_account(
    works: Works, engine: AsyncEngine
) -> None:
    async with works() as work:
        for person, gone_at in ((ANNA, NOON), (BORIS, NOON), (1003, NOON + HOUR), (1004, None)):
            await work.people.seen(person, "ru", NOON)
            if gone_at:
                await work.people.set_gone(person, gone_at)
        await work.sign_ins.start((await open_account(work)).id, ANNA, NOON)
    async with engine.begin() as connection:
        muted = [{"telegram_id": person, "what": "policies", "at": NOON} for person in (ANNA, BORIS)]
        await connection.execute(insert(mutes), muted)
    assert await swept(engine, NOON + 365 * DAY) == {}
    assert await swept(engine, NOON + 365 * DAY + HOUR) == {"gone-mutes": 1, "gone-people": 1}
    async with works() as work:
        found = [person for person in (ANNA, BORIS, 1003, 1004) if await work.people.by_id(person)]
    assert found == [ANNA, 1003, 1004]


async def test_a_sweep_that_removes_something_says_so_by_its_rule(
    works: Works, engine: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "storage.retention")
    async with works() as work:
        await work.steps.keep("old", "done", NOON)
    await sweep(engine, NOON + DAY)
    assert caplog.messages == []
    await sweep(engine, NOON + 2 * DAY)
    assert caplog.messages == ["retention: steps, rows removed: 1"]


def test_the_paper_for_the_data_protection_officer_has_these_rules() -> None:
    text = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text("utf-8")
    assert text.partition("<!-- retention -->\n")[2].partition("\n<!-- end -->")[0] == paper()


def test_the_paper_names_how_long_conversations_live() -> None:
    text = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text("utf-8")
    assert f"live in Redis for {int(WEEK // 86400)} days" in text
    assert TALKS_LIVE.total_seconds() == WEEK


async def test_what_lasts_is_not_swept(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)
        account = await open_account(work)
        await work.accounts.set_profile(account.id, PROFILE, NOON)
        await work.sign_ins.start(account.id, ANNA, NOON)
        request = await work.requests.add(account.id, ANNA, (), NOON, NOON + DAY)
        assert request is not None
        await work.audit.add(request.id, OLGA.telegram_id, "taken", NOON)
    before = await rows(engine)
    await sweep(engine, NOON + 3000 * DAY)
    assert await rows(engine) == before
