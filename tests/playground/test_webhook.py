"""The webhook: the secret, order, retries, and calls in the answer, against a real HTTP server."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import FormData, web

from playground import Chat, Person, Playground, World
from tests.playground.botapi import Api, soon

Reply = Callable[[dict[str, Any]], Awaitable[web.Response]]


class Hook:
    """A bot's side: keeps what it was told, answers as the test says."""

    def __init__(self, town: Playground) -> None:
        self.town = town
        self.heard: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.reply: Reply | None = None
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.heard.append(update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.town.state.events.touch()
        return await self.reply(update) if self.reply else web.Response()

    def kinds(self) -> set[str]:
        return {kind for update in self.heard for kind in update}

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.heard if "message" in update]


@pytest.fixture
async def hook(town: Playground) -> AsyncIterator[Hook]:
    town.state.webhook.retry_delays = [0.0, 0.01]
    taker = Hook(town)
    app = web.Application()
    app.router.add_post("/hook", taker.take)
    runner = web.AppRunner(app, shutdown_timeout=1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    taker.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield taker
    await runner.cleanup()


async def until_empty(town: Playground) -> None:
    await town.world.until(lambda: not town.state.updates.pending, soon())


async def test_updates_arrive_in_order_with_the_secret(api: Api, world: World, anna: Person, hook: Hook) -> None:
    await api.ok("setWebhook", url=hook.url, secret_token="s_3-K", max_connections=5)
    for number in range(20):
        world.say(anna, str(number))
    await until_empty(api.town)
    assert hook.texts() == ["/start", *map(str, range(20))]
    assert set(hook.secrets) == {"s_3-K"}
    info = await api.ok("getWebhookInfo")
    assert (info["url"], info["max_connections"], info["pending_update_count"]) == (hook.url, 5, 0)


async def test_what_is_not_taken_comes_again_before_the_next(api: Api, world: World, anna: Person, hook: Hook) -> None:
    answers = iter([500, 503, 302, 200])

    async def reply(_update: dict[str, Any]) -> web.Response:
        return web.Response(status=next(answers, 200))

    hook.reply = reply
    await api.ok("setWebhook", url=hook.url)
    world.say(anna, "потом")
    await until_empty(api.town)
    assert hook.texts() == ["/start"] * 4 + ["потом"]
    info = await api.ok("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 302")


async def test_a_tap_overtakes_texts_that_wait(api: Api, world: World, anna: Person, hook: Hook) -> None:
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    sent = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=markup)
    hold = asyncio.Event()

    async def reply(update: dict[str, Any]) -> web.Response:
        if "message" in update:
            await hold.wait()
        return web.Response()

    hook.reply = reply
    await api.ok("setWebhook", url=hook.url)
    world.press(anna, sent["message_id"], "yes")
    world.block(anna)
    await world.until(lambda: {"callback_query", "my_chat_member"} <= hook.kinds(), soon())
    assert hook.texts() == ["/start"]
    hold.set()
    await until_empty(api.town)


async def test_one_members_press_does_not_wait_for_anothers(
    api: Api, world: World, group: Chat, boris: Person, hook: Hook
) -> None:
    vera = world.add_person("Вера")
    world.join(group, vera)
    markup = {"inline_keyboard": [[{"text": "Взять", "callback_data": "take"}]]}
    sent = await api.ok("sendMessage", chat_id=group.id, text="заявка", reply_markup=markup)
    hold = asyncio.Event()

    async def reply(update: dict[str, Any]) -> web.Response:
        if update.get("callback_query", {}).get("from", {}).get("id") == boris.id:
            await hold.wait()
        return web.Response()

    hook.reply = reply
    await api.ok("setWebhook", url=hook.url)
    for person in (boris, vera):
        world.press(person, sent["message_id"], "take", group)
    await world.until(lambda: f"'id': {vera.id}" in str([one.get("callback_query") for one in hook.heard]), soon())
    hold.set()
    await until_empty(api.town)


