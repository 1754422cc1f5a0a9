"""A table of policies is read and reported once, whoever is killed on the way and whatever Telegram refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from account.policies.imports import ImportState
from bot.imports.engine import LEASE
from storage.tables import audit, policies, policy_imports, policy_lines
from tests.conversations.policy_file_seeds import (
    MIXED,
    count,
    left_behind,
    over,
    reports,
    send,
)
from tests.conversations.seeds import works_of
from tests.storage.policy_samples import entry
from tests.tables_of_policies import many, table
from tests.town import Person, Town


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
