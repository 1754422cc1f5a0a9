"""«Мои полисы», as the customer's talk goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from account.policies.records import PolicyState
from storage.tables import policies
from tests.conversations.desk_seeds import rejects, resubmitted, three_photos
from tests.conversations.policy_seeds import (
    OLD_PASSPORT,
    button_of,
    by_old_passport,
    entry_of,
    insures,
    number_of,
    policyholder,
    profile_of,
    today,
    verify,
)
from tests.conversations.seeds import PASSWORD, customer, step
from tests.conversations.test_support import asks
from tests.conversations.walks import to_gender, to_login_password
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)
CLOSED = "требуется подтверждение личности"


async def press(person: Person, message: dict[str, Any], data: str) -> None:
    """A button that this message never had."""
    person._mark()
    person.town.world.press(person.resident, message["message_id"], data, chat=person.chat, forged=True)


async def test_a_guest_is_asked_to_sign_in(anna: Person) -> None:
    await anna.says("/policies")
    await anna.hears("Сначала войдите", "Е-ОСАГО")
    assert anna.buttons()[0] == "Войти"
    assert "Мои полисы" not in anna.buttons()


async def test_until_the_details_are_there_the_list_is_hidden(town: Town, anna: Person) -> None:
    await customer(town, anna)
    await insures(town, entry_of(town, anna))
    await anna.says("/start")
    await anna.hears("Что сделать")
    assert anna.buttons()[0] == "Заполнить мои данные"
    assert "Мои полисы" not in anna.buttons()
    await anna.says("/policies")
    await anna.hears("Мои полисы", "Сначала заполните «Мои данные»")
    assert not anna.sees(number_of(anna))
    await anna.presses("Заполнить мои данные")
    await anna.hears("ФИО", "Шаг 1")


async def test_the_menu_has_the_rows_in_their_order(town: Town, anna: Person) -> None:
    await policyholder(town, anna)
    await anna.says("/start")
    await anna.hears("Что сделать")
    rows = ["Мои полисы", "Подтвердить личность", "Мои данные", "Сменить пароль", "Выйти", "Вход и контакты", "Помощь"]
    assert anna.buttons() == rows


async def test_the_list_and_one_policy_with_its_details(town: Town, anna: Person) -> None:
    ends = today(town) + timedelta(days=10)
    await policyholder(town, anna, entry_of(town, anna, ends=ends, product="ОСАГО"))
    await anna.says("/start")
    await anna.presses("Мои полисы")
    shown = await anna.hears("Мои полисы, всего 1", f"ОСАГО\n№ {number_of(anna)}", "скоро закончится", "LADA Vesta")
    assert f"{today(town) - timedelta(days=100):%d.%m.%Y} – {ends:%d.%m.%Y}" in shown["text"]
    await anna.presses(f"ОСАГО · {number_of(anna)}")
    details = await anna.hears("Номер: " + number_of(anna), "Статус: скоро закончится", "Застраховано: LADA Vesta")
    assert details["message_id"] == shown["message_id"]
    assert "До конца полиса осталось 10 дней." in details["text"]
    assert button_of(details, "Скопировать номер")["copy_text"] == {"text": number_of(anna)}
    await anna.presses("К списку")
    again = await anna.hears("Мои полисы, всего 1")
    assert again["message_id"] == shown["message_id"]
    await anna.presses("Меню")
    await anna.hears("Что сделать")


async def test_each_status_has_its_words(town: Town, anna: Person) -> None:
    day, now = timedelta(days=1), today(town)
    await policyholder(
        town,
        anna,
        entry_of(town, anna, 4, starts=now + day, product="Будущий"),
        entry_of(town, anna, 3, product="Нынешний"),
        entry_of(town, anna, 2, state=PolicyState.SUSPENDED, product="Спящий"),
        entry_of(town, anna, 1, state=PolicyState.CANCELLED, product="Отозванный"),
        entry_of(town, anna, 0, ends=now - 2 * day, product="Прошлый"),
    )
    await anna.says("Мои полисы")  # the row of the menu, typed
    shown = await anna.hears("всего 5")
    parts = shown["text"].split("\n\n")[1:6]
    assert [part.split("\n")[0] for part in parts] == ["Будущий", "Нынешний", "Спящий", "Отозванный", "Прошлый"]
    said = [part.split("\n")[2].rpartition(" · ")[2] for part in parts]
    assert said == ["ещё не начался", "действует", "приостановлен", "расторгнут", "закончился"]


async def test_pages_turn_in_one_message_and_the_way_back_leads_to_the_same(town: Town, anna: Person) -> None:
    await policyholder(town, anna, *(entry_of(town, anna, place) for place in range(12)))
    await anna.says("/start policies")
    first = await anna.hears("всего 12", "Полис 11", "Полис 7")
    assert "Полис 6" not in first["text"]
    assert anna.buttons()[5:] == ["1 из 3", "›", "Меню"]
    await anna.presses("›")
    await anna.hears("Полис 6", "Полис 2")
    assert anna.buttons()[5:] == ["‹", "2 из 3", "›", "Меню"]
    await anna.presses("Полис 4 · ")
    await anna.hears("Номер:", "Полис 4")
    await anna.presses("К списку")
    await anna.hears("Полис 6", "Полис 2")
    await anna.presses("›")
    last = await anna.hears("Полис 1\n", "Полис 0")
    assert anna.buttons()[2:] == ["‹", "3 из 3", "Меню"]
    assert last["message_id"] == first["message_id"]


async def test_pressed_twice_the_page_turns_once(town: Town, anna: Person) -> None:
    await policyholder(town, anna, *(entry_of(town, anna, place) for place in range(12)))
    await anna.says("/policies")
    await anna.hears("всего 12")
    await anna.presses("›", times=2)
    await anna.hears("Полис 6", "Полис 2")
    await town.acknowledged()
    assert "2 из 3" in anna.buttons()
    assert len([each for each in anna.screen() if "всего 12" in each["text"]]) == 1


async def test_a_page_that_is_gone_shows_the_last_one(town: Town, anna: Person) -> None:
    await policyholder(town, anna, *(entry_of(town, anna, place) for place in range(6)))
    await anna.says("/policies")
    await anna.hears("всего 6")
    async with town.app.engine.begin() as connection:
        gone = delete(policies).where(policies.c.ends == today(town) + timedelta(days=200))
        assert (await connection.execute(gone)).rowcount >= 1
    await anna.presses("›")
    await anna.hears("всего 5", "Полис 5", "Полис 1")
    assert "‹" not in anna.buttons()


async def test_a_policy_that_went_is_told_and_the_rest_is_there(town: Town, anna: Person) -> None:
    await policyholder(town, anna, *(entry_of(town, anna, place) for place in range(2)))
    await anna.says("/policies")
    await anna.hears("всего 2")
    async with town.app.engine.begin() as connection:
        await connection.execute(delete(policies).where(policies.c.ends == today(town) + timedelta(days=200)))
    await anna.presses("Полис 0 · ")
    await anna.hears("Этого полиса в вашем списке больше нет", "всего 1", "Полис 1")


async def test_an_old_button_is_answered_below(town: Town, anna: Person) -> None:
    await policyholder(town, anna, entry_of(town, anna))
    await anna.says("/policies")
    old = await anna.hears("всего 1")
    await anna.says("/help")
    await anna.hears("Помощь")
    await anna.presses_old(old, "Полис 0 · ")
    shown = await anna.hears("Номер:", number_of(anna))
    assert shown["message_id"] > old["message_id"]


async def test_another_s_policy_is_opened_by_no_button(town: Town, anna: Person, boris: Person) -> None:
    await policyholder(town, boris, entry_of(town, boris))
    await boris.says("/policies")
    data = button_of(await boris.hears("всего 1"), "Полис 0")["callback_data"]
    await policyholder(town, anna)
    await anna.says("/policies")
    shown = await anna.hears("Полисов пока нет")
    await press(anna, shown, data)
    await anna.hears("Этого полиса в вашем списке больше нет")
    assert not anna.sees(number_of(boris))


@pytest.mark.parametrize(
    "data", ["p:list:0", "p:list:-1", "p:list:1234567", "p:list:²", "p:open:x", "p:open:x:0", "p:list", "p:"]
)
async def test_a_button_that_says_nothing_known_is_stale(town: Town, anna: Person, data: str) -> None:
    await policyholder(town, anna)
    await anna.says("/policies")
    await press(anna, await anna.hears("Полисов пока нет"), data)
    assert await anna.toast("Эта кнопка уже не действует")


async def test_far_pages_and_wild_refs_end_at_the_own_list(town: Town, anna: Person) -> None:
    await policyholder(town, anna, entry_of(town, anna))
    await anna.says("/policies")
    shown = await anna.hears("всего 1")
    await press(anna, shown, "p:list:999999")
    await town.acknowledged()
    assert anna.sees("всего 1")
    for ref in ("x" * 40, "-1", "9" * 30, "' or 1=1"):
        await press(anna, shown, f"p:open:{ref}:1")
        await anna.hears("Этого полиса в вашем списке больше нет", "всего 1")
        await anna.presses("Полис 0 · ")
        await anna.hears("Номер:")


async def test_nothing_there_says_what_to_do(town: Town, anna: Person) -> None:
    await policyholder(town, anna)
    await anna.says("/policies")
    await anna.hears("Полисов пока нет", "в течение суток")
    assert anna.buttons() == ["Мои данные", "Написать в поддержку", "Меню"]
    await anna.presses("Написать в поддержку")
    await anna.hears("Напишите, что случилось")


async def test_the_insurer_s_words_are_only_words(town: Town, anna: Person) -> None:
    wild = entry_of(
        town,
        anna,
        product="<b>ДМС & «Дети»",
        insured="<a href='x'>Анна</a>\n\n\u202eоткат " + "щ" * 900,
        number="<77>&",
    )
    await policyholder(town, anna, wild)
    await anna.says("/policies")
    shown = await anna.hears("<b>ДМС & «Дети»", "№ <77>&", "<a href='x'>Анна</a> откат")
    assert "\u202e" not in shown["text"]
    assert "щ" * 120 not in shown["text"]
    await anna.presses("ДМС & «Дети»")
    details = await anna.hears("Номер: <77>&", "щ" * 800)
    assert button_of(details, "Скопировать")["copy_text"] == {"text": "<77>&"}


async def test_the_list_comes_in_english(town: Town, mary: Person) -> None:
    await policyholder(town, mary, entry_of(town, mary, ends=today(town)))
    await mary.says("/policies")
    await mary.hears("My policies, 1 in all", f"No. {number_of(mary)}", "ends soon")
    await mary.presses("Полис 0 · ")
    await mary.hears("Status: ends soon", "Today is the last day of this policy.")


async def test_a_match_by_person_only_tells_nothing_but_the_product(town: Town, anna: Person) -> None:
    await policyholder(
        town, anna, entry_of(town, anna, 1, holder=by_old_passport(anna), product="КАСКО"), entry_of(town, anna)
    )
    await anna.says("/policies")
    shown = await anna.hears(f"КАСКО\n{CLOSED}", f"Полис 0\n№ {number_of(anna)}")
    assert number_of(anna, 1) not in shown["text"]
    assert f"{today(town) + timedelta(days=201):%d.%m.%Y}" not in shown["text"]
    assert shown["text"].count("LADA Vesta") == 1
    assert anna.buttons() == [f"Полис 0 · {number_of(anna)}", "Дополнить заявку", "Меню"]
    await anna.presses("Дополнить заявку")
    await anna.hears("Селфи с паспортом", "☐ Скан паспорта")
    await three_photos(anna)


async def test_a_closed_policy_is_not_opened_by_its_ref(town: Town, anna: Person) -> None:
    known = await policyholder(town, anna, entry_of(town, anna), entry_of(town, anna, 1))
    await anna.says("/policies")
    shown = await anna.hears("всего 2")
    data = button_of(shown, "Полис 1")["callback_data"]
    await town.app.cabinet.profiles.save(step(town, anna), replace(profile_of(anna), document=OLD_PASSPORT))
    await press(anna, shown, data)
    closed = await anna.hears("Полис 1", CLOSED, "откроются, когда вы подтвердите личность")
    assert number_of(anna, 1) not in closed["text"]
    assert anna.buttons() == ["Дополнить заявку", "К списку полисов", "Меню"]
    await verify(town, known)
    await press(anna, shown, data)
    await anna.hears("Номер: " + number_of(anna, 1))


@pytest.mark.town
async def test_an_approval_opens_it(town: Town, anna: Person) -> None:
    await policyholder(town, anna, entry_of(town, anna, holder=by_old_passport(anna)))
    await resubmitted(town, anna)
    await anna.says("/policies")
    shown = await anna.hears("Полис 0", CLOSED, "Заявка рассматривается: номер, срок и подробности откроются")
    assert "когда вы подтвердите" not in shown["text"]
    await anna.presses("Дополнить заявку")
    await anna.hears("Заявка № 1", "рассматривается")
    await town.olga.presses("Одобрить")
    await anna.hears("подтверждена")
    await anna.says("/policies")
    await anna.hears(number_of(anna), "действует")


async def test_details_that_change_and_an_import_that_comes_later_hold_at_once(town: Town, anna: Person) -> None:
    await customer(town, anna)
    await town.app.cabinet.profiles.save(step(town, anna), replace(profile_of(anna), document=OLD_PASSPORT))
    await anna.says("/policies")
    await anna.hears("Полисов пока нет")
    await insures(town, entry_of(town, anna))
    await anna.says("/policies")
    await anna.hears(CLOSED)
    await town.app.cabinet.profiles.save(step(town, anna), profile_of(anna))
    await anna.says("/policies")
    await anna.hears(number_of(anna))


async def test_looking_at_policies_throws_nothing_away_that_was_typed(town: Town, anna: Person) -> None:
    await to_gender(town, anna)
    await anna.says("/policies")
    await anna.hears("Сначала заполните «Мои данные»")
    await anna.says("Женский")
    await anna.hears("Тип документа")


@pytest.mark.parametrize("spelled", ["{0}", "{0} {1}", "№ {0}-{1}", "xxx{1}"])
async def test_a_policy_s_number_typed_alone_opens_it(town: Town, anna: Person, spelled: str) -> None:
    await policyholder(town, anna, entry_of(town, anna))
    digits = number_of(anna).split()[1]
    typed = await anna.says(spelled.format("ХХХ" if "{1}" in spelled else f"ХХХ{digits}", digits))
    await anna.hears("Номер: " + number_of(anna))
    assert typed["message_id"] in [each["message_id"] for each in anna.screen()]


@pytest.mark.parametrize("number", ["НС-000109", "КАСКО-110", "7700-0000112"])
async def test_a_number_of_any_making_opens_one_s_own_policy(town: Town, anna: Person, number: str) -> None:
    await policyholder(town, anna, replace(entry_of(town, anna), number=number))
    typed = await anna.says(number.lower())
    await anna.hears(f"Номер: {number}")
    assert typed["message_id"] in [each["message_id"] for each in anna.screen()]


async def test_another_s_number_stays_and_tells_nothing(town: Town, anna: Person, boris: Person) -> None:
    await policyholder(town, boris, entry_of(town, boris))
    await policyholder(town, anna, entry_of(town, anna, holder=by_old_passport(anna)))
    for number in (number_of(boris), number_of(anna), "ААК9999999999"):
        typed = await anna.says(number.replace(" ", ""))
        await anna.hears("Не понял вас")
        assert typed["message_id"] in [each["message_id"] for each in anna.screen()]
    assert not [each for each in anna.screen() if each["from"].get("is_bot") and "Номер" in each["text"]]


async def test_a_guest_s_number_stays_too(anna: Person) -> None:
    typed = await anna.says("ХХХ0123456789")
    await anna.hears("Не понял вас", "Е-ОСАГО")
    assert typed["message_id"] in [each["message_id"] for each in anna.screen()]


@pytest.mark.parametrize("secret", [PASSWORD, "abc1234567890", "ХХХ012345678"])
async def test_what_is_no_policy_number_is_a_stray_password_still(town: Town, anna: Person, secret: str) -> None:
    await policyholder(town, anna)
    typed = await anna.says(secret)
    await anna.hears("ваше сообщение удалено из чата")
    assert typed["message_id"] not in [each["message_id"] for each in anna.screen()]


async def test_where_a_password_is_asked_for_a_policy_number_is_one(town: Town, anna: Person) -> None:
    await customer(town, anna, signed_in=False)
    await to_login_password(anna)
    typed = await anna.says("ХХХ0123456789")
    await anna.hears("Контакт или пароль не подошли")
    assert typed["message_id"] not in [each["message_id"] for each in anna.screen()]


@pytest.mark.town
async def test_after_a_rejection_the_way_leads_to_what_is_to_be_sent_again(town: Town, anna: Person) -> None:
    await policyholder(town, anna, entry_of(town, anna, holder=by_old_passport(anna)))
    await anna.says("/policies")
    await anna.hears(CLOSED)
    await resubmitted(town, anna)
    await town.olga.hears("Ждёт, кто возьмёт")
    await rejects(town.olga, "Селфи с паспортом", "Нерезко")
    await anna.hears("одобрить её пока не удалось", "Селфи с паспортом")
    await anna.says("/policies")
    await anna.hears(CLOSED)
    await anna.presses("Дополнить заявку")
    await anna.hears("Заявку пока не удалось одобрить", "Селфи с паспортом")


async def test_while_the_support_waits_for_an_answer_a_number_is_for_them(town: Town, anna: Person) -> None:
    await policyholder(town, anna, entry_of(town, anna))
    await asks(anna, "Почему так дорого?")
    await anna.says(number_of(anna).replace(" ", ""))
    await town.olga.hears("Клиент", number_of(anna).replace(" ", ""))
    assert not anna.sees("Номер: ")
