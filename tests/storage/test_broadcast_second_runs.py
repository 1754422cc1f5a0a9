"""Whom a second run over a broadcast's ledger reaches, and what of the ledger can be asked."""

from __future__ import annotations

from account.broadcasts.ports import Lane
from account.broadcasts.records import (
    Audience,
    BroadcastKind,
    Content,
    Deed,
    Draft,
    Piece,
    SendState,
    Sent,
    Whom,
)
from account.ports import Work, Works
from tests.storage.samples import ANNA, BORIS, NOON, SECOND

OLD, NEW = Content((Piece("text", "old"),)), Content((Piece("text", "new"),))
ADMIN = 1003


async def sent(work: Work, *outcomes: tuple[int, SendState]) -> int:
    """A broadcast of which that became of these people."""
    for person, _ in outcomes:
        await work.people.seen(person, "ru", NOON)
    draft = Draft(OLD, Audience(Whom.EVERYONE), BroadcastKind.SERVICE)
    number = await work.broadcasts.add(draft, ADMIN, ADMIN, NOON)
    await goes_out(work, number, *outcomes)
    return number


async def goes_out(work: Work, number: int, *outcomes: tuple[int, SendState]) -> list[int]:
    """Begin it and note these; who was claimed."""
    await work.broadcasts.begin_due(NOON)
    lane = Lane(number, 0, "holder")
    await work.broadcasts.take_lane(lane, NOON)
    claimed = await work.broadcasts.claim(lane, 9, NOON) or []
    await work.broadcasts.note(lane, [Sent(person, state, (7,)) for person, state in outcomes], NOON)
    await work.broadcasts.finish(number, NOON)
    return [each.telegram_id for each in claimed]


async def test_those_of_whom_nobody_knows_are_counted_until_they_were_tried_again(works: Works) -> None:
    async with works() as work:
        number = await sent(work, (ANNA, SendState.UNKNOWN), (BORIS, SendState.SENT))
        assert await work.broadcasts.unsure(number) == 1
        again = await work.broadcasts.add_run(number, Deed.RESEND, None, ADMIN, ADMIN, NOON)
        assert await goes_out(work, again, (ANNA, SendState.SENT)) == [ANNA]
        assert await work.broadcasts.unsure(number) == 0


async def test_whoever_is_unknown_once_more_may_be_tried_once_more(works: Works) -> None:
    async with works() as work:
        number = await sent(work, (ANNA, SendState.UNKNOWN))
        again = await work.broadcasts.add_run(number, Deed.RESEND, None, ADMIN, ADMIN, NOON)
        await goes_out(work, again, (ANNA, SendState.UNKNOWN))
        assert await work.broadcasts.unsure(number) == 1


async def test_nothing_is_sent_once_more_to_whoever_has_blocked_the_bot_since(works: Works) -> None:
    async with works() as work:
        number = await sent(work, (ANNA, SendState.UNKNOWN), (BORIS, SendState.UNKNOWN))
        await work.people.set_gone(ANNA, NOON + SECOND)
        assert await work.broadcasts.unsure(number) == 1
        again = await work.broadcasts.add_run(number, Deed.RESEND, None, ADMIN, ADMIN, NOON)
        assert await goes_out(work, again, (BORIS, SendState.SENT)) == [BORIS]


async def test_a_repetition_sends_what_it_is_given_or_what_was_sent(works: Works) -> None:
    async with works() as work:
        number = await sent(work, (ANNA, SendState.UNKNOWN))
        runs = [
            await work.broadcasts.add_run(number, deed, content, ADMIN, ADMIN, NOON)
            for deed, content in ((Deed.RESEND, None), (Deed.RESEND, NEW), (Deed.EDIT, NEW), (Deed.DELETE, None))
        ]
        found = [await work.broadcasts.by_id(each) for each in runs]
    assert [each and each.content for each in found] == [OLD, NEW, NEW, None]


async def test_who_is_in_flight_is_known(works: Works) -> None:
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)
        draft = Draft(OLD, Audience(Whom.EVERYONE), BroadcastKind.SERVICE)
        number = await work.broadcasts.add(draft, ADMIN, ADMIN, NOON)
        assert not await work.broadcasts.in_flight(number)
        await goes_out(work, number)
        assert await work.broadcasts.in_flight(number)
        await work.broadcasts.note(Lane(number, 0, "holder"), [Sent(ANNA, SendState.AGAIN)], NOON)
        assert not await work.broadcasts.in_flight(number)
