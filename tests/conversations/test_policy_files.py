"""An admin sends a table of policies: it is read, shown on its way, and reported."""

from __future__ import annotations

import asyncio

import pytest

from account.policies.imports import ImportState, PolicyImport, SentTable
from account.policies.records import Holder, Match
from bot.imports.progress import ProgressMessage
from gateways.telegram import Sender
from handlers.words import Words
from storage.encryption import Keyring
from storage.policies import SqlPolicies
from storage.tables import audit, policies, policy_imports
from tests.conversations.policy_file_seeds import (
    MIXED,
    OWN,
    become_admin,
    count,
    over,
    refused,
    reports,
    send,
)
from tests.conversations.seeds import PROFILE, step, works_of
from tests.house.worded import TEXTS
from tests.tables_of_policies import ENGLISH, line, table
from tests.town import Person, Town


async def test_good_lines_are_imported_and_bad_ones_listed(town: Town, admin: Person) -> None:
    await send(admin, MIXED)
    await admin.hears("Файл «полисы.csv» принят")
    report = await admin.hears("«полисы.csv» загружен", "Принято строк: 2", "новых полисов: 2", "Не принято строк: 2")
    await admin.hears("прочитан, отчёт ниже")
    assert refused(town, report) == [
        ["строка", "столбец", "причина"],
        ["3", "окончание", "не дата: нужна вида 31.12.2026 или 2026-12-31"],
        ["4", "номер", "номер уже был в строке 2"],
    ]
    found, _ = await SqlPolicies(town.app.engine, Keyring(town.settings().keys())).page(Holder.of(PROFILE), 0, 5)
    assert [(each.number, each.match) for each in found] == [("A-1", Match.FULL)]
    await over(town)
    assert await count(town, audit, audit.c.what == "policies-imported", audit.c.who == admin.id) == 1


async def test_a_second_time_everything_is_unchanged(town: Town, admin: Person) -> None:
    await send(admin, table(OWN, line(number="B")))
    await admin.hears("новых полисов: 2", "Не принято строк: 0")
    await over(town)
    await send(admin, table(OWN, line(number="B")))
    report = await admin.hears("новых полисов: 0", "изменённых: 0", "без изменений: 2")
    assert "text" in report
    await over(town)
    assert await count(town, policies) == 2


async def test_windows_1251_with_commas_is_read(admin: Person) -> None:
    await send(admin, table(OWN).replace(";", ",").encode("cp1251"), "Полисы № 5.CSV", "application/vnd.ms-excel")
    await admin.hears("«Полисы № 5.CSV» загружен", "новых полисов: 1")


async def test_an_english_admin_is_told_in_english(town: Town) -> None:
    john = town.newcomer("John", phone="+79990000002", language="en")
    await become_admin(town, john)
    await send(john, table(line(end="soon"), header=ENGLISH))
    report = await john.hears("is not imported: not one line was accepted", "Lines refused: 1")
    assert refused(town, report)[1] == ["2", "end", "not a date: write it like 31.12.2026 or 2026-12-31"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04" + bytes(50), "книга Excel"),
        (table().encode(), "строк с полисами нет"),
        (table(line(), header="номер;продукт").encode(), "Не хватает столбцов: «начало», «окончание»"),
    ],
)
async def test_a_file_of_which_nothing_can_be_taken_is_told(town: Town, admin: Person, data: bytes, told: str) -> None:
    await send(admin, data)
    await admin.hears("не загружен", told)
    await over(town)
    assert await count(town, policies) == 0


async def test_nobody_else_hears_of_imports(town: Town, admin: Person, anna: Person) -> None:
    await anna.says("/start")
    await anna.hears("Здравствуйте")
    await send(anna, MIXED)
    await anna.hears("Файл получен, но сейчас он ни к чему не относится")
    await town.acknowledged()
    assert not anna.sees("полисы.csv")
    assert await count(town, policy_imports) == 0
    assert reports(admin) == []


@pytest.mark.parametrize("name", ["паспорт.pdf", "полисы.xls", "полисы.csv.exe"])
async def test_another_file_of_an_admin_is_no_import(town: Town, admin: Person, name: str) -> None:
    await send(admin, MIXED, name, "application/vnd.ms-excel")
    await town.acknowledged()
    assert await count(town, policy_imports) == 0


async def test_a_table_in_the_middle_of_a_question_is_no_import(town: Town, admin: Person) -> None:
    await admin.says("/register")
    await admin.hears("Шаг 1")
    await send(admin, MIXED)
    await admin.hears("Шаг 1")
    assert await count(town, policy_imports) == 0


async def test_a_repeated_step_is_one_import(town: Town, admin: Person) -> None:
    once = step(town, admin)
    for _ in range(3):
        await town.app.cabinet.policy_files.take(once, SentTable("none", "полисы.csv", 10))
    assert await count(town, policy_imports) == 1


async def test_a_message_that_comes_twice_is_one_import(town: Town, admin: Person) -> None:
    town.playground.faults.deliver_twice = True
    await send(admin, table(OWN))
    await admin.hears("новых полисов: 1")
    await town.acknowledged()
    await over(town)
    assert await count(town, policy_imports) == 1
    assert len(reports(admin)) == 1


async def test_a_file_that_telegram_does_not_give_is_told(town: Town, admin: Person) -> None:
    await town.app.cabinet.policy_files.take(step(town, admin), SentTable("no such file", "полисы.csv", 10))
    await admin.hears("не загружен", "Telegram не отдал файл")


async def test_the_progress_is_one_message_that_changes(town: Town, admin: Person) -> None:
    one = PolicyImport(1, admin.id, admin.id, None, None, ImportState.RUNNING, town.clock())
    sender = Sender(town.app.steps._bot)
    message = ProgressMessage(works_of(town), sender, Words(TEXTS, "ru"), one, "полисы.csv")
    await message.begin()
    first = await admin.hears("Читаю файл «полисы.csv»")
    following = asyncio.ensure_future(message.follow(0.01))
    for lines, percent in ((500, 40), (1000, 80)):
        await message.told(lines, percent)
        assert (await admin.hears(f"строк {lines}, {percent}"))["message_id"] == first["message_id"]
    message.end()
    await following


@pytest.mark.parametrize("name", ["Полисы.XLSX", "policies.ods"])
async def test_an_admin_who_sends_a_workbook_is_told_what_is_taken(town: Town, admin: Person, name: str) -> None:
    await send(admin, b"PK\x03\x04", name, "application/zip")
    await admin.hears("CSV UTF-8")
    assert await count(town, policy_imports) == 0


async def test_an_admin_who_sends_no_table_is_told_that_policies_come_as_one(town: Town, admin: Person) -> None:
    await send(admin, b"%PDF-1.7", "полисы.pdf", "application/pdf")
    await admin.hears("Полисы присылайте таблицей CSV")
    assert await count(town, policy_imports) == 0


async def test_a_customer_s_workbook_is_a_file_like_any_other(anna: Person) -> None:
    await send(anna, b"PK\x03\x04", "Полисы.xlsx", "application/zip")
    await anna.hears("Документы принимаю в разделе")
