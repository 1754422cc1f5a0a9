"""The town's clock: it only runs ahead, all that counts time follows it, and so does a bot in a process beside it."""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import utc_now
from bot.beside import BotBeside
from bot.played import LedClock
from playground import Person, Playground, World
from tests.playground.botapi import Api, soon
from tests.playground.conftest import Clock

HOUR = 3600
# Writes down each line it is told, and ends after the second one.
LISTENER = """
import pathlib, sys
for number, line in enumerate(sys.stdin):
    with pathlib.Path(sys.argv[1]).open("a") as told:
        told.write(line)
    if number == 1:
        break
"""


async def test_what_happens_later_is_dated_later(world: World, clock: Clock, anna: Person) -> None:
    world.move_clock(HOUR)
    world.move_clock(12 * HOUR)
    assert world.ahead == 13 * HOUR
    assert world.say(anna, "уже завтра")["date"] == clock.now + 13 * HOUR
    edited = world.edit(anna, world.messages(anna.id)[0]["message_id"], "позже")
    assert edited["edit_date"] == clock.now + 13 * HOUR


async def test_what_is_too_old_by_the_moved_clock_is_too_old(api: Api, world: World, anna: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    sent = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=markup)
    query = world.press(anna, sent["message_id"], "yes")
    world.move_clock(HOUR)
    assert "query is too old" in await api.no("answerCallbackQuery", callback_query_id=query)
    assert [update for update in await api.updates() if "callback_query" in update] == []
    world.move_clock(48 * HOUR)
    words = await api.no("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])
    assert words == "Bad Request: message can't be deleted for everyone"
    assert await api.updates() == []


@pytest.mark.parametrize("seconds", [0, -5, float("nan"), 1e12])
def test_the_clock_goes_ahead_and_not_too_far(world: World, seconds: float) -> None:
    with pytest.raises(ValueError, match="only ahead"):
        world.move_clock(seconds)
    assert world.ahead == 0


async def test_the_page_moves_the_clock(api: Api, town: Playground) -> None:
    async def post(body: Any, **headers: str) -> tuple[int, Any]:
        async with api.session.post(f"{town.url}/play/clock", json=body, headers=headers) as answer:
            return answer.status, await answer.json()

    assert await post({"seconds": 90}) == (200, {"ok": True, "result": {"ahead": 90}})
    assert town.state.events.recent[-1] == {"seq": town.state.events.seq, "kind": "clock", "ahead": 90}
    assert await post({}) == (400, {"ok": False, "error": "seconds is missing"})
    assert (await post({"seconds": -1}))[0] == 400
    assert (await post({"seconds": 60}, Origin="https://evil.example"))[0] == 403
    async with api.session.get(f"{town.url}/play/state") as answer:
        assert (await answer.json())["ahead"] == 90


async def test_letters_and_sms_are_dated_by_it(town: Playground, clock: Clock, api: Api) -> None:
    town.world.move_clock(HOUR)
    async with api.session.get(f"{town.url}/sms", params={"phone": "+79161234567", "text": "код"}) as answer:
        assert answer.status == 200
    assert town.sms.messages[0].date == clock.now + HOUR


async def test_the_bots_clock_is_the_real_one_and_the_lead() -> None:
    lines = asyncio.StreamReader()
    led = LedClock(lines)
    lines.feed_data(b"0.0\n3600.0\n")
    assert await led.move()
    assert abs(led() - utc_now()) < timedelta(minutes=1)
    lines.feed_eof()
    moved = asyncio.Event()
    await led.follow(moved.set)
    assert moved.is_set()
    assert abs(led() - utc_now() - timedelta(hours=1)) < timedelta(minutes=1)
    assert not await led.move()


async def test_a_bot_beside_the_town_is_told_at_its_start_and_at_each_move(
    town: Playground, world: World, tmp_path: Path
) -> None:
    told, stopping = tmp_path / "told", asyncio.Event()
    bot = BotBeside(tmp_path / "redis", (sys.executable, "-c", LISTENER, str(told)), restart_after=0.01)
    running = asyncio.create_task(bot.keep_running(town, os.environ, stopping))

    async def lines(count: int) -> list[float]:
        async with asyncio.timeout_at(soon(10)):
            while not told.exists() or told.read_text().count("\n") < count:  # noqa: ASYNC110 - a file wakes nobody
                await asyncio.sleep(0.01)
        return [float(line) for line in told.read_text().splitlines()]

    assert await lines(1) == [0]
    world.move_clock(HOUR)
    assert await lines(3) == [0, HOUR, HOUR]
    world.move_clock(HOUR)
    assert (await lines(4))[:4] == [0, HOUR, HOUR, 2 * HOUR]
    stopping.set()
    await running
