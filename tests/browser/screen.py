"""What a person at the screen does on the page: finds a column, writes, presses, looks."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import ConsoleMessage, Error, FilePayload, Locator, Page, Request, expect

Json = dict[str, Any]
PATIENCE = 10_000  # milliseconds

expect.set_options(timeout=PATIENCE)


class Screen:
    """One browser page; remembers what went wrong in it and whom it asked."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.asked: list[str] = []
        self.complaints: list[str] = []

    async def open(self) -> None:
        """Show the playground's page and wait until its columns are there."""
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", self._asks)
        self.page.on("pageerror", self._breaks)
        self.page.on("console", self._hears_of)
        await self.page.goto(self.url)
        await self.page.locator(".column").first.wait_for()

    async def leave(self) -> None:
        """Go away; what the page remembers is forgotten, since another playground may get the same port."""
        await self.page.unroute_all()
        await self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        await self.page.goto("about:blank")
        self.page.remove_listener("request", self._asks)
        self.page.remove_listener("pageerror", self._breaks)
        self.page.remove_listener("console", self._hears_of)

    @property
    def foreign(self) -> list[str]:
        """What was asked of anybody but the playground."""
        return [asked for asked in self.asked if not asked.startswith((self.url, "data:", "blob:", "about:blank"))]

    def _asks(self, request: Request) -> None:
        self.asked.append(request.url)

    def _breaks(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _hears_of(self, line: ConsoleMessage) -> None:
        """Keep errors; a lost connection is none, the playground may stop while the page is open."""
        if line.type == "error" and "net::ERR_" not in line.text:
            self.complaints.append(line.text)

    async def settles(self, item: str) -> None:
        """Choose from the page's own settings."""
        await self.page.locator("[data-settings]").click()
        await self.page.get_by_role("menuitemradio", name=item).click()

    def column(self, person: Any, chat: Any = None) -> "Column":
        chat_id = getattr(chat or person, "id", chat or person)
        person_id = getattr(person, "id", person)
        return Column(self.page.locator(f'.column[data-person="{person_id}"][data-chat="{chat_id}"]'))

    def chip(self, person: Any, chat: Any = None) -> Locator:
        return self.page.locator(f'[data-place="{person.id}:{(chat or person).id}"]')


@dataclass
class Column:
    """One person in one chat."""

    root: Locator

    @property
    def input(self) -> Locator:
        return self.root.get_by_role("textbox")

    @property
    def messages(self) -> Locator:
        return self.root.locator("[data-message-id]")

    @property
    def reply_keyboard(self) -> Locator:
        return self.root.locator(".reply-keyboard")

    def message(self, text: str) -> Locator:
        return self.messages.filter(has_text=text).last

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    async def says(self, text: str) -> None:
        await self.input.fill(text)
        await self.input.press("Enter")

    async def presses(self, name: str) -> None:
        await self.button(name).last.click()

    async def hears(self, text: str) -> None:
        await expect(self.message(text)).to_be_visible()

    async def chooses(self, opener: str, *items: str) -> None:
        """Open a menu of the column and go through its items."""
        await self.button(opener).click()
        for item in items:
            await self.root.get_by_role("menuitem", name=item).click()

    async def does_with(self, message: Locator, item: str) -> None:
        """Open a message's own menu and choose from it."""
        await message.hover()
        await message.get_by_role("button", name="Действия с сообщением").click()
        await self.root.get_by_role("menuitem", name=item).click()

    async def attaches(self, *files: FilePayload) -> None:
        await self.root.locator("input[type=file]").set_input_files(list(files))
