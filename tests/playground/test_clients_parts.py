"""aiogram and python-telegram-bot do what bots commonly do, unchanged: files, copies, edits, menus, topics, webhook."""

import io
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import telegram
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
    MessageEntity,
)
from aiohttp import web
from telegram.ext import Application, MessageHandler, filters

from playground import Chat, Person, Playground, World
from tests.playground.botapi import soon

KINDS = ("photo", "document", "video", "animation", "audio", "voice")
LINK = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="ЛК", url="https://lk.soglasie.ru/")]])


@pytest.fixture
async def bot(town: Playground) -> AsyncIterator[Bot]:
    async with Bot(town.token, session=AiohttpSession(api=TelegramAPIServer.from_base(town.url))) as opened:
        yield opened


@pytest.fixture
async def other(town: Playground) -> AsyncIterator[Any]:
    """A bot of python-telegram-bot."""
    builder = Application.builder().token(town.token)
    application = builder.base_url(f"{town.url}/bot").base_file_url(f"{town.url}/file/bot").build()
    async with application.bot as opened:
        yield opened


def file_id(message: Any, kind: str) -> str:
    held = getattr(message, kind)
    return str((held[-1] if kind == "photo" else held).file_id)


async def test_aiogram_sends_every_kind_and_sends_it_again_by_its_id(
    bot: Bot, anna: Person, picture: Callable[..., bytes]
) -> None:
    for kind in KINDS:
        data = picture() if kind == "photo" else kind.encode()
        send = getattr(bot, f"send_{kind}")
        first: Message = await send(
            anna.id, BufferedInputFile(data, f"a.{kind}"), caption="<b>да</b>", parse_mode="HTML"
        )
        again: Message = await send(anna.id, file_id(first, kind), caption="ещё", reply_markup=LINK)
        assert file_id(again, kind) == file_id(first, kind)
        assert again.reply_markup
        assert again.reply_markup.model_dump() == LINK.model_dump()
        kept = await bot.download(file_id(again, kind))
        assert kept
        assert kept.read() == data
        await again.edit_caption(caption="иначе", reply_markup=LINK)
        await again.edit_reply_markup()
        assert (await again.copy_to(anna.id)).message_id > again.message_id
        assert (await again.forward(anna.id)).forward_origin


async def test_aiogram_edits_copies_and_deletes(bot: Bot, anna: Person, picture: Callable[..., bytes]) -> None:
    emoji = MessageEntity(type="custom_emoji", offset=0, length=2, custom_emoji_id="5368324170671202286")
    sent = await bot.send_message(anna.id, "🙂 Новости", entities=[emoji], reply_markup=LINK)
    assert sent.entities
    assert [entity.model_dump() for entity in sent.entities] == [emoji.model_dump()]
    edited = await sent.edit_text("Опечатка исправлена", reply_markup=LINK)
    assert isinstance(edited, Message)
    assert edited.text == "Опечатка исправлена"
    photos = [BufferedInputFile(picture(700 + number), f"{number}.jpg") for number in range(2)]
    album = await bot.send_media_group(anna.id, [InputMediaPhoto(media=photo) for photo in photos])
    ids = [message.message_id for message in album]
    assert len(await bot.copy_messages(anna.id, anna.id, ids, remove_caption=True)) == 2
    assert len(await bot.forward_messages(anna.id, anna.id, ids)) == 2
    by_id = InputMediaPhoto(media=file_id(album[0], "photo"), caption="заново")
    single = await bot.send_photo(anna.id, file_id(album[1], "photo"))
    changed = await single.edit_media(by_id, reply_markup=LINK)
    assert isinstance(changed, Message)
    assert file_id(changed, "photo") == file_id(album[0], "photo")
    document = InputMediaDocument(media=BufferedInputFile(b"%PDF", "a.pdf"))
    await single.edit_media(document)
    assert await bot.delete_message(anna.id, sent.message_id)
    assert await bot.delete_messages(anna.id, ids)


