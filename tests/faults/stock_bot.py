"""A six-step form on aiogram as its manual shows it, to stand beside the bot in fault tests and in the bench.

``CAREFUL`` adds what its users add when they have been bitten: isolation in Redis, webhook answers after the handler.
"""

from __future__ import annotations

import asyncio
import logging
import os

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.redis import RedisEventIsolation, RedisStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

YES_OR_NO = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text=each, callback_data=f"pick:{each}") for each in ("да", "нет")]]
)
DONE = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="готово", callback_data="done")]])
router = Router()


class Survey(StatesGroup):
    first = State()
    second = State()
    third = State()
    fourth = State()
    button = State()
    done = State()


@router.message(Command("form"))
async def begin(message: Message, state: FSMContext) -> None:
    await state.set_state(Survey.first)
    await message.answer("Вопрос 1")


@router.message(Survey.first, F.text)
async def first(message: Message, state: FSMContext) -> None:
    await state.update_data(first=message.text)
    await state.set_state(Survey.second)
    await message.answer("Вопрос 2")


@router.message(Survey.second, F.text)
async def second(message: Message, state: FSMContext) -> None:
    await state.update_data(second=message.text)
    await state.set_state(Survey.third)
    await message.answer("Вопрос 3")


@router.message(Survey.third, F.text)
async def third(message: Message, state: FSMContext) -> None:
    await state.update_data(third=message.text)
    await state.set_state(Survey.fourth)
    await message.answer("Вопрос 4")


@router.message(Survey.fourth, F.text)
async def fourth(message: Message, state: FSMContext) -> None:
    await state.update_data(fourth=message.text)
    await state.set_state(Survey.button)
    await message.answer("Вопрос 5", reply_markup=YES_OR_NO)


@router.callback_query(Survey.button, F.data.startswith("pick:"))
async def picked(press: CallbackQuery, state: FSMContext) -> None:
    assert isinstance(press.message, Message)
    await state.update_data(button=press.data)
    await state.set_state(Survey.done)
    await press.answer()
    await press.message.answer("Вопрос 6", reply_markup=DONE)


@router.callback_query(Survey.done, F.data == "done")
async def done(press: CallbackQuery, state: FSMContext) -> None:
    assert isinstance(press.message, Message)
    data = await state.get_data()
    await state.set_state(Survey.first)
    await press.answer()
    await press.message.answer("Итог: " + " ".join(str(data.get(each)) for each in ("first", "second", "third")))


async def main() -> None:
    careful = bool(os.environ.get("CAREFUL"))
    storage = RedisStorage.from_url(os.environ["REDIS_URL"])
    isolation = RedisEventIsolation(redis=storage.redis) if careful else None
    dispatcher = Dispatcher(storage=storage, events_isolation=isolation)
    dispatcher.include_router(router)
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    bot = Bot(os.environ["BOT_TOKEN"], session=session)
    if (url := os.environ.get("WEBHOOK_URL")) is None:
        await bot.delete_webhook()
        await dispatcher.start_polling(bot)
        return
    server = web.Application()
    SimpleRequestHandler(dispatcher, bot, handle_in_background=not careful).register(server, path="/telegram")
    setup_application(server, dispatcher, bot=bot)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(os.environ["HTTP_PORT"])).start()
    await bot.set_webhook(url)
    await asyncio.Event().wait()


if __name__ == "__main__":
    logging.disable()
    asyncio.run(main())
