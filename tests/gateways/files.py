"""Files as customers and others send them, ready to be looked at, and how a refusal is caught."""

from __future__ import annotations

import io
import zipfile
from typing import Final

import pillow_heif
import pytest
from PIL import Image

from account.refusals import Refusal
from gateways.pictures import Inspector
from tests.gateways import drawn

pillow_heif.register_heif_opener()
GOOD: Final = drawn.on_table(drawn.page())
SMALL: Final = GOOD.resize((64, 45))
JPEG: Final = drawn.encoded(GOOD)


async def refused(inspector: Inspector, data: bytes, name: str | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await inspector.inspect(data, name)
    return caught.value


def pdf(pages: int = 1, image: Image.Image = GOOD) -> bytes:
    target = io.BytesIO()
    first, *others = [image] * pages
    first.save(target, "PDF", save_all=True, append_images=others)
    return target.getvalue()


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("passport.jpg", JPEG)
    return target.getvalue()
