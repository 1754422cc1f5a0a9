"""Second runs over a broadcast's ledger: whom an edit, a deletion and a repetition reach, and by which messages."""

from __future__ import annotations

from account.broadcasts.ports import Lane
from account.broadcasts.records import (
    Counts,
    Deed,
    Recipient,
    SendState,
)
from tests.storage.broadcast_desk import FIRST, TEXT, Desk, ids


async def ended(desk: Desk) -> None:
    """1 to 4 have it in two messages, of 5 to 7 it is not known, the others blocked the bot."""
    await desk.begin()
    await desk.take(FIRST)
    await desk.claim(FIRST)
    await desk.note(FIRST, SendState.SENT, 1, 2, 3, 4, messages=(17, 18))
    await desk.note(FIRST, SendState.UNKNOWN, 5, 6, 7)
    await desk.note(FIRST, SendState.BLOCKED, 8, 9, 10)
    assert await desk.finish()


async def test_an_edit_goes_to_those_who_have_it_with_its_messages(desk: Desk) -> None:
    await ended(desk)
    number = await desk.again(Deed.EDIT, TEXT)
    assert (await desk.look(number)).total == 4
    lane = Lane(number, 0, "edits")
    await desk.take(lane)
    assert await desk.claim(lane, 3) == [Recipient(each, (17, 18)) for each in (1, 2, 3)]
    await desk.note(lane, SendState.AGAIN, 2)
    assert await desk.claim(lane) == [Recipient(2, (17, 18)), Recipient(4, (17, 18))]


async def test_an_edit_in_the_hand_of_a_dead_one_is_done_again(desk: Desk) -> None:
    await ended(desk)
    number = await desk.again(Deed.DELETE)
    await desk.take(Lane(number, 0, "dies"))
    await desk.claim(Lane(number, 0, "dies"), 3)
    lane = Lane(number, 0, "lives")
    await desk.take(lane)
    assert (await desk.look(number)).counts == Counts()
    assert sorted(ids(await desk.claim(lane))) == [1, 2, 3, 4]


async def test_a_repetition_goes_once_to_those_of_whom_it_is_not_known(desk: Desk) -> None:
    await ended(desk)
    number = await desk.again(Deed.RESEND)
    assert (await desk.look(number)).content == TEXT
    assert (await desk.look(number)).total == 3
    lane = Lane(number, 0, "again")
    await desk.take(lane)
    assert await desk.claim(lane) == [Recipient(each) for each in (5, 6, 7)]
    await desk.note(lane, SendState.SENT, 5, 6, messages=(20,))
    await desk.note(lane, SendState.UNKNOWN, 7)
    assert await desk.finish(number)
    third = await desk.again(Deed.RESEND)
    lane = Lane(third, 0, "third")
    await desk.take(lane)
    assert ids(await desk.claim(lane)) == [7]


async def test_a_deletion_reaches_what_was_sent_by_the_repetition_too(desk: Desk) -> None:
    await ended(desk)
    again = Lane(await desk.again(Deed.RESEND), 0, "again")
    await desk.take(again)
    await desk.claim(again)
    await desk.note(again, SendState.SENT, 5, messages=(20,))
    await desk.note(FIRST, SendState.SENT, 5, messages=(19, 21))  # it was sent the first time after all
    delete = Lane(await desk.again(Deed.DELETE), 0, "deletes")
    await desk.take(delete)
    assert await desk.claim(delete, 4) == [Recipient(each, (17, 18)) for each in (1, 2, 3, 4)]
    (fifth,) = await desk.claim(delete) or []
    assert (fifth.telegram_id, sorted(fifth.messages)) == (5, [19, 20, 21])
