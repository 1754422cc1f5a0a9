"""Calls to Telegram keep its pace, come back as values, and files come whole or not at all."""

from __future__ import annotations

import asyncio
import logging
import socket
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import AnswerCallbackQuery, DeleteMessages, ForwardMessages, SendMediaGroup, SendMessage
from aiogram.types import InputMediaPhoto
from aiohttp import web

from account.refusals import Refusal
from gateways.errors import Unfetched
from gateways.outcomes import Delivered, Gone, Moved, Refused, Retry, Unknown
from gateways.telegram import Sender, download
from tests.gateways.bot_api import TOKEN, Answer, BotApi, hanging_up, ok, refusing, said, silent, talking
from tests.gateways.leaks import told_by

FILE = {"file_id": "f", "file_unique_id": "u", "file_path": "photos/1.jpg"}


def message(chat: int | str = 1) -> SendMessage:
    return SendMessage(chat_id=chat, text="Анна, 4512 345678")


async def test_a_delivered_message_comes_back() -> None:
    async with talking(BotApi()) as bot:
        outcome = await Sender(bot).send(message())
    assert isinstance(outcome, Delivered)
    assert outcome.result.message_id == 7


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (refusing(403, "Forbidden: bot was blocked by the user"), Gone()),
        (refusing(403, "Forbidden: user is deactivated"), Gone()),
        (refusing(400, "Bad Request: chat not found"), Gone()),
        (refusing(429, "Too Many Requests: retry after 9", retry_after=9), Retry(9)),
        (refusing(500, "Internal Server Error: restart"), Retry(5)),
        (refusing(502, "Bad Gateway"), Unknown()),
        (said("<html>", 502), Unknown()),
        (hanging_up, Unknown()),
        (refusing(400, "Bad Request: message is not modified"), Refused("message is not modified")),
        (refusing(400, "Bad Request: message thread not found"), Refused("message thread not found")),
        (refusing(400, "Bad Request: BUTTON_DATA_INVALID"), Refused("BUTTON_DATA_INVALID")),
        (refusing(401, "Unauthorized"), Refused("Unauthorized")),
        (refusing(413, "Request Entity Too Large"), Refused("the file is too large")),
        (
            refusing(400, 'Bad Request: can\'t parse entities: Unsupported start tag "Анна 4512" at byte offset 5'),
            Refused("can't parse entities: Unsupported start tag"),
        ),
        (refusing(400, "Bad Request: inline keyboard button URL 'tel:+79161234567' is invalid: wrong"),
         Refused("inline keyboard button URL")),
        (refusing(400, "Bad Request: no Анна +79161234567 anna@example.com 4512 here"), Refused("no here")),
        (
            refusing(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1001),
            Moved(-1001),
        ),
    ],
)  # fmt: skip
async def test_each_answer_has_its_outcome(answer: Answer, outcome: object) -> None:
    async with talking(BotApi({"sendMessage": answer})) as bot:
        assert await Sender(bot).answer(message()) == outcome


async def test_no_answer_in_time_is_unknown() -> None:
    async with talking(BotApi({"sendMessage": silent})) as bot:
        bot.session.timeout = 0.1
        assert await Sender(bot).send(message()) == Unknown()


async def test_telegram_not_reached_is_tried_again() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        api = TelegramAPIServer.from_base(f"http://127.0.0.1:{free.getsockname()[1]}")
        async with Bot(TOKEN, session=AiohttpSession(api=api)) as bot:
            assert await Sender(bot).send(message()) == Retry(1)


async def test_the_background_keeps_the_rate_over_all_chats() -> None:
    api = BotApi()
    async with talking(api) as bot:
        await bot(message())  # the connection stands and the models are built
        api.asked.clear()
        sender = Sender(bot, rate=50)
        outcomes = await asyncio.gather(*(sender.send(message(chat)) for chat in range(1, 31)))
    assert all(isinstance(each, Delivered) for each in outcomes)
    first, last = api.asked[0][0], api.asked[-1][0]
    assert 29 / 50 - 0.05 < last - first < 29 / 50 + 0.3


async def test_one_person_gets_three_at_once_and_then_one_a_second() -> None:
    api = BotApi()
    async with talking(api) as bot:
        sender = Sender(bot, rate=1000)
        await asyncio.gather(*(sender.send(message()) for _ in range(4)))
    moments = [moment for moment, _ in api.asked]
    assert moments[2] - moments[0] < 0.5
    assert moments[3] - moments[0] > 0.9


@pytest.mark.parametrize("group", [-100, "@channel"])
async def test_what_a_group_cannot_take_within_patience_is_given_back_uncalled(group: int | str) -> None:
    api = BotApi({"sendMediaGroup": ok([])})
    async with talking(api) as bot:
        sender = Sender(bot, rate=1000, patience=0.5)
        album = SendMediaGroup(chat_id=group, media=[InputMediaPhoto(media="f") for _ in range(3)])
        for _ in range(4):
            assert isinstance(await sender.send(album), Delivered)
        late = await sender.send(message(group))
        assert isinstance(late, Retry)
        assert 7 < late.after <= 7.5
        assert isinstance(await sender.send(message(1)), Delivered)
        assert isinstance(await sender.answer(message(group)), Delivered)
    assert len(api.asked) == 6


