"""A request through all its deadlines, with the bot away whenever one passes."""

from __future__ import annotations

import pytest

from tests.conversations.desk_seeds import at_the_desk, of_the_bot
from tests.conversations.test_desk_deadlines import reminders
from tests.conversations.test_letters import texts
from tests.conversations.test_support import asks
from tests.town import Person, Town

MISSED = "не успели рассмотреть вашу заявку вовремя"


async def away(town: Town, **by: float) -> None:
    """Let the time pass while no bot is there; then it starts again."""
    await town.delivered()
    await town.app.stop()
    town.clock.move(**by)
    await town.start_bot()
    await town.delivered()


@pytest.mark.town(answer_within="24h", remind_before="2h")
async def test_every_deadline_is_told_once_though_the_bot_was_away_at_each(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    said = f"Заявка № {request.id}"
    await away(town, hours=12, minutes=1)
    await town.olga.hears(f"{said}: прошла половина срока")
    await away(town, hours=10)
    await town.olga.hears(f"{said}: срок скоро выйдет")
    await away(town, hours=2)
    await anna.hears(MISSED)
    assert len(reminders(town.olga)) == 2, "the customer hears first"
    await away(town, seconds=10)
    await town.olga.hears(f"{said} просрочена")
    await away(town, hours=12)
    assert [said + ": прошла половина срока" in each for each in reminders(town.olga)] == [True, False, False, True]
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
    await away(town, hours=25)
    assert len(reminders(town.olga)) == 4
    assert [sum(words in text for text in texts(anna)) for words in (MISSED, "Ваша личность подтверждена")] == [1, 1]
    await town.olga.says("/desk")
    await town.olga.hears("Ждут ответа: 0, из них просрочено: 0", "Всего: 1, в срок: 0\u00a0%")


@pytest.mark.town(answer_within="24h", remind_before="2h")
async def test_a_question_that_is_answered_is_nowhere_overdue(town: Town, anna: Person) -> None:
    await asks(anna, "Где мой полис?")
    card = await town.olga.hears("Вопрос № 1")
    await town.olga.says("Ищем", reply_to=card["message_id"])
    await anna.hears("Ищем")
    await away(town, hours=25)
    assert not [each for each in of_the_bot(anna) if "не успели" in each["text"]]
    assert reminders(town.olga) == []
    await town.olga.says("/desk")
    await town.olga.hears("из них просрочено: 0")
