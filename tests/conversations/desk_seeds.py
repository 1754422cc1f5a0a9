"""What the desk's scripts begin with: files of every kind, and requests that were sent off already."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pillow_heif
from PIL import Image
from pypdf import PdfWriter

from account.requests import Request, SentFile, Slot
from tests.conversations.drawn import letter_page
from tests.conversations.seeds import Customer, account_of, customer, step, works_of
from tests.town import Person, Town

pillow_heif.register_heif_opener()
File = tuple[str, bytes, str]
WAITS = "Ваша заявка рассматривается, ответ будет дан в течение суток."
WAITING = "Ждёт, кто возьмёт"


@cache
def page(seed: int = 0, width: int = 900, height: int = 1200) -> bytes:
    return letter_page(seed, width, height)


def photo(number: int = 0) -> File:
    return f"{number}.jpg", page(number), "image/jpeg"


@cache
def picture(kind: str) -> bytes:
    """The same page as PNG, HEIF or WEBP."""
    out = io.BytesIO()
    Image.open(io.BytesIO(page())).convert("L" if kind == "PNG" else "RGB").save(out, kind)
    return out.getvalue()


@cache
def pdf(pages: int = 1, password: str = "", weight: int = 0) -> bytes:
    """A PDF of drawn pages, locked with a password, or padded to so many bytes."""
    scans = [Image.open(io.BytesIO(page()))] * pages
    plain, out = io.BytesIO(), io.BytesIO()
    scans[0].save(plain, "PDF", save_all=True, append_images=scans[1:])
    if not password and not weight:
        return plain.getvalue()
    writer = PdfWriter(clone_from=plain)
    if weight:
        writer.add_metadata({"/Note": "x" * (weight - len(plain.getvalue()))})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


async def at_the_slots(town: Town, person: Person) -> Customer:
    """A customer with a profile who has opened «Подтвердить личность»."""
    known = await customer(town, person, profile=True)
    await person.says("/verify")
    await person.hears("Селфи с паспортом", "☐ Скан паспорта")
    return known


async def three_photos(person: Person) -> dict[str, Any]:
    """One album of three; the answer that has them all."""
    await person.sends(photo(0), photo(1), photo(2))
    return await person.hears("☑ Скан", "☑ Селфи", "☑ Фото паспорта")


async def submitted(town: Town, person: Person, *, kind: str = "photo") -> Request:
    """A request sent off by the account's own services; its card is on the way to the group."""
    known = await customer(town, person, profile=True)
    person.resident.started = True  # whoever has an account has talked to the bot
    await resubmitted(town, person, kind=kind)
    return await latest(town, (await account_of(town, known)).id)


async def resubmitted(town: Town, person: Person, *, kind: str = "photo") -> None:
    """Send whatever the account wants now."""
    verification = town.app.cabinet.verification
    wanted = (await verification.may_begin(person.id)).wanted
    await verification.submit(step(town, person), {slot: stored(town, slot, kind) for slot in wanted})


def stored(town: Town, slot: Slot, kind: str) -> SentFile:
    """A file that Telegram has already."""
    out = io.BytesIO()
    Image.new("RGB", (80, 60), (10, 20, 30 * (1 + list(Slot).index(slot)))).save(out, "JPEG")
    content = town.world.state.files.add(kind, out.getvalue(), "" if kind == "photo" else f"{slot}.jpg", "image/jpeg")
    one = content[-1] if isinstance(content, list) else content
    made = "photo" if kind == "photo" else "document"
    return SentFile(one["file_id"], one["file_unique_id"], made, f"{slot}.jpg", one["file_size"])  # type: ignore[arg-type] # one of the two


async def latest(town: Town, account_id: int) -> Request:
    async with works_of(town)() as work:
        request = await work.requests.latest(account_id)
    assert request is not None
    return request


async def request_of(town: Town, number: int) -> Request:
    return await town.app.cabinet.desk.request(number)


def of_the_bot(person: Person) -> list[dict[str, Any]]:
    """The bot's messages in this person's chat."""
    return [message for message in person.screen() if message["from"].get("is_bot")]


def of_kind(person: Person, kind: str) -> list[dict[str, Any]]:
    return [message for message in of_the_bot(person) if kind in message]


async def at_the_desk(town: Town, person: Person, kind: str = "photo") -> Request:
    """A request whose card and files are in the group."""
    request = await submitted(town, person, kind=kind)
    await town.olga.hears(WAITING)
    await town.until(lambda: len(of_kind(town.olga, kind)) == 3, "three files")
    return request


async def rejects(staff: Person, slot: str, reason: str) -> None:
    await staff.presses("Отклонить")
    await staff.presses(slot)
    await staff.presses(reason)