async def test_too_many_requests_pauses_all_in_the_background_and_nobody_who_waits() -> None:
    api = BotApi({"sendMessage": refusing(429, "Too Many Requests: retry after 1", retry_after=1)})
    async with talking(api) as bot:
        sender = Sender(bot, rate=1000)
        assert await sender.send(message(1)) == Retry(1)
        api.answers.clear()
        began = asyncio.get_running_loop().time()
        background = [asyncio.ensure_future(sender.send(message(chat))) for chat in (2, 3)]
        assert isinstance(await sender.answer(message(4)), Delivered)
        assert asyncio.get_running_loop().time() - began < 0.9
        assert all(isinstance(each, Delivered) for each in await asyncio.gather(*background))
        assert asyncio.get_running_loop().time() - began > 0.9


async def test_deleting_many_messages_is_one_call_and_forwarding_many_is_many() -> None:
    async with talking(BotApi({"deleteMessages": ok(True), "forwardMessages": ok([])})) as bot:
        sender = Sender(bot, rate=1000, patience=0.5)
        for _ in range(2):
            assert isinstance(await sender.send(DeleteMessages(chat_id=1, message_ids=[*range(1, 90)])), Delivered)
        many = ForwardMessages(chat_id=2, from_chat_id=3, message_ids=[1, 2, 3])
        assert isinstance(await sender.send(many), Delivered)
        assert isinstance(await sender.send(many), Retry)


async def test_a_pause_reaches_those_who_had_their_place_already() -> None:
    api = BotApi({"answerCallbackQuery": refusing(429, "Too Many Requests: retry after 1", retry_after=1)})
    async with talking(api) as bot:
        sender = Sender(bot, rate=5)
        await sender.send(message(1))
        waiting = asyncio.ensure_future(sender.send(message(2)))
        await asyncio.sleep(0)
        began = asyncio.get_running_loop().time()
        await sender.answer(AnswerCallbackQuery(callback_query_id="1"))
        await waiting
        assert asyncio.get_running_loop().time() - began > 0.9


async def test_a_long_pause_gives_everything_back() -> None:
    api = BotApi({"sendMessage": refusing(429, "Too Many Requests: retry after 900", retry_after=900)})
    async with talking(api) as bot:
        sender = Sender(bot)
        await sender.send(message(1))
        late = await sender.send(message(2))
    assert isinstance(late, Retry)
    assert late.after > 800
    assert len(api.asked) == 1


async def file_bytes(_: web.Request) -> web.StreamResponse:
    return web.Response(body=b"x" * 200_000)


async def test_a_file_comes_whole() -> None:
    async with talking(BotApi({"getFile": ok(FILE), "file": file_bytes})) as bot:
        assert await download(bot, "f", 200_000) == b"x" * 200_000


async def test_a_local_bot_api_server_gives_the_file_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "1.jpg"
    path.write_bytes(b"local")
    async with talking(BotApi({"getFile": ok(FILE | {"file_path": str(path)})}), is_local=True) as bot:
        assert await download(bot, "f") == b"local"
        with pytest.raises(Refusal, match="file-too-big"):
            await download(bot, "f", 4)
        path.unlink()
        with pytest.raises(Unfetched):
            await download(bot, "f")


@pytest.mark.parametrize(
    "answers",
    [
        {"getFile": ok(FILE | {"file_size": 200_000})},
        {"getFile": ok(FILE), "file": file_bytes},
        {"getFile": refusing(400, "Bad Request: file is too big")},
    ],
)
async def test_a_file_over_the_limit_is_refused(answers: dict[str, Answer]) -> None:
    async with talking(BotApi(answers)) as bot:
        with pytest.raises(Refusal, match="file-too-big"):
            await download(bot, "f", 100_000)


async def gone(_: web.Request) -> web.StreamResponse:
    return web.Response(status=404)


async def half(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "100"})
    await response.prepare(request)
    await response.write(b"x")
    return await hanging_up(request)


@pytest.mark.parametrize(
    ("answers", "transient"),
    [
        ({"getFile": refusing(400, "Bad Request: wrong file_id")}, False),
        ({"getFile": refusing(500, "Internal Server Error")}, True),
        ({"getFile": hanging_up}, True),
        ({"getFile": silent}, True),
        ({"getFile": ok({"file_id": "f", "file_unique_id": "u"})}, True),
        ({"getFile": ok(FILE), "file": gone}, True),
        ({"getFile": ok(FILE), "file": half}, True),
        ({"getFile": ok(FILE), "file": hanging_up}, True),
        ({"getFile": ok(FILE), "file": silent}, True),
    ],
)
async def test_a_file_that_cannot_be_got_is_told_without_the_token(
    answers: dict[str, Answer], transient: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with talking(BotApi(answers)) as bot:
        with pytest.raises(Unfetched) as caught:
            await download(bot, "f", seconds=0.5)
    assert caught.value.transient is transient
    assert caught.value.__context__ is None
    assert TOKEN not in told_by(caught.value) + caplog.text
    assert "t0ken" not in told_by(caught.value) + caplog.text
