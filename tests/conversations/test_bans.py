"""A banned Telegram user gets one answer to everything, in every replica, until the ban is lifted."""

from __future__ import annotations

import time

import pytest

from bot.app import App
from tests.conversations.admin_seeds import acts, forges, greets, greets_again, named
from tests.conversations.drawn import letter_page
from tests.conversations.seeds import account_of, customer, step
from tests.conversations.walks import said_by_bot
from tests.town import Person, Town

CLOSED = "Доступ закрыт. Если это ошибка: digital@soglasie.ru"


async def bans(town: Town, owner: Person, person: Person) -> None:
    await owner.says(f"/user {person.id}")
    await owner.presses(f"Заблокировать Telegram {person.id}")
    await owner.hears("Заблокировать этого пользователя Telegram?")
    await owner.presses("Да, заблокировать", times=2)
    await owner.hears("⛔ Пользователь Telegram заблокирован с ")
    await town.acknowledged()


async def test_a_guest_is_shut_out_until_let_in_again(town: Town, owner: Person, boris: Person) -> None:
    await greets(boris)
    await bans(town, owner, boris)
    assert owner.buttons() == [f"Разблокировать Telegram {boris.id}"]
    await boris.says("/register")
    await boris.hears(CLOSED)
    assert said_by_bot(boris)[-1]["text"] == CLOSED
    await boris.presses("Войти")
    await boris.toast(CLOSED)
    await owner.presses("Разблокировать Telegram")
    await owner.presses("Да, разблокировать", times=2)
    await owner.hears("Состояние: гость")
    await town.acknowledged()
    await boris.says("/register")
    await boris.hears("E-MAIL")
    whom = f"telegram {boris.id}"
    assert await acts(town) == [
        (owner.id, "user-viewed", "guest"),
        (owner.id, "user-banned", whom),
        (owner.id, "user-unbanned", whom),
    ]


async def test_everything_they_send_gets_the_one_answer_and_an_album_gets_one(
    town: Town, owner: Person, boris: Person
) -> None:
    await greets(boris)
    first = await boris.says("/help")
    await boris.hears("Помощь")
    await bans(town, owner, boris)
    before = len(said_by_bot(boris))
    await boris.sends(*[(f"{number}.jpg", letter_page(number), "") for number in range(3)])
    await boris.hears(CLOSED)
    await town.acknowledged()
    assert len(said_by_bot(boris)) == before + 1
    answers = [call.method for call in town.playground.calls]
    await boris.edits(first, "/start")
    await town.acknowledged()
    town.world.block(boris.resident)
    await town.acknowledged()
    later = [call.method for call in town.playground.calls][len(answers) :]
    assert set(later) <= {"getUpdates", "sendMessage"}


async def test_whoever_has_an_account_is_signed_out_and_the_account_stays_open(
    town: Town, owner: Person, anna: Person, boris: Person
) -> None:
    known = await customer(town, anna, profile=True)
    await greets_again(anna)
    await owner.says(f"/user {known.email}")
    await owner.hears(f"{anna.id} — с ")
    await owner.presses(f"Заблокировать Telegram {anna.id}")
    await owner.presses("Не надо")
    await owner.hears("Личный кабинет", f"{anna.id} — с ")
    await bans(town, owner, anna)
    assert await town.app.cabinet.sign_in.current(anna.id) is None
    await anna.says("/policies")
    await anna.hears(CLOSED)
    assert (await account_of(town, known)).blocked_at is None
    await greets(boris)
    await owner.says(f"/user {known.email}")
    await owner.hears("Состояние: данные заполнены", "Сейчас нигде не открыт")


@pytest.mark.parametrize("role", ["admin", "reader"])
async def test_who_runs_the_bot_is_never_shut_out(town: Town, owner: Person, colleague: Person, role: str) -> None:
    await named(owner, colleague, role)
    for person in (owner, colleague):
        await owner.says(f"/user {person.id}")
        assert "reply_markup" not in await owner.hears("Состояние: гость")
        await forges(town, owner, f"z:ban:{person.id}:yes")
        await owner.hears("заблокировать его нельзя")
    await colleague.says("/user 1")
    await colleague.hears("Никого не нашёл")


async def test_whoever_is_shut_out_is_given_no_role(town: Town, owner: Person, boris: Person) -> None:
    await greets(boris)
    await bans(town, owner, boris)
    await owner.says(f"/admins {boris.id} admin")
    await owner.hears("Сначала разблокируйте его")
    assert f"{boris.id} — " not in said_by_bot(owner)[-1]["text"]


async def test_nobody_is_banned_whom_nobody_knows(town: Town, owner: Person) -> None:
    await owner.says("/start")
    await owner.hears("Е-ОСАГО")
    await forges(town, owner, "z:ban:999999999999:yes")
    await owner.hears("Никого не нашёл")
    assert [what for _, what, _ in await acts(town)] == []


async def test_a_ban_survives_a_restart_and_holds_from_the_first_update(
    town: Town, owner: Person, boris: Person
) -> None:
    await greets(boris)
    await bans(town, owner, boris)
    await town.app.stop()
    await boris.says("/start")
    await town.start_bot()
    await boris.hears(CLOSED)


async def test_another_replica_knows_of_a_ban_within_five_seconds(town: Town, owner: Person, boris: Person) -> None:
    await greets(boris)
    other = App(town.settings(), town.clock, hash_memory_kib=64)
    await other.start(take_updates=False)
    try:
        begun = time.monotonic()
        await town.app.cabinet.users.ban(step(town, owner), boris.id)
        assert boris.id in town.app.cabinet.shut_out
        await town._until_true(lambda: boris.id in other.cabinet.shut_out, "the other replica knows")
        assert time.monotonic() - begun < 5
    finally:
        await other.stop()


async def test_an_english_user_is_told_in_english(town: Town, owner: Person, mary: Person) -> None:
    await mary.says("/start")
    await mary.hears("Hello")
    await town.app.cabinet.users.ban(step(town, owner), mary.id)
    await mary.says("/start")
    await mary.hears("Access is closed. If this is a mistake: digital@soglasie.ru")
