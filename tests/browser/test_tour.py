"""The guided tour with the bot itself: each part to its end, stopped and taken over in the middle, and its bar."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from bot.tour import tour
from playground import Playground
from tests.browser.conftest import PageOf
from tests.browser.living import living
from tests.browser.screen import Screen
from tests.browser.test_access import grave

PARTS = [part["name"] for part in tour()["parts"]]
PART_ENDS_WITHIN = 60_000  # milliseconds
PASSWORDS = ("снегопад47", "листопад58")


@pytest.fixture(scope="module")
async def lively() -> AsyncIterator[Playground]:
    """One town for all scripts, as for visitors who play the tour again and again."""
    async with living() as town:
        yield town


@pytest.fixture
async def silent() -> AsyncIterator[Playground]:
    """A town whose bot never answers."""
    playground = Playground(tour=tour())
    await playground.start()
    playground.world.add_person("Анна", "Смирнова", phone="+79161112233")
    yield playground
    await playground.stop()


def bar(screen: Screen) -> Locator:
    return screen.page.locator("#tour")


def caption(screen: Screen) -> Locator:
    return bar(screen).get_by_role("status")


async def starts(page_of: PageOf, of: Playground, name: str, *, pace: float = 0, **context: Any) -> Screen:
    """Open the page, at a pace without what is only for the eye, and choose from the tour's menu."""
    screen = await page_of(of=of, **context)
    await screen.page.goto(f"{of.url}/?pace={pace}")
    opener = screen.page.locator(".tour-opener")
    await opener.click()
    await screen.page.get_by_role("menuitem").filter(has_text=re.compile(f"^{name}")).click()
    await expect(bar(screen)).to_be_visible()
    return screen


async def ends(screen: Screen, state: str = "done") -> int:
    """Wait for the end; who the customer was."""
    over = re.compile(f"{state}|done|lost|stopped")
    await expect(bar(screen)).to_have_attribute("data-state", over, timeout=len(PARTS) * PART_ENDS_WITHIN)
    await expect(bar(screen)).to_have_attribute("data-state", state, timeout=1)
    return int(await bar(screen).get_attribute("data-customer") or 0)


def said_to(town: Playground, person: int) -> str:
    return "\n".join(message.get("text", "") for message in town.world.messages(person))


async def test_all_parts_in_order_to_their_ends(page_of: PageOf, lively: Playground) -> None:
    screen = await starts(page_of, lively, "Всё по порядку")
    anna = await ends(screen)
    boris = next(person.id for person in lively.world.people if person.first_name == "Борис")
    heard = said_to(lively, anna)
    for words in (
        "процесс регистрации в ЛК завершён",
        "Новый пароль действует",
        "Ваша личность подтверждена",
        "Полис ОСАГО теперь продлевается",
    ):
        assert words in heard
    assert not any(password in heard for password in PASSWORDS)
    asked = said_to(lively, boris)
    assert "Загляните, пожалуйста, в папку «Спам»" in asked
    assert "Поддержка закрыла ваш вопрос" in asked
    assert "спам-фильтр" not in asked
    admin = next(person.id for person in lively.world.people if person.role == "admin")
    assert "✅ Завершена" in said_to(lively, admin)
    await expect(caption(screen)).to_contain_text("Разговоры остались открытыми")


async def test_a_part_alone_makes_the_account_that_it_needs_for_somebody_new(
    page_of: PageOf, lively: Playground
) -> None:
    before = {person.id for person in lively.world.people}
    screen = await starts(page_of, lively, "Забыли пароль")
    person = await ends(screen)
    assert "Новый пароль действует" in said_to(lively, person)
    await bar(screen).get_by_role("button", name="Дальше: «Селфи с паспортом»").click()
    await expect(bar(screen)).to_have_attribute("data-state", "playing")
    assert await ends(screen) == person
    assert "Ваша личность подтверждена" in said_to(lively, person)
    assert {person.id for person in lively.world.people} - before <= {person}


