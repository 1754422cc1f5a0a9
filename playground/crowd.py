"""The crowd: very many people for broadcasts, who have written /start once and stand in no column of the page."""

import random
from collections.abc import Callable, Iterable

from playground.chats import Chat
from playground.people import Json, Person
from playground.refusal import ImpossibleError

Part = float | Iterable[int]
"""Some of a crowd: a share from 0 to 1, or the very ids."""
CHOSEN_BY = 20_260_101  # the same people each time
START: Json = {"text": "/start", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}


class Crowd:
    """People by number only; a chat comes to be when one of them is written to, or does something."""

    def __init__(self, bot: Json, now: Callable[[], int]) -> None:
        self.ranges: list[range] = []
        self.blocked: set[int] = set()
        """Who had blocked the bot from the start: «Forbidden: bot was blocked by the user»."""
        self.deactivated: set[int] = set()
        """Whose account is gone: «Forbidden: user is deactivated»."""
        self.unknown: set[int] = set()
        """Whom Telegram does not know: «Bad Request: chat not found»."""
        self.counts: dict[int, int] = {}
        """Person → how many messages the bot sent them, deleted ones among it; who got none is missing."""
        self.total = 0
        """How many messages the bot sent to all of them."""
        self._chats: dict[int, Chat] = {}
        self._bot = bot
        self._now = now

    def __contains__(self, number: int) -> bool:
        return any(number in numbers for numbers in self.ranges)

    def __len__(self) -> int:
        return sum(map(len, self.ranges))

    def add(self, numbers: range, **parts: Part) -> None:
        """Let them in; `parts` are blocked, deactivated and unknown, and nobody is in two of them."""
        if not numbers or any(numbers[0] in other or other[0] in numbers for other in self.ranges):
            raise ImpossibleError("a crowd has somebody in it, and its ids are free")
        for name, some in _divided(numbers, parts).items():
            getattr(self, name).update(some)
        self.ranges.append(numbers)

    def chat(self, number: int) -> Chat | None:
        """Give one's private chat with the bot; None for whom Telegram does not know."""
        chat = self._chats.get(number)
        if chat is None and number in self and number not in self.unknown:
            chat = self._chats[number] = self._open(number)
        return chat

    def _open(self, number: int) -> Chat:
        person = Person(number, f"Житель {number}", started=True)
        person.blocked, person.deactivated = number in self.blocked, number in self.deactivated
        chat = Chat(number, "private", person=person, aside=True)
        chat.statuses = {number: "member", self._bot["id"]: "member"}
        heading: Json = {"message_id": chat.next_id(), "from": person.user(), "date": self._now()}
        chat.messages[chat.last_id] = heading | {"chat": chat.brief()} | START
        return chat

    def person(self, number: int) -> Person:
        """Give one of them: they can do all that people do (`world.press(person, …)`), still unseen by the page."""
        chat = self.chat(number)
        if chat is None or chat.person is None:
            raise ImpossibleError(f"nobody in the crowd has the id {number}")
        return chat.person

    def note(self, number: int) -> None:
        """Count a message the bot sent."""
        self.total += 1
        self.counts[number] = self.counts.get(number, 0) + 1

    def received(self, number: int) -> int:
        """Tell how many messages the bot sent to this one."""
        return self.counts.get(number, 0)

    def messages(self, number: int) -> list[Json]:
        """Give the bot's messages that this one has now, oldest first."""
        there = self._chats[number].messages.values() if number in self._chats else ()
        return [message for message in there if message["from"]["id"] == self._bot["id"]]


def _divided(numbers: range, parts: dict[str, Part]) -> dict[str, set[int]]:
    """Choose who is in which part: the named ones first, then the shares out of all others."""
    named = {name: set(part) for name, part in parts.items() if not isinstance(part, int | float)}
    taken = set().union(*named.values())
    if len(taken) != sum(map(len, named.values())) or any(number not in numbers for number in taken):
        raise ImpossibleError("nobody is in two parts of a crowd, and all of them are in it")
    rest = [number for number in numbers if number not in taken]
    random.Random(CHOSEN_BY).shuffle(rest)  # noqa: S311 - nobody is to guess anything
    for name, part in parts.items():
        if isinstance(part, int | float):
            count = round(len(numbers) * part)
            if not 0 <= count <= len(rest):
                raise ImpossibleError("the shares of a crowd are from 0 to 1, and so is their sum")
            named[name], rest = set(rest[:count]), rest[count:]
    return named
