"""«Вход и контакты»: what it shows, and how other sign-ins are ended, as the talk goes."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.security import NAMED_WITHIN, SHOWN
from tests.conversations.seeds import PASSWORD, Customer, account_of, customer, mailbox, works_of
from tests.conversations.walks import said_by_bot, to_login_password, to_new_email
from tests.town import Person, Town
from texts.reader import MONTHS

pytestmark = pytest.mark.town(shared=True)
MOSCOW = ZoneInfo("Europe/Moscow")


async def two_signed_in(town: Town, anna: Person, boris: Person) -> Customer:
    known = await customer(town, anna, profile=True)
    await anna.says("/start")
    await anna.hears("Что сделать?")
    await to_login_password(boris, known.email)
    await boris.says(PASSWORD)
    await boris.hears("Вы вошли в личный кабинет")
    await anna.hears("вошли из другого Telegram")
    return known


def day(at: datetime) -> str:
    here = at.astimezone(MOSCOW)
    return f"с {here.day} {MONTHS['ru'][here.month - 1]} "


async def test_it_shows_masked_contacts_and_where_the_account_is_open(anna: Person, boris: Person, town: Town) -> None:
    await two_signed_in(town, anna, boris)
    boris.resident.username = "boris_k"
    await anna.says("/security")
    heard = await anna.hears("Вход и контакты", "b•••@example.com", f"-{anna.phone[-4:-2]}-{anna.phone[-2:]}")
    assert f"Этот чат — {day(town.clock())}" in heard["text"]
    assert f"1. Другой Telegram: Борис, @boris_k — {day(town.clock())}" in heard["text"]
    assert mailbox(anna) not in heard["text"]
    assert anna.phone[-7:] not in heard["text"].replace("-", "").replace(" ", "")
    assert anna.buttons() == ["Сменить email", "Сменить телефон", "Сменить пароль", "Завершить 1", "Меню"]


async def test_whoever_is_alone_has_nothing_to_end(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    await anna.says("/start")
    await anna.presses("Вход и контакты")
    await anna.hears("Этот чат")
    assert anna.buttons() == ["Сменить email", "Сменить телефон", "Сменить пароль", "Меню"]


async def test_an_ended_one_is_told_and_is_out(anna: Person, boris: Person, town: Town) -> None:
    known = await two_signed_in(town, anna, boris)
    await anna.says("/security")
    await anna.presses("Завершить 1", times=2)
    await anna.toast("Вход завершён")
    page = await anna.hears("Этот чат")
    assert "Другой Telegram" not in page["text"]
    await boris.hears("Ваш вход в личный кабинет завершён из другого Telegram")
    await boris.says("/profile")
    await boris.hears("Сначала войдите")
    await town.delivered()
    assert sum("завершён из другого" in str(each.get("text")) for each in said_by_bot(boris)) == 1
    await to_login_password(boris, known.email)
    await boris.says(PASSWORD)
    await boris.hears("Вы вошли")
    await anna.hears("вошли из другого Telegram")


async def test_an_old_button_ends_nothing_more(anna: Person, boris: Person, town: Town) -> None:
    known = await two_signed_in(town, anna, boris)
    await anna.says("/security")
    page = await anna.hears("Другой Telegram")
    await anna.presses("Завершить 1")
    await anna.toast("Вход завершён")
    await to_login_password(boris, known.email)
    await boris.says(PASSWORD)
    await boris.hears("Вы вошли")
    await anna.presses_old(page, "Завершить 1")
    await anna.toast("уже завершён")
    await anna.hears("Другой Telegram: Борис")
    await boris.says("/profile")
    await boris.hears("Проверьте данные")


async def test_all_others_end_at_once(anna: Person, boris: Person, mary: Person, town: Town) -> None:
    known = await two_signed_in(town, anna, boris)
    await mary.says("/login")
    await mary.presses("E-mail")
    await mary.hears("E-MAIL")
    await mary.says(known.email)
    await mary.hears("PASSWORD")
    await mary.says(PASSWORD)
    await mary.hears("signed in")
    await anna.says("/security")
    await anna.hears("1. Другой Telegram: Mary", "2. Другой Telegram: Борис")
    await anna.presses("Завершить все другие", times=2)
    await anna.hears("Этот чат")
    await boris.hears("завершён из другого Telegram")
    await mary.hears("was ended from another Telegram")
    await anna.says("/profile")
    await anna.hears("Проверьте данные")


async def test_nobody_ends_the_sign_in_of_another_account(anna: Person, boris: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    await customer(town, boris, profile=True)
    async with works_of(town)() as work:
        session = await work.sign_ins.current(anna.id)
    assert session is not None
    await boris.says("/security")
    page = await boris.hears("Этот чат")
    for data in (f"a:end:{session.id}", "a:all", f"a:end:{10**30}", "a:nothing"):
        town.world.press(boris.resident, page["message_id"], data, chat=boris.chat, forged=True)
    await town.acknowledged()
    await anna.says("/profile")
    await anna.hears("Проверьте данные")


async def test_nobody_ends_their_own_sign_in_here(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    async with works_of(town)() as work:
        session = await work.sign_ins.current(anna.id)
    assert session is not None
    await anna.says("/security")
    page = await anna.hears("Этот чат")
    town.world.press(anna.resident, page["message_id"], f"a:end:{session.id}", chat=anna.chat, forged=True)
    await anna.toast("уже завершён")
    await anna.says("/profile")
    await anna.hears("Проверьте данные")


async def test_without_telegrams_answer_the_list_is_shown_without_names(
    anna: Person, boris: Person, town: Town
) -> None:
    await two_signed_in(town, anna, boris)
    town.playground.faults.refuse = {"getChat": (400, "Bad Request: chat not found")}
    await anna.says("/security")
    heard = await anna.hears("1. Другой Telegram — с ")
    assert "Борис" not in heard["text"]


async def test_a_slow_telegram_is_not_waited_for(anna: Person, boris: Person, town: Town) -> None:
    await two_signed_in(town, anna, boris)
    town.playground.faults.slow_seconds = NAMED_WITHIN + 0.5
    await anna.says("/security")
    await anna.hears("1. Другой Telegram — с ")


async def test_a_name_that_looks_like_markup_is_only_a_name(anna: Person, boris: Person, town: Town) -> None:
    await two_signed_in(town, anna, boris)
    boris.resident.first_name = "<b>Б&\u202eорис</b>"
    await anna.says("/security")
    await anna.hears("1. Другой Telegram: <b>Б&орис</b> — с ")


async def test_of_many_the_newest_are_shown_and_the_rest_counted(anna: Person, town: Town) -> None:
    account = await account_of(town, await customer(town, anna, profile=True))
    async with works_of(town)() as work:
        for number in range(SHOWN + 2):
            await work.sign_ins.start(account.id, anna.id * 1000 + number, town.clock())
    await anna.says("/security")
    heard = await anna.hears(f"{SHOWN}. Другой Telegram", "и ещё 2")
    assert f"{SHOWN + 1}. " not in heard["text"]
    await anna.presses("Завершить все другие")
    page = await anna.hears("Этот чат")
    assert "Другой Telegram" not in page["text"]


async def test_a_guest_is_shown_the_way_in(anna: Person) -> None:
    await anna.says("/security")
    await anna.hears("Сначала войдите в личный кабинет")
    await anna.says("/start security")
    await anna.hears("Сначала войдите в личный кабинет")


async def test_a_talk_waits_while_it_is_looked_at(anna: Person, town: Town) -> None:
    await to_new_email(town, anna)
    await anna.says("/security")
    await anna.hears("Этот чат")
    await anna.presses("Сменить телефон")
    await anna.hears("«Сменить email»: ещё не закончено")
    await anna.presses("Продолжить")
    await anna.hears("НОВЫЙ E-MAIL")


@pytest.mark.parametrize(
    ("label", "heard"),
    [("Сменить email", "Шаг 1 из 4"), ("Сменить телефон", "Шаг 1 из 4"), ("Сменить пароль", "ПРЕЖНИЙ ПАРОЛЬ")],
)
async def test_its_buttons_open_the_changes(anna: Person, town: Town, label: str, heard: str) -> None:
    await customer(town, anna, profile=True)
    await anna.says("/security")
    await anna.hears("Этот чат")
    await anna.presses(label)
    await anna.hears(label, heard)