async def test_it_is_stopped_in_the_middle_and_gone_on_with_by_hand(page_of: PageOf, lively: Playground) -> None:
    screen = await starts(page_of, lively, "Регистрация", pace=1)
    await expect(bar(screen)).to_have_attribute("data-step", "2")
    await bar(screen).get_by_role("button", name="Дальше сам").click()
    person = await ends(screen, "stopped")
    await expect(caption(screen)).to_contain_text("разговор остался там, где был")
    column = screen.column(person)
    await expect(column.input).to_be_focused()
    await column.says(f"by.hand{person}@example.com")
    await column.hears("ТЕЛЕФОН")
    await column.presses("Поделиться номером")
    await column.hears("ПАРОЛЬ")


async def test_whoever_types_takes_over(page_of: PageOf, lively: Playground) -> None:
    screen = await starts(page_of, lively, "Регистрация", pace=1)
    await expect(bar(screen)).to_have_attribute("data-step", "1")
    person = int(await bar(screen).get_attribute("data-customer") or 0)
    await screen.column(person).input.fill("сам")
    await ends(screen, "stopped")


async def test_paused_it_waits_and_goes_step_by_step(page_of: PageOf, lively: Playground) -> None:
    screen = await starts(page_of, lively, "Поддержка", pace=1)
    await bar(screen).get_by_role("button", name="Пауза").press("Enter")
    await expect(bar(screen)).to_have_attribute("data-state", "paused")
    step = int(await bar(screen).get_attribute("data-step") or 0)
    for done in range(step, step + 3):
        await bar(screen).get_by_role("button", name="Следующий шаг").press("Enter")
        await expect(bar(screen)).to_have_attribute("data-step", str(done))
        await expect(bar(screen)).to_have_attribute("data-did", "heard")
        await expect(bar(screen)).to_have_attribute("data-state", "paused")
    await bar(screen).get_by_role("button", name="Продолжить").press("Enter")
    await ends(screen)


async def test_a_broadcast_that_was_left_in_the_middle_is_begun_anew(page_of: PageOf, lively: Playground) -> None:
    admin = next(person for person in lively.world.people if person.role == "admin")
    screen = await page_of(of=lively)
    await screen.column(admin).says("/broadcast")
    await screen.column(admin).hears("Пришлите его так")
    await screen.column(admin).says("наполовину")
    await screen.column(admin).hears("Выберите получателей")
    screen = await starts(page_of, lively, "Рассылка")
    assert "Полис ОСАГО теперь продлевается" in said_to(lively, await ends(screen))


async def test_it_speaks_english_to_somebody_english(page_of: PageOf, lively: Playground) -> None:
    screen = await starts(page_of, lively, "Support", locale="en-GB")
    person = await ends(screen)
    assert "Please have a look into “Spam”" in said_to(lively, person)
    await expect(caption(screen)).to_contain_text("go on by yourself")


async def test_an_answer_that_does_not_come_ends_it_kindly(page_of: PageOf, silent: Playground) -> None:
    screen = await page_of(of=silent)
    await screen.page.clock.install()
    await screen.page.goto(f"{silent.url}/?tour=registration&pace=0")
    await silent.world.until(lambda: said_to(silent, silent.world.people[0].id), None)
    await screen.page.clock.run_for(20_000)
    await ends(screen, "lost")
    await expect(caption(screen)).to_contain_text("Дальше — вы")
    await bar(screen).get_by_role("button", name="Закрыть показ").click()
    await expect(bar(screen)).to_be_hidden()
    await expect(screen.page.locator(".tour-opener")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious_in_the_bar_on_a_small_phone(
    page_of: PageOf, silent: Playground, scheme: str
) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
    screen = await starts(page_of, silent, "Регистрация", pace=100, color_scheme=scheme, **phone)
    await expect(caption(screen)).not_to_be_empty()
    assert await screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for name in ("Пауза", "Следующий шаг", "Дальше сам"):
        await expect(bar(screen).get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    assert await grave(screen) == []


async def test_a_town_that_was_lent_no_script_offers_no_tour(screen: Screen) -> None:
    await screen.page.wait_for_load_state("networkidle")
    await expect(screen.page.locator(".tour-opener")).to_have_count(0)
