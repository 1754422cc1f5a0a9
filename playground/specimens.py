"""Specimen documents for people without a passport at hand: drawn, good and bad, «ОБРАЗЕЦ» across each."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from playground.people import Json
from playground.sheets import SHEETS

LOOKS: Final = {"sharp": "чётко", "blurred": "смазано", "dark": "темно", "glaring": "блик"}
TITLES: Final = {"passport": "Паспорт", "selfie": "Селфи с паспортом", "last-page": "Последняя страница"}
FILES: Final = {"passport": "скан_паспорта", "selfie": "селфи_с_паспортом", "last-page": "последняя_страница"}
THUMB: Final = (200, 150)
BREAKS_AT: Final = 3000  # bytes of a picture that are left of the broken one


@dataclass(frozen=True)
class Specimen:
    """One file: `kind` is how an app sends it, `of` the document and `look` how good it is."""

    key: str
    title: str
    name: str
    mime: str
    kind: str
    of: str = ""
    look: str = ""

    def card(self) -> Json:
        """Describe it to the page."""
        return dict(vars(self))


def _catalogue() -> dict[str, Specimen]:
    made = [
        Specimen(f"{of}-{look}", f"{title}: {words}", f"{FILES[of]}_{words}.jpg", "image/jpeg", "photo", of, look)
        for of, title in TITLES.items()
        for look, words in LOOKS.items()
    ]
    made.append(Specimen("pdf", "Паспорт в PDF", "скан_паспорта.pdf", "application/pdf", "document"))
    made.append(Specimen("broken", "Повреждённый файл", "повреждённый.jpg", "image/jpeg", "document"))
    return {specimen.key: specimen for specimen in made}


SPECIMENS: Final = _catalogue()


@cache
def drawn(key: str) -> bytes:
    """Give the bytes of a specimen, the same ones each time; KeyError where there is none of this name."""
    specimen = SPECIMENS[key]
    if specimen.kind == "photo":
        return _saved(_seen(specimen.of, specimen.look), "JPEG", quality=88)
    if key == "pdf":
        return _saved(_seen("passport", "sharp"), "PDF", resolution=150, quality=88)
    return drawn("passport-sharp")[:BREAKS_AT]


@cache
def small(key: str) -> bytes:
    """Give a small picture of it, for choosing; broken ones and PDF have none."""
    picture = _seen(SPECIMENS[key].of, SPECIMENS[key].look)
    picture.thumbnail(THUMB)
    return _saved(picture, "JPEG", quality=80)


def _seen(of: str, look: str) -> Image.Image:
    return EYES[look](_photographed(SHEETS[of]()))


def _saved(picture: Image.Image, kind: str, **options: float) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def _photographed(sheet: Image.Image) -> Image.Image:
    """Give what a camera makes of it: darker corners and a little noise."""
    corners = Image.radial_gradient("L").resize(sheet.size).point(lambda level: int(255 - level * 0.25))
    picture = ImageChops.multiply(sheet, Image.merge("RGB", [corners] * 3))
    grain = Image.effect_noise(sheet.size, 3)
    return ImageChops.add(picture, Image.merge("RGB", [grain] * 3), offset=-128)


def _blurred(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(picture.width * 0.009))


def _dark(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(picture).enhance(0.16)


def _glaring(picture: Image.Image) -> Image.Image:
    """Put a lamp's reflection on it."""
    light = Image.new("L", picture.size, 0)
    across, left, top = picture.width * 0.32, picture.width * 0.38, picture.height * 0.32
    ImageDraw.Draw(light).ellipse((left, top, left + across, top + across * 0.7), fill=255)
    light = light.filter(ImageFilter.GaussianBlur(across / 12)).point(lambda level: min(255, level * 2))
    return ImageChops.add(picture, Image.merge("RGB", [light] * 3))


EYES: Final[dict[str, Callable[[Image.Image], Image.Image]]] = {
    "sharp": lambda picture: picture,
    "blurred": _blurred,
    "dark": _dark,
    "glaring": _glaring,
}
