"""/user: a customer found by each key, shut out, let in again, and signed out everywhere."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conversations.admin_seeds import CALLED, acts, called, greets_again, named
from tests.conversations.desk_seeds import at_the_desk
from tests.conversations.seeds import PASSWORD, Customer, account_of, customer, step
from tests.conversations.test_reset import sent_password
from tests.conversations.walks import said_by_bot, to_login_password
from tests.town import Person, Town


async def test_a_customer_is_found_by_each_key(town: Town, owner: Person, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    known = Customer(f"box{anna.phone[-7:]}@example.com", anna.phone)
    digits = anna.phone[1:]
    keys = (known.email, known.email.upper(), anna.phone, f"8{digits[1:]}", digits[1:], str(anna.id))
    names = (CALLED, "Анна Смирнова", "анна петровна смирнова")
    for typed in (*keys, *names, f"№{request.id}", f"# {request.id}."):
        await owner.says(f"/user {typed}")
        await owner.hears("b•••@example.com", "Открыта заявка", f"/request {request.id}", CALLED)
    viewed = (owner.id, "user-viewed", await called(town, known))
    assert await acts(town) == [viewed] * 11


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        *((each, "Никого не нашёл") for each in ("nobody@example.com", "+79160000000", "999999999999", "№999")),
        *(("9" * 40, "Никого не нашёл"), ("Анна Иванова", "Никого не нашёл")),
        *(("Анна", "Нужны фамилия и имя"), ("", "Кого найти?")),
    ],
)
async def test_nobody_found_is_said_and_noted(town: Town, owner: Person, typed: str, heard: str) -> None:
    await owner.says(f"/user {typed}")
    await owner.hears(heard)
    assert await acts(town) == [(owner.id, "user-viewed", "nobody")]


async def test_a_guest_is_found_by_telegram_id(town: Town, owner: Person, colleague: Person) -> None:
    await owner.says(f"/user {colleague.id}")
    heard = await owner.hears(str(colleague.id), "не входит ни в один личный кабинет")
    assert _labels(heard) == [f"Заблокировать Telegram {colleague.id}"]
    town.world.block(colleague.resident)
    await town.acknowledged()
    await owner.says(f"/user {colleague.id}")
    await owner.hears("Бот у него заблокирован")
    assert await acts(town) == [(owner.id, "user-viewed", "guest")] * 2


def _labels(message: dict[str, Any]) -> list[str]:
    return [each["text"] for row in message["reply_markup"]["inline_keyboard"] for each in row]


async def test_that_the_bot_is_blocked_shows_at_the_sign_in(town: Town, owner: Person, anna: Person) -> None:
    known = await customer(town, anna)
    await greets_again(anna)
    town.world.block(anna.resident)
    await town.acknowledged()
    await owner.says(f"/user {known.email}")
    await owner.hears(f"{anna.id} — с ", "бот у него заблокирован", "Данные не заполнены")


async def test_a_blocked_customer_is_out_until_unblocked(town: Town, owner: Person, anna: Person) -> None:
    known = await customer(town, anna, profile=True)
    await anna.says("/email")
    await anna.hears("ПАРОЛЬ")
    await owner.says(f"/user {known.email}")
    await owner.hears(f"{anna.id} — с ")
    await owner.presses("Заблокировать", times=2)
    await owner.hears("Заблокировать этот кабинет?")
    assert len(await acts(town)) == 1
    await owner.presses("Да, заблокировать", times=2)
    await owner.hears("⛔ Заблокирован с ", "Сейчас нигде не открыт")
    assert owner.buttons() == ["Разблокировать кабинет"]
    await anna.hears("Ваш личный кабинет заблокирован", "апишите нам")
    await anna.says(PASSWORD)
    await anna.hears("Сначала войдите")
    await to_login_password(anna, known.email)
    await anna.says("неверный1")
    await anna.hears("Контакт или пароль не подошли")
    await anna.says(PASSWORD)
    await anna.hears("Этот личный кабинет заблокирован", "апишите нам")
    await owner.presses("Разблокировать")
    await owner.presses("Да, разблокировать", times=2)
    await owner.hears("Сейчас нигде не открыт")
    await town.acknowledged()
    assert "⛔" not in said_by_bot(owner)[-1]["text"]
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли")
    done = [what for _, what, _ in await acts(town)]
    assert done == ["user-viewed", "user-blocked", "user-unblocked"]
    assert sum("кабинет заблокирован, все" in str(each.get("text")) for each in said_by_bot(anna)) == 1


async def test_a_reset_works_and_unblocks_nothing(town: Town, owner: Person, anna: Person) -> None:
    known = await customer(town, anna, profile=True, signed_in=False)
    account = (await account_of(town, known)).id
    await town.app.cabinet.users.block(step(town, owner), account)
    password = await sent_password(town, anna)
    assert (await account_of(town, known)).blocked_at is not None
    await anna.presses("Email")
    await anna.hears("E-MAIL")
    await anna.says(known.email)
    await anna.hears("ПАРОЛЬ")
    await anna.says(password)
    await anna.hears("Этот личный кабинет заблокирован")


async def test_all_sign_ins_end_and_the_customer_may_come_back(town: Town, owner: Person, anna: Person) -> None:
    known = await customer(town, anna, profile=True)
    await greets_again(anna)
    await owner.says(f"/user {known.email}")
    await owner.presses("Завершить все входы")
    await owner.hears("Завершить все входы в этот кабинет?")
    await owner.presses("Не надо")
    await owner.hears(f"{anna.id} — с ")
    await owner.presses("Завершить все входы")
    await owner.presses("Да, завершить", times=2)
    await owner.hears("Сейчас нигде не открыт")
    await anna.hears("Поддержка завершила все входы")
    await to_login_password(anna, known.email)
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли")
    viewed, ended = "user-viewed", "user-signed-out"
    assert [what for _, what, _ in await acts(town)] == [viewed, viewed, ended]


async def test_whose_role_was_taken_back_presses_in_vain(
    town: Town, owner: Person, colleague: Person, anna: Person
) -> None:
    known = await customer(town, anna, profile=True)
    await named(owner, colleague, "admin")
    await colleague.says(f"/user {known.email}")
    await colleague.presses("Заблокировать")
    await colleague.hears("Заблокировать этот кабинет?")
    await owner.presses(f"Убрать {colleague.id}")
    await owner.hears("Роль снята")
    await colleague.presses("Да, заблокировать")
    await colleague.toast("")
    assert (await account_of(town, known)).blocked_at is None


async def test_an_erased_account_is_nobody_to_an_old_button(town: Town, owner: Person, anna: Person) -> None:
    known = await customer(town, anna, profile=True)
    await owner.says(f"/user {known.email}")
    card = await owner.hears(f"{anna.id} — с ")
    await town.app.cabinet.privacy.erase_account(step(town, anna), town.clock())
    await owner.presses_old(card, "Заблокировать")
    await owner.presses("Да, заблокировать")
    await owner.hears("Никого не нашёл")
