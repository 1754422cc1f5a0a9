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
        width, height = picture.size
        _check_sides(width, height)
        picture.load()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise bad("IMAGE_PROCESS_FAILED") from error
    longest = max(width, height)
    sizes: list[Size] = []
    for label, side in LABELS:
        if longest >= side or not sizes or side / 2 < longest:
            sizes.append(_size(picture, label, min(side, longest), data))
        if longest <= side:
            break
    return sizes


def _check_sides(width: int, height: int) -> None:
    if width + height > SIDES_LIMIT or max(width, height) > RATIO_LIMIT * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")


def _size(picture: Image.Image, label: str, side: int, data: bytes) -> Size:
    if side == max(picture.size) and picture.format == "JPEG":
        return Size(label, *picture.size, data)
    small = picture.convert("RGB")
    small.thumbnail((side, side))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=87)
    return Size(label, *small.size, out.getvalue())
