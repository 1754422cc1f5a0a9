"""«Мои полисы» out of an insurer's own system, and what is said and kept while that does not answer."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import select

from account.policies.records import Holder
from storage.tables import policy_imports
from tests.conversations.policy_seeds import OLD_PASSPORT, policyholder, profile_of, verify
from tests.conversations.seeds import step
from tests.gateways.insurer import POLICY, TOKEN, Answer, Insurer, hanging_up, insurer, saying
from tests.servers import Valkey
from tests.town import Person, Town

AWAY = "Список полисов сейчас недоступен, попробуйте позже"
LONG_AGO = replace(POLICY, starts=date(2020, 1, 1), ends=date(2020, 12, 31))


@pytest.fixture
async def service() -> AsyncIterator[Insurer]:
    async with insurer() as one:
        yield one


@pytest.fixture
async def town(service: Insurer, valkey: Valkey, migrated: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """A bot whose policies come from the insurer's system."""
    shutil.copy(migrated, tmp_path / "bot.sqlite3")
    await valkey.run("FLUSHALL")
    one = Town(tmp_path, valkey.url, policies_url=service.url, policies_token=TOKEN)
    await one.start()
    yield one
    await one.stop()


async def insured(town: Town, person: Person, service: Insurer) -> None:
    await policyholder(town, person)
    service.known.append((Holder.of(profile_of(person)), LONG_AGO))


async def slow(_: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError


async def test_the_whole_way_through_the_insurer_s_system(town: Town, anna: Person, service: Insurer) -> None:
    known = await policyholder(town, anna)
    await anna.says("/policies")
    await anna.hears("Полисов пока нет")
    service.known.append((replace(Holder.of(profile_of(anna)), document=OLD_PASSPORT), LONG_AGO))
    await anna.says("/policies")
    await anna.hears("ОСАГО", "требуется подтверждение личности")
    await verify(town, known)
    await anna.says("/policies")
    await anna.hears(f"№ {LONG_AGO.number}", "01.01.2020 – 31.12.2020 · закончился")
    await anna.presses("ОСАГО · ")
    await anna.hears(f"Номер: {LONG_AGO.number}", "Застраховано: LADA Vesta")
    await anna.says(LONG_AGO.number.replace(" ", ""))
    await anna.hears(f"Номер: {LONG_AGO.number}")


@pytest.mark.parametrize(
    "trouble",
    [
        *(saying("oops", 500), saying("", 503), saying('{"error": "unknown token"}', 401)),
        *(saying('{"policies": 1}'), hanging_up, saying(b" " * 2_000_000)),
    ],
    ids=["500", "503", "401", "malformed", "hanging-up", "huge"],
)
async def test_while_it_is_away_that_is_said_and_asked_again_by_a_button(
    town: Town, anna: Person, service: Insurer, trouble: Answer
) -> None:
    await insured(town, anna, service)
    service.always = trouble
    await anna.says("/policies")
    shown = await anna.hears(AWAY)
    assert anna.buttons() == ["Повторить", "Меню"]
    await anna.presses("Повторить")
    await town.acknowledged()
    assert anna.sees(AWAY)
    service.always = None
    await anna.presses("Повторить")
    found = await anna.hears(LONG_AGO.number)
    assert found["message_id"] == shown["message_id"]


async def test_one_policy_is_asked_again_by_its_own_button(town: Town, anna: Person, service: Insurer) -> None:
    await insured(town, anna, service)
    await anna.says("/policies")
    await anna.hears(LONG_AGO.number)
    service.always = saying("", 500)
    await anna.presses("ОСАГО · ")
    await anna.hears(AWAY)
    service.always = None
    await anna.presses("Повторить")
    await anna.hears(f"Номер: {LONG_AGO.number}")
    service.always = saying("", 500)
    typed = await anna.says(LONG_AGO.number.replace(" ", ""))
    await anna.hears(AWAY)
    assert typed["message_id"] in [each["message_id"] for each in anna.screen()]


async def test_one_that_does_not_answer_holds_up_nobody_else_and_loses_nothing(
    town: Town, anna: Person, boris: Person, service: Insurer
) -> None:
    await insured(town, anna, service)
    await anna.says("/password")
    await anna.hears("ПРЕЖНИЙ ПАРОЛЬ")
    service.always = slow
    await anna.says("/policies")
    await town.until(lambda: len(service.asked), "the insurer is asked")
    await boris.says("/help")
    await boris.hears("Помощь")
    assert not anna.sees(AWAY)
    await anna.hears(AWAY)  # within the 5 seconds
    service.always = None
    await anna.presses("Повторить")
    await anna.hears(LONG_AGO.number)
    await anna.says("снегопад47")
    await anna.hears("НОВЫЙ ПАРОЛЬ")


async def test_a_table_that_nobody_would_see_is_not_taken(town: Town, anna: Person) -> None:
    town.extra["admin_ids"] = (anna.id,)
    await town.restart_bot()
    await anna.sends(("полисы.csv", b"1", "text/csv"), kind="document")
    await anna.hears("Файл не загружен: клиенты бы его не увидели")
    async with town.app.engine.connect() as connection:
        assert (await connection.execute(select(policy_imports))).all() == []


async def test_after_a_restart_in_an_outage_the_rest_works(town: Town, anna: Person, service: Insurer) -> None:
    await insured(town, anna, service)
    service.always = saying("", 503)
    await town.restart_bot()
    await anna.says("/policies")
    await anna.hears(AWAY)
    await anna.presses("Меню")
    await anna.hears("Что сделать")
    await town.app.cabinet.profiles.save(step(town, anna), profile_of(anna))
    await anna.says("/profile")
    await anna.hears("ФИО")
