"""What the scripts about privacy begin with, and look up."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import func, select

from storage.encryption import Keyring
from tests.conversations.desk_seeds import of_kind
from tests.conversations.seeds import PASSWORD, mailbox
from tests.conversations.walks import to_login_password
from tests.servers import Valkey
from tests.town import SECRET, Person, Town

GONE = "Аккаунт удалён"


async def to_erasure(person: Person, password: str = PASSWORD) -> None:
    await person.says("/privacy")
    await person.presses("Удалить аккаунт")
    await person.hears("ПАРОЛЬ", "Чтобы удалить аккаунт")
    await person.says(password)
    await person.hears("Удалить аккаунт насовсем?")


async def erased(person: Person) -> None:
    await to_erasure(person)
    await person.presses("УДАЛИТЬ АККАУНТ")
    await person.hears(GONE, "Е-ОСАГО")


async def file_of(town: Town, person: Person) -> dict[str, Any]:
    """The contents of the newest file that the bot has sent them."""
    await town.until(lambda: of_kind(person, "document"), "a file")
    document = of_kind(person, "document")[-1]["document"]
    assert document["file_name"] == f"lk-data-{town.clock():%Y-%m-%d}.json"
    return dict(json.loads(town.world.state.files.find(document["file_id"]).data))


async def signs_in(person: Person, of: Person) -> None:
    await to_login_password(person, mailbox(of))
    await person.says(PASSWORD)
    await person.hears("Вы вошли в личный кабинет")


async def count(town: Town, table: Any, *conditions: Any) -> int:
    async with town.app.engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


async def talk_of(valkey: Valkey, person: Person) -> dict[str, Any]:
    """What Redis remembers of the person's chat."""
    key = f"conversation:42:{person.id}:{person.id}"
    body = await valkey.run("HGET", key, "body")
    opened = Keyring(SECRET).decrypt(body, key).decode() if body else "{}\n{}"
    return dict(json.loads(opened.partition("\n")[2]))
