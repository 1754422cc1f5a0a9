"""«Селфи с паспортом», as the customer's talk goes."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.conversations.desk_seeds import (
    WAITS,
    at_the_slots,
    latest,
    of_kind,
    of_the_bot,
    page,
    pdf,
    photo,
    request_of,
    submitted,
    three_photos,
)
from tests.conversations.seeds import PASSWORD, account_of, customer
from tests.conversations.walks import to_login_password
from tests.faults.street import free_port
from tests.town import Person, Town

# Where neither the group nor the clock has a part, one bot serves all.
in_the_shared_town = pytest.mark.town(shared=True)


@in_the_shared_town
async def test_the_profile_comes_first(town: Town, anna: Person) -> None:
    await customer(town, anna)
    await anna.says("/verify")
    await anna.hears("Сначала заполните «Мои данные»")
    await anna.presses("Заполнить мои данные")
    await anna.hears("ФИО")


async def test_three_photos_one_after_another(town: Town, anna: Person) -> None:
    known = await at_the_slots(town, anna)
    await anna.sends(photo(0))
    await anna.hears("☑ Скан паспорта: 0.1 MB photo_", "☐ Селфи с паспортом")
    assert "Отправить" not in anna.buttons()
    await anna.sends(photo(1))
    await anna.hears("☑ Селфи с паспортом", "☐ Фото паспорта (последняя страница)")
    assert "Отправить" not in anna.buttons()
    await anna.sends(photo(2))
    await anna.hears("☑ Фото паспорта (последняя страница)")
    await anna.presses("Отправить")
    answer = await anna.hears(WAITS)
    request = await latest(town, (await account_of(town, known)).id)
    assert request.answer_by - request.submitted_at == timedelta(hours=24)
    assert f"до {request.answer_by.astimezone(ZoneInfo('Europe/Moscow')):%H:%M} завтра." in answer["text"]


async def test_photos_and_files_mixed(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await anna.sends(photo(0))
    await anna.hears("☑ Скан паспорта")
    await anna.sends(("a.pdf", pdf(), "application/pdf"), kind="document")
    await anna.hears("☑ Селфи", "a.pdf")
    await anna.sends(photo(2))
    await anna.hears("☑ Фото паспорта")
    await anna.presses("Отправить")
    await anna.hears(WAITS)
    await town.until(lambda: len(of_kind(town.olga, "photo")) == 2 and of_kind(town.olga, "document"), "all three")
    kinds = ["photo" if "photo" in each else "document" for each in of_the_bot(town.olga) if "text" not in each]
    assert kinds == ["photo", "document", "photo"]


@in_the_shared_town
async def test_in_any_order_by_choosing_the_slot(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await anna.presses("Фото паспорта (последняя страница)")
    await anna.hears("Жду файл: «Фото паспорта (последняя страница)».")
    await anna.sends(photo(0))
    await anna.hears("☑ Фото паспорта (последняя страница)", "☐ Скан паспорта", "☐ Селфи")
    await anna.presses("Селфи с паспортом")
    await anna.hears("Жду файл: «Селфи с паспортом».")
    await anna.sends(photo(1))
    await anna.hears("☑ Селфи", "☐ Скан паспорта")


@in_the_shared_town
async def test_a_caption_or_a_name_tells_the_slot(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await anna.sends(photo(0), caption="это последняя страница")
    await anna.hears("☑ Фото паспорта", "☐ Скан", "☐ Селфи")
    await anna.sends(("my_selfie.jpg", page(1), "image/jpeg"), kind="document")
    await anna.hears("☑ Селфи с паспортом", "my_selfie.jpg", "☐ Скан")
    await anna.sends(("scan.jpg", page(2), "image/jpeg"), kind="document")
    await anna.hears("☑ Скан паспорта", "scan.jpg")


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_an_album_is_kept_whole_and_answered_once(town: Town, anna: Person, kind: str) -> None:
    await at_the_slots(town, anna)
    before = len(of_the_bot(anna))
    await anna.sends(photo(0), photo(1), photo(2), kind=kind)
    await anna.hears("☑ Скан", "☑ Селфи", "☑ Фото паспорта")
    await town.acknowledged()
    assert len(of_the_bot(anna)) == before + 1
    await anna.presses("Отправить")
    await anna.hears(WAITS)


@in_the_shared_town
async def test_an_album_of_ten_says_what_to_do(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    before = len(of_the_bot(anna))
    await anna.sends(*[photo(number % 3) for number in range(10)])
    await anna.hears("Все файлы уже на месте", "☑ Скан", "☑ Селфи", "☑ Фото паспорта")
    await town.acknowledged()
    assert len(of_the_bot(anna)) == before + 1
    assert "Отправить" in anna.buttons()


@in_the_shared_town
async def test_replace_and_remove(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await anna.sends(photo(0), photo(1), photo(2), kind="document")
    await anna.hears("☑ Скан", "0.jpg", "☑ Селфи", "☑ Фото паспорта")
    await anna.presses("Заменить: скан паспорта")
    await anna.hears("Жду файл: «Скан паспорта».")
    await anna.sends(("new.jpg", page(5), "image/jpeg"), kind="document")
    answer = await anna.hears("☑ Скан", "new.jpg")
    assert "0.jpg" not in answer["text"]
    await anna.presses("Убрать")
    await anna.hears("☐ Скан паспорта", "☑ Селфи", "☑ Фото паспорта")
    assert "Отправить" not in anna.buttons()


async def test_two_taps_on_send_make_one_request(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await three_photos(anna)
    await anna.presses("Отправить", times=2)
    await anna.hears(WAITS)
    await town.delivered()
    assert [each["text"].count("Заявка №") for each in of_kind(town.olga, "text")] == [1]


async def test_one_open_request_an_account(town: Town, anna: Person, boris: Person) -> None:
    known = await customer(town, anna, profile=True)
    await to_login_password(boris, known.email)
    await boris.says(PASSWORD)
    await boris.hears("Вы в личном кабинете")
    await boris.says("/verify")
    await three_photos(boris)
    await anna.says("/verify")
    await three_photos(anna)
    await anna.presses("Отправить")
    await anna.hears(WAITS)
    await boris.presses("Отправить")
    await boris.toast("Ваша заявка уже рассматривается")
    await boris.says("/verify")
    await boris.hears("Заявка №", WAITS)
    await town.delivered()
    assert len(of_kind(town.olga, "text")) == 1


async def test_the_status_is_there_at_any_time(town: Town, anna: Person) -> None:
    request = await submitted(town, anna)
    await anna.says("/verify")
    await anna.hears(f"Заявка № {request.id}", WAITS, "завтра")
    await anna.says("/start")
    await anna.presses("Подтвердить личность")
    await anna.hears(f"Заявка № {request.id}", WAITS)


async def test_withdraw_and_begin_again(town: Town, anna: Person) -> None:
    request = await submitted(town, anna)
    await town.olga.hears("Ждёт, кто возьмёт")
    await anna.says("/verify")
    await anna.presses("Отозвать заявку", times=2)
    await anna.hears("Заявка отозвана")
    await anna.toast("нечего")
    assert anna.sees("Заявка отозвана")
    await town.olga.hears("Клиент отозвал заявку.")
    assert (await request_of(town, request.id)).state == "withdrawn"
    await anna.presses("Подтвердить личность")
    await anna.hears("☐ Скан", "☐ Селфи", "☐ Фото паспорта")
    await three_photos(anna)
    await anna.presses("Отправить")
    await anna.hears(WAITS)
    await town.olga.hears("До этого: 1 заявка")


async def test_a_restart_between_any_two_steps_changes_nothing(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await anna.sends(photo(0))
    await anna.hears("☑ Скан")
    await town.restart_bot()
    await anna.presses("Селфи с паспортом")
    await anna.sends(photo(1))
    await anna.hears("☑ Скан", "☑ Селфи", "☐ Фото паспорта")
    await anna.sends(photo(2))
    await anna.hears("☑ Фото паспорта")
    await town.restart_bot()
    await anna.presses("Отправить")
    await anna.hears(WAITS)
    await town.olga.hears("Смирнова Анна Петровна")


async def test_when_the_time_runs_out_the_bot_writes_first_and_once(town: Town, anna: Person) -> None:
    request = await submitted(town, anna)
    await anna.says("/verify")
    await anna.hears(WAITS)
    town.clock.move(hours=24, seconds=1)
    await anna.hears("мы не успели рассмотреть вашу заявку вовремя", "Ответим до", "завтра")
    await town.delivered()
    await town.restart_bot()
    await town.delivered()
    assert sum("не успели" in each.get("text", "") for each in of_the_bot(anna)) == 1
    assert (await request_of(town, request.id)).answer_by > request.answer_by
    town.clock.move(hours=24, seconds=1)
    await town.until(lambda: sum("не успели" in each.get("text", "") for each in of_the_bot(anna)) == 2, "a new word")


async def test_a_promise_that_runs_out_while_the_bot_is_away(town: Town, anna: Person) -> None:
    await submitted(town, anna)
    await anna.says("/verify")
    await anna.hears(WAITS)
    await town.app.stop()
    town.clock.move(hours=25)
    await town.start_bot()
    await anna.hears("мы не успели рассмотреть вашу заявку вовремя", "завтра")


async def test_the_data_stay_as_they_are_while_the_request_is_looked_at(town: Town, anna: Person) -> None:
    await submitted(town, anna)
    await anna.says("/profile")
    await anna.hears("Пока заявка рассматривается")


async def test_an_album_that_comes_twice_is_kept_once(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    town.playground.faults.deliver_twice = True
    await anna.sends(photo(0), photo(1), photo(2), kind="document")
    await anna.hears("☑ Скан", "0.jpg", "☑ Селфи", "1.jpg", "☑ Фото паспорта", "2.jpg")
    await anna.presses("Отправить")
    await anna.hears(WAITS)
    await town.delivered()
    assert len(of_kind(town.olga, "text")) == 1


@pytest.mark.town(webhook_port=free_port())
async def test_by_webhook_as_well(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    before = len(of_the_bot(anna))
    await three_photos(anna)
    await town.acknowledged()
    assert len(of_the_bot(anna)) == before + 1
    await anna.presses("Отправить")
    await anna.hears(WAITS)
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
