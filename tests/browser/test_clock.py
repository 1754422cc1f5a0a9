"""The clock in the bar: what it shows, how it is moved, and that what was said «today» is then yesterday's."""

import re

from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import PageOf, Town
from tests.browser.screen import Screen

HOUR = 3600


async def test_the_clock_is_moved_and_shows_it(screen: Screen, playground: Playground) -> None:
    clock = screen.page.get_by_role("group", name="Часы площадки")
    await expect(clock.locator("[data-clock-face]")).to_have_text(re.compile(r"^[а-я]{2} \d\d:\d\d$"))
    await expect(clock.get_by_role("status")).to_have_text("")
    await clock.get_by_role("button", name="+1 ч: перевести часы вперёд", exact=True).click()
    await expect(clock.get_by_role("status")).to_have_text("+1 ч")
    await clock.get_by_role("button", name="+12 ч: перевести часы вперёд").click()
    await expect(clock.get_by_role("status")).to_have_text("+13 ч")
    assert playground.world.ahead == 13 * HOUR
    playground.world.move_clock(25.5 * HOUR)
    await expect(clock.get_by_role("status")).to_have_text("+1 д 14 ч 30 мин")
    await screen.page.reload()
    await expect(clock.get_by_role("status")).to_have_text("+1 д 14 ч 30 мин")


async def test_today_becomes_yesterday(screen: Screen, town: Town, playground: Playground) -> None:
    anna = screen.column(town.anna)
    await anna.says("доброе утро")
    await expect(anna.root.get_by_text("Сегодня")).to_be_visible()
    playground.world.move_clock(24 * HOUR)
    await expect(anna.root.get_by_text("Вчера")).to_be_visible()
    await anna.says("и снова доброе")
    # What was today's line before may still be on its way out.
    await expect(anna.root.locator(".day:not(.leaving)", has_text="Сегодня")).to_be_visible()


async def test_the_clock_fits_a_phone(page_of: PageOf, town: Town, playground: Playground) -> None:
    playground.world.move_clock(37.5 * HOUR)
    screen = await page_of(viewport={"width": 360, "height": 740}, has_touch=True)
    await expect(screen.column(town.anna).root).to_be_visible()
    for name in ("+1 ч: перевести", "+12 ч: перевести", "Добавить человека"):
        await expect(screen.page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    assert await screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await screen.page.evaluate(
        "(bar => bar.scrollWidth <= bar.clientWidth)(document.querySelector('header.top'))"
    )
