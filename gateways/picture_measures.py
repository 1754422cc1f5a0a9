"""Whether anybody could read a picture: light, glare, sharpness and emptiness, measured with Pillow alone.

The figures were set with drawn pages as scans and photos (tests/gateways/drawn.py): sharp ones have 70 and more where
blurred ones have 4 and less, so that the line between them leaves room for real lenses.
"""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageDraw, ImageFilter, ImageOps, ImageStat

from gateways.file_report import Doubt

LONG_SIDE: Final = 1000  # every picture is measured at this size: what matters is the page, not the camera
DARK_BELOW: Final = 75  # the light of the brightest twentieth; paper in a readable photo has 90 and more
BLURRED_BELOW: Final = 12
EMPTY_BELOW: Final = 8
CLIPPED_FROM: Final = 252
GLARE_FROM: Final = 0.012  # share of the picture
WHITE_PAPER_FROM: Final = 245
CELLS: Final = 50

# How much a point differs from its neighbours left and right, and above and below; grey 128 means not at all.
ACROSS: Final = ImageFilter.Kernel((3, 3), (0, 0, 0, -1, 2, -1, 0, 0, 0), scale=1, offset=128)
DOWN: Final = ImageFilter.Kernel((3, 3), (0, -1, 0, 0, 2, 0, 0, -1, 0), scale=1, offset=128)


def doubts_of(image: Image.Image) -> tuple[Doubt, ...]:
    """Tell what makes the picture hard to read; in the dark and on an empty page nothing else is looked for."""
    grey = _measurable(image)
    if _level(grey, 0.95) < DARK_BELOW:
        return ("dark",)
    detail = _detail(grey, 8)
    if detail < BLURRED_BELOW and _detail(grey.resize((64, 64), Image.Resampling.BOX), 4) < EMPTY_BELOW:
        return ("empty-page",)
    found: list[Doubt] = []
    if _glare(grey) >= GLARE_FROM:
        found.append("glare")
    if detail < BLURRED_BELOW:
        found.append("blurred")
    return tuple(found)


def _measurable(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        seen = ImageOps.contain(image.convert("RGBA"), (LONG_SIDE, LONG_SIDE), Image.Resampling.BOX)
        image = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    return ImageOps.contain(image.convert("L"), (LONG_SIDE, LONG_SIDE), Image.Resampling.BOX)


def _level(grey: Image.Image, share: float, where: Image.Image | None = None) -> int:
    """Give the brightness that this share of the picture, or of a part of it, does not exceed."""
    counts = grey.histogram(where)
    left = share * sum(counts)
    for level, count in enumerate(counts):
        left -= count
        if left <= 0:
            return level
    return 255


def _detail(grey: Image.Image, tiles: int) -> float:
    """Give how much finer the finest parts are than the plainest, in the worse of two directions.

    The plainest parts show the camera's noise, which is no detail; a moved camera blurs one direction only; and only a
    part of a photo is the document. So it is neither the whole picture nor its average that counts.
    """
    return min(_spread(grey.filter(kernel), tiles) for kernel in (ACROSS, DOWN))


def _spread(edges: Image.Image, tiles: int) -> float:
    inner = ImageOps.crop(edges, 1)  # a kernel leaves the outermost points as they were
    width, height = inner.width / tiles, inner.height / tiles
    found = sorted(
        ImageStat.Stat(inner.crop((int(x * width), int(y * height), int((x + 1) * width), int((y + 1) * height)))).var[
            0
        ]
        for x in range(tiles)
        for y in range(tiles)
    )
    return found[-1 - len(found) // 16] - found[len(found) // 10]


def _glare(grey: Image.Image) -> float:
    """Give the share of burnt-out spots inside the picture, white paper and white surroundings apart."""
    clipped = grey.point(lambda level: 255 if level >= CLIPPED_FROM else 0)
    cells = ImageOps.contain(clipped, (CELLS, CELLS), Image.Resampling.BOX).point(
        lambda part: 255 if part >= CLIPPED_FROM else 0
    )
    elsewhere = cells.point(lambda burnt: 255 - burnt).resize(grey.size, Image.Resampling.NEAREST)
    if cells.getbbox() is None or elsewhere.getbbox() is None:
        return 0.0
    if _level(grey, 0.75, elsewhere) >= WHITE_PAPER_FROM:
        return 0.0  # the paper itself is as white as glare
    framed = ImageOps.expand(cells, 1, 255)
    ImageDraw.floodfill(framed, (0, 0), 0)  # what touches the edge is what the page lies on
    return framed.histogram()[255] / (cells.width * cells.height)
