"""Letters: each sent once and with its album, changed and taken back only in time, and kept no longer than needed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from account.desk.letters import Content, Letter, LetterState, Sender
from account.ports import Work, Works
from storage.tables import accounts
from tests.storage.samples import ANNA, BORIS, DAY, FILES, NOON, OLGA, PAVEL, open_account

WORDS = Content("text", "письмо <b>canary</b>")
PHOTO = Content("photo", "подпись canary", "file-canary")
NOT_YET = (LetterState.HELD, LetterState.WAITING)


@pytest.fixture
async def request_id(works: Works) -> int:
    async with works() as work:
        request = await work.requests.add((await open_account(work)).id, ANNA, FILES, NOON, NOON + DAY)
    assert request is not None
    return request.id


async def from_staff(work: Work, request_id: int, message: int = 5, content: Content = WORDS, **more: Any) -> int:
    return await work.letters.add(request_id, Sender.STAFF, OLGA.telegram_id, message, content, NOON, **more)


async def from_customer(work: Work, request_id: int, message: int = 5, content: Content = WORDS, **more: Any) -> int:
    return await work.letters.add(request_id, Sender.CUSTOMER, ANNA, message, content, NOON, **more)


async def read(work: Work, letter_id: int) -> Letter:
    letter = await work.letters.by_id(letter_id)
    assert letter is not None
    return letter


async def states(works: Works, *letter_ids: int) -> list[LetterState]:
    async with works() as work:
        return [(await read(work, each)).state for each in letter_ids]


async def become(work: Work, letter_id: int, state: LetterState) -> None:
    """Bring a waiting letter on to this state as the bot does."""
    match state:
        case LetterState.SENDING:
            assert await work.letters.begin(letter_id)
        case LetterState.DELIVERED:
            assert await work.letters.begin(letter_id)
            await work.letters.delivered(letter_id, 900)
        case LetterState.FAILED | LetterState.UNKNOWN:
            assert await work.letters.begin(letter_id)
            assert await work.letters.settle(letter_id, state)
        case LetterState.TAKEN_BACK:
            assert await work.letters.take_back(letter_id)


async def test_a_letter_comes_back_as_it_was_written(works: Works, request_id: int) -> None:
    async with works() as work:
        first = await from_customer(work, request_id, 7)
        held = LetterState.HELD
        second = await from_staff(work, request_id, 8, PHOTO, answers=first, album="a", state=held)
        third = await from_customer(work, request_id, 7, PHOTO)
    async with works() as work:
        assert await read(work, first) == Letter(
            first, request_id, Sender.CUSTOMER, ANNA, LetterState.WAITING, None, 7, content=WORDS
        )
        assert await read(work, second) == Letter(
            second, request_id, Sender.STAFF, OLGA.telegram_id, held, 8, None, "a", PHOTO, first, has_file=True
        )
        assert [each.id for each in await work.letters.in_group(8)] == [second]
        assert await work.letters.in_group(7) == []
        assert [each.id for each in await work.letters.with_customer(ANNA, 7)] == [first, third]
        assert await work.letters.by_id(third + 1) is None


async def test_another_person_s_letter_with_the_same_number_is_not_found(works: Works, request_id: int) -> None:
    async with works() as work:
        other = await work.questions.ask(None, BORIS, NOON, NOON + DAY)
        hers, his = await from_customer(work, request_id, 7), await from_customer(work, other.id, 7)
        assert [each.id for each in await work.letters.with_customer(ANNA, 7)] == [hers]
        assert [each.id for each in await work.letters.with_customer(BORIS, 7)] == [his]
        assert await work.letters.with_customer(BORIS, 8) == []


async def test_a_side_that_wrote_is_known_by_its_request(works: Works, request_id: int) -> None:
    async with works() as work:
        other = await work.questions.ask(None, BORIS, NOON, NOON + DAY)
        await from_customer(work, request_id)
        assert await work.letters.wrote(request_id, Sender.CUSTOMER)
        assert not await work.letters.wrote(request_id, Sender.STAFF)
        assert not await work.letters.wrote(other.id, Sender.CUSTOMER)


async def test_an_album_is_begun_together_and_nothing_else_with_it(works: Works, request_id: int) -> None:
    async with works() as work:
        other = await work.questions.ask(None, BORIS, NOON, NOON + DAY)
        album = [await from_staff(work, request_id, number, PHOTO, album="a") for number in range(3)]
        beside = [
            await from_staff(work, request_id, 10, PHOTO, album="b"),
            await from_staff(work, request_id, 11, PHOTO),
            await from_customer(work, request_id, 12, PHOTO, album="a"),
            await from_staff(work, other.id, 13, PHOTO, album="a"),
            await from_staff(work, request_id, 14, PHOTO, album="a", state=LetterState.HELD),
        ]
    async with works() as work:
        begun = await work.letters.begin(album[1])
        assert [(each.id, each.state, each.content) for each in begun] == [
            (each, LetterState.SENDING, PHOTO) for each in album
        ]
        assert await work.letters.begin(album[0]) == []
    assert await states(works, *beside) == [*[LetterState.WAITING] * 4, LetterState.HELD]


async def test_letters_without_an_album_do_not_count_as_one(works: Works, request_id: int) -> None:
    async with works() as work:
        first, second = await from_staff(work, request_id, 1), await from_staff(work, request_id, 2)
        assert [each.id for each in await work.letters.begin(first)] == [first]
    assert await states(works, second) == [LetterState.WAITING]


async def test_of_many_workers_who_begin_at_once_one_gets_the_album(
    works: Works, second_works: Works, request_id: int
) -> None:
    for album in range(5):
        async with works() as work:
            ids = [await from_staff(work, request_id, each, PHOTO, album=f"{album}") for each in range(3)]

        async def begin(mine: Works, number: int, ids: list[int] = ids) -> list[int]:
            async with mine() as work:
                return [each.id for each in await work.letters.begin(ids[number % 3])]

        begun = await asyncio.gather(*(begin((works, second_works)[number % 2], number) for number in range(6)))
        assert sorted(begun, reverse=True) == [ids, *[[]] * 5]


async def test_release_frees_what_is_held_of_one_album_once(works: Works, second_works: Works, request_id: int) -> None:
    held = LetterState.HELD
    async with works() as work:
        album = [await from_staff(work, request_id, number, PHOTO, album="a", state=held) for number in range(2)]
        gone = await from_staff(work, request_id, 3, PHOTO, album="a", state=held)
        assert await work.letters.take_back(gone)
        other = await from_staff(work, request_id, 4, state=held)
        free = await from_staff(work, request_id, 5)
        assert await work.letters.begin(album[0]) == []
        assert await work.letters.release(free, PAVEL.telegram_id) == []

    async def release(mine: Works) -> list[int]:
        async with mine() as work:
            return await work.letters.release(album[1], PAVEL.telegram_id)

    freed = await asyncio.gather(*(release(mine) for mine in (works, second_works) * 2))
    assert sorted(freed, reverse=True) == [album, [], [], []]
    async with works() as work:
        assert [(await read(work, each)).who for each in (*album, other)] == [PAVEL.telegram_id] * 2 + [
            OLGA.telegram_id
        ]
    assert await states(works, *album, gone, other) == [*[LetterState.WAITING] * 2, LetterState.TAKEN_BACK, held]


@pytest.mark.parametrize("state", list(LetterState))
async def test_only_what_was_not_sent_yet_is_changed_or_taken_back(
    works: Works, request_id: int, state: LetterState
) -> None:
    unsent = state in NOT_YET
    begun = state if state is LetterState.HELD else LetterState.WAITING
    async with works() as work:
        letter = await from_staff(work, request_id, state=begun)
        await become(work, letter, state)
        before = await read(work, letter)
        assert await work.letters.change(letter, PHOTO, 3) is unsent
        changed = await read(work, letter)
        if not unsent:
            assert changed == before
        else:
            assert (changed.content, changed.answers, changed.has_file, changed.state) == (PHOTO, 3, True, state)
        assert await work.letters.take_back(letter) is unsent
        assert not await work.letters.take_back(letter)
        assert await work.letters.begin(letter) == []
        assert (await read(work, letter)).state == (LetterState.TAKEN_BACK if unsent else state)


@pytest.mark.parametrize("state", list(LetterState))
async def test_only_what_is_being_sent_is_put_off_or_settled_or_arrives(
    works: Works, request_id: int, state: LetterState
) -> None:
    begun = state if state is LetterState.HELD else LetterState.WAITING
    sending = state is LetterState.SENDING
    async with works() as work:
        off, settled, arrived = [await from_staff(work, request_id, number, state=begun) for number in (5, 6, 7)]
        for each in (off, settled, arrived):
            await become(work, each, state)
        await work.letters.put_off(off)
        assert (await read(work, off)).state == (LetterState.WAITING if sending else state)
        assert await work.letters.settle(settled, LetterState.FAILED) is sending
        assert (await read(work, settled)).state == (LetterState.FAILED if sending else state)
        assert not await work.letters.settle(settled, LetterState.UNKNOWN)
        await work.letters.delivered(arrived, 77)
        assert ((await read(work, arrived)).arrived == 77) is sending


async def test_what_arrived_is_known_by_the_message_on_the_other_side(works: Works, request_id: int) -> None:
    async with works() as work:
        to_anna, to_desk = await from_staff(work, request_id, 5), await from_customer(work, request_id, 5)
        for letter, message in ((to_anna, 50), (to_desk, 60)):
            assert await work.letters.begin(letter)
            await work.letters.delivered(letter, message)
        await work.letters.delivered(to_desk + 1, 70)
    async with works() as work:
        assert [each.id for each in await work.letters.with_customer(ANNA, 50)] == [to_anna]
        assert [each.id for each in await work.letters.in_group(60)] == [to_desk]
        assert [(await read(work, each)).arrived for each in (to_anna, to_desk)] == [50, 60]
        await work.letters.taken_back(to_anna)
        assert (await read(work, to_anna)).state is LetterState.TAKEN_BACK


async def test_an_album_fails_as_a_whole_and_is_told_once(works: Works, second_works: Works, request_id: int) -> None:
    async with works() as work:
        album = [await from_staff(work, request_id, number, PHOTO, album="a") for number in range(3)]
        late = await from_staff(work, request_id, 9, PHOTO, album="b")
        assert len(await work.letters.begin(album[0])) == 3

    async def settle(mine: Works, number: int) -> bool:
        async with mine() as work:
            return await work.letters.settle(album[number % 3], LetterState.UNKNOWN)

    told = await asyncio.gather(*(settle((works, second_works)[number % 2], number) for number in range(6)))
    assert sum(told) == 1
    assert await states(works, *album, late) == [*[LetterState.UNKNOWN] * 3, LetterState.WAITING]


async def test_a_letter_is_either_taken_back_or_begun(works: Works, second_works: Works, request_id: int) -> None:
    async def take_back(letter: int) -> bool:
        async with works() as work:
            return await work.letters.take_back(letter)

    async def begin(letter: int) -> bool:
        async with second_works() as work:
            return bool(await work.letters.begin(letter))

    for number in range(6):
        async with works() as work:
            letter = await from_staff(work, request_id, number)
        both = (take_back(letter), begin(letter))
        assert sum(await asyncio.gather(*(both if number % 2 else both[::-1]))) == 1


async def test_files_of_customers_are_found_where_they_stand_in_the_group(works: Works, request_id: int) -> None:
    async with works() as work:
        other = await work.questions.ask(None, BORIS, NOON, NOON + DAY)
        arrived = [
            await from_customer(work, request_id, 1, PHOTO),
            await from_customer(work, request_id, 2),
            await from_customer(work, other.id, 3, PHOTO),
            await from_staff(work, request_id, 40, PHOTO),
        ]
        for letter in arrived:
            assert await work.letters.begin(letter)
            await work.letters.delivered(letter, 100 + letter)
        on_its_way = await from_customer(work, request_id, 5, PHOTO)
    async with works() as work:
        assert await work.letters.files_in_group(request_id) == [100 + arrived[0]]
        await work.letters.forget_files(request_id)
        assert await work.letters.files_in_group(request_id) == []
        assert await work.letters.files_in_group(other.id) == [100 + arrived[2]]
        assert await work.letters.begin(on_its_way)
        await work.letters.delivered(on_its_way, 200)
        assert await work.letters.files_in_group(request_id) == [200], "it came after the others had left"


async def test_a_group_that_moved_has_none_of_the_messages_any_more(works: Works, request_id: int) -> None:
    async with works() as work:
        staff, customer = await from_staff(work, request_id, 5), await from_customer(work, request_id, 6, PHOTO)
        assert await work.letters.begin(customer)
        await work.letters.delivered(customer, 60)
        await work.letters.forget_group()
        assert [(await read(work, each)).group_message for each in (staff, customer)] == [None, None]
        assert (await read(work, customer)).customer_message == 6
        assert await work.letters.files_in_group(request_id) == []


async def test_contents_are_sealed_and_emptied_once_they_are_not_needed(
    works: Works, engine: AsyncEngine, request_id: int
) -> None:
    async def kept() -> list[bytes | None]:
        async with engine.connect() as connection:
            rows = await connection.execute(text("SELECT content FROM letters ORDER BY id"))
            return [None if row.content is None else bytes(row.content) for row in rows]

    ends = (LetterState.WAITING, LetterState.DELIVERED, LetterState.FAILED, LetterState.UNKNOWN, LetterState.TAKEN_BACK)
    async with works() as work:
        letters = [await from_staff(work, request_id, number, PHOTO) for number, _ in enumerate(ends)]
    sealed = await kept()
    assert len(set(sealed)) == len(ends)
    assert not [each for each in sealed if each is None or b"canary" in each or "подпись".encode() in each]
    async with works() as work:
        for letter, end in zip(letters, ends, strict=True):
            await become(work, letter, end)
    assert [each is None for each in await kept()] == [False, True, True, True, True]


async def test_letters_go_with_the_account_of_their_request(works: Works, engine: AsyncEngine, request_id: int) -> None:
    async with works() as work:
        hers, his = await from_staff(work, request_id), (await work.questions.ask(None, BORIS, NOON, NOON + DAY)).id
        kept = await from_staff(work, his)
    async with engine.begin() as connection:
        await connection.execute(accounts.delete())
    async with works() as work:
        assert await work.letters.by_id(hers) is None
        assert (await read(work, kept)).request_id == his
