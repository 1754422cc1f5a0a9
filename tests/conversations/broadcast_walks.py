"""The ways through the composing of a broadcast, and people by the thousand to write to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select

from account.broadcasts.records import Broadcast
from storage.tables import broadcasts, people
from tests.conversations.seeds import Customer, customer, works_of
from tests.conversations.walks import said_by_bot
from tests.town import Person, Town

FIRST_OF_MANY = 5_000_000_000
HELLO = {"text": "Привет"}


async def begins(person: Person) -> None:
    await person.says("/broadcast")
    await person.hears("Пришлите его так, как оно должно дойти")


async def gives(person: Person, content: dict[str, Any]) -> dict[str, Any]:
    """Send any content as Telegram would bring it."""
    person._mark()
    return dict(person.town.world.send(person.resident, content, chat=person.chat))


async def to_time(person: Person, *, category: str = "Сервисное", link: str | None = "Без кнопки") -> None:
    """From the audience to the time; ``link`` None: it is not asked for."""
    await person.presses("Всем:")
    await person.hears("Можно написать только тем")
    await person.presses("Все языки:")
    await person.hears("Сервисное или реклама")
    await person.presses(category)
    if link is not None:
        await person.hears("Кнопка со ссылкой")
        await (person.presses(link) if link == "Без кнопки" else person.says(link))
    await person.hears("Когда отправить")


async def to_page(person: Person, content: dict[str, Any], *, link: str = "Без кнопки") -> dict[str, Any]:
    """To the page to check, by the shortest way; what is shown above it."""
    await begins(person)
    await gives(person, content)
    await person.hears("Выберите получателей")
    await to_time(person, link=link)
    await person.presses("Сейчас")
    await person.hears("Проверьте рассылку")
    return shown(person)[0]


def shown(person: Person, messages: int = 1) -> list[dict[str, Any]]:
    """What stands above the page to check."""
    *_, page = [place for place, each in enumerate(said_by_bot(person)) if "Проверьте рассылку" in each.get("text", "")]
    return said_by_bot(person)[page - messages : page]


def content_of(message: dict[str, Any]) -> dict[str, Any]:
    """All but who wrote it, when, where and in which album."""
    where = {"message_id", "from", "chat", "date", "forward_origin", "media_group_id", "reply_markup", "edit_date"}
    return {name: each for name, each in message.items() if name not in where}


async def crowd(town: Town, number: int, *, first: int = FIRST_OF_MANY, language: str = "ru") -> None:
    """So many people who have talked to the bot."""
    at = town.clock()
    rows = [{"telegram_id": first + each, "language": language, "first_seen_at": at} for each in range(number)]
    async with town.app.engine.begin() as connection:
        await connection.execute(insert(people), rows)


async def made(town: Town) -> list[Broadcast]:
    """The broadcasts that there are, oldest first."""
    await town.acknowledged()
    async with town.app.engine.connect() as connection:
        numbers = list(await connection.scalars(select(broadcasts.c.id).order_by(broadcasts.c.id)))
    async with works_of(town)() as work:
        found = [await work.broadcasts.by_id(number) for number in numbers]
    return [each for each in found if each is not None]


async def newcomer(town: Town, person: Person) -> Customer:
    """An account of somebody who has talked to the bot."""
    await person.says("/start")
    await person.hears("Е-ОСАГО")
    return await customer(town, person)
