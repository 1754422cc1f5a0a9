"""What the buttons outside of questions do: those of the menu, of the commands and of pages."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.commands import Commands
from handlers.menu import Menu
from handlers.page import Page
from handlers.visit import Visit
from texts import LANGUAGES

DIGITS_MOST = 18  # of a number that a database takes


class Buttons:
    """Reads the data behind a button: its kind, then what it says."""

    def __init__(self, commands: Commands, menu: Menu, pages: Iterable[Page]) -> None:
        self._commands = commands
        self._menu = menu
        self._pages = {page.kind: page for page in pages}

    async def pressed(self, visit: Visit, kind: str, rest: str) -> bool:
        """Do it; False when the button says nothing that this version knows."""
        parts = rest.split(":")
        if kind in self._pages:
            return await self._pages[kind].pressed(visit, parts)
        match kind, parts:
            case "m", ["menu"]:
                await self._menu.show(visit)
            case "m", [name]:
                return await self._commands.run(visit, name)
            case "i", _:
                return await self._interrupted(visit, parts)
            case "v", ["withdraw"]:
                await self._commands.withdraw(visit)
            case "v", ["supplement"]:
                return await self._commands.run(visit, "supplement")
            case "s", ["end", session] if session.isdecimal() and len(session) <= DIGITS_MOST:
                await self._commands.end_stranger(visit, int(session))
            case "l", [language] if language in LANGUAGES:
                await self._commands.choose_language(visit, language)
            case _:
                return False
        return True

    async def _interrupted(self, visit: Visit, parts: list[str]) -> bool:
        """Go on with the conversation that a command would have thrown away, or give it up."""
        match parts:
            case ["keep"]:
                await self._commands.keep(visit)
            case ["go", name]:
                return await self._commands.go(visit, name)
            case ["anew", form]:
                return await self._commands.anew(visit, form)
            case _:
                return False
        return True
