"""What customers send: good pictures pass, poor ones are doubted, and no file harms the one who looks."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import AsyncIterator, Callable

import pillow_heif
import psutil
import pytest
import pytest_asyncio
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from account.refusals import Refusal
from gateways.file_kinds import shown_name
from gateways.pictures import Inspector
from tests.gateways import drawn

pillow_heif.register_heif_opener()
GOOD = drawn.on_table(drawn.page())
JPEG = drawn.encoded(GOOD)
PNG = drawn.encoded(GOOD, "PNG", compress_level=1)
HEIC = drawn.encoded(drawn.on_table(drawn.page(900, 640)), "HEIF")
SMALL = GOOD.resize((64, 45))


@pytest_asyncio.fixture(scope="module")
async def inspector() -> AsyncIterator[Inspector]:
    inspector = Inspector()
    await inspector.start()
    yield inspector
    await inspector.close()


Others = Callable[[], set[psutil.Process]]


def _looking() -> set[psutil.Process]:
    return {each for each in psutil.Process().children() if "gateways.picture_child" in each.cmdline()}


@pytest.fixture
def nobody_else() -> Others:
    """Give the processes that look and did not when the test began."""
    before = _looking()
    return lambda: _looking() - before


async def refused(inspector: Inspector, data: bytes, name: str | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await inspector.inspect(data, name)
    return caught.value


def pdf(pages: int = 1, image: Image.Image = GOOD) -> bytes:
    target = io.BytesIO()
    first, *others = [image] * pages
    first.save(target, "PDF", save_all=True, append_images=others)
    return target.getvalue()


def written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def blank_pdf(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    return writer


def png_claiming(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("passport.jpg", JPEG)
    return target.getvalue()


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


async def test_a_pdf_is_taken_with_its_pages(inspector: Inspector) -> None:
    report = await inspector.inspect(pdf(10), "СКАН.pdf")
    assert (report.kind, report.pages, report.width, report.doubts) == ("pdf", 10, None, ())


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


async def test_a_pdf_may_have_ten_pages(inspector: Inspector) -> None:
    assert await refused(inspector, pdf(11)) == Refusal("pdf-pages", pages=10)


async def test_a_pdf_with_a_password_is_refused_and_one_locked_against_changes_only_is_taken(
    inspector: Inspector,
) -> None:
    for algorithm in ("RC4-128", "AES-256"):
        locked, unchangeable = PdfWriter(io.BytesIO(pdf())), PdfWriter(io.BytesIO(pdf()))
        locked.encrypt("s3cret", algorithm=algorithm)
        unchangeable.encrypt("", "s3cret", algorithm=algorithm)
        assert await refused(inspector, written(locked)) == Refusal("pdf-locked")
        assert (await inspector.inspect(written(unchangeable))).pages == 1


async def test_an_empty_pdf_is_refused_and_one_empty_page_is_doubted(inspector: Inspector) -> None:
    assert await refused(inspector, written(blank_pdf(2))) == Refusal("pdf-empty")
    mixed = blank_pdf()
    mixed.append(io.BytesIO(pdf()))
    assert (await inspector.inspect(written(mixed))).doubts == ("empty-page",)


def pdf_drawing(content: bytes) -> bytes:
    writer = blank_pdf()
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                             NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
    fonts = DictionaryObject({NameObject("/F1"): font})
    writer.pages[0][NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(content)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream.flate_encode(9))
    return written(writer)


@pytest.mark.parametrize("content", [b"", b"q Q", b"BT /F1 12 Tf ( ) Tj ET", b"0 0 595 842 re W n", b"0.5 g /GS0 gs"])
async def test_a_page_that_shows_nothing_is_empty(inspector: Inspector, content: bytes) -> None:
    assert await refused(inspector, pdf_drawing(content)) == Refusal("pdf-empty")


@pytest.mark.parametrize("content", [b"BT /F1 12 Tf (Anna) Tj ET", b"0 0 9 9 re f", b"0 0 m 9 9 l S", b"q\n/Im0 Do\nQ"])
async def test_a_page_that_shows_something_is_not(inspector: Inspector, content: bytes) -> None:
    assert (await inspector.inspect(pdf_drawing(content))).doubts == ()


@pytest.mark.parametrize(
    ("image", "doubts"),
    [
        (drawn.blurred(GOOD), ("blurred",)),
        (drawn.darkened(GOOD), ("dark",)),
        (Image.new("RGB", (1280, 900), "white"), ("empty-page",)),
    ],
)
async def test_a_pdf_that_is_but_a_photo_is_doubted_like_one(
    inspector: Inspector, image: Image.Image, doubts: tuple[str, ...]
) -> None:
    assert (await inspector.inspect(pdf(2, image))).doubts == doubts


async def test_a_pdf_that_is_but_a_small_photo_is_too_small(inspector: Inspector) -> None:
    assert await refused(inspector, pdf(1, SMALL)) == Refusal("file-too-small", pixels=600)


async def test_a_pdf_that_unpacks_to_too_much_is_broken(inspector: Inspector) -> None:
    bomb = pdf_drawing(b" " * 200_000_000)
    assert len(bomb) < 1_000_000
    assert await refused(inspector, bomb) == Refusal("file-broken")


async def test_a_file_that_takes_too_long_is_broken_and_nothing_of_it_stays(nobody_else: Others) -> None:
    inspector = Inspector(seconds=0.01)  # nobody starts Python and imports Pillow in that time
    assert await refused(inspector, JPEG) == Refusal("file-broken")
    assert not nobody_else()
    await inspector.close()


async def test_a_dead_process_is_replaced(nobody_else: Others) -> None:
    inspector = Inspector()
    await inspector.inspect(JPEG)
    (child,) = nobody_else()
    child.send_signal(signal.SIGSTOP)
    look = asyncio.ensure_future(inspector.inspect(JPEG))
    await asyncio.sleep(0)
    child.kill()
    with pytest.raises(Refusal, match="file-broken"):
        await look
    assert (await inspector.inspect(JPEG)).kind == "jpeg"
    await inspector.close()
    assert not nobody_else()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process's limits")
async def test_the_process_has_little_memory_writes_no_file_and_knows_no_secret(
    nobody_else: Others, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:kept-from-decoders")
    inspector = Inspector()
    await inspector.inspect(JPEG)
    (child,) = nobody_else()
    assert child.rlimit(psutil.RLIMIT_AS)[1] < 2 * 1024**3
    assert child.rlimit(psutil.RLIMIT_FSIZE) == (0, 0)
    assert child.rlimit(psutil.RLIMIT_CPU)[0] < 60
    assert set(child.environ()) <= {"PYTHONPATH", "LC_CTYPE"}
    await inspector.close()


async def test_a_process_is_replaced_before_it_grows_old(nobody_else: Others) -> None:
    inspector = Inspector(files_a_process=2)
    await inspector.inspect(JPEG)
    (first,) = nobody_else()
    await inspector.inspect(JPEG)
    assert not nobody_else()
    assert (await inspector.inspect(JPEG)).kind == "jpeg"
    assert first not in nobody_else()
    await inspector.close()


async def test_who_gives_up_waiting_leaves_no_answer_to_the_next_one() -> None:
    inspector = Inspector()
    await inspector.start()
    first = asyncio.ensure_future(inspector.inspect(PNG))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert (await inspector.inspect(JPEG)).kind == "jpeg"
    await inspector.close()


async def test_several_are_looked_at_by_as_many_processes_as_were_allowed(nobody_else: Others) -> None:
    inspector = Inspector(workers=2)
    reports = await asyncio.gather(*(inspector.inspect(JPEG) for _ in range(6)))
    assert len(nobody_else()) == 2
    await inspector.close()
    assert {report.kind for report in reports} == {"jpeg"}


async def test_the_process_that_looks_knows_no_telegram() -> None:
    code = "import gateways.picture_child, sys; print('aiogram' in sys.modules, 'aiohttp' in sys.modules)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    shown, _ = await process.communicate()
    assert shown.split() == [b"False", b"False"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("СКАН_паспорта.jpg", "СКАН_паспорта.jpg"),
        ("scan.JPEG", "scan.JPEG"),
        ("scan.pdf", "scan.jpg"),
        ("scan", "scan.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\anna\\скан.jpg", "скан.jpg"),
        ("скан\u202egpj.exe", "сканgpj.jpg"),
        ("a\r\nb\x00.jpg", "ab.jpg"),
        ("ш" * 300 + ".jpg", "ш" * 60 + ".jpg"),
        (".jpg", "jpg.jpg"),
        ("", None),
        (None, None),
        ("...", None),
    ],
)
def test_a_name_is_shown_without_tricks(name: str | None, shown: str | None) -> None:
    assert shown_name(name, "jpeg") == shown
