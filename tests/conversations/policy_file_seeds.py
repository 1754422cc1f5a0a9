"""An admin who sends tables of policies, and what became of them."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from account.admins.roles import Role
from account.policies.imports import Figures, ImportState, PolicyImport, Report, SentTable
from bot.imports.engine import LEASE
from storage.tables import policy_imports, policy_lines
from tests.conversations.seeds import works_of
from tests.tables_of_policies import line, table
from tests.town import Person, Town

OWNER = 1
OWN = line(name="СМИРНОВА АННА ПЕТРОВНА", document_number="123456", series="4508")
MIXED = table(OWN, line(number="B", end="вчера"), line(number="a-1"), line(number="C"))


async def become_admin(town: Town, person: Person) -> None:
    """Named by an owner."""
    async with works_of(town)() as work:
        await work.roles.put(person.id, Role.ADMIN, OWNER, town.clock())
    await person.says("/start")
    await person.hears("Здравствуйте" if person.resident.language_code == "ru" else "Hello")


async def send(person: Person, text: str | bytes, name: str = "полисы.csv", mime: str = "text/csv") -> None:
    await person.sends((name, text if isinstance(text, bytes) else text.encode(), mime), kind="document")


async def count(town: Town, of: Any, *where: Any) -> int:
    async with town.app.engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(of).where(*where)) or 0


async def over(town: Town) -> None:
    """Until no import is under way."""

    async def none() -> bool:
        under_way = await count(town, policy_imports, policy_imports.c.state != ImportState.DONE.value)
        return not under_way and not await count(town, policy_lines)

    await town._until_true(none, "the end of every import, and nothing left of its lines")


def reports(person: Person) -> list[str]:
    texts = [str(each.get("text") or each.get("caption") or "") for each in person.screen()]
    return [text for text in texts if "Принято строк" in text]


def refused(town: Town, message: dict[str, Any]) -> list[list[str]]:
    data = town.world.state.files.find(message["document"]["file_id"]).data
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


async def left_behind(town: Town, admin: Person, state: ImportState, text: str, tries: int = 1) -> PolicyImport:
    """An import whose workers were killed in this state, its lease over; the bot is not there."""
    at, works = town.clock() - timedelta(hours=1), works_of(town)
    stored = town.world.state.files.add("document", text.encode(), "полисы.csv", "text/csv")
    await admin.says("Привет")
    await town.acknowledged()
    message = town.world.messages(admin.chat)[-1]["message_id"]
    await town.app.stop()
    async with works() as work:
        number = await work.policy_imports.add(
            admin.id, admin.id, message, SentTable(stored["file_id"], "полисы.csv", 100), at
        )
        assert await work.policy_imports.claim("killed", at, at + LEASE)
        if state is not ImportState.RUNNING:
            assert await work.policy_imports.end(number, "killed", Figures(3, new=3), Report())
        if state is ImportState.TELLING:
            assert await work.policy_imports.telling(number, "killed")
        for number_of_try in range(1, tries):
            assert await work.policy_imports.claim(
                "killed", at + number_of_try * LEASE, at + (number_of_try + 1) * LEASE
            )
        one = await work.policy_imports.by_id(number)
    assert one is not None
    return one
