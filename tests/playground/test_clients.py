"""Real bots on real libraries: aiogram and python-telegram-bot, by polling and by webhook."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiogram
import pytest
import telegram
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.filters import CommandStart
from aiogram.types import BufferedInputFile, InputMediaPhoto
from aiogram.utils.keyboard import InlineKeyboardBuilder
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from playground import Chat, Person, Playground, World
from tests.playground.botapi import soon


@pytest.fixture
async def bot(town: Playground) -> AsyncIterator[Bot]:
    async with Bot(town.token, session=AiohttpSession(api=TelegramAPIServer.from_base(town.url))) as opened:
        yield opened


def greeter() -> Dispatcher:
    """A small aiogram bot: greets, takes a press, weighs photos."""
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart(deep_link=True))
    async def start(message: aiogram.types.Message) -> Any:
        keyboard = InlineKeyboardBuilder().button(text="Да", callback_data="yes").as_markup()
        return message.answer("<b>Начнём?</b>", parse_mode="HTML", reply_markup=keyboard)

    @dispatcher.callback_query(F.data == "yes")
    async def press(query: aiogram.types.CallbackQuery) -> None:
        assert isinstance(query.message, aiogram.types.Message)
        await query.message.edit_text("Начали")
        await query.answer("Готово")

    @dispatcher.message(F.photo)
    async def photo(message: aiogram.types.Message, bot: Bot) -> None:
        assert message.photo
        data = await bot.download(message.photo[-1])
        assert isinstance(data, io.BytesIO)
        await message.reply(f"{len(data.getvalue())} байт")

    return dispatcher


@asynccontextmanager
async def polling(bot: Bot, dispatcher: Dispatcher) -> AsyncIterator[None]:
    running = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False))
    try:
        yield
    finally:
        await dispatcher.stop_polling()
        await running


async def last(world: World, person: Person, text: str) -> dict[str, Any]:
    """Wait for the last message to have this text."""

    def look() -> dict[str, Any] | None:
        message = world.messages(person.id, person)[-1]
        return message if message.get("text") == text else None

    found = await world.until(look, soon(10))
    assert found
    return found


@pytest.fixture
def vera(world: World) -> Person:
    return world.add_person("Вера")


async def talk(world: World, vera: Person) -> None:
    """Lead the talk that every bot here understands."""
    world.say(vera, "/start register")
    asked = await last(world, vera, "Начнём?")
    world.press(vera, asked["message_id"], "yes")
    await last(world, vera, "Начали")
    await world.until(lambda: [toast for toast in world.toasts if toast.text == "Готово"], soon())


async def test_aiogram_by_polling(bot: Bot, world: World, vera: Person, picture: Callable[..., bytes]) -> None:
    async with polling(bot, greeter()):
        await talk(world, vera)
        data = picture(700, 700)
        world.send_files(vera, [("a.jpg", data, "image/jpeg")])
        await last(world, vera, f"{len(data)} байт")


async def test_aiogram_by_webhook_answers_in_the_reply(bot: Bot, town: Playground, world: World, vera: Person) -> None:
    app = web.Application()
    handler = SimpleRequestHandler(greeter(), bot, secret_token="s3cret", handle_in_background=False)
    handler.register(app, path="/hook")
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token="s3cret")
    await talk(world, vera)
    assert [call.method for call in town.calls if call.via == "webhook"] == ["sendMessage"]
    await bot.delete_webhook()
    await runner.cleanup()


async def test_aiogram_understands_the_refusals(bot: Bot, town: Playground, world: World, anna: Person) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(5, "x")
    world.block(anna)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "x")
    world.unblock(anna)
    town.faults.flood, town.faults.retry_after = 1, 3
    with pytest.raises(TelegramRetryAfter) as refusal:
        await bot.send_message(anna.id, "x")
    assert refusal.value.retry_after == 3


async def test_aiogram_sends_an_album_into_a_topic(bot: Bot, forum: Chat, picture: Callable[..., bytes]) -> None:
    topic = await bot.create_forum_topic(forum.id, "Заявка 1")
    files = [BufferedInputFile(picture(640 + number, 640), f"{number}.jpg") for number in range(3)]
    album = [InputMediaPhoto(media=file, caption=file.filename) for file in files]
    thread = topic.message_thread_id
    sent = await bot.send_media_group(forum.id, list(album), message_thread_id=thread, protect_content=True)
    assert [message.caption for message in sent] == ["0.jpg", "1.jpg", "2.jpg"]
    assert {message.message_thread_id for message in sent} == {thread}
    assert all(message.has_protected_content for message in sent)
    with pytest.raises(TelegramBadRequest, match="message can't be copied"):
        await bot.copy_message(forum.id, forum.id, sent[0].message_id)


async def test_aiogram_sends_a_file_by_its_name(bot: Bot, anna: Person) -> None:
    table = "номер;дата\r\n".encode("utf-8-sig")
    sent = await bot.send_document(anna.id, BufferedInputFile(table, "отчёт за май.csv"), caption="Отчёт")
    assert sent.document
    assert (sent.document.file_name, sent.document.file_size, sent.caption) == ("отчёт за май.csv", len(table), "Отчёт")
    kept = await bot.download(sent.document)
    assert kept
    assert kept.read() == table


def ptb(town: Playground) -> Any:
    """Build the same small bot with python-telegram-bot."""

    async def start(update: telegram.Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        assert context.args == ["register"]
        keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Да", callback_data="yes")]])
        await update.message.reply_text("<b>Начнём?</b>", parse_mode="HTML", reply_markup=keyboard)

    async def press(update: telegram.Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query
        await update.callback_query.edit_message_text("Начали")
        await update.callback_query.answer("Готово")

    async def photo(update: telegram.Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        file = await update.message.photo[-1].get_file()
        await update.message.reply_text(f"{len(await file.download_as_bytearray())} байт")

    builder = Application.builder().token(town.token)
    application = builder.base_url(f"{town.url}/bot").base_file_url(f"{town.url}/file/bot").build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(press))
    application.add_handler(MessageHandler(filters.PHOTO, photo))
    return application


async def test_python_telegram_bot_by_polling(
    town: Playground, world: World, vera: Person, picture: Callable[..., bytes]
) -> None:
    application = ptb(town)
    async with application:
        await application.start()
        await application.updater.start_polling(timeout=5)
        await talk(world, vera)
        data = picture(700, 700)
        world.send_files(vera, [("a.jpg", data, "image/jpeg")])
        await last(world, vera, f"{len(data)} байт")
        await application.updater.stop()
        await application.stop()


async def test_python_telegram_bot_understands_the_refusals(town: Playground, anna: Person) -> None:
    application = ptb(town)
    async with application.bot as bot:
        with pytest.raises(telegram.error.BadRequest, match="Message text is empty"):
            await bot.send_message(anna.id, "")
        sent = await bot.send_message(anna.id, "x")
        with pytest.raises(telegram.error.BadRequest, match="Message is not modified"):
            await sent.edit_text("x")
        await bot.set_my_commands([("start", "Начать")])
        assert [command.command for command in await bot.get_my_commands()] == ["start"]
