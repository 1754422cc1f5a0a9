"""The page and its playground: its security policy, and coming back after a break."""

import re
from http import HTTPStatus
from pathlib import Path

from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import PageOf, Town
from tests.browser.scripted_bot import ScriptedBot


async def test_the_page_forbids_scripts_and_addresses_from_elsewhere(playground: Playground, bot: ScriptedBot) -> None:
    for path in ("/", "/page/main.js"):
        async with bot.session.get(playground.url + path) as response:
            text, policy = await response.text(), response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "style=" not in text
        assert "<style" not in text


async def test_the_page_comes_back_with_the_playground(page_of: PageOf) -> None:
    first = Playground(port=0)
    await first.start()
    anna = first.world.add_person("Анна")
    boris = first.world.add_person("Борис")
    screen = await page_of(first)
    column = screen.column(anna)
    await column.says("до перерыва")
    await column.hears("до перерыва")
    await first.stop()
    await expect(screen.page.get_by_text("Нет связи с площадкой")).to_be_visible()
    second = Playground(port=first.port)
    second.world.add_person("Анна", id=anna.id)
    second.world.add_person("Глеб", id=77)
    second.world.say(anna, "сказано без страницы")
    await second.start()
    await column.hears("сказано без страницы")
    await expect(screen.page.get_by_text("Нет связи с площадкой")).to_be_hidden()
    await expect(column.messages).to_have_count(1)
    await expect(screen.column(boris).root).to_have_count(0)
    await expect(screen.column(77).root).to_be_visible()
    await column.says("после перерыва")
    await column.hears("после перерыва")
    await second.stop()


async def test_a_missing_playground_is_told(page_of: PageOf, playground: Playground, town: Town) -> None:
    screen = await page_of(playground)
    await screen.page.route("**/play/state", lambda route: route.abort())
    await screen.page.reload()
    await expect(screen.page.get_by_text("Площадка не отвечает")).to_be_visible()
    await expect(screen.column(town.anna).root).to_have_count(0)


async def test_every_module_and_style_is_fetched_at_once(playground: Playground, bot: ScriptedBot) -> None:
    async with bot.session.get(playground.url) as response:
        fetched = set(re.findall(r'href="/page/(\w+\.(?:js|css))"', await response.text()))
    page = Path(__file__).parents[2] / "playground" / "page"
    assert fetched == {part.name for part in page.iterdir() if part.suffix in {".js", ".css"}}


async def test_nothing_beside_the_page_is_given(playground: Playground, bot: ScriptedBot) -> None:
    for path in ("/page/index.html", "/page/nothing.js", "/page/..%2Fcontrol.py"):
        async with bot.session.get(playground.url + path) as response:
            assert response.status == HTTPStatus.NOT_FOUND
