"""The card tells the time left by itself: hourly, each ten minutes at the end, and no longer than somebody waits."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.tables import outbox
from tests.conversations.desk_seeds import at_the_desk, of_kind
from tests.town import Person, Town


async def ticks(town: Town) -> dict[str, int]:
    """How many are done, and how many wait."""
    await town.delivered()
    async with town.app.engine.connect() as connection:
        rows = await connection.execute(select(outbox.c.state).where(outbox.c.key.startswith("tick:")))
        states = [row.state for row in rows]
    return {state: states.count(state) for state in sorted(set(states))}


@pytest.mark.town(answer_within="6h", remind_before="1h")
async def test_the_time_left_counts_down_and_ends_with_the_decision(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await town.olga.hears("Осталось 5 ч")
    assert await ticks(town) == {"waiting": 1}
    await town.later(hours=1, seconds=2)
    assert (await town.olga.hears("Осталось 4 ч"))["message_id"] == card["message_id"]
    await town.olga.presses("Взять в работу")
    await town.olga.hears("В работе: Ольга\nОсталось 4 ч")
    await town.restart_bot()
    assert await ticks(town) == {"delivered": 1, "waiting": 1}
    await town.later(hours=3, minutes=5)
    await town.olga.hears("Осталось 1 ч 50 мин")
    await town.later(minutes=10)
    await town.olga.hears("Осталось 1 ч 40 мин")
    await town.olga.presses("Одобрить")
    decided = await town.olga.hears("Одобрено: Ольга", "Клиент уже знает.")
    assert "Осталось" not in decided["text"]
    await town.later(hours=1)
    done = await ticks(town)
    assert set(done) == {"delivered"}
    await town.later(hours=5)
    assert await ticks(town) == done
    assert len([each for each in of_kind(town.olga, "text") if "Смирнова" in each["text"]]) == 1


@pytest.mark.town(decision_delay="30s")
async def test_a_decision_taken_back_sets_it_going_again(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.olga.presses("Одобрить")
    await town.olga.hears("Клиент ещё не знает")
    await town.olga.presses("Отменить решение")
    await town.olga.hears("Осталось 23 ч")
    await town.later(hours=5, minutes=1)
    await town.olga.hears("Осталось 18 ч")
    assert (await ticks(town))["waiting"] == 1


async def test_a_new_promise_is_counted_down_by_one_clock(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.later(hours=24, minutes=5)
    await town.olga.hears("Осталось 23 ч")
    await town.later(hours=1, minutes=5)
    await town.olga.hears("Осталось 22 ч")
    await town.later(hours=2)
    await town.olga.hears("Осталось 20 ч")
    assert (await ticks(town))["waiting"] == 1
