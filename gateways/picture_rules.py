"""What is a picture that may be sent; runs in the process that looks, where a hostile file can break nothing."""

from __future__ import annotations

import io
import warnings
from typing import Final

import pillow_heif
from PIL import Image

from gateways.file_report import SHORT_SIDE, Doubt, Kind, Unreadable
from gateways.picture_measures import LONG_SIDE, doubts_of

FORMATS: Final[dict[Kind, str]] = {"jpeg": "JPEG", "png": "PNG", "heic": "HEIF", "webp": "WEBP"}
MOST_PIXELS: Final = 80_000_000

pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
# Pillow warns up to twice that limit; here the first pixel too many is one too many.
warnings.simplefilter("error", Image.DecompressionBombWarning)


def look_at_picture(data: bytes, kind: Kind) -> tuple[int, int, tuple[Doubt, ...]]:
    """Give width, height and doubts; the size is judged by the header, before anything is decoded."""
    with Image.open(io.BytesIO(data), formats=[FORMATS[kind]]) as image:
        width, height = image.size
        if min(width, height) < SHORT_SIDE:
            raise Unreadable("file-too-small", pixels=SHORT_SIDE)
        # A JPEG can be decoded at an eighth of its size; to its very end all the same.
        image.draft("L", (LONG_SIDE, LONG_SIDE))
        image.load()
        return width, height, doubts_of(image)
