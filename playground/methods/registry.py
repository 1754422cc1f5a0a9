"""Bot API methods by name; each is a function from a call to its result."""

from collections.abc import Awaitable, Callable
from typing import Any

from playground.call import Call

Method = Callable[[Call], Awaitable[Any]]
METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Method], Method]:
    def register(function: Method) -> Method:
        METHODS[name] = function
        return function

    return register
