"""How the server says no: Telegram's code, words and parameters."""

from typing import Any


class Refused(Exception):  # noqa: N818 (a refusal is an answer, not a fault)
    """An API call Telegram would refuse; becomes the JSON answer with `ok: false`."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class ImpossibleError(ValueError):
    """Something a person's app would not let them do, like writing to a bot they blocked."""


def bad(words: str) -> Refused:
    return Refused(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refused:
    return Refused(403, f"Forbidden: {words}")
