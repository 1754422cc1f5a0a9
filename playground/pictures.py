"""Photos: the sizes Telegram makes of a picture, from its real bytes."""

import io
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from playground.refusal import bad

LIMIT = 10 * 1024 * 1024
LABELS = (("s", 90), ("m", 320), ("x", 800), ("y", 1280))
SIDES_LIMIT = 10_000
RATIO_LIMIT = 20


@dataclass(frozen=True)
class Size:
    label: str
    width: int
    height: int
    data: bytes


def photo_sizes(data: bytes) -> list[Size]:
    """Make the sizes, smallest first; the largest is at most 1280 pixels long, and always JPEG."""
    if len(data) > LIMIT:
        raise bad(f"file of size {len(data)} bytes is too big for a photo; the maximum size is {LIMIT} bytes")
    try:
        picture = Image.open(io.BytesIO(data))
        longest = max(picture.size)
        kept = picture.format == "JPEG" and longest <= LABELS[-1][1]
        _check_sides(*picture.size)
        picture.draft("RGB", (LABELS[-1][1], LABELS[-1][1]))
        small = picture.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise bad("IMAGE_PROCESS_FAILED") from error
    needed = next((index for index, (_label, side) in enumerate(LABELS) if side >= longest), len(LABELS) - 1)
    sizes: list[Size] = []
    for label, side in reversed(LABELS[: needed + 1]):
        small.thumbnail((side, side))
        own = data if kept and not sizes else _jpeg(small)
        sizes.insert(0, Size(label, *small.size, own))
    return sizes


def _check_sides(width: int, height: int) -> None:
    if width + height > SIDES_LIMIT or max(width, height) > RATIO_LIMIT * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=87)
    return out.getvalue()
