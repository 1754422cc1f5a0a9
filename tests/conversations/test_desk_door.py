"""Who acts at the desk: members of the group as it is now, wherever it has moved, and whoever hides behind it."""

from __future__ import annotations

import pytest

from bot.check import check
from playground.refusal import ImpossibleError
from tests.conversations.desk_seeds import WAITING, at_the_desk, of_kind, of_the_bot, request_of, submitted
from tests.conversations.test_letters import card_of, texts
from tests.town import Person, Town


async def test_an_ex_member_decides_nothing(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    card = await card_of(town)
    await town.petr.presses("Взять в работу")
    await town.petr.hears("В работе: Пётр")
    town.world.leave(town.group, town.petr_resident)
    await town.acknowledged()
    for data in (f"r:{request.id}:ok", f"r:{request.id}:back"):
        town.world.press(town.petr_resident, card["message_id"], data, chat=town.group.id, forged=True)
        await town.petr.toast("только участники группы")
    assert (await request_of(town, request.id)).state == "open"
    town.world.join(town.group, town.petr_resident)
    await town.petr.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")


async def test_one_who_was_never_a_member_decides_nothing(town: Town, anna: Person, boris: Person) -> None:
    request = await at_the_desk(town, anna)
    card = await card_of(town)
    town.world.press(boris.resident, card["message_id"], f"r:{request.id}:ok", chat=town.group.id, forged=True)
    await town.acknowledged()
    assert any("только участники" in str(each.text) for each in town.world.toasts if each.to == boris.id)
    assert (await request_of(town, request.id)).state == "open"


async def test_membership_is_asked_once_a_minute(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    for press, heard in (("Взять в работу", "В работе: Ольга"), ("Вернуть в очередь", WAITING)) * 3:
        await town.olga.presses(press)
        await town.olga.hears(heard)
    asked = [each for each in town.playground.calls if each.method == "getChatMember"]
    assert len([each for each in asked if str(each.params["user_id"]) == str(town.olga.id)]) == 1


async def test_who_writes_in_the_groups_name_shows_who_it_is_by_a_press(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    card = await card_of(town)
    town.world.promote(town.group, town.petr_resident, anonymous=True)
    await town.petr.says("Добрый день от имени группы", reply_to=card["message_id"])
    await town.petr.hears("Вы пишете от имени группы")
    await town.delivered()
    assert not anna.sees("Добрый день от имени группы"), "nobody has said yet who wrote it"
    await town.petr.presses("Отправить клиенту")
    await anna.hears("Поддержка", "Добрый день от имени группы")
    assert not town.petr.sees("Вы пишете от имени группы")
    letter = next(each for each in town.petr.screen() if "от имени группы" in each.get("text", ""))
    await town.petr.says("/delete", reply_to=letter["message_id"])
    await town.petr.presses("Удалить у клиента")
    await town.until(lambda: not anna.sees("Добрый день от имени группы"), "it is taken back")
    await town.petr.says(f"/request {request.id}")
    await town.petr.hears("чтобы было видно, кто это делает")
    await town.petr.presses(f"№ {request.id}")
    await town.petr.hears(f"Заявка № {request.id}", "Пётр")
    await town.petr.says("/desk")
    await town.petr.hears("Ждут ответа")
    await town.petr.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
    await town.olga.hears("Одобрено: Пётр")


@pytest.mark.town(basic=True)
async def test_a_group_that_becomes_a_supergroup_is_followed(town: Town, anna: Person, boris: Person) -> None:
    request = await at_the_desk(town, anna)
    new = town.world.migrate(town.group)
    for person in (town.olga, town.petr):
        person.chat = new.id
    await town.olga.hears(f"Заявка № {request.id}", WAITING)
    await town.until(lambda: len(of_kind(town.olga, "photo")) == 3, "the files, too")
    await town.restart_bot()
    await town.olga.presses("Взять в работу")
    await town.olga.hears("В работе: Ольга")
    await town.olga.says("Здравствуйте", reply_to=(await card_of(town))["message_id"])
    await anna.hears("Поддержка", "Здравствуйте")
    await submitted(town, boris)
    await town.olga.hears(f"Заявка № {request.id + 1}")


@pytest.mark.town(basic=True)
async def test_a_move_that_nobody_told_of_is_learned_from_the_refusal(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.app.stop()
    new = town.world.migrate(town.group)
    town.playground.state.updates.pending.clear()
    await town.start_bot()
    await anna.says("Есть кто живой?")
    for person in (town.olga, town.petr):
        person.chat = new.id
    await town.olga.hears("Клиент", "Есть кто живой?")
    assert sum("Смирнова" in text for text in texts(town.olga)) == 1, "one card, in the new group"
    assert of_the_bot(town.olga)


@pytest.mark.town(topics=True)
@pytest.mark.parametrize(
    ("status", "withheld", "said"),
    [
        ("administrator", [], "ok     SUPPORT_CHAT_ID: a group with topics"),
        ("administrator", ["can_manage_topics"], "WRONG  SUPPORT_CHAT_ID: a group with topics, where the bot may not"),
        ("administrator", ["can_delete_messages"], "is no administrator who may delete messages"),
        ("member", [], "is no administrator who may delete messages"),
    ],
)
async def test_check_says_what_the_bot_lacks_in_the_group(
    town: Town, capsys: pytest.CaptureFixture[str], status: str, withheld: list[str], said: str
) -> None:
    town.group.statuses[town.playground.state.bot["id"]] = status
    town.group.withheld.update(withheld)
    await check(town.settings())
    assert said in capsys.readouterr().out


async def test_a_card_is_forwarded_by_nobody_and_pressed_nowhere_else(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    card = await card_of(town)
    with pytest.raises(ImpossibleError, match="protected"):
        town.world.forward(town.petr_resident, card["message_id"], from_chat=town.group.id)
    spoofed = town.world.add_group("Поддержка", members=[town.petr_resident])
    there = town.world.say(town.petr_resident, "Заявка № 1", chat=spoofed)
    data = f"r:{request.id}:ok"
    town.world.press(town.petr_resident, there["message_id"], data, chat=spoofed.id, forged=True)
    own = town.world.say(town.petr_resident, "/start")
    town.world.press(town.petr_resident, own["message_id"], data, forged=True)
    await town.acknowledged()
    assert (await request_of(town, request.id)).state == "open"
