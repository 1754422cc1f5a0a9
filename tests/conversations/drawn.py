"""Pictures drawn for the tests: sharp pages that nobody's document stands on."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont


def letter_page(seed: int, width: int = 900, height: int = 1200) -> bytes:
    """A sharp page of text, as JPEG."""
    page = Image.new("RGB", (width, height), (214, 205, 196))
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(26)
    for row in range(24):
        pen.text((40, 30 + row * 48), f"ОБРАЗЕЦ SPECIMEN {seed} {row * 7919 % 1000:03}", fill=(30, 30, 60), font=font)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=88)
    return out.getvalue()
