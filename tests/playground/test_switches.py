"""The switches of the page: each does what it says, all pages hear of it, and what there is not is refused."""

import asyncio
from typing import Any

import pytest

from playground import Person, Playground
from tests.playground.botapi import Api

STAND_ALONE = {"mail_down", "sms_down", "slow", "flooding", "double_tap"}


class Bar:
    """What the page does with its switches, over HTTP."""

    def __init__(self, api: Api) -> None:
        self.api = api

    async def turn(self, name: str, on: object = None) -> Any:
        async with self.api.session.post(f"{self.api.town.url}/play/switch", json={"name": name, "on": on}) as answer:
            result = await answer.json()
            assert (answer.status == 200) == result["ok"]
            return result

    async def state(self) -> Any:
        async with self.api.session.get(f"{self.api.town.url}/play/state") as answer:
            return (await answer.json())["switches"]


@pytest.fixture
def bar(api: Api) -> Bar:
    return Bar(api)


async def test_all_are_off_at_the_start_and_those_of_a_bot_beside_are_not_there(bar: Bar) -> None:
    assert await bar.state() == {"on": dict.fromkeys(STAND_ALONE, False), "deeds": ["repeat_update"], "process": None}


@pytest.mark.parametrize("name", sorted(STAND_ALONE))
async def test_each_is_turned_on_and_off_and_every_page_hears_of_it(bar: Bar, town: Playground, name: str) -> None:
    for on in (True, False):
        card = (await bar.turn(name, on))["result"]
        assert card["on"] == dict.fromkeys(STAND_ALONE, False) | {name: on}
        assert await bar.state() == card
        event = town.state.events.recent[-1]
        assert (event["kind"], event["switches"]) == ("switches", card)


@pytest.mark.parametrize(
    ("name", "on", "error"),
    [
        ("gravity", True, "there is no switch gravity"),
        ("mail_down", None, "on must be true or false"),
        ("mail_down", "yes", "on must be true or false"),
        ("kill_bot", None, "there is no switch kill_bot"),
        ("redis_gone", True, "there is no switch redis_gone"),
        ("repeat_update", None, "the bot was told nothing yet"),
    ],
)
async def test_what_there_is_not_is_refused(bar: Bar, town: Playground, name: str, on: object, error: str) -> None:
    before = town.state.events.seq
    assert await bar.turn(name, on) == {"ok": False, "error": error}
    assert town.state.events.seq == before


async def test_other_sites_cannot_break_anything(api: Api) -> None:
    order, origin = {"name": "mail_down", "on": True}, {"Origin": "https://evil.example"}
    async with api.session.post(f"{api.town.url}/play/switch", json=order, headers=origin) as answer:
        assert answer.status == 403
    assert not api.town.mail.down


async def test_mail_and_sms_go_down(bar: Bar, town: Playground, api: Api) -> None:
    await bar.turn("mail_down", on=True)
    assert town.mail.down
    await bar.turn("sms_down", on=True)
    async with api.session.get(f"{town.url}/sms", params={"phone": "+79161234567", "text": "код"}) as answer:
        assert answer.status == 500


async def test_a_flood_refuses_every_send_until_it_is_over(bar: Bar, api: Api, anna: Person) -> None:
    await bar.turn("flooding", on=True)
    for _time in range(3):
        assert (await api.call("sendMessage", chat_id=anna.id, text="x"))["error_code"] == 429
    await bar.turn("flooding", on=False)
    await api.ok("sendMessage", chat_id=anna.id, text="x")


async def test_a_slow_telegram_answers_later(bar: Bar, town: Playground) -> None:
    await bar.turn("slow", on=True)
    assert town.faults.slow_seconds == 3
    await bar.turn("slow", on=False)
    assert town.faults.slow_seconds == 0


async def test_a_double_tap_sends_each_press_of_the_page_twice(bar: Bar, api: Api, anna: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    sent = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=markup)
    press = {"as": anna.id, "do": "press", "message": sent["message_id"], "data": "yes"}
    for on, times in ((True, 2), (False, 3)):
        await bar.turn("double_tap", on)
        async with api.session.post(f"{api.town.url}/play/act", json=press) as answer:
            assert answer.status == 200
        presses = [update for update in await api.updates() if "callback_query" in update]
        assert len({update["update_id"] for update in presses}) == times


@pytest.mark.usefixtures("anna")
async def test_the_newest_update_comes_again_to_a_bot_that_confirmed_it(bar: Bar, api: Api) -> None:
    first = (await api.updates())[-1]["update_id"]
    confirmed = asyncio.create_task(api.updates(offset=first + 1, timeout=5))
    await api.town.world.until(lambda: api.town.state.updates.being_polled, None)
    await bar.turn("repeat_update")
    assert [update["update_id"] for update in await confirmed] == [first]
    assert await api.updates(offset=first + 1) == []


@pytest.mark.usefixtures("anna")
async def test_it_comes_again_also_to_a_bot_that_does_not_ask_just_then(bar: Bar, api: Api) -> None:
    first = (await api.updates())[-1]["update_id"]
    assert await api.updates(offset=first + 1) == []
    await bar.turn("repeat_update")
    assert [update["update_id"] for update in await api.updates(offset=first + 1)] == [first]
    assert await api.updates(offset=first + 1) == []


@pytest.mark.usefixtures("anna")
async def test_one_that_still_waits_is_delivered_twice(bar: Bar, api: Api) -> None:
    newest = (await api.updates())[-1]["update_id"]
    await bar.turn("repeat_update")
    assert [update["update_id"] for update in await api.updates(offset=newest + 1)] == [newest]
    assert await api.updates(offset=newest + 1) == []
