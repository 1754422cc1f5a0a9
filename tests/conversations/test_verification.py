"""«Селфи с паспортом», as the customer's talk goes."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageFilter
from pypdf import PdfWriter

from tests.conversations.desk_seeds import (
    WAITS,
    File,
    at_the_slots,
    latest,
    of_kind,
    of_the_bot,
    page,
    pdf,
    photo,
    picture,
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


async def test_files_of_every_kind(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await anna.sends(("СКАН_паспорта.pdf", pdf(weight=838_000), "application/pdf"), kind="document")
    await anna.hears("☑ Скан паспорта: 0.8 MB СКАН_паспорта.pdf")
    await anna.sends(("IMG_1.heic", picture("HEIF"), "image/heic"), kind="document")
    await anna.hears("☑ Селфи с паспортом", "IMG_1.heic")
    await anna.sends(("page.webp", picture("WEBP"), "image/webp"), kind="document")
    await anna.hears("☑ Фото паспорта", "page.webp")
    await anna.presses("Заменить: селфи с паспортом")
    await anna.hears("Жду файл: «Селфи с паспортом».")
    await anna.sends(("me.png", picture("PNG"), "image/png"), kind="document")
    await anna.hears("☑ Селфи с паспортом", "me.png")
    await anna.presses("Отправить")
    await anna.hears(WAITS)
    await town.olga.hears("Смирнова Анна Петровна")
    await town.until(lambda: len(of_kind(town.olga, "document")) == 3, "three files in the group")


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
async def test_an_album_with_a_broken_file_keeps_the_others_and_says_so(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    archive = ("b.jpg", zipped(), "image/jpeg")
    await anna.sends(photo(0), archive, photo(2), kind="document")
    await anna.hears("Такой файл не подойдёт", "☑ Скан", "0.jpg", "☑ Селфи", "2.jpg", "☐ Фото паспорта")


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


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("passport.jpg", page())
    return out.getvalue()


def blank() -> bytes:
    out, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


REFUSED: list[tuple[File, str]] = [
    (("passport.jpg", zipped(), "image/jpeg"), "Пришлите JPEG, PNG, HEIC, WebP или PDF"),
    (("small.jpg", page(0, 500, 800), "image/jpeg"), "короткая сторона должна быть от 600 пикселей"),
    (("big.jpg", b"\xff\xd8\xff" + bytes(20 * 1024 * 1024), "image/jpeg"), "можно до 20 MB"),
    (("long.pdf", pdf(pages=11), "application/pdf"), "можно до 10"),
    (("locked.pdf", pdf(password="secret"), "application/pdf"), "PDF закрыт паролем"),
    (("blank.pdf", blank(), "application/pdf"), "пустые страницы"),
    (("broken.jpg", page()[:20_000], "image/jpeg"), "Файл не открывается"),
]


@pytest.mark.parametrize(("file", "words"), REFUSED, ids=[file[0] for file, _ in REFUSED])
@in_the_shared_town
async def test_what_is_wrong_is_said_and_the_rest_is_kept(town: Town, anna: Person, file: File, words: str) -> None:
    await at_the_slots(town, anna)
    await anna.sends(("good.jpg", page(), "image/jpeg"), kind="document")
    await anna.hears("☑ Скан паспорта", "good.jpg")
    await anna.sends(file, kind="document")
    await anna.hears(words, "☑ Скан паспорта", "good.jpg", "☐ Селфи")


def doubtful(kind: str) -> bytes:
    sharp, out = Image.open(BytesIO(page())), BytesIO()
    made = {
        "blurred": lambda: sharp.filter(ImageFilter.GaussianBlur(9)),
        "dark": lambda: sharp.point(lambda level: level // 6),
        "empty": lambda: Image.new("RGB", sharp.size, (214, 205, 196)),
        "glare": lambda: glaring(sharp),
    }[kind]()
    made.save(out, "JPEG", quality=88)
    return out.getvalue()


def glaring(sharp: Image.Image) -> Image.Image:
    lit = sharp.point(lambda level: level * 3 // 4)
    lit.paste((255, 255, 255), (300, 400, 600, 700))
    return lit


@pytest.mark.parametrize(
    ("kind", "words"),
    [("blurred", "нерезкий"), ("dark", "слишком темно"), ("empty", "пустая страница"), ("glare", "мешают блики")],
)
@in_the_shared_town
async def test_a_doubtful_picture_may_be_sent_anyway(town: Town, anna: Person, kind: str, words: str) -> None:
    await at_the_slots(town, anna)
    await anna.sends((f"{kind}.jpg", doubtful(kind), "image/jpeg"), kind="document")
    await anna.hears("«Скан паспорта»", words, "☐ Скан паспорта")
    await anna.presses("Отправить всё равно")
    await anna.hears("☑ Скан паспорта", f"{kind}.jpg")


@in_the_shared_town
async def test_a_better_picture_takes_the_place_of_a_doubtful_one(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await anna.sends(("bad.jpg", doubtful("blurred"), "image/jpeg"), kind="document")
    await anna.hears("нерезкий")
    await anna.sends(("good.jpg", page(), "image/jpeg"), kind="document")
    await anna.hears("☑ Скан паспорта", "good.jpg", "☐ Селфи")
    assert "Отправить всё равно" not in anna.buttons()


@in_the_shared_town
async def test_two_doubtful_pictures_of_an_album_are_both_kept(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    blurred, dark = (("x.jpg", doubtful(kind), "image/jpeg") for kind in ("blurred", "dark"))
    await anna.sends(blurred, photo(1), dark)
    await anna.hears("«Скан паспорта»: снимок нерезкий", "(последняя страница)»: слишком темно", "☑ Селфи")
    await anna.presses("Отправить всё равно")
    await anna.hears("☑ Скан", "☑ Селфи", "☑ Фото паспорта")


@in_the_shared_town
async def test_junk_among_the_pictures_gets_an_answer(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await anna.sends(photo(0))
    await anna.hears("☑ Скан")
    await anna.says("вот мой паспорт")
    await anna.hears("Здесь нужен снимок или файл", "☑ Скан")
    town.world.sticker(anna.resident)
    await anna.hears("Стикер здесь не подойдёт", "☑ Скан")


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
    await anna.presses("Отозвать заявку")
    await anna.hears("Заявка отозвана")
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


@in_the_shared_town
async def test_hostile_names_are_only_characters(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await anna.sends(("<b>&x\u202efdp.jpg", page(), "image/jpeg"), kind="document")
    answer = await anna.hears("<b>&x")
    assert "\u202e" not in answer["text"]


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


@in_the_shared_town
async def test_a_file_that_telegram_does_not_give_is_asked_for_again(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    town.playground.faults.refuse["getFile"] = (
        400,
        "Bad Request: wrong file_id or the file is temporarily unavailable",
    )
    await anna.sends(photo(0))
    await anna.hears("Не получилось принять этот файл", "☐ Скан")
    town.playground.faults.refuse.clear()
    await anna.sends(photo(0))
    await anna.hears("☑ Скан")


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