async def test_aiogram_asks_about_chats_and_sets_its_menu(
    bot: Bot, world: World, anna: Person, boris: Person, forum: Chat
) -> None:
    assert (await bot.me()).id == bot.id
    assert (await bot.get_chat(anna.id)).first_name == "Анна"
    assert (await bot.get_chat_member(forum.id, boris.id)).status == "creator"
    assert await bot.get_chat_member_count(forum.id) == 2
    assert [member.user.id for member in await bot.get_chat_administrators(forum.id)] == [boris.id, bot.id]
    await bot.set_my_commands([BotCommand(command="help", description="Помощь")], BotCommandScopeChat(chat_id=anna.id))
    assert [one.command for one in await bot.get_my_commands(BotCommandScopeChat(chat_id=anna.id))] == ["help"]
    assert [one["command"] for one in world.menu(anna)] == ["help"]
    topic = (await bot.create_forum_topic(forum.id, "Заявка")).message_thread_id
    await bot.send_message(forum.id, "карточка", message_thread_id=topic)
    await bot.edit_forum_topic(forum.id, topic, name="Заявка 2")
    for verb in (bot.close_forum_topic, bot.reopen_forum_topic, bot.delete_forum_topic):
        assert await verb(forum.id, topic)


async def test_python_telegram_bot_sends_every_kind_and_sends_it_again_by_its_id(
    other: Any, anna: Person, picture: Callable[..., bytes]
) -> None:
    keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("ЛК", url="https://lk.soglasie.ru/")]])
    for kind in KINDS:
        data = picture() if kind == "photo" else kind.encode()
        send = getattr(other, f"send_{kind}")
        first = await send(anna.id, telegram.InputFile(io.BytesIO(data), f"a.{kind}"), caption="да")
        again = await send(anna.id, file_id(first, kind), caption="ещё", reply_markup=keyboard)
        assert file_id(again, kind) == file_id(first, kind)
        assert bytes(await (await other.get_file(file_id(again, kind))).download_as_bytearray()) == data
        await again.edit_caption("иначе", reply_markup=keyboard)
        await again.edit_reply_markup(None)
        await again.copy(anna.id)
        assert (await again.forward(anna.id)).forward_origin


async def test_python_telegram_bot_edits_copies_and_deletes(
    other: Any, anna: Person, picture: Callable[..., bytes]
) -> None:
    emoji = telegram.MessageEntity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")
    sent = await other.send_message(anna.id, "🙂 Новости", entities=[emoji])
    assert list(sent.entities) == [emoji]
    assert (await sent.edit_text("Опечатка исправлена")).text == "Опечатка исправлена"
    album = await other.send_media_group(
        anna.id, [telegram.InputMediaPhoto(picture(700 + number), caption=str(number)) for number in range(2)]
    )
    ids = [message.message_id for message in album]
    assert len(await other.copy_messages(anna.id, anna.id, ids)) == 2
    assert len(await other.forward_messages(anna.id, anna.id, ids)) == 2
    single = await other.send_photo(anna.id, file_id(album[1], "photo"))
    await single.edit_media(telegram.InputMediaPhoto(file_id(album[0], "photo"), caption="заново"))
    assert await sent.delete()
    assert await other.delete_messages(anna.id, ids)


async def test_python_telegram_bot_asks_about_chats_and_leads_topics(
    other: Any, anna: Person, boris: Person, forum: Chat
) -> None:
    assert (await other.get_chat(anna.id)).first_name == "Анна"
    assert (await other.get_chat_member(forum.id, boris.id)).status == "creator"
    await other.set_my_commands([("help", "Помощь")], telegram.BotCommandScopeChat(anna.id))
    assert [one.command for one in await other.get_my_commands(telegram.BotCommandScopeChat(anna.id))] == ["help"]
    topic = (await other.create_forum_topic(forum.id, "Заявка")).message_thread_id
    await other.send_message(forum.id, "карточка", message_thread_id=topic)
    for verb in (other.close_forum_topic, other.reopen_forum_topic, other.delete_forum_topic):
        assert await verb(forum.id, topic)


async def test_python_telegram_bot_by_webhook(town: Playground, world: World, anna: Person) -> None:
    async def echo(update: telegram.Update, _context: Any) -> None:
        assert update.message
        await update.message.reply_text(f"вы сказали {update.message.text}")

    application = Application.builder().token(town.token).base_url(f"{town.url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))

    async def take(request: web.Request) -> web.Response:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == "s3cret"
        await application.process_update(telegram.Update.de_json(await request.json(), application.bot))
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with application:
        await application.bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token="s3cret")
        assert (await application.bot.get_webhook_info()).url
        world.say(anna, "привет")
        await world.until(lambda: world.messages(anna.id)[-1].get("text") == "вы сказали привет", soon(10))
        await application.bot.delete_webhook()
    await runner.cleanup()
