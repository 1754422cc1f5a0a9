"""What lies in the support's group goes with the account, whatever the group or Telegram does meanwhile."""

from __future__ import annotations

import pytest

from storage.tables import outbox
from tests.conversations.desk_seeds import at_the_desk, of_kind, of_the_bot, submitted
from tests.conversations.privacy_seeds import count, erased
from tests.conversations.seeds import mailbox, step
from tests.town import Person, Town


@pytest.mark.town(topics=True)
async def test_a_request_goes_with_its_topic(anna: Person, town: Town) -> None:
    await at_the_desk(town, anna)
    assert len(town.world.topics(town.group)) == 1
    await erased(anna)
    await town.until(lambda: not town.world.topics(town.group), "no topic")
    await town.delivered()
    assert not town.olga.sees("Смирнова")
    assert await count(town, outbox, outbox.c.state == "failed") == 0


async def test_what_comes_after_the_erasure_ends_quietly(anna: Person, town: Town) -> None:
    await at_the_desk(town, anna)
    card = next(each for each in of_the_bot(town.olga) if "Смирнова" in each.get("text", ""))
    await erased(anna)
    await town.delivered()
    await town.later(days=3)
    await town.delivered()
    assert await count(town, outbox, outbox.c.state.in_(["failed", "unknown"])) == 0
    assert town.app.steps.set_aside == 0
    assert not anna.sees("не успели")
    await town.olga.presses_old(card, "Взять в работу")
    await town.olga.toast("нет")


async def test_a_group_that_is_away_loses_the_request_when_it_is_back(anna: Person, town: Town) -> None:
    await at_the_desk(town, anna)
    for method in ("deleteMessages", "deleteMessage", "sendMessage"):
        town.playground.faults.refuse[method] = (403, "Forbidden: bot was kicked from the supergroup chat")
    await to_erasure_past_the_fault(town, anna)
    await town.acknowledged()
    assert town.olga.sees("Смирнова")
    town.mend()
    town.clock.move(minutes=2)
    await town.until(lambda: not town.olga.sees("Смирнова"), "an empty group")


async def to_erasure_past_the_fault(town: Town, person: Person) -> None:
    await town.app.cabinet.privacy.erase_account(step(town, person), town.clock())


@pytest.mark.parametrize("shown", range(5))
@pytest.mark.parametrize("topics", [pytest.param(on, marks=pytest.mark.town(topics=on)) for on in (False, True)])
async def test_what_is_just_being_shown_is_taken_back(anna: Person, town: Town, shown: int, topics: bool) -> None:
    """At whatever moment the erasure comes."""
    await submitted(town, anna)
    await town.until(lambda: len(of_the_bot(town.olga)) >= shown, "so many messages")
    await town.app.cabinet.privacy.erase_account(step(town, anna), town.clock())

    def nothing() -> bool:
        """A worker that was at it when its parcel went may still be sending."""
        left = [each for each in of_the_bot(town.olga) if "photo" in each or "Дата рождения" in each.get("text", "")]
        return not left and not town.world.topics(town.group)

    await town.until(nothing, f"an empty group, topics: {topics}")
    await town.delivered()
    assert nothing()
    assert await count(town, outbox, outbox.c.state.in_(["failed", "unknown"])) == 0


async def test_what_telegram_does_not_delete_gets_other_words_and_hands_are_asked_for(anna: Person, town: Town) -> None:
    await at_the_desk(town, anna)
    await town.delivered()
    refusal = (400, "Bad Request: message can't be deleted")
    town.playground.faults.refuse |= {"deleteMessages": refusal, "deleteMessage": refusal}
    await town.app.cabinet.privacy.erase_account(step(town, anna), town.clock())
    await town.olga.hears("данные удалены по просьбе клиента")
    await town.olga.hears("вручную")
    await town.delivered()
    assert not town.olga.sees("Смирнова")
    assert not town.olga.sees("Заявка №")


async def test_a_card_older_than_two_days_loses_its_words(anna: Person, town: Town) -> None:
    request = await at_the_desk(town, anna)
    await anna.says("Ещё вопрос")
    await town.olga.hears("Ещё вопрос")
    await town.later(days=3)
    town.world.move_clock(3 * 24 * 3600)
    await town.delivered()
    await erased(anna)
    await town.olga.hears("данные удалены по просьбе клиента")
    await town.olga.hears("клиент удалил свои данные")
    await town.delivered()
    said = [str(message.get("text", message.get("caption"))) for message in of_the_bot(town.olga)]
    assert f"№ {request.id}: данные удалены по просьбе клиента." in said
    assert not [each for each in said if "Смирнова" in each or "Ещё вопрос" in each or mailbox(anna) in each]


@pytest.mark.town(basic=True)
async def test_hands_are_asked_for_where_the_group_has_moved_meanwhile(anna: Person, town: Town) -> None:
    await at_the_desk(town, anna)
    await town.delivered()
    town.playground.faults.refuse["deleteMessages"] = (500, "Internal Server Error")
    await town.app.cabinet.privacy.erase_account(step(town, anna), town.clock())
    await town.until(lambda: "deleteMessages" in [call.method for call in town.playground.calls], "a first try")
    town.olga.chat = town.world.migrate(town.group).id
    town.mend()
    await town.acknowledged()
    town.clock.move(minutes=2)
    await town.olga.hears("клиент удалил свои данные")
    await town.olga.hears("вручную")


@pytest.mark.town(topics=True)
async def test_a_topic_that_may_not_be_deleted_is_emptied_first(anna: Person, town: Town) -> None:
    await at_the_desk(town, anna)
    await town.delivered()
    town.playground.faults.refuse["deleteForumTopic"] = (400, "Bad Request: not enough rights to delete topics")
    await erased(anna)
    await town.until(lambda: not of_kind(town.olga, "photo") and not town.olga.sees("Дата рождения"), "no message")
    assert town.world.topics(town.group)
    town.mend()
    town.clock.move(minutes=2)
    await town.until(lambda: not town.world.topics(town.group), "no topic")