@pytest.mark.parametrize("dress", ["json", "multipart", "form"])
async def test_a_call_in_the_answer_is_carried_out(
    api: Api, world: World, anna: Person, hook: Hook, dress: str, picture: Callable[..., bytes]
) -> None:
    async def reply(_update: dict[str, Any]) -> web.Response:
        params = {"method": "sendMessage", "chat_id": str(anna.id), "text": "сразу"}
        if dress == "json":
            return web.json_response(params)
        form = FormData()
        if dress == "multipart":
            params = {"method": "sendPhoto", "chat_id": str(anna.id), "photo": "attach://x", "caption": "сразу"}
            form.add_field("x", picture(), filename="a.jpg")
        for name, value in params.items():
            form.add_field(name, value)
        payload = form()
        return web.Response(body=payload, headers={"Content-Type": payload.content_type or ""})

    hook.reply = reply
    await api.ok("setWebhook", url=hook.url)
    await world.until(lambda: "сразу" in str(world.messages(anna.id)), soon())
    assert [call.method for call in api.town.calls if call.via == "webhook"] == [
        "sendPhoto" if dress == "multipart" else "sendMessage"
    ]


async def test_a_bot_that_is_away_gets_everything_when_it_is_back(
    api: Api, world: World, anna: Person, hook: Hook
) -> None:
    await api.ok("setWebhook", url="http://127.0.0.1:9/hook")
    await world.until(lambda: api.town.state.webhook.last_error_message, soon())
    world.say(anna, "вы тут?")
    await api.ok("setWebhook", url=hook.url)
    await until_empty(api.town)
    assert hook.texts() == ["/start", "вы тут?"]


async def test_an_answer_that_takes_too_long_is_none(api: Api, world: World, anna: Person, hook: Hook) -> None:
    async def reply(_update: dict[str, Any]) -> web.Response:
        if len(hook.heard) == 1:
            await asyncio.sleep(30)
        return web.Response()

    hook.reply = reply
    api.town.state.webhook.timeout = 0.2
    world.say(anna, "и ещё")
    await api.ok("setWebhook", url=hook.url)
    await until_empty(api.town)
    assert hook.texts() == ["/start", "/start", "и ещё"]
    assert (await api.ok("getWebhookInfo"))["last_error_message"] == "Read timeout expired"


async def test_each_update_can_come_several_times(api: Api, world: World, anna: Person, hook: Hook) -> None:
    await api.ok("setWebhook", url=hook.url, drop_pending_updates=True)
    api.town.faults.deliver_twice = True
    world.say(anna, "раз")
    world.say(anna, "два")
    await until_empty(api.town)
    assert hook.texts() == ["раз", "раз", "два", "два"]


async def test_deleting_the_webhook_stops_delivery(api: Api, world: World, anna: Person, hook: Hook) -> None:
    await api.ok("setWebhook", url=hook.url)
    await until_empty(api.town)
    await api.ok("deleteWebhook")
    world.say(anna, "в очередь")
    assert [update["message"]["text"] for update in await api.updates()] == ["в очередь"]
    assert hook.texts() == ["/start"]


async def test_delivery_goes_on_when_the_town_opens_again(api: Api, world: World, anna: Person, hook: Hook) -> None:
    await api.ok("setWebhook", url=hook.url)
    await until_empty(api.town)
    await api.town.stop()
    world.say(anna, "пока закрыто")
    await api.town.start()
    await until_empty(api.town)
    assert hook.texts() == ["/start", "пока закрыто"]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "ftp://x"}, "invalid webhook URL specified"),
        ({"secret_token": "с"}, "secret token contains unallowed characters"),
        ({"secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_bad_webhooks_are_refused(api: Api, params: dict[str, str], words: str) -> None:
    assert await api.no("setWebhook", **{"url": "http://127.0.0.1:9/", **params}) == f"Bad Request: {words}"
