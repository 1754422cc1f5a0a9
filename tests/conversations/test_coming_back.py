"""Old buttons, an emptied Redis, restarts, repeated updates, a blocked bot: whoever comes back goes on."""

from __future__ import annotations

import pytest

from storage.work import SqlWork
from tests.conversations.seeds import customer, mailbox, works_of
from tests.conversations.walks import said_by_bot, to_birth_date, to_consents, to_email, to_email_code
from tests.servers import Valkey
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)


async def test_a_button_of_an_earlier_question_is_told_stale_and_the_question_is_shown(anna: Person) -> None:
    await to_consents(anna)
    old = await anna.hears("отметьте оба согласия")
    await anna.presses("Изменить e-mail")
    await anna.hears("E-MAIL")
    await anna.says(f"new.{mailbox(anna)}")
    await anna.hears("отметьте оба согласия")
    await anna.presses("Изменить пароль")
    await anna.hears("Придумайте пароль")
    await anna.presses_old(old, "ЗАРЕГИСТРИРОВАТЬСЯ")
    await anna.toast("уже не действует")
    await anna.hears("Придумайте пароль")


async def test_a_button_of_an_earlier_talk_is_told_stale_as_well(anna: Person) -> None:
    await to_consents(anna)
    old = await anna.hears("отметьте оба согласия")
    await anna.says("/cancel")
    await anna.hears("Отменили")
    await to_consents(anna)
    await anna.presses_old(old, "ЗАРЕГИСТРИРОВАТЬСЯ")
    await anna.toast("уже не действует")
    await anna.hears("отметьте оба согласия")


async def test_a_button_of_a_talk_that_is_over_leads_to_the_menu(anna: Person) -> None:
    await to_consents(anna)
    old = await anna.hears("отметьте оба согласия")
    await anna.says("/cancel")
    await anna.hears("Отменили")
    await anna.says("привет")
    await anna.hears("Не понял вас")
    await anna.presses_old(old, "ЗАРЕГИСТРИРОВАТЬСЯ")
    await anna.toast("уже не действует")
    await anna.hears("Е-ОСАГО")


async def test_forged_button_data_changes_nothing(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    await anna.says("/start")
    menu = await anna.hears("Что сделать?")
    for data in ("i:anew:own-password", "q:a:b:c:d", "m:nothing", "l:xx", "r:1:ok", "v:no", "", "i:go:no"):
        anna._mark()
        if data:
            town.world.press(anna.resident, menu["message_id"], data, forged=True)
            await anna.toast("уже не действует")


@pytest.mark.parametrize("act", ["types", "presses", "edits"])
async def test_redis_emptied_tells_to_begin_again_and_keeps_the_sign_in(
    anna: Person, town: Town, valkey: Valkey, act: str
) -> None:
    await to_birth_date(town, anna)
    await town.acknowledged()
    question = said_by_bot(anna)[-1]
    name = next(each for each in anna.screen() if each.get("text") == "смирнова анна петровна")
    await valkey.run("FLUSHALL")
    if act == "types":
        await anna.says("07.03.1985")
    elif act == "presses":
        await anna.presses_old(question, "Отмена")
    else:
        await anna.edits(name, "Смирнова Анна")
    await anna.hears("Начатый разговор не сохранился", "Вы в личном кабинете")
    await anna.presses("Заполнить мои данные")
    await anna.hears("ФИО", "Шаг 1 из 7")


@pytest.mark.town
async def test_a_restart_between_any_two_steps_changes_nothing(anna: Person, town: Town) -> None:
    await to_consents(anna)
    await town.restart_bot()
    await anna.presses("☐ Я согласен")
    await anna.hears("отметьте оба согласия")
    await town.restart_bot()
    await anna.presses("☐ Даю согласие")
    await anna.hears("отметьте оба согласия", "Пароль: ••••••")
    await anna.presses("ЗАРЕГИСТРИРОВАТЬСЯ")
    await anna.hears("Подтверждение email")
    await town.restart_bot()
    await anna.says(await town.mail_code(mailbox(anna)))
    await anna.hears("Подтверждение номера")


async def test_the_chosen_language_outlives_redis(anna: Person, town: Town, valkey: Valkey) -> None:
    await anna.says("/language")
    await anna.presses("English")
    await anna.hears("English")
    await town.acknowledged()
    await valkey.run("FLUSHALL")
    await anna.says("/start")
    await anna.hears("Hello")


async def test_whoever_blocks_the_bot_is_marked_and_comes_back_unharmed(anna: Person, town: Town) -> None:
    await to_birth_date(town, anna)
    town.world.block(anna.resident)
    await town.acknowledged()
    assert await gone(town, anna)
    town.world.unblock(anna.resident)
    await town.acknowledged()
    assert not await gone(town, anna)
    await anna.says("07.03.1985")
    await anna.hears("Дата рождения: 07.03.1985")


async def test_somebody_who_is_no_more_is_marked_and_no_fault(anna: Person, town: Town) -> None:
    await to_birth_date(town, anna)
    town.playground.faults.refuse["sendMessage"] = (400, "Bad Request: chat not found")
    await anna.says("07.03.1985")
    await town.acknowledged()
    assert await gone(town, anna)
    assert town.app.steps.set_aside == 0


async def gone(town: Town, person: Person) -> bool:
    async with works_of(town)() as work:
        assert isinstance(work, SqlWork)
        found = await work.people.by_id(person.id)
    return found is not None and found.gone_at is not None


@pytest.mark.town
async def test_every_update_delivered_twice_is_done_once(anna: Person, town: Town) -> None:
    town.playground.faults.deliver_twice = True
    await to_email_code(anna)
    await anna.says(await town.mail_code(mailbox(anna)))
    await anna.hears("Подтверждение номера")
    await anna.says(await town.sms_code(anna.phone))
    await anna.hears("ФИО")
    await town.delivered()
    assert (len(town.mail.to(mailbox(anna))), len(town.sms.to(anna.phone))) == (1, 1)


async def test_an_old_cancel_throws_nothing_away(anna: Person) -> None:
    await to_email(anna)
    question = next(each for each in reversed(anna.screen()) if "E-MAIL" in each.get("text", ""))
    await anna.says(mailbox(anna))
    await anna.hears("ТЕЛЕФОН")
    await anna.presses_old(question, "Отмена")
    await anna.toast("уже не действует")
    await anna.hears("ТЕЛЕФОН", mailbox(anna))
