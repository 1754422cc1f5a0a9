"""The bot itself is killed with the page open: the conversation goes on in the same column."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import PageOf
from tests.browser.living import living
from tests.browser.test_switches import process, switch

COMES_BACK_WITHIN = 60_000  # milliseconds


@pytest.fixture
async def lively() -> AsyncIterator[Playground]:
    async with living() as town:
        yield town


async def test_a_registration_goes_on_in_the_open_page_after_a_kill(page_of: PageOf, lively: Playground) -> None:
    screen = await page_of(of=lively)
    (anna, *_) = (person for person in lively.state.people.values() if person.first_name == "Анна")
    column = screen.column(anna)
    await column.says("/register")
    await column.hears("E-MAIL")
    await switch(screen, "Убить бота").click()
    await expect(process(screen)).to_have_text("Бот не работает")
    await column.says("anna@example.com")  # while nobody is there
    await expect(process(screen)).to_have_text("Бот работает", timeout=COMES_BACK_WITHIN)
    await column.hears("ТЕЛЕФОН")
    await expect(column.messages.filter(has_text="Нажмите «Поделиться номером»")).to_have_count(1)
