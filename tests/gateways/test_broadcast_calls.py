"""A broadcast's content goes out as it was stored, is edited and is deleted: seen in the playground's chat."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from PIL import Image

from account.broadcasts.records import (
    Audience,
    Broadcast,
    BroadcastKind,
    BroadcastState,
    Content,
    Counts,
    Deed,
    Link,
    Piece,
    Recipient,
    SendState,
    Whom,
)
from bot.broadcasts.calling import Calling
from bot.broadcasts.calls import calls_of
from gateways.telegram import Sender
from playground import Person, Playground
from tests.storage.samples import NOON
from tests.town import TOKEN

BOLD = ({"type": "bold", "offset": 0, "length": 5},)
LINK = Link("Подробнее", "https://example.com/news")
KINDS = ("photo", "video", "animation", "document", "audio", "voice")


class Scene:
    """Anna's chat with the bot."""

    def __init__(self, playground: Playground, bot: Bot, anna: Person) -> None:
        self.playground = playground
        self.bot = bot
        self.anna = anna

    def seen(self) -> list[dict[str, Any]]:
        return [each for each in self.playground.world.messages(self.anna.id) if each["from"]["is_bot"]]

    def file(self, kind: str) -> str:
        """A file that Telegram has."""
        picture = io.BytesIO()
        Image.new("RGB", (320, 240), "teal").save(picture, "JPEG")
        stored = self.playground.state.files.add(kind, picture.getvalue(), f"a.{kind}")
        sizes = stored if isinstance(stored, list) else [stored]
        return str(sizes[-1]["file_id"])

    async def send(self, content: Content) -> tuple[int, ...]:
        return await self.do(Deed.SEND, content)

    async def do(self, deed: Deed, content: Content | None, messages: tuple[int, ...] = ()) -> tuple[int, ...]:
        calling = Calling(a_run(deed, content), Sender(self.bot, rate=1000))
        sent = await calling.reach(Recipient(self.anna.id, messages))
        assert sent.state is SendState.SENT
        return sent.messages


def a_run(deed: Deed, content: Content | None) -> Broadcast:
    return Broadcast(
        *(1, deed, None, 7, BroadcastKind.SERVICE, Audience(Whom.EVERYONE), content, BroadcastState.RUNNING),
        *(NOON, NOON, NOON, None, 1, Counts(), 7, None),
    )


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    playground = Playground(token=TOKEN)
    await playground.start()
    anna = playground.world.add_person("Анна")
    playground.world.say(anna, "/start")
    session = AiohttpSession(api=TelegramAPIServer.from_base(playground.url))
    async with Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML")) as bot:
        yield Scene(playground, bot, anna)
    await playground.stop()


async def test_a_text_keeps_its_formatting_and_what_looks_like_markup(scene: Scene) -> None:
    await scene.send(Content((Piece("text", "Новые <b>правила", BOLD, preview={"is_disabled": True}),), LINK))
    (message,) = scene.seen()
    assert message["text"] == "Новые <b>правила"
    assert message["entities"] == list(BOLD)
    assert message["link_preview_options"] == {"is_disabled": True}
    (((button,),),) = (message["reply_markup"]["inline_keyboard"],)
    assert (button["text"], button["url"]) == (LINK.label, LINK.url)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_file_is_sent_by_its_id_with_its_caption(scene: Scene, kind: str) -> None:
    piece = Piece(kind, "Новые <правила>", BOLD, scene.file(kind), spoiler=True, above=True)
    await scene.send(Content((piece,)))
    (message,) = scene.seen()
    assert message["caption"] == "Новые <правила>"
    assert message["caption_entities"] == list(BOLD)
    assert kind in message
    can_hide = kind in {"photo", "video", "animation"}
    assert message.get("has_media_spoiler", False) is can_hide
    assert message.get("show_caption_above_media", False) is can_hide


async def test_an_album_goes_as_one_and_all_its_messages_are_kept(scene: Scene) -> None:
    pieces = tuple(Piece("photo", text, (), scene.file("photo")) for text in ("Первое", "Второе"))
    messages = await scene.send(Content(pieces))
    seen = scene.seen()
    assert tuple(each["message_id"] for each in seen) == messages
    assert [each["caption"] for each in seen] == ["Первое", "Второе"]
    assert len({each["media_group_id"] for each in seen}) == 1


async def test_an_edit_changes_text_and_captions_where_they_are(scene: Scene) -> None:
    text = await scene.send(Content((Piece("text", "Было"),), LINK))
    await scene.do(Deed.EDIT, Content((Piece("text", "Новые слова", BOLD),), LINK), text)
    photo = await scene.send(Content((Piece("photo", "Было", (), scene.file("photo")),)))
    await scene.do(Deed.EDIT, Content((Piece("photo", "Стало", (), scene.file("photo")),)), photo)
    first, second = scene.seen()
    assert (first["text"], first["entities"]) == ("Новые слова", list(BOLD))
    assert "reply_markup" in first
    assert second["caption"] == "Стало"


async def test_the_same_edit_twice_is_an_edit_done(scene: Scene) -> None:
    text = await scene.send(Content((Piece("text", "Было"),)))
    for _ in range(2):
        await scene.do(Deed.EDIT, Content((Piece("text", "Стало"),)), text)
    assert [each["text"] for each in scene.seen()] == ["Стало"]


async def test_a_deletion_takes_all_away_and_twice_is_done_too(scene: Scene) -> None:
    text = await scene.send(Content((Piece("text", "Одно"),)))
    pieces = tuple(Piece("photo", "", (), scene.file("photo")) for _ in range(2))
    album = await scene.send(Content(pieces))
    for _ in range(2):
        await scene.do(Deed.DELETE, None, text)
        await scene.do(Deed.DELETE, None, album)
    assert scene.seen() == []


async def test_what_is_built_can_be_sent_by_any_bot(scene: Scene) -> None:
    sent = await scene.bot(calls_of(Content((Piece("text", "Привет"),)), scene.anna.id))
    assert isinstance(sent, Message)
