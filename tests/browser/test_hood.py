"""Under the hood on the page: the lit step, the calls as they come, and what is kept seen as it is stored."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from bot.hood_drawing import drawing
from playground import Person, Playground
from tests.browser.conftest import PageOf
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot
from tests.browser.test_access import grave

SEALED = {"value": "v1:5029f8190900bcb5…", "sealed": True, "bytes": 399}


class Archive:
    """What a bot would have to tell of Anna, who registers."""

    def __init__(self) -> None:
        self.at: str | None = "phone"
        self.redis = True
        self.outbox = 1

    async def look(self, person_id: int) -> dict[str, Any]:
        form = (drawing("registration") or {}) | {"at": self.at, "answered": ["email"]}
        fields = [{"name": "body", **SEALED}, {"name": "turn", "value": "4"}]
        columns = [{"name": "id", "sealed": False}, {"name": "payload", "sealed": True}]
        rows = [[{"value": number}, SEALED if number else {"value": None}] for number in range(self.outbox)]
        return {
            "form": form if self.at and self.redis else None,
            "redis": {"key": f"conversation:{person_id}", "lives": 604_000, "fields": fields if self.redis else None},
            "sql": [{"table": "outbox", "columns": columns, "rows": rows, "total": len(rows)}],
        }


@pytest.fixture
def archive() -> Archive:
    return Archive()


@pytest.fixture
async def told(archive: Archive) -> AsyncIterator[Playground]:
    playground = Playground(hood=archive)
    await playground.start()
    playground.world.add_person("Анна", "Смирнова")
    playground.world.add_person("Борис")
    yield playground
    await playground.stop()


@pytest.fixture
def anna(told: Playground) -> Person:
    return told.world.people[0]


@pytest.fixture
def heard(told: Playground, bot: ScriptedBot) -> ScriptedBot:
    """The bot of this town."""
    return ScriptedBot(told, bot.session)


def hood(screen: Screen) -> Locator:
    return screen.page.get_by_role("complementary", name="Под капотом")


async def opened(page_of: PageOf, of: Playground, **context: Any) -> Screen:
    screen = await page_of(of=of, **context)
    await screen.page.get_by_role("button", name="Под капотом").click()
    await expect(hood(screen)).to_be_visible()
    return screen


async def test_the_present_step_is_lit_and_moves(page_of: PageOf, told: Playground, archive: Archive) -> None:
    screen = await opened(page_of, told)
    picture = hood(screen).get_by_role("img", name="Разговор registration: шаг «phone», 2 из 7. Уже отвечено: email.")
    await expect(picture).to_be_visible()
    await expect(picture.locator(".now")).to_have_attribute("data-state", "phone")
    await expect(picture.locator(".done")).to_have_attribute("data-state", "email")
    assert await picture.locator("[data-state]").count() == 8
    archive.at = "password"
    await expect(hood(screen).locator(".now")).to_have_attribute("data-state", "password")
    archive.at = None
    await expect(hood(screen).get_by_text("Сейчас разговор не открыт")).to_be_visible()


async def test_calls_come_as_they_are_made(page_of: PageOf, told: Playground, anna: Person, heard: ScriptedBot) -> None:
    told.world.say(anna, "/start")
    screen = await opened(page_of, told)
    await expect(hood(screen).get_by_text("Вызовов ещё не было")).to_be_visible()
    await heard.says(anna, "Здравствуйте!")
    first = hood(screen).locator("[data-call=sendMessage]")
    await expect(first).to_contain_text("принят")
    await first.get_by_text("sendMessage").click()
    await expect(first.get_by_label("sendMessage: Параметры")).to_contain_text('"text": "Здравствуйте!"')
    await expect(first.get_by_label("sendMessage: Ответ")).to_contain_text('"message_id": 2')
    told.faults.refuse["sendPhoto"] = (400, "Bad Request: no photos today")
    async with heard.session.post(f"{heard.base}/sendPhoto", data={"chat_id": anna.id, "photo": "x"}):
        pass
    refused = hood(screen).locator("[data-call]").first
    await expect(refused).to_contain_text("400")
    await expect(refused).to_contain_text("no photos today")
    await expect(first.get_by_label("sendMessage: Ответ")).to_be_visible()
    assert told.token not in await screen.page.content()


async def test_what_is_sealed_is_seen_to_be(page_of: PageOf, told: Playground, archive: Archive) -> None:
    screen = await opened(page_of, told)
    record = hood(screen).get_by_role("region", name="Redis")
    await expect(record.get_by_role("row", name="body").locator(".sealed")).to_have_text(str(SEALED["value"]))
    await expect(record.locator(".sealed")).to_have_attribute("title", "зашифровано, 399 Б")
    await expect(hood(screen).get_by_text("Исчезнет через 7 д")).to_be_visible()
    rows = hood(screen).get_by_role("region", name=re.compile("^outbox: строк"))
    await expect(rows.get_by_role("rowheader")).to_have_text(["id", "payload"])
    await expect(rows.locator(".nothing")).to_have_text("NULL")
    archive.outbox = 3
    await expect(rows.get_by_role("columnheader")).to_have_text(["id", "payload"])
    await expect(rows.locator(".sealed")).to_have_count(2)


async def test_a_folded_table_stays_folded(page_of: PageOf, told: Playground, archive: Archive) -> None:
    screen = await opened(page_of, told)
    rows = hood(screen).get_by_role("region", name=re.compile("^outbox: строк"))
    await expect(rows).to_be_visible()
    await hood(screen).get_by_text("outbox").click()
    await expect(rows).to_be_hidden()
    archive.outbox = 3
    await expect(hood(screen).locator("[data-name=outbox] .hood-count")).to_have_text("3")
    await expect(rows).to_be_hidden()


async def test_a_redis_that_is_away_is_told_of(page_of: PageOf, told: Playground, archive: Archive) -> None:
    screen = await opened(page_of, told)
    archive.redis = False
    await expect(hood(screen).get_by_text("Redis не отвечает")).to_be_visible()
    await expect(hood(screen).get_by_text("пока он не отвечает, шаг не узнать")).to_be_visible()


async def test_another_person_is_chosen(page_of: PageOf, told: Playground, anna: Person, heard: ScriptedBot) -> None:
    told.world.say(anna, "/start")
    await heard.says(anna, "Здравствуйте!")
    screen = await opened(page_of, told)
    await expect(hood(screen).locator("[data-call]")).to_have_count(1)
    boris = told.world.people[1]
    await hood(screen).get_by_label("Кто").select_option(label="Борис")
    await expect(hood(screen).get_by_text(f"conversation:{boris.id}")).to_be_visible()
    await expect(hood(screen).locator("[data-call]")).to_have_count(0)
    bar = screen.page.get_by_role("toolbar", name="Что сломать")
    await expect(bar.get_by_label("Кто")).to_have_value(str(boris.id))


async def test_it_is_opened_and_closed_by_keys_and_stays_as_it_was(page_of: PageOf, told: Playground) -> None:
    screen = await page_of(of=told)
    opener = screen.page.get_by_role("button", name="Под капотом")
    await expect(hood(screen)).to_be_hidden()
    await opener.press("Enter")
    await expect(opener).to_have_attribute("aria-expanded", "true")
    await screen.page.reload()
    await expect(hood(screen)).to_be_visible()
    await hood(screen).get_by_label("Закрыть панель").focus()
    await screen.page.keyboard.press("Escape")
    await expect(hood(screen)).to_be_hidden()
    await expect(opener).to_be_focused()


async def test_a_town_without_a_bot_shows_the_calls_only(
    page_of: PageOf, playground: Playground, bot: ScriptedBot
) -> None:
    vera = playground.world.add_person("Вера")
    playground.world.say(vera, "/start")
    screen = await opened(page_of, playground)
    await expect(hood(screen).get_by_text("Эта площадка работает без своего бота")).to_be_visible()
    await bot.says(vera, "Здравствуйте!")
    await expect(hood(screen).locator("[data-call]")).to_have_count(1)
    await expect(hood(screen).get_by_role("heading", name="Redis")).to_be_hidden()
    await expect(hood(screen).get_by_role("heading", name="База данных")).to_be_hidden()


async def test_it_fits_a_phone(page_of: PageOf, told: Playground) -> None:
    screen = await opened(page_of, told, viewport={"width": 360, "height": 740}, has_touch=True)
    await expect(hood(screen).locator(".now")).to_be_visible()
    assert await screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await hood(screen).evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    await hood(screen).get_by_label("Закрыть панель").tap()
    await expect(hood(screen)).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious_under_the_hood(
    page_of: PageOf, told: Playground, anna: Person, heard: ScriptedBot, scheme: str
) -> None:
    told.world.say(anna, "/start")
    await heard.says(anna, "Здравствуйте!")
    screen = await opened(page_of, told, color_scheme=scheme)
    await hood(screen).locator("[data-call=sendMessage]").get_by_text("sendMessage").click()
    await expect(hood(screen).locator(".now")).to_be_visible()
    assert await grave(screen) == []


async def test_it_speaks_english(page_of: PageOf, told: Playground) -> None:
    screen = await page_of(of=told, locale="en-GB")
    await screen.page.get_by_role("button", name="Under the hood").click()
    panel = screen.page.get_by_role("complementary", name="Under the hood")
    await expect(panel.get_by_role("img", name=re.compile("^Conversation registration: step “phone”"))).to_be_visible()
    for part in ("Conversation", "Bot API calls", "Redis", "Database"):
        await expect(panel.get_by_role("heading", name=part)).to_be_visible()
