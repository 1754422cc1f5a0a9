"""What customers send: good pictures pass, poor ones are doubted, and no file harms the one who looks."""

from __future__ import annotations

import os
import struct
import time
import zlib

import pytest
from PIL import Image

from account.refusals import Refusal
from gateways.pictures import Inspector
from tests.gateways import drawn
from tests.gateways.files import GOOD, JPEG, SMALL, pdf, refused, zipped

PNG = drawn.encoded(GOOD, "PNG", compress_level=1)
HEIC = drawn.encoded(drawn.on_table(drawn.page(900, 640)), "HEIF")


def png_claiming(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("jpeg", JPEG),
        ("png", PNG),
        ("webp", drawn.encoded(GOOD, "WEBP")),
        ("heic", HEIC),
    ],
)
async def test_a_readable_picture_of_each_kind_is_taken(inspector: Inspector, kind: str, data: bytes) -> None:
    report = await inspector.inspect(data)
    size = (900, 640) if kind == "heic" else (1280, 900)
    assert (report.kind, (report.width, report.height), report.pages) == (kind, size, 1)
    assert report.size == len(data)
    assert report.doubts == ()


@pytest.mark.parametrize(
    "image",
    [
        drawn.page(),
        drawn.page(paper=(255, 255, 255)),
        drawn.photographed(drawn.page()),
        drawn.on_table(drawn.page(), share=0.4),
        drawn.on_table(drawn.page(900, 640)),
        drawn.on_table(drawn.page(900, 1280)),
        drawn.darkened(GOOD, 0.5),
        drawn.photographed(drawn.page(), noise=10),
        drawn.photographed(drawn.page(2000, 1500)),
        drawn.blurred(GOOD, 0.001),
        drawn.page().convert("L"),
        drawn.page().convert("P"),
        drawn.page().convert("RGBA"),
    ],
)
async def test_what_can_be_read_is_not_doubted(inspector: Inspector, image: Image.Image) -> None:
    kind = "PNG" if image.mode in {"P", "RGBA"} else "JPEG"
    assert (await inspector.inspect(drawn.encoded(image, kind))).doubts == ()


@pytest.mark.parametrize(
    ("doubt", "image"),
    [
        ("blurred", drawn.blurred(GOOD)),
        ("blurred", drawn.blurred(GOOD, 0.003)),
        ("blurred", drawn.blurred(drawn.page())),
        ("blurred", drawn.photographed(drawn.blurred(drawn.page()))),
        ("dark", drawn.darkened(GOOD)),
        ("dark", drawn.darkened(drawn.page())),
        ("dark", Image.new("RGB", (1280, 900))),
        ("glare", drawn.glaring(GOOD)),
        ("glare", drawn.glaring(drawn.page())),
        ("glare", drawn.glaring(GOOD, 0.15)),
        ("empty-page", Image.new("RGB", (1280, 900), "white")),
        ("empty-page", drawn.photographed(Image.new("RGB", (1280, 900), "white"))),
        ("empty-page", Image.new("RGBA", (1280, 900), (0, 0, 0, 0))),
    ],
)
async def test_what_nobody_could_read_is_doubted(inspector: Inspector, doubt: str, image: Image.Image) -> None:
    assert (await inspector.inspect(drawn.encoded(image, "PNG" if image.mode == "RGBA" else "JPEG"))).doubts == (doubt,)


@pytest.mark.parametrize("size", [(1280, 599), (599, 1280), (90, 90)])
async def test_too_small_is_refused(inspector: Inspector, size: tuple[int, int]) -> None:
    data = drawn.encoded(GOOD.resize(size))
    assert await refused(inspector, data) == Refusal("file-too-small", pixels=600)


async def test_600_pixels_are_enough(inspector: Inspector) -> None:
    assert (await inspector.inspect(drawn.encoded(GOOD.resize((853, 600))))).height == 600


async def test_20_megabytes_are_the_most(inspector: Inspector) -> None:
    most = JPEG + bytes(20 * 1024 * 1024 - len(JPEG))
    assert (await inspector.inspect(most)).size == len(most)
    assert await refused(inspector, most + b"\0") == Refusal("file-too-big", megabytes=20)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"GIF89a" + bytes(100),
        zipped(),
        drawn.encoded(SMALL, "BMP"),
        drawn.encoded(SMALL, "TIFF"),
        drawn.encoded(SMALL, "AVIF"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ" + bytes(100),
        zipped() + pdf(),
        bytes(512) + JPEG,
    ],
)
async def test_the_name_makes_no_picture_of_what_is_none(inspector: Inspector, data: bytes) -> None:
    for name in ("passport.jpg", "passport.pdf", None):
        assert await refused(inspector, data, name) == Refusal("file-kind")


@pytest.mark.parametrize(
    "data",
    [
        JPEG[: len(JPEG) // 2],
        JPEG[:100],
        PNG[:-1000],
        drawn.encoded(GOOD, "WEBP")[:5000],
        HEIC[:5000],
        pdf()[:700],
        b"%PDF-1.7\n" + zipped(),
        b"\xff\xd8\xff" + zipped(),
        b"\xff\xd8\xff" + drawn.encoded(SMALL, "TIFF"),
        b"\x89PNG\r\n\x1a\n" + os.urandom(1000),
        b"\0\0\0\x18ftypheic" + os.urandom(1000),
        b"RIFF\0\0\0\0WEBPVP8 " + os.urandom(1000),
        png_claiming(40_000, 40_000),
        png_claiming(9_000, 9_000),
        png_claiming(2**31 - 1, 2**31 - 1),
    ],
)
async def test_a_broken_or_lying_file_is_refused_quickly_and_the_next_one_is_looked_at(
    inspector: Inspector, data: bytes
) -> None:
    began = time.monotonic()
    assert await refused(inspector, data) == Refusal("file-broken")
    assert time.monotonic() - began < 4
    assert (await inspector.inspect(JPEG)).doubts == ()


async def test_a_picture_with_an_archive_behind_it_is_but_a_picture(inspector: Inspector) -> None:
    assert (await inspector.inspect(JPEG + zipped())).kind == "jpeg"
