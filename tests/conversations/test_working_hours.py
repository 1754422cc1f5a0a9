"""The setting WORKING_HOURS: what customers read moves into it, the deadline does not."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.conversations.desk_seeds import WAITS, at_the_slots, request_of, three_photos
from tests.town import Person, Town

ZONE = ZoneInfo("Europe/Moscow")


def hours_to_come(now: datetime) -> str:
    """Two hours of every day that begin three hours from now: the deadline a day from now falls beside them."""
    begin = now + timedelta(hours=3)
    return f"mon-sun {begin:%H:00}-{begin + timedelta(hours=2):%H:00}"


@pytest.mark.town(working_hours=hours_to_come(datetime.now(ZONE)), remind_before="1h")
async def test_the_customer_reads_a_time_at_which_somebody_is_there(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await three_photos(anna)
    await anna.presses("Отправить")
    answer = await anna.hears(WAITS, "Напишем вам до")
    request = await request_of(town, 1)
    assert request.answer_by - request.submitted_at == timedelta(hours=24)
    opening = datetime.strptime(town.extra["working_hours"][8:13], "%H:%M").replace(tzinfo=ZONE)
    told = f"{opening + timedelta(hours=1):%H:%M}"
    assert f"до {told} " in answer["text"]
    await anna.says("/verify")
    await anna.hears(f"до {told} ")
    await town.olga.hears(f"Ответить до {request.answer_by.astimezone(ZONE):%H:%M}")
    await town.later(hours=24, seconds=1)
    await anna.hears("не успели рассмотреть", f"до {told} ")
