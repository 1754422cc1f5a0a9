"""PDFs pass by pages, lock and what is on them."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from account.refusals import Refusal
from gateways.pictures import Inspector
from tests.gateways import drawn
from tests.gateways.files import GOOD, SMALL, pdf, refused


def written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def blank_pdf(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    return writer


async def test_a_pdf_is_taken_with_its_pages(inspector: Inspector) -> None:
    report = await inspector.inspect(pdf(10), "СКАН.pdf")
    assert (report.kind, report.pages, report.width, report.doubts) == ("pdf", 10, None, ())


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
