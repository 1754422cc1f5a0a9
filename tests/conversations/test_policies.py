"""«Мои полисы», as the customer's talk goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from account.policies.records import PolicyState
from tests.conversations.policy_seeds import (
    button_of,
    entry_of,
    insures,
    number_of,
    policyholder,
    today,
)
from tests.conversations.seeds import customer
from tests.conversations.walks import to_gender
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)


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


async def test_looking_at_policies_throws_nothing_away_that_was_typed(town: Town, anna: Person) -> None:
    await to_gender(town, anna)
    await anna.says("/policies")
    await anna.hears("Сначала заполните «Мои данные»")
    await anna.says("Женский")
    await anna.hears("Тип документа")
