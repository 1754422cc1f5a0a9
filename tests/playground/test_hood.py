"""Under the hood of a person: the calls that concern them, and what whoever runs the bot tells of them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from playground import Chat, Person, Playground, World
from tests.playground.botapi import Api


class Archive:
    """Keeps a line of each person, as a bot beside the town would."""

    async def look(self, person_id: int) -> dict[str, Any]:
        return {"form": None, "redis": {"key": f"talk:{person_id}"}, "sql": []}


async def under_the_hood(town: Playground, session: ClientSession, person: object) -> Any:
    async with session.get(f"{town.url}/play/hood?person={person}") as answer:
        assert answer.status == 200
        return await answer.json()


@pytest.fixture
async def told() -> AsyncIterator[Playground]:
    playground = Playground(hood=Archive())
    await playground.start()
    yield playground
    await playground.stop()


async def test_the_calls_that_concern_a_person_are_shown_newest_first(
    api: Api, session: ClientSession, world: World, anna: Person, boris: Person, group: Chat
) -> None:
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    sent = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=markup)
    await api.ok("sendMessage", chat_id=group.id, text="для поддержки")
    query = world.press(anna, sent["message_id"], "yes")
    await api.ok("answerCallbackQuery", callback_query_id=query)
    await api.no("deleteMessage", chat_id=anna.id, message_id=999)
    await api.ok("getUpdates")
    calls = (await under_the_hood(api.town, session, anna.id))["calls"]
    assert [call["method"] for call in calls] == ["deleteMessage", "answerCallbackQuery", "sendMessage"]
    assert [call["ok"] for call in calls] == [False, True, True]
    assert calls[0]["answer"]["error_code"] == 400
    assert (calls[2]["params"]["text"], calls[2]["answer"]["result"]["message_id"]) == ("?", sent["message_id"])
    numbers = [call["number"] for call in calls]
    assert numbers == sorted(numbers, reverse=True)
    of_staff = (await under_the_hood(api.town, session, boris.id))["calls"]
    assert [call["params"]["text"] for call in of_staff] == ["для поддержки"]


async def test_how_long_a_call_took_includes_what_was_slow(api: Api, session: ClientSession, anna: Person) -> None:
    api.town.faults.slow_seconds = 0.1
    await api.ok("sendMessage", chat_id=anna.id, text="x")
    call = (await under_the_hood(api.town, session, anna.id))["calls"][0]
    assert 0.1 <= call["seconds"] < 5


async def test_only_the_last_calls_are_shown(api: Api, session: ClientSession, anna: Person) -> None:
    for number in range(45):
        await api.ok("sendMessage", chat_id=anna.id, text=str(number))
    calls = (await under_the_hood(api.town, session, anna.id))["calls"]
    assert [call["params"]["text"] for call in calls] == [str(number) for number in range(44, 4, -1)]


async def test_the_token_is_never_shown(api: Api, session: ClientSession, anna: Person) -> None:
    await api.ok("sendMessage", chat_id=anna.id, text=f"вот он: {api.town.token}")
    calls = (await under_the_hood(api.town, session, anna.id))["calls"]
    assert calls[0]["params"]["text"] == "вот он: …"
    assert api.town.token not in str(calls)


async def test_without_a_bot_beside_it_nothing_more_is_told(
    town: Playground, session: ClientSession, anna: Person
) -> None:
    assert await under_the_hood(town, session, anna.id) == {"calls": [], "kept": None}


async def test_what_is_kept_is_told_by_whoever_runs_the_bot(told: Playground, session: ClientSession) -> None:
    vera = told.world.add_person("Вера")
    kept = (await under_the_hood(told, session, vera.id))["kept"]
    assert kept == {"form": None, "redis": {"key": f"talk:{vera.id}"}, "sql": []}


@pytest.mark.parametrize("person", ["", "0", "99", "anna"])
async def test_nobody_is_shown_for_a_wrong_number(town: Playground, session: ClientSession, person: str) -> None:
    async with session.get(f"{town.url}/play/hood?person={person}") as answer:
        assert answer.status == 404


async def test_a_name_that_merely_points_here_is_shown_nothing(
    town: Playground, session: ClientSession, anna: Person
) -> None:
    async with session.get(f"{town.url}/play/hood?person={anna.id}", headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403
