"""What the playground shows of what the bot keeps: the step is lit, and nothing that a person typed can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot.hood import KeptByBot
from bot.hood_drawing import drawing
from bot.hood_rows import MOST, wanted
from fsm.form import Form
from fsm.forms import FORMS
from storage.encryption import Keyring
from storage.tables import metadata, mutes
from tests.conversations.seeds import PASSWORD, customer, mailbox
from tests.conversations.walks import to_consents, to_email_code, to_phone
from tests.town import SECRET, TOKEN, Person, Town

BOT = int(TOKEN.partition(":")[0])
# What is nobody's, or can be told to be somebody's by a keyed hash only.
NOT_BY_PERSON = {
    *("tallies", "steps", "audit_head", "moved_groups"),
    *("policies", "policy_lines", "policy_refusals", "policy_imports"),
    *("broadcasts", "broadcast_lanes"),
}


async def look(town: Town, person: Person) -> dict[str, Any]:
    await town.acknowledged()
    hood = KeptByBot(BOT, town.redis_url, town.data / "bot.sqlite3", Keyring(SECRET))
    seen = await hood.look(person.id)
    assert json.dumps(seen), "it goes to the page as JSON"
    return seen


def table(seen: dict[str, Any], name: str) -> Any:
    return next(each for each in seen["sql"] if each["table"] == name)


def values(found: Any, column: str) -> Iterator[Any]:
    at = [each["name"] for each in found["columns"]].index(column)
    return (row[at] for row in found["rows"])


async def test_the_step_of_the_open_conversation_is_lit(town: Town, anna: Person) -> None:
    await to_phone(anna)
    form = (await look(town, anna))["form"]
    assert (form["name"], form["at"], form["answered"]) == ("registration", "phone", ["email"])
    assert {"name": "password", "secret": True} in form["states"]
    assert {"from": "phone", "to": "password", "label": ""} in form["edges"]
    await anna.says("/cancel")
    assert (await look(town, anna))["form"] is None


async def test_nothing_that_was_typed_can_be_read(town: Town, anna: Person) -> None:
    await to_email_code(anna)
    code = await town.mail_code(mailbox(anna))
    shown = json.dumps(await look(town, anna), ensure_ascii=False)
    for typed in (mailbox(anna), anna.phone, anna.phone.removeprefix("+"), PASSWORD, code):
        assert typed not in shown


async def test_the_record_is_shown_sealed(town: Town, anna: Person) -> None:
    await to_consents(anna)
    redis = (await look(town, anna))["redis"]
    assert redis["key"] == f"conversation:{BOT}:{anna.id}:{anna.id}"
    assert 6 * 24 * 3600 < redis["lives"] <= 7 * 24 * 3600
    body = next(each for each in redis["fields"] if each["name"] == "body")
    assert body["sealed"]
    assert body["value"].startswith("v1:")
    assert body["bytes"] > 100


async def test_rows_are_shown_as_the_database_has_them(town: Town, anna: Person, boris: Person) -> None:
    known = await customer(town, anna, profile=True)
    await customer(town, boris)
    seen = await look(town, anna)
    assert {"accounts", "consents", "sign_ins"} <= {each["table"] for each in seen["sql"]}
    account = table(seen, "accounts")
    assert account["total"] == 1
    sealed = {each["name"] for each in account["columns"] if each["sealed"]}
    assert sealed == {"email", "phone", "password", "profile"}
    for name in sealed:
        assert all(value["sealed"] and value["value"].startswith("v1:") for value in values(account, name))
    assert next(values(account, "email_print"))["bytes"] == 32
    shown = json.dumps(seen, ensure_ascii=False)
    for secret in (known.email, known.phone, "Смирнова", "4508", "123456"):
        assert secret not in shown
    assert [each["value"] for each in values(table(seen, "sign_ins"), "telegram_id")] == [anna.id]


async def test_only_the_newest_rows_are_shown_and_how_many_there_are(town: Town, anna: Person) -> None:
    rows = [{"telegram_id": anna.id, "what": f"{number:02}", "at": town.clock()} for number in range(MOST + 3)]
    async with town.app.engine.begin() as connection:
        await connection.execute(insert(mutes), rows)
    found = table(await look(town, anna), "mutes")
    assert found["total"] == MOST + 3
    assert [each["value"] for each in values(found, "what")] == [row["what"] for row in reversed(rows)][:MOST]


async def test_a_redis_and_a_database_that_are_away_are_told_as_such(tmp_path: Path) -> None:
    hood = KeptByBot(BOT, f"unix://{tmp_path}/none.sock", tmp_path / "none.sqlite3", Keyring(SECRET))
    seen = await hood.look(1)
    assert (seen["form"], seen["redis"]["fields"], seen["sql"]) == (None, None, None)
    assert not _anything_in(tmp_path), "a look makes nothing"


def _anything_in(folder: Path) -> bool:
    return any(folder.iterdir())


async def test_somebody_who_never_came_has_nothing(town: Town, boris: Person) -> None:
    seen = await look(town, boris)
    assert (seen["form"], seen["redis"]["fields"], seen["sql"]) == (None, [], [])


def test_every_table_with_people_in_it_is_looked_into() -> None:
    assert {one.name for one, _ in wanted(1, 1)} | NOT_BY_PERSON == set(metadata.tables)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.name))
def test_every_conversation_can_be_drawn(form: type[Form]) -> None:
    picture = drawing(form.name)
    assert picture is not None
    assert [each["name"] for each in picture["states"]] == list(form.fields)
    for edge in picture["edges"]:
        assert edge["from"] in {*form.fields, picture["end"]}
        assert edge["to"] in {*form.fields, picture["end"]} or edge["to"].startswith("open_")


def test_a_conversation_that_is_no_more_is_not_drawn() -> None:
    assert drawing("fortune-telling") is None
