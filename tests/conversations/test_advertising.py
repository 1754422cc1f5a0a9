"""/privacy and advertising: never agreed to beforehand, given and withdrawn by a press, with a proof of each."""

from __future__ import annotations

import hashlib
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from account.broadcasts.records import Audience, BroadcastKind, Whom
from account.privacy.advertising import VERSION
from account.privacy.records import Subject
from account.records import Consent
from storage.repositories.broadcast_sends import recipients
from storage.tables import consents
from tests.conversations.admin_seeds import forges, greets
from tests.conversations.seeds import Customer, account_of, customer, step, works_of
from tests.conversations.walks import said_by_bot
from tests.house.worded import TEXTS
from tests.town import Person, Town
from texts import LANGUAGES

pytestmark = pytest.mark.town(shared=True)
AGREE, WITHDRAW = "Согласен получать рекламу", "Отозвать согласие на рекламу"
TEXT_OF_THIS_VERSION = {"2026-11": "fa8a66bd7202cfdf"}


async def given(town: Town, known: Customer) -> list[Consent]:
    account = await account_of(town, known)
    async with works_of(town)() as work:
        return [each for each in await work.personal.consents(account.id) if each.kind == "advertising"]


async def reached(town: Town, person: Person) -> bool:
    """Whether an advertising broadcast would go to them."""
    everyone = recipients(Audience(Whom.EVERYONE), BroadcastKind.ADVERTISING)
    async with town.app.engine.connect() as connection:
        return person.id in list(await connection.scalars(everyone))


async def test_nobody_has_agreed_before_they_press(town: Town, anna: Person) -> None:
    known = await customer(town, anna)
    await anna.says("/privacy")
    await anna.hears("Согласия нет", f"редакция {VERSION}", "необязательно")
    assert AGREE in anna.buttons()
    assert (await given(town, known), await reached(town, anna)) == ([], False)


async def test_a_consent_is_given_withdrawn_and_given_again_with_a_proof_of_each(town: Town, anna: Person) -> None:
    known = await customer(town, anna)
    await anna.says("/privacy")
    await anna.presses(AGREE, times=2)
    await anna.toast("Согласие получено")
    await anna.hears(
        "Вы согласились получать рекламу",
        f"{town.clock().astimezone(ZoneInfo('Europe/Moscow')):%d.%m.%Y}",
        f"Telegram ID {anna.id}",
    )
    await town.acknowledged()
    (first,) = await given(town, known)
    assert (first.version, first.telegram_id, first.withdrawn_at) == (VERSION, anna.id, None)
    assert await reached(town, anna)
    await anna.presses(WITHDRAW, times=2)
    await anna.hears("Согласие отозвано", "Рекламу мы вам не присылаем")
    await town.acknowledged()
    assert not await reached(town, anna)
    await anna.presses(AGREE)
    await anna.hears("Вы согласились получать рекламу")
    old, new = await given(town, known)
    assert (old.at, old.withdrawn_at is not None, new.withdrawn_at) == (first.at, True, None)
    assert await reached(town, anna)
    account = await account_of(town, known)
    file = await town.app.cabinet.privacy.export(Subject(anna.id, account.id), "ru")
    assert [each["withdrawn_at"] is not None for each in advertising(file)] == [True, False]


def advertising(file: dict[str, Any] | None) -> list[dict[str, Any]]:
    assert file is not None
    return [each for each in file["consents"] if each["document"] == "advertising"]


async def test_a_guest_is_not_asked_and_a_made_up_press_gives_nothing(town: Town, anna: Person) -> None:
    await greets(anna)
    await anna.says("/privacy")
    await anna.hears("Кабинета в этом чате нет")
    assert not {AGREE, WITHDRAW} & set(anna.buttons())
    for data in (f"y:agree:{VERSION}", "y:withdraw"):
        await forges(town, anna, data)
        await anna.toast("ойдите")
    assert not await reached(town, anna)
    assert said_by_bot(anna)


async def test_a_press_after_signing_out_gives_nothing(town: Town, anna: Person) -> None:
    known = await customer(town, anna)
    await anna.says("/privacy")
    await anna.hears("Согласия нет")
    await town.app.cabinet.sign_in.sign_out(step(town, anna))
    await anna.presses(AGREE)
    await anna.toast("ойдите")
    assert await given(town, known) == []


@pytest.mark.parametrize("data", ["y:agree:2020-01", "y:agree"])
async def test_a_press_under_an_earlier_text_agrees_to_nothing_and_shows_the_present_one(
    town: Town, anna: Person, data: str
) -> None:
    known = await customer(town, anna)
    await anna.says("/privacy")
    await anna.hears("Согласия нет")
    await forges(town, anna, data)
    await anna.hears("Согласия нет", f"редакция {VERSION}")
    await town.acknowledged()
    assert await given(town, known) == []


async def test_an_erasure_takes_the_consent_along(town: Town, anna: Person) -> None:
    known = await customer(town, anna)
    account = await account_of(town, known)
    await town.app.cabinet.advertising.agree(step(town, anna))
    await town.app.cabinet.privacy.erase_account(step(town, anna), town.clock())
    async with town.app.engine.connect() as connection:
        left = await connection.execute(select(consents).where(consents.c.account_id == account.id))
        assert left.all() == []


def test_a_changed_text_has_a_version_of_its_own() -> None:
    """Whoever changes the words gives them a new version, and puts its fingerprint here."""
    words = [TEXTS.say(each, "privacy-advertising-text", {"version": VERSION}) for each in LANGUAGES]
    assert hashlib.sha256("\n".join(words).encode()).hexdigest()[:16] == TEXT_OF_THIS_VERSION[VERSION]
