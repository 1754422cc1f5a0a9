"""A policy that may be a namesake's tells its product, until the support has seen a passport."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.conversations.desk_seeds import rejects, resubmitted, three_photos
from tests.conversations.policy_seeds import (
    CLOSED,
    OLD_PASSPORT,
    button_of,
    by_old_passport,
    entry_of,
    insures,
    number_of,
    policyholder,
    press,
    profile_of,
    today,
    verify,
)
from tests.conversations.seeds import customer, step
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)


async def test_a_match_by_person_only_tells_nothing_but_the_product(town: Town, anna: Person) -> None:
    await policyholder(
        town, anna, entry_of(town, anna, 1, holder=by_old_passport(anna), product="КАСКО"), entry_of(town, anna)
    )
    await anna.says("/policies")
    shown = await anna.hears(f"КАСКО\n{CLOSED}", f"Полис 0\n№ {number_of(anna)}")
    assert number_of(anna, 1) not in shown["text"]
    assert f"{today(town) + timedelta(days=201):%d.%m.%Y}" not in shown["text"]
    assert shown["text"].count("LADA Vesta") == 1
    assert anna.buttons() == [f"Полис 0 · {number_of(anna)}", "Дополнить заявку", "Меню"]
    await anna.presses("Дополнить заявку")
    await anna.hears("Селфи с паспортом", "☐ Скан паспорта")
    await three_photos(anna)


async def test_a_closed_policy_is_not_opened_by_its_ref(town: Town, anna: Person) -> None:
    known = await policyholder(town, anna, entry_of(town, anna), entry_of(town, anna, 1))
    await anna.says("/policies")
    shown = await anna.hears("всего 2")
    data = button_of(shown, "Полис 1")["callback_data"]
    await town.app.cabinet.profiles.save(step(town, anna), replace(profile_of(anna), document=OLD_PASSPORT))
    await press(anna, shown, data)
    closed = await anna.hears("Полис 1", CLOSED, "откроются, когда вы подтвердите личность")
    assert number_of(anna, 1) not in closed["text"]
    assert anna.buttons() == ["Дополнить заявку", "К списку полисов", "Меню"]
    await verify(town, known)
    await press(anna, shown, data)
    await anna.hears("Номер: " + number_of(anna, 1))


@pytest.mark.town
async def test_an_approval_opens_it(town: Town, anna: Person) -> None:
    await policyholder(town, anna, entry_of(town, anna, holder=by_old_passport(anna)))
    await resubmitted(town, anna)
    await anna.says("/policies")
    shown = await anna.hears("Полис 0", CLOSED, "Заявка рассматривается: номер, срок и подробности откроются")
    assert "когда вы подтвердите" not in shown["text"]
    await anna.presses("Дополнить заявку")
    await anna.hears("Заявка № 1", "рассматривается")
    await town.olga.presses("Одобрить")
    await anna.hears("подтверждена")
    await anna.says("/policies")
    await anna.hears(number_of(anna), "действует")


async def test_details_that_change_and_an_import_that_comes_later_hold_at_once(town: Town, anna: Person) -> None:
    await customer(town, anna)
    await town.app.cabinet.profiles.save(step(town, anna), replace(profile_of(anna), document=OLD_PASSPORT))
    await anna.says("/policies")
    await anna.hears("Полисов пока нет")
    await insures(town, entry_of(town, anna))
    await anna.says("/policies")
    await anna.hears(CLOSED)
    await town.app.cabinet.profiles.save(step(town, anna), profile_of(anna))
    await anna.says("/policies")
    await anna.hears(number_of(anna))


@pytest.mark.town
async def test_after_a_rejection_the_way_leads_to_what_is_to_be_sent_again(town: Town, anna: Person) -> None:
    await policyholder(town, anna, entry_of(town, anna, holder=by_old_passport(anna)))
    await anna.says("/policies")
    await anna.hears(CLOSED)
    await resubmitted(town, anna)
    await town.olga.hears("Ждёт, кто возьмёт")
    await rejects(town.olga, "Селфи с паспортом", "Нерезко")
    await anna.hears("одобрить её пока не удалось", "Селфи с паспортом")
    await anna.says("/policies")
    await anna.hears(CLOSED)
    await anna.presses("Дополнить заявку")
    await anna.hears("Заявку пока не удалось одобрить", "Селфи с паспортом")
