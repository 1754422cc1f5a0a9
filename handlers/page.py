"""A page: what has commands and buttons of its own in a private chat and is no form, such as policies or privacy."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from aiogram.types import Message

from handlers.visit import Visit

Act = Callable[[Visit], Awaitable[None]]


# With what was typed after the command; False, and nothing said, for whoever is not to know that there is such a one.
ClosedAct = Callable[[Visit, str], Awaitable[bool]]


class Page(Protocol):
    """``kind`` begins the data of its buttons («p:open:17»), ``commands`` open it, also by ``?start=<name>``."""

    kind: str

    def commands(self) -> Mapping[str, Act]: ...
    async def pressed(self, visit: Visit, rest: Sequence[str]) -> bool:
        """Do what the button says; False when it says nothing that this version knows."""
        ...

    async def takes(self, visit: Visit, message: Message) -> bool:
        """Whether a message that answers no question was for this page; it is answered then."""
        ...
