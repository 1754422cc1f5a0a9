"""The sheets that specimens show: a passport's page, somebody holding it, and its last page. Nobody's, and nowhere."""

from collections.abc import Callable
from typing import Final

from PIL import Image, ImageDraw

from playground.lettering import width, write

Colour = tuple[int, int, int]
SIZE: Final = (1280, 960)
PAPER: Final = (222, 208, 200)
INK: Final = (58, 46, 66)
RED: Final = (150, 40, 48)
SKIN: Final = (206, 166, 140)
COAT: Final = (74, 88, 120)
HAIR: Final = (92, 66, 52)
STAMP: Final = ("ЗАРЕГИСТРИРОВАН", "ГОР. ПРИМЕРСК", "УЛ. ОБРАЗЦОВАЯ", "Д. 00 КВ. 00", "01.01.2020")
FIELDS: Final = (
    ("ФАМИЛИЯ", "ОБРАЗЦОВА"),
    ("ИМЯ", "АННА"),
    ("ОТЧЕСТВО", "ПЕТРОВНА"),
    ("ПОЛ", "ЖЕН."),
    ("ДАТА РОЖДЕНИЯ", "07.03.1985"),
    ("МЕСТО РОЖДЕНИЯ", "ГОР. ПРИМЕРСК"),
)
MACHINE_READ: Final = ("PNRUSOBRAZ3OVA<<ANNA<PETROVNA<<<<<<<", "0000000000RUS8503071F<<<<<<<<<<<<<00")


def _ground(draw: ImageDraw.ImageDraw, colour: Colour) -> None:
    """Cover the sheet with the fine waves of a document's paper."""
    draw.rectangle((0, 0, *SIZE), fill=colour)
    pale = (colour[0] - 16, colour[1] - 12, colour[2] - 10)
    for row in range(0, SIZE[1], 14):
        draw.line([(x, row + (x // 40 % 2) * 7) for x in range(0, SIZE[0] + 40, 40)], pale)


def _across(sheet: Image.Image, size: float) -> Image.Image:
    """Write «ОБРАЗЕЦ» from corner to corner, so that it can be seen through."""
    word = Image.new("L", sheet.size, 0)
    left, top = (sheet.width - width("ОБРАЗЕЦ", size)) / 2, (sheet.height - size) / 2
    write(ImageDraw.Draw(word), (left, top), "ОБРАЗЕЦ", size, 110)
    sheet.paste(Image.new("RGB", sheet.size, RED), mask=word.rotate(24, Image.Resampling.BICUBIC))
    return sheet


def _page() -> Image.Image:
    sheet = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(sheet)
    _ground(draw, PAPER)
    write(draw, (470, 44), "РОССИЙСКАЯ ФЕДЕРАЦИЯ", 26, RED)
    _portrait(draw, (70, 150, 400, 590))
    for number, (name, value) in enumerate(FIELDS):
        top = 140 + number * 92
        write(draw, (450, top), name, 15, INK)
        write(draw, (450, top + 28), value, 32, INK)
        draw.line((450, top + 72, 1210, top + 72), INK)
    write(draw, (985, 46), "00 00 000000", 22, RED)
    for number, line in enumerate(MACHINE_READ):
        write(draw, (50, 780 + number * 72), line, 32, INK)
    return sheet


def _portrait(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    draw.rectangle(box, fill=(226, 230, 234), outline=INK, width=3)
    draw.pieslice(
        (left + wide * 0.1, top + high * 0.62, right - wide * 0.1, bottom + high * 0.6), 180, 360, (74, 88, 120)
    )
    draw.ellipse((left + wide * 0.24, top + high * 0.12, right - wide * 0.24, top + high * 0.72), HAIR)
    draw.ellipse((left + wide * 0.3, top + high * 0.2, right - wide * 0.3, top + high * 0.7), SKIN)
    for x in (0.42, 0.58):
        draw.ellipse(_dot(left + wide * x, top + high * 0.42, wide * 0.025), INK)
    draw.arc((left + wide * 0.42, top + high * 0.5, right - wide * 0.42, top + high * 0.6), 20, 160, INK, 4)
    draw.rectangle((left, bottom + 1, right, bottom + high), fill=PAPER)


def _dot(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return (x - radius, y - radius, x + radius, y + radius)


def passport() -> Image.Image:
    return _across(_page(), 150)


def selfie() -> Image.Image:
    """Draw somebody before a wall, the open passport in their hand."""
    sheet = Image.new("RGB", SIZE, (168, 180, 176))
    draw = ImageDraw.Draw(sheet)
    for x in range(60, SIZE[0], 120):
        draw.line((x, 0, x, SIZE[1]), (158, 170, 166), 3)
    draw.pieslice((60, 640, 760, 1500), 180, 360, COAT)
    draw.ellipse((200, 80, 620, 700), HAIR)
    draw.ellipse((245, 150, 575, 680), SKIN)
    for x in (345, 475):
        draw.ellipse(_dot(x, 380, 16), INK)
    draw.line([(410, 400), (396, 480), (424, 484)], (170, 126, 104), 6)
    draw.arc((345, 500, 475, 580), 20, 160, (140, 60, 60), 8)
    held = passport().resize((600, 450), Image.Resampling.LANCZOS).rotate(-6, Image.Resampling.BICUBIC, expand=True)
    shape = Image.new("L", (600, 450), 255).rotate(-6, expand=True)
    sheet.paste(held, (625, 400), shape)
    draw.rounded_rectangle((1010, 800, 1110, 960), 40, SKIN)
    draw.rounded_rectangle((930, 820, 1020, 960), 40, SKIN)
    return _across(sheet, 110)


def last_page() -> Image.Image:
    sheet = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(sheet)
    _ground(draw, (214, 212, 198))
    write(draw, (420, 50), "МЕСТО ЖИТЕЛЬСТВА", 26, RED)
    for row, left in ((150, 90), (520, 90), (150, 680)):
        draw.rectangle((left, row, left + 510, row + 320), outline=INK, width=4)
        for number, line in enumerate(
            ("ЗАРЕГИСТРИРОВАН", "ГОР. ПРИМЕРСК", "УЛ. ОБРАЗЦОВАЯ", "Д. 00 КВ. 00", "01.01.2020")
        ):
            write(draw, (left + 30, row + 30 + number * 56), line, 26, INK)
            draw.line((left + 30, row + 66 + number * 56, left + 480, row + 66 + number * 56), INK)
    write(draw, (760, 560), "00 00 000000", 30, RED)
    for row in range(640, 880, 48):
        draw.line((690, row, 1190, row), INK, 2)
    return _across(sheet, 150)


SHEETS: Final[dict[str, Callable[[], Image.Image]]] = {"passport": passport, "selfie": selfie, "last-page": last_page}
