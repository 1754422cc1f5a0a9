"""aiogram's own dispatcher works with the conversations as its storage and its isolation."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import StorageKey
from aiogram.types import Message

from storage.conversations import Conversations, applying
from tests.servers import Valkey
from tests.storage.redis_fixtures import Replica


class Form(StatesGroup):
    name = State()
    phone = State()


async def start(_: Message, state: FSMContext) -> str:
    await state.set_state(Form.name)
    return "name?"


async def name(message: Message, state: FSMContext) -> str:
    await state.update_data(name=message.text)
    await state.set_state(Form.phone)
    return "phone?"


async def phone(message: Message, state: FSMContext) -> str:
    if message.text == "trouble":
        await state.clear()
        raise ConnectionError
    data = await state.update_data(phones=[*await state.get_value("phones", []), message.text])
    return f"{data['name']}: {', '.join(data['phones'])}"


def dispatcher_of(conversations: Conversations) -> Dispatcher:
    dispatcher = Dispatcher(storage=conversations, events_isolation=conversations)
    dispatcher.message.register(start, StateFilter(None))
    dispatcher.message.register(name, StateFilter(Form.name))
    dispatcher.message.register(phone, StateFilter(Form.phone))
    return dispatcher


async def said(dispatcher: Dispatcher, key: StorageKey, update_id: int, text: str) -> Any:
    person = {"id": key.user_id, "is_bot": False, "first_name": "Anna"}
    chat = {"id": key.chat_id, "type": "private"}
    message = {"message_id": update_id, "date": 1, "text": text, "from": person, "chat": chat}
    with applying(update_id):
        bot = Bot("42:TOKEN")
        return await dispatcher.feed_raw_update(bot, {"update_id": update_id, "message": message})


async def test_a_form_is_filled_in_by_way_of_two_replicas(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    first, second = (dispatcher_of(replica(server)) for _ in range(2))
    assert await said(first, anna, 1, "/start") == "name?"
    assert await said(second, anna, 2, "Анна") == "phone?"
    assert await said(first, anna, 3, "1") == "Анна: 1"
    with pytest.raises(ConnectionError):
        await said(second, anna, 4, "trouble")
    answers = await asyncio.gather(*(said(second, anna, 5 + at, str(2 + at)) for at in range(5)))
    assert answers[-1] == "Анна: 1, 2, 3, 4, 5, 6"


async def test_closing_the_dispatcher_closes_the_connections(
    own_server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    dispatcher = dispatcher_of(replica(own_server))
    assert await said(dispatcher, anna, 1, "/start") is not UNHANDLED
    assert (await own_server.run("INFO", "clients"))["connected_clients"] == 2
    await dispatcher.fsm.close()
    assert (await own_server.run("INFO", "clients"))["connected_clients"] == 1
