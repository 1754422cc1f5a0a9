"""/privacy: what is kept is shown, and erased from every place where it lay."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete

from account.requests import RequestState, Staff
from storage.tables import accounts, audit, letters, people, request_files, requests
from tests.conversations.desk_seeds import at_the_desk, of_the_bot, resubmitted
from tests.conversations.policy_seeds import entry_of, number_of, policyholder
from tests.conversations.privacy_seeds import GONE, count, erased, signs_in, talk_of, to_erasure
from tests.conversations.seeds import PASSWORD, account_of, customer, mailbox, works_of
from tests.conversations.test_registration import registered
from tests.conversations.walks import to_phone
from tests.servers import Valkey
from tests.town import Person, Town


@pytest.mark.town(shared=True)
async def test_a_customer_sees_what_is_kept_why_and_on_which_consents(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    await anna.says("/privacy")
    today = f"{town.clock().astimezone(ZoneInfo('Europe/Moscow')):%d.%m.%Y}"
    await anna.hears("Ваш кабинет открыт", today, "Пользовательское соглашение", "Обработка персональных", str(anna.id))
    assert anna.buttons() == [
        *("Скачать мои данные", "Напоминания", "Согласен получать рекламу"),
        *("Удалить аккаунт", "Меню"),
    ]


@pytest.mark.town(shared=True)
async def test_the_page_speaks_english(mary: Person, town: Town) -> None:
    await customer(town, mary)
    await mary.says("/privacy")
    await mary.hears("What is kept about you", "not filled in yet", "User agreement")


async def test_a_guest_is_forgotten_with_their_question_and_what_they_began(
    anna: Person, town: Town, valkey: Valkey
) -> None:
    await anna.says("/help")
    await anna.presses("Написать в поддержку")
    await anna.says("Где мой полис, если машина уже не моя?")
    await anna.hears("Передали")
    await town.olga.hears("Где мой полис")
    await anna.says("/register")
    await anna.hears("E-MAIL")
    await anna.says(mailbox(anna))
    await anna.hears("ТЕЛЕФОН")
    await anna.says("/privacy")
    await anna.hears("1 вопрос в поддержку")
    await anna.presses("Удалить мои данные")
    await anna.hears("Вернуть это будет нельзя")
    await anna.presses("Удалить")
    await anna.hears("больше ничего о вас не помним")
    await town.delivered()
    assert not town.olga.sees("Где мой полис")
    assert await count(town, people) == await count(town, requests) == await count(town, letters) == 0
    assert mailbox(anna) not in str(await talk_of(valkey, anna))
    await anna.says("привет")
    await anna.hears("Е-ОСАГО")


async def test_an_account_is_erased_everywhere_at_once(anna: Person, boris: Person, town: Town, valkey: Valkey) -> None:
    request = await at_the_desk(town, anna)
    await anna.says("А долго ждать?")
    await town.olga.hears("А долго ждать?")
    await signs_in(boris, of=anna)
    await boris.says("/password")
    await boris.hears("ПРЕЖНИЙ ПАРОЛЬ")
    await erased(anna)
    await town.olga.hears(f"№ {request.id}: клиент удалил свои данные")
    await boris.hears("удалён из другого Telegram")
    await town.delivered()
    said = [str(message) for message in of_the_bot(town.olga)]
    assert not [each for each in said if "Смирнова" in each or "photo" in each or "А долго ждать?" in each]
    for table in (accounts, requests, letters):
        assert await count(town, table) == 0, table.name
    assert await count(town, people, people.c.telegram_id == anna.id) == 0
    assert await count(town, audit, audit.c.what == "erased") == 1
    assert not any((await talk_of(valkey, anna)).values())
    assert (await talk_of(valkey, boris))["place"] is None
    await boris.says("/profile")
    await boris.hears("Сначала войдите")


@pytest.mark.town(shared=True)
async def test_the_same_contacts_register_again_at_once_and_nothing_is_known(anna: Person, town: Town) -> None:
    await customer(town, anna, verified=True)
    await erased(anna)
    await registered(town, anna, mailbox(anna))
    await anna.says("/privacy")
    await anna.hears("пока не заполнены", "обращений в поддержку нет")


@pytest.mark.town(shared=True)
async def test_a_wrong_password_erases_nothing_and_five_lock(anna: Person, town: Town) -> None:
    await customer(town, anna)
    await anna.says("/privacy")
    await anna.presses("Удалить аккаунт")
    await anna.hears("Чтобы удалить аккаунт")
    for number in range(5):
        await anna.says(f"неверный{number}")
        await anna.hears("не ваш нынешний пароль", "Чтобы удалить аккаунт")
    await anna.says(PASSWORD)
    await anna.hears("закрыт до")
    await anna.says("/cancel")
    await anna.hears("Вы в личном кабинете")


@pytest.mark.town(shared=True)
async def test_a_page_left_open_asks_for_the_password_again(anna: Person, town: Town) -> None:
    await customer(town, anna)
    await to_erasure(anna)
    assert not anna.sees(PASSWORD)
    await town.later(minutes=11)
    await anna.presses("УДАЛИТЬ АККАУНТ")
    await anna.hears("введён давно", "Чтобы удалить аккаунт")
    await anna.says(PASSWORD)
    await anna.hears("Удалить аккаунт насовсем?")
    await anna.presses("УДАЛИТЬ АККАУНТ")
    await anna.hears(GONE)


@pytest.mark.town(shared=True)
async def test_who_changes_their_mind_keeps_everything(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    await to_erasure(anna)
    await anna.presses("Отмена")
    await anna.hears("Отменили", "Вы в личном кабинете")
    await anna.says("/profile")
    await anna.hears("Смирнова")


async def test_a_press_that_comes_twice_erases_once_and_answers_the_same(anna: Person, town: Town) -> None:
    await customer(town, anna)
    await to_erasure(anna)
    town.playground.faults.deliver_twice = True
    await anna.presses("УДАЛИТЬ АККАУНТ", times=2)
    await anna.hears(GONE)
    await town.delivered()
    assert await count(town, audit, audit.c.what == "erased") == 1
    assert town.app.steps.set_aside == 0


@pytest.mark.town(shared=True)
async def test_the_pictures_that_are_kept_no_more_are_all_asked_for_again(anna: Person, town: Town) -> None:
    known = await customer(town, anna, profile=True)
    await resubmitted(town, anna)
    account = await account_of(town, known)
    async with works_of(town)() as work:
        request = await work.requests.latest(account.id)
        assert request is not None
        assert await work.requests.decide(
            request.id, RequestState.REJECTED, Staff(1, "Ольга"), town.clock(), {"scan": "blurred"}
        )
        assert await work.requests.told(request.id, town.clock())
    await anna.says("/verify")
    await anna.hears("только это")
    async with town.app.engine.begin() as connection:
        await connection.execute(delete(request_files).where(request_files.c.request_id == request.id))
    await anna.says("/verify")
    await anna.hears("все три заново")
    await anna.presses("Дополнить заявку")
    await anna.hears("☐ Скан паспорта", "☐ Селфи", "☐ Фото паспорта")


async def test_an_answer_that_was_lost_after_the_erasure_comes_all_the_same(anna: Person, town: Town) -> None:
    await customer(town, anna)
    await to_erasure(anna)
    town.playground.faults.refuse["editMessageText"] = (502, "Bad Gateway")
    await anna.presses("УДАЛИТЬ АККАУНТ")
    await town._until_true(lambda: nobody_left(town), "an erasure")
    town.mend()
    await anna.hears(GONE, "Е-ОСАГО")
    assert await count(town, audit, audit.c.what == "erased") == 1
    assert town.app.steps.set_aside == 0


async def nobody_left(town: Town) -> bool:
    return await count(town, accounts) == 0


@pytest.mark.town(shared=True)
async def test_policies_are_the_insurer_s_and_found_again_after_a_new_registration(anna: Person, town: Town) -> None:
    await policyholder(town, anna, entry_of(town, anna))
    await erased(anna)
    await policyholder(town, anna)
    await anna.says("/policies")
    await anna.hears(number_of(anna))


async def test_a_registration_that_somebody_else_has_begun_since_is_not_thrown_away(
    anna: Person, boris: Person, town: Town
) -> None:
    """They were in the erased account once; what they type now is their own."""
    await customer(town, anna)
    await signs_in(boris, of=anna)
    await boris.says("/logout")
    await boris.hears("Вы вышли")
    await to_phone(boris)
    await erased(anna)
    await town.delivered()
    await boris.presses("Поделиться номером")
    await boris.hears("ПАРОЛЬ", mailbox(boris))
