"""An admin sends a table of policies: it is read, shown on its way, and reported once, whoever is killed."""

from __future__ import annotations

import asyncio
import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from account.admins.roles import Role
from account.policies.imports import Figures, ImportState, PolicyImport, Report, SentTable
from account.policies.records import Holder, Match
from bot.imports.engine import LEASE
from bot.imports.progress import ProgressMessage
from gateways.telegram import Sender
from handlers.words import Words
from storage.encryption import Keyring
from storage.policies import SqlPolicies
from storage.tables import audit, policies, policy_imports, policy_lines
from tests.conversations.seeds import PROFILE, step, works_of
from tests.house.worded import TEXTS
from tests.storage.policy_samples import entry
from tests.tables_of_policies import ENGLISH, line, many, table
from tests.town import Person, Town

OWNER = 1
OWN = line(name="СМИРНОВА АННА ПЕТРОВНА", document_number="123456", series="4508")
MIXED = table(OWN, line(number="B", end="вчера"), line(number="a-1"), line(number="C"))


@pytest.fixture
async def admin(town: Town) -> Person:
    """Somebody who may import policies."""
    person = town.newcomer("Админ", phone="+79990000001")
    await become_admin(town, person)
    return person


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


async def test_a_bot_that_is_stopped_in_the_middle_goes_on_when_it_starts(town: Town, admin: Person) -> None:
    await send(admin, table(*many(4000)))

    async def under_way() -> bool:
        return await count(town, policy_lines) > 0

    await town._until_true(under_way, "some lines")
    await town.app.stop()
    await town.start_bot()
    await town.until(lambda: reports(admin), "the report", 60)
    await over(town)
    assert [("новых полисов: 4000" in each) for each in reports(admin)] == [True]
    assert await count(town, policies) == 4000


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


async def test_what_a_killed_worker_was_reading_is_read_by_the_next(town: Town, admin: Person) -> None:
    await left_behind(town, admin, ImportState.RUNNING, MIXED)
    await town.start_bot()
    await town.until(lambda: reports(admin), "the report")
    await over(town)
    assert len(reports(admin)) == 1
    assert await count(town, policies) == 2


@pytest.mark.parametrize(("killed", "told"), [(4, "Принято строк: 2"), (5, "несколько раз обрывалось")])
async def test_a_file_that_killed_five_workers_is_given_up(town: Town, admin: Person, killed: int, told: str) -> None:
    await left_behind(town, admin, ImportState.RUNNING, MIXED, killed)
    await town.start_bot()
    await admin.hears("полисы.csv", told)
    await over(town)
    assert await count(town, policies) == (2 if killed < 5 else 0)


async def test_a_report_that_killed_five_workers_is_told_in_short(town: Town, admin: Person) -> None:
    one = await left_behind(town, admin, ImportState.ENDED, MIXED, 6)
    before = len(admin.screen())
    await town.start_bot()
    await over(town)
    assert len(admin.screen()) == before
    (shown,) = [each for each in admin.screen() if each["message_id"] == one.message]
    assert "новых полисов: 3" in shown["text"]


@pytest.mark.parametrize("lines_kept", [0, 1])
async def test_a_table_of_somebody_who_is_no_admin_any_more_is_not_taken(
    town: Town, admin: Person, lines_kept: int
) -> None:
    one = await left_behind(town, admin, ImportState.RUNNING, MIXED)
    async with works_of(town)() as work:
        await work.policy_lines.stage(one.id, [(number, entry(f"A-{number}")) for number in range(lines_kept)])
    before = admin.screen()
    async with works_of(town)() as work:
        assert await work.roles.remove(admin.id)
    await town.start_bot()
    refused = (policy_imports.c.state == ImportState.REFUSED.value, policy_imports.c.file.is_(None))

    async def is_refused() -> bool:
        return await count(town, policy_imports, *refused) == 1 and not await count(town, policy_lines)

    await town._until_true(is_refused, "the refusal")
    assert await count(town, policies) == 0
    assert await count(town, audit, audit.c.what == "policies-refused", audit.c.who == admin.id) == 1
    assert admin.screen() == before


async def test_nor_is_anybody_told_of_it_who_is_no_admin_any_more(town: Town, admin: Person) -> None:
    await left_behind(town, admin, ImportState.ENDED, MIXED)
    before = admin.screen()
    async with works_of(town)() as work:
        assert await work.roles.remove(admin.id)
    await town.start_bot()
    await over(town)
    assert admin.screen() == before
    assert await count(town, audit, audit.c.what == "policies-refused") == 0


async def test_what_a_killed_command_has_left_goes_when_the_bot_runs(town: Town) -> None:
    at, works = town.clock() - timedelta(hours=1), works_of(town)
    await town.app.stop()
    async with works() as work:
        number = await work.policy_imports.begin("killed", at, at + LEASE)
        await work.policy_lines.stage(number, [(2, entry("A-1"))])
    assert await count(town, policy_lines) == 1
    await town.start_bot()
    await over(town)


async def test_what_was_read_and_not_reported_is_reported(town: Town, admin: Person) -> None:
    await left_behind(town, admin, ImportState.ENDED, MIXED)
    await town.start_bot()
    await town.until(lambda: reports(admin), "the report")
    await over(town)
    assert [("новых полисов: 3" in each) for each in reports(admin)] == [True]
    assert await count(town, policies) == 0


async def test_a_report_that_may_have_gone_out_is_not_sent_again(town: Town, admin: Person) -> None:
    one = await left_behind(town, admin, ImportState.TELLING, MIXED)
    before = len(admin.screen())
    await town.start_bot()
    await over(town)
    assert len(admin.screen()) == before
    (shown,) = [each for each in admin.screen() if each["message_id"] == one.message]
    assert "новых полисов: 3" in shown["text"]


async def test_a_report_that_telegram_does_not_take_yet_comes_later(town: Town, admin: Person) -> None:
    await left_behind(town, admin, ImportState.ENDED, MIXED)
    town.playground.faults.flood = 1
    await town.start_bot()
    await town.until(lambda: reports(admin), "the report", 15)
    await over(town)
    assert town.playground.faults.flood == 0
    assert len(reports(admin)) == 1


async def test_a_report_whose_answer_is_lost_is_not_sent_again(town: Town, admin: Person) -> None:
    one = await left_behind(town, admin, ImportState.ENDED, MIXED)
    before = len(admin.screen())
    town.playground.faults.lose_answers["sendMessage"] = 1
    await town.start_bot()
    await over(town)
    assert len(admin.screen()) == before + 1
    told = [each["message_id"] for each in admin.screen() if "новых полисов: 3" in str(each.get("text"))]
    assert told == [one.message, admin.screen()[-1]["message_id"]]


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


async def test_a_customer_s_workbook_is_a_file_like_any_other(anna: Person) -> None:
    await send(anna, b"PK\x03\x04", "Полисы.xlsx", "application/zip")
    await anna.hears("Документы принимаю в разделе")
