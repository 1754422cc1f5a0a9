"""The promise and the files' stay in the group, on a moved clock."""

from __future__ import annotations

import pytest

from tests.conversations.desk_seeds import (
    at_the_desk,
    of_kind,
)
from tests.town import Person, Town


def reminders(person: Person) -> list[str]:
    """What the desk was reminded of: half the time, little time, no time."""
    said = [each["text"] for each in of_kind(person, "text")]
    return [each for each in said if each.startswith("Заявка №") and "сро" in each and "Смирнова" not in each]


@pytest.mark.town(answer_within="24h", remind_before="2h")
async def test_the_desk_is_reminded_at_half_the_time_and_before_the_end_once_each(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.later(hours=12, minutes=1)
    await town.olga.hears(f"Заявка № {request.id}: прошла половина срока")
    await town.restart_bot()
    await town.later(hours=10)
    await town.olga.hears(f"Заявка № {request.id}: срок скоро выйдет")
    await town.restart_bot()
    await town.delivered()
    assert len(reminders(town.olga)) == 2


async def test_of_a_missed_promise_the_customer_hears_first(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.later(hours=24, seconds=1)
    await anna.hears("завтра")
    await town.delivered()
    assert not any("просрочена" in each for each in reminders(town.olga))
    await town.later(seconds=10)
    await town.olga.hears(f"Заявка № {request.id} просрочена")


async def test_nobody_is_reminded_of_what_is_decided(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
    await town.later(hours=25)
    await town.delivered()
    assert reminders(town.olga) == []


async def test_with_the_decision_the_files_leave_the_group(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.until(lambda: len(of_kind(town.olga, "photo")) == 3, "the files")
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
    await town.until(lambda: not of_kind(town.olga, "photo"), "the files are gone")


@pytest.mark.town(answer_within="72h")
async def test_files_of_an_open_request_come_anew_before_telegram_keeps_them_for_ever(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.until(lambda: len(of_kind(town.olga, "photo")) == 3, "the files")
    first = {each["message_id"] for each in of_kind(town.olga, "photo")}
    await town.later(hours=47, minutes=1)
    await town.until(
        lambda: len(now := {each["message_id"] for each in of_kind(town.olga, "photo")}) == 3 and not now & first,
        "other messages with the files",
    )
