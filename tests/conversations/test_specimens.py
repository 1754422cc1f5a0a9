"""The playground's drawn documents, before the bot: sharp ones are taken, each flaw is named, «ОБРАЗЕЦ» or not."""

from __future__ import annotations

import pytest

from gateways.file_report import Unreadable
from gateways.pdf_rules import look_at_pdf
from gateways.picture_rules import look_at_picture
from playground.specimens import SPECIMENS, Specimen, drawn
from tests.conversations.desk_seeds import WAITS, File, at_the_slots
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)
PICTURES = [specimen for specimen in SPECIMENS.values() if specimen.look]
DOUBTS = {"sharp": (), "blurred": ("blurred",), "dark": ("dark",), "glaring": ("glare",)}
WORDS = {"blurred": "нерезкий", "dark": "слишком темно", "glaring": "мешают блики"}


def file(key: str) -> File:
    return SPECIMENS[key].name, drawn(key), SPECIMENS[key].mime


@pytest.mark.parametrize("specimen", PICTURES, ids=[specimen.key for specimen in PICTURES])
def test_each_picture_has_the_flaw_it_is_named_for_and_no_other(specimen: Specimen) -> None:
    width, height, doubts = look_at_picture(drawn(specimen.key), "jpeg")
    assert (width, height) == (1280, 960)
    assert doubts == DOUBTS[specimen.look]


def test_the_pdf_is_sharp_and_the_broken_file_cannot_be_read() -> None:
    assert look_at_pdf(drawn("pdf")) == (1, ())
    with pytest.raises((Unreadable, OSError)):
        look_at_picture(drawn("broken"), "jpeg")


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_the_three_sharp_ones_are_a_whole_request(town: Town, anna: Person, kind: str) -> None:
    await at_the_slots(town, anna)
    await anna.sends(file("passport-sharp"), file("selfie-sharp"), file("last-page-sharp"), kind=kind)
    await anna.hears("☑ Скан паспорта", "☑ Селфи с паспортом", "☑ Фото паспорта (последняя страница)")
    await anna.presses("Отправить")
    await anna.hears(WAITS)


@pytest.mark.parametrize("look", list(WORDS))
async def test_a_flawed_one_gets_the_bots_doubts(town: Town, anna: Person, look: str) -> None:
    await at_the_slots(town, anna)
    await anna.sends(file(f"passport-{look}"))
    await anna.hears("«Скан паспорта»", WORDS[look], "☐ Скан паспорта")
    assert "Отправить всё равно" in anna.buttons()


async def test_a_pdf_is_taken_and_a_broken_file_is_not(town: Town, anna: Person) -> None:
    await at_the_slots(town, anna)
    await anna.sends(file("broken"), kind="document")
    await anna.hears("☐ Скан паспорта")
    await anna.sends(file("pdf"), kind="document")
    await anna.hears("☑ Скан паспорта", "скан_паспорта.pdf")
