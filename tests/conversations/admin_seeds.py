"""What the scripts of admins share: roles given, commands answered, buttons forged, and the trail of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from storage.tables import audit
from tests.conversations.seeds import Customer, account_of
from tests.conversations.walks import said_by_bot
from tests.town import Person, Town

CALLED = "Смирнова Анна Петровна"
ACTS = ("end", "block", "unblock", "ban", "unban")


async def greets(person: Person) -> None:
    await person.says("/start")
    await person.hears("Е-ОСАГО")


async def named(owner: Person, person: Person, role: str) -> None:
    await owner.says(f"/admins {person.id} {role}")
    await owner.hears("Готово", f"{person.id} — ")
    await person.hears("/user — найти клиента")


async def acts(town: Town) -> list[tuple[int, str, str]]:
    await town.acknowledged()
    async with town.app.engine.connect() as connection:
        rows = await connection.execute(
            select(audit.c.who, audit.c.what, audit.c.detail).where(audit.c.request_id.is_(None)).order_by(audit.c.id)
        )
        return [tuple(row) for row in rows]


async def called(town: Town, known: Customer) -> str:
    return f"account {(await account_of(town, known)).id}"


async def answer(person: Person, command: str) -> tuple[str, Any]:
    """The words and buttons that answer a command."""
    await person.says(command)
    heard = await person.hears("")
    await person.town.acknowledged()
    return str(heard["text"]), heard.get("reply_markup")


async def forges(town: Town, person: Person, data: str) -> None:
    """Press a button that the newest message of the bot has not."""
    message = said_by_bot(person)[-1]
    town.world.press(person.resident, message["message_id"], data, chat=person.chat, forged=True)
    await town.acknowledged()


async def greets_again(person: Person) -> None:
    await person.says("/start")
    await person.hears("Что сделать?")
