"""Pictures drawn for the tests: a page like a passport's, as a scan and as photos good and bad."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont

PAPER: Final = (214, 203, 196)
INK: Final = (52, 44, 60)
LINES: Final = ("РОССИЙСКАЯ ФЕДЕРАЦИЯ", "Паспорт выдан отделом внутренних дел", "ОБРАЗЦОВА", "АННА", "ПЕТРОВНА",
                "жен. 07.03.1985", "гор. Тверь", "4512 345678")  # fmt: skip


def page(width: int = 1280, height: int = 900, paper: tuple[int, int, int] = PAPER) -> Image.Image:
    """Give a page with a portrait, lines of text and the machine-readable zone, filling the picture."""
    image = Image.new("RGB", (width, height), paper)
    draw = ImageDraw.Draw(image)
    unit = height / 30
    font = ImageFont.load_default(unit)
    draw.rectangle((2 * unit, 5 * unit, 10 * unit, 16 * unit), fill=(236, 238, 240), outline=INK)
    draw.ellipse((4 * unit, 7 * unit, 8 * unit, 13 * unit), fill=(196, 160, 140), outline=INK)
    for number, line in enumerate(LINES):
        draw.text((12 * unit, (3 + 2.4 * number) * unit), line, INK, font)
    for row in (24, 26.5):
        draw.text((unit, row * unit), "PNRUSOBRAZCOVA<<ANNA<PETROVNA<<<<<<<<", INK, font)
    for wave in range(0, width, max(1, width // 90)):
        draw.line((wave, 0, wave + width // 20, height), fill=tuple(each - 14 for each in paper))
    return image


def on_table(sheet: Image.Image, share: float = 0.7, table: tuple[int, int, int] = (120, 92, 70)) -> Image.Image:
    """Give a photo of the page lying on a table, a little turned."""
    image = Image.new("RGB", sheet.size, table)
    small = sheet.resize((int(sheet.width * share), int(sheet.height * share)))
    mask = Image.new("L", small.size, 255).rotate(4, expand=True)
    image.paste(small.rotate(4, expand=True), (sheet.width // 9, sheet.height // 9), mask)
    return photographed(image)


def photographed(image: Image.Image, noise: float = 3, vignette: float = 0.35) -> Image.Image:
    """Give what a camera makes of it: a soft lens, darker corners, noise."""
    image = image.filter(ImageFilter.GaussianBlur(image.width / 2000))
    corners = Image.radial_gradient("L").resize(image.size).point(lambda each: int(255 - each * vignette))
    image = ImageChops.multiply(image, Image.merge("RGB", [corners] * 3))
    grain = Image.effect_noise(image.size, noise)
    return ImageChops.add(image, Image.merge("RGB", [grain] * 3), offset=-128)


def blurred(image: Image.Image, share: float = 0.006) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(image.width * share))


def darkened(image: Image.Image, light: float = 0.15) -> Image.Image:
    return ImageEnhance.Brightness(image).enhance(light)


def glaring(image: Image.Image, share: float = 0.3) -> Image.Image:
    """Give the picture with a lamp's reflection on it, as wide as this share of the width."""
    light = Image.new("L", image.size, 0)
    across = image.width * share
    left, top = image.width * 0.35, image.height * 0.3
    ImageDraw.Draw(light).ellipse((left, top, left + across, top + across * 0.7), fill=255)
    light = light.filter(ImageFilter.GaussianBlur(across / 12)).point(lambda each: min(255, each * 2))
    return ImageChops.add(image, Image.merge("RGB", [light] * 3))


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **({"quality": 80} | options if kind in {"JPEG", "WEBP", "HEIF"} else options))
    return target.getvalue()
