"""The pictures of a request as they are looked at: by content, with a second look at doubtful ones."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from PIL import Image, ImageFilter
from pypdf import PdfWriter

from tests.conversations.desk_seeds import (
    WAITS,
    File,
    at_the_slots,
    of_kind,
    page,
    pdf,
    photo,
    picture,
)
from tests.town import Person, Town

# Where neither the group nor the clock has a part, one bot serves all.
in_the_shared_town = pytest.mark.town(shared=True)


async def test_files_of_every_kind(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await anna.sends(("СКАН_паспорта.pdf", pdf(weight=838_000), "application/pdf"), kind="document")
    await anna.hears("☑ Скан паспорта: 0.8 MB СКАН_паспорта.pdf", "Жду файл: «Селфи с паспортом».")
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


@in_the_shared_town
async def test_an_album_with_a_broken_file_keeps_the_others_and_says_so(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    archive = ("b.jpg", zipped(), "image/jpeg")
    await anna.sends(photo(0), archive, photo(2), kind="document")
    await anna.hears("Такой файл не подойдёт", "☑ Скан", "0.jpg", "☑ Селфи", "2.jpg", "☐ Фото паспорта")


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


@in_the_shared_town
async def test_hostile_names_are_only_characters(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await anna.sends(("<b>&x\u202efdp.jpg", page(), "image/jpeg"), kind="document")
    answer = await anna.hears("<b>&x")
    assert "\u202e" not in answer["text"]


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


@in_the_shared_town
async def test_a_better_picture_takes_the_place_of_a_doubtful_one(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await anna.sends(("bad.jpg", doubtful("blurred"), "image/jpeg"), kind="document")
    await anna.hears("нерезкий")
    await anna.sends(("good.jpg", page(), "image/jpeg"), kind="document")
    await anna.hears("☑ Скан паспорта", "good.jpg", "☐ Селфи")
    assert "Отправить всё равно" not in anna.buttons()
