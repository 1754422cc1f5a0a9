"""What comes more than once has one effect; what comes at once keeps its order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.tables import accounts, outbox, requests
from tests.conversations.drawn import letter_page
from tests.faults.books import PROFILE, Books, copy_of
from tests.faults.nursery import Nursery
from tests.faults.postman import Postman
from tests.faults.scripts import OVER, name, number, profile, verification
from tests.faults.street import Street, at_port, free_port
from tests.faults.walker import Crowd, Walker
from tests.servers import Valkey

PEOPLE = 8
WITH_PICTURES = 2


@pytest.fixture
def books(migrated: Path, tmp_path: Path) -> Books:
    return Books(copy_of(migrated, tmp_path))


@pytest.fixture(params=["polling", "webhook"])
async def street(
    request: pytest.FixtureRequest, nursery: Nursery, redis: Valkey, books: Books, tmp_path: Path
) -> AsyncIterator[Street]:
    del books  # the database has to be there
    async with Street(nursery, redis, tmp_path, webhook=request.param == "webhook", bot=("bot", "run")) as one:
        yield one


@pytest.mark.parametrize("street", ["webhook"], indirect=True)
async def test_updates_that_come_up_to_five_times_at_two_replicas_have_one_effect(street: Street, books: Books) -> None:
    people = [street.newcomer(f"Анна {index}") for index in range(PEOPLE)]
    with_pictures, others = people[:WITH_PICTURES], people[WITH_PICTURES:]
    await books.sign_in([each.id for each in with_pictures], PROFILE)
    await books.sign_in([each.id for each in others])
    ports = [free_port(), free_port()]
    replicas = [await street.start_bot(**at_port(port)) for port in ports]
    crowd = Crowd(
        [Walker(street, each, verification()) for each in with_pictures]
        + [Walker(street, each, profile(each.id, laps=2)) for each in others]
    )
    async with Postman(street.playground) as postman:
        flood = asyncio.create_task(postman.flood([f"http://127.0.0.1:{port}/telegram" for port in ports], seed=1))
        await crowd.walk()
        await street.confirmed()
        flood.cancel()
        await asyncio.wait([flood])
        assert postman.posts > 2 * crowd.steps
    for replica in replicas:
        await replica.kill()
    assert crowd.silent == []
    assert all(row.telegram_id in {each.id for each in with_pictures} for row in await books.rows(requests))
    assert len(await books.rows(requests)) == WITH_PICTURES
    assert len([row for row in await books.rows(outbox) if row.kind == "card"]) == WITH_PICTURES
    assert len(await books.rows(accounts)) == PEOPLE
    for person, account in (await books.accounts_of([each.id for each in others])).items():
        assert account is not None
        assert account.profile is not None
        assert str(account.profile.name) == name(person, 1)
        assert account.profile.document.number == number(person, 0)


async def test_twenty_messages_at_once_keep_their_order(street: Street, books: Books) -> None:
    anna = street.newcomer("Анна")
    await books.sign_in([anna.id])
    await street.start_bot()
    script = profile(anna.id, laps=4)
    assert len(script) == 20
    for act in script:
        street.playground.world.say(anna, act.what)  # a button's label may be typed
    assert await street.hears(anna.id, len(script) - 1, OVER, patience=30)
    heard = street.heard(anna.id)
    assert len(heard) == len(script)
    assert all(act.hears in words for act, words in zip(script, heard, strict=True))
    await street.stop_bot()
    account = await books.account_of(anna.id)
    assert account is not None
    assert account.profile is not None
    assert str(account.profile.name) == name(anna.id, 3)
    assert str(account.profile.born) == "07.03.1985"
    assert account.profile.document.series == "4508"
    assert account.profile.document.number == number(anna.id, 0)


async def test_an_album_of_ten_is_answered_once_and_fills_three_slots(street: Street, books: Books) -> None:
    anna = street.newcomer("Анна")
    await books.sign_in([anna.id], PROFILE)
    await street.start_bot()
    await Walker(street, anna, verification()[:1]).walk()
    album = [(f"{page}.jpg", letter_page(page), "image/jpeg") for page in range(10)]
    last = street.playground.world.send_files(anna, album)[-1]["message_id"]
    await street.confirmed()
    answers = [each for each in street.playground.world.messages(anna.id) if each["message_id"] > last]
    assert len(answers) == 1
    assert answers[0]["text"].count("☑") == 3
    await Walker(street, anna, verification()[-1:]).walk()
    await street.confirmed()
    await street.stop_bot()
    assert len(await books.rows(requests)) == 1
