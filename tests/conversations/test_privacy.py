"""/privacy: what is kept is shown, sent as a file, and erased from every place where it lay."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from account.requests import RequestState, Staff
from storage.encryption import Keyring
from storage.tables import accounts, audit, letters, outbox, people, request_files, requests
from tests.conversations.desk_seeds import at_the_desk, at_the_slots, of_kind, of_the_bot, pdf, resubmitted, submitted
from tests.conversations.policy_seeds import by_old_passport, entry_of, number_of, policyholder
from tests.conversations.seeds import PASSWORD, account_of, customer, mailbox, step, works_of
from tests.conversations.test_registration import registered
from tests.conversations.walks import to_login_password, to_phone, to_repeat
from tests.servers import Valkey
from tests.town import SECRET, Person, Town

GONE = "Аккаунт удалён"


async def to_erasure(person: Person, password: str = PASSWORD) -> None:
    await person.says("/privacy")
    await person.presses("Удалить аккаунт")
    await person.hears("ПАРОЛЬ", "Чтобы удалить аккаунт")
    await person.says(password)
    await person.hears("Удалить аккаунт насовсем?")


async def erased(person: Person) -> None:
    await to_erasure(person)
    await person.presses("УДАЛИТЬ АККАУНТ")
    await person.hears(GONE, "Е-ОСАГО")


async def file_of(town: Town, person: Person) -> dict[str, Any]:
    """The contents of the newest file that the bot has sent them."""
    await town.until(lambda: of_kind(person, "document"), "a file")
    document = of_kind(person, "document")[-1]["document"]
    assert document["file_name"] == f"lk-data-{town.clock():%Y-%m-%d}.json"
    return dict(json.loads(town.world.state.files.find(document["file_id"]).data))


async def signs_in(person: Person, of: Person) -> None:
    await to_login_password(person, mailbox(of))
    await person.says(PASSWORD)
    await person.hears("Вы вошли в личный кабинет")


async def count(town: Town, table: Any, *conditions: Any) -> int:
    async with town.app.engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


async def talk_of(valkey: Valkey, person: Person) -> dict[str, Any]:
    """What Redis remembers of the person's chat."""
    key = f"conversation:42:{person.id}:{person.id}"
    body = await valkey.run("HGET", key, "body")
    opened = Keyring(SECRET).decrypt(body, key).decode() if body else "{}\n{}"
    return dict(json.loads(opened.partition("\n")[2]))


@pytest.mark.town(shared=True)
async def test_a_customer_sees_what_is_kept_why_and_on_which_consents(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    await anna.says("/privacy")
    today = f"{town.clock():%d.%m.%Y}"
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


@pytest.mark.town(shared=True)
async def test_the_file_comes_with_everything_three_times_a_day(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    for number in range(1, 4):
        await anna.says("/privacy")
        await anna.presses("Скачать мои данные")
        await anna.toast("придёт сюда")
        await town.until(lambda number=number: len(of_kind(anna, "document")) == number, "a file")  # type: ignore[misc] # bound here
    data = await file_of(town, anna)
    assert data["account"]["email"] == mailbox(anna)
    assert data["profile"]["surname"] == "Смирнова"
    assert [each["document"] for each in data["consents"]] == ["agreement", "personal-data"]
    await anna.presses("Скачать мои данные")
    await anna.toast("три раза в сутки")
    await town.delivered()
    assert len(of_kind(anna, "document")) == 3


@pytest.mark.town(shared=True)
async def test_the_others_learn_that_the_data_was_downloaded(anna: Person, boris: Person, town: Town) -> None:
    await customer(town, anna)
    anna.resident.started = True  # whoever has an account has talked to the bot
    await signs_in(boris, of=anna)
    await boris.says("/privacy")
    await boris.presses("Скачать мои данные")
    await anna.hears("скачали из другого Telegram")
    await anna.presses("Завершить чужой вход")
    await anna.hears("Чужой вход завершён")


@pytest.mark.town(shared=True)
async def test_a_guest_sees_and_takes_along_what_little_there_is(anna: Person, town: Town) -> None:
    await anna.says("/privacy")
    await anna.hears("Кабинета в этом чате нет", str(anna.id), "Вопросов в поддержку от вас нет")
    await anna.presses("Скачать мои данные")
    data = await file_of(town, anna)
    assert data["telegram"]["id"] == anna.id
    assert {"account", "profile"} & data.keys() == set()


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


@pytest.mark.town(shared=True)
async def test_the_file_has_the_person_s_policies_but_no_number_that_may_be_a_namesake_s(
    anna: Person, town: Town
) -> None:
    await policyholder(town, anna, entry_of(town, anna), entry_of(town, anna, 1, holder=by_old_passport(anna)))
    await anna.says("/privacy")
    await anna.presses("Скачать мои данные")
    data = await file_of(town, anna)
    own, closed = sorted(data["policies"], key=len, reverse=True)
    assert own["number"] == number_of(anna)
    assert closed.keys() == {"product", "note"}
    assert number_of(anna, 1) not in str(data)


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


@pytest.mark.town(shared=True)
async def test_the_file_holds_what_was_begun_in_the_chat_but_no_secret(anna: Person, town: Town) -> None:
    await to_repeat(anna)
    await anna.says("/privacy")
    await anna.presses("Скачать мои данные")
    data = await file_of(town, anna)
    answers = {"email": mailbox(anna), "phone": anna.phone}
    assert data["begun"] == {"conversation": "registration", "answers": answers, "files": []}
    assert "argon2" not in str(data)


@pytest.mark.town(shared=True)
async def test_the_file_names_pictures_that_were_not_sent_off_yet(anna: Person, town: Town) -> None:
    await at_the_slots(town, anna)
    await anna.sends(("a.pdf", pdf(), "application/pdf"), kind="document")
    await anna.hears("a.pdf")
    await anna.says("/privacy")
    await anna.presses("Скачать мои данные")
    begun = (await file_of(town, anna))["begun"]
    assert (begun["conversation"], begun["files"]) == ("verification", ["a.pdf"])
