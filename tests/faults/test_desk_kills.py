"""The bot is killed (-9) between a decision and its notice, and between a letter and its arrival."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from account.desk.correspondence import letter_parcel
from account.desk.letters import Content, Sender
from playground import Person as Resident
from storage.tables import audit, letters, outbox, requests
from tests.conversations.desk_seeds import at_the_desk
from tests.conversations.seeds import works_of
from tests.faults.books import PROFILE, Books, copy_of
from tests.faults.conftest import Sizes
from tests.faults.nursery import Nursery
from tests.faults.street import Street
from tests.servers import Valkey
from tests.town import Person, Town

BOT = ("bot", "run")
A_ROUND = 4  # requests that are decided between two kills
WRITERS = 2
PATIENCE = 30.0
HEARD = {"approved": "Ваша личность подтверждена", "rejected": "одобрить её пока не удалось"}
LOST_TO_CUSTOMER, LOST_TO_GROUP = "неизвестно, дошло ли", "могло не дойти до поддержки"


class Desk:
    """A street with open requests, whose cards are in the group; two colleagues work on them."""

    def __init__(self, street: Street, books: Books) -> None:
        self.street = street
        self.books = books
        self.world = street.playground.world
        self.olga, self.petr = (each for each in self.world.people if each.role == "staff")
        self.cards: dict[int, int] = {}
        self.held: list[Any] = []

    async def opens(self, people: list[Resident]) -> dict[int, int]:
        """A request of each; its number by person."""
        for each in people:
            each.started = True  # whoever has an account has talked to the bot
            given = {"chat_id": self.street.group.id, "text": f"Заявка, {each.first_name}"}
            answer = await self.street.playground.api.perform("sendMessage", given, {})
            self.cards[each.id] = answer["result"]["message_id"]
        await self.books.sign_in([each.id for each in people], PROFILE)
        return await self.books.ask(self.cards)

    async def start_bot(self) -> None:
        await self.street.start_bot(DECISION_DELAY="1s")

    async def killed(self) -> None:
        """Kill the bot at this moment, and start another; what the dead one had in hand is nobody's any more."""
        await self.street.kill_bot()
        self.held += await self.books.let_go()
        await self.start_bot()

    async def until(self, look: Callable[[], bool], what: Callable[[], object]) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not look():
                    await self.street.change()
        except TimeoutError:
            raise AssertionError(
                f"{what()} not within {PATIENCE} s; the bot: {self.street.bot.said()[-2000:]}"
            ) from None

    async def quiet(self) -> None:
        """Until nothing is confirmed, due or under way any more; then the bot ends."""
        await self.street.confirmed(PATIENCE)
        async with asyncio.timeout(PATIENCE):
            while any(_unfinished(each) for each in await self.books.rows(outbox)):
                await self.street.change()
        await self.street.stop_bot()


def _unfinished(parcel: Any) -> bool:
    return parcel.state == "sending" or (parcel.state == "waiting" and parcel.next_at <= datetime.now(UTC))


@pytest.fixture
async def desk(nursery: Nursery, redis: Valkey, migrated: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    books = Books(copy_of(migrated, tmp_path))
    async with Street(nursery, redis, tmp_path, webhook=False, bot=BOT) as street:
        yield Desk(street, books)


async def test_a_kill_between_decision_and_notice_undoes_nothing_and_doubles_nothing(desk: Desk, sizes: Sizes) -> None:
    chance, world, street = random.Random(), desk.world, desk.street
    people = [street.newcomer(f"Анна {number}") for number in range(sizes.desk_kills * A_ROUND)]
    numbers = await desk.opens(people)
    await desk.start_bot()

    def passed() -> int:
        """Presses that were answered and notices that came."""
        return len(world.toasts) + sum(len(street.heard(each.id)) for each in people)

    for kill in range(sizes.desk_kills):
        before, now = passed(), people[kill * A_ROUND : (kill + 1) * A_ROUND]
        for each in now:
            verdicts = [f"r:{numbers[each.id]}:ok", f"r:{numbers[each.id]}:why:scan:dark"]
            for staff, verdict in zip((desk.olga, desk.petr), chance.sample(verdicts, 2), strict=True):
                world.press(staff, desk.cards[each.id], verdict, chat=street.group.id, forged=True)
        share = (kill + chance.random()) / sizes.desk_kills
        await desk.until(lambda most=before + share * 3 * A_ROUND: passed() >= most, passed)  # type: ignore[misc] # a default binds this round's value
        await desk.killed()
    await desk.until(
        lambda: all(street.heard(each.id) for each in people),
        lambda: [each.first_name for each in people if not street.heard(each.id)],
    )
    await desk.quiet()
    await assert_each_decided_once(desk, numbers)
    assert world.callbacks.unanswered == []
    in_flight = Counter(each.person for each in desk.held if each.kind == "notice")
    for row in await desk.books.rows(requests):
        heard = street.heard(row.telegram_id)
        assert all(HEARD[row.state] in each for each in heard)
        assert 1 <= len(heard) <= 1 + in_flight[row.telegram_id]
    assert street.in_flight > 0, "no kill hit a decision: this run has shown nothing"
    assert desk.held, "no kill hit what comes of one"


async def assert_each_decided_once(desk: Desk, numbers: dict[int, int]) -> None:
    once = Counter(numbers.values())
    rows, parcels = await desk.books.rows(requests), await desk.books.rows(outbox)
    assert Counter(each.id for each in rows if each.state in HEARD and each.told_at is not None) == once
    assert Counter(each.request_id for each in await desk.books.rows(audit)) == once
    for kind in ("tell", "notice"):
        put = [each for each in parcels if each.kind == kind]
        assert Counter(int(each.key.rpartition(":")[2]) for each in put) == once
        assert {each.state for each in put} == {"delivered"}


@dataclass(frozen=True)
class Sent:
    """A letter: where it was written, and where it goes."""

    text: str
    number: int
    chat: int
    to: int


class Post:
    """What became of the letters, as staff and customers see it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.sent: list[Sent] = []

    def writes(self, writer: Resident, chat: int, to: int, **more: Any) -> None:
        text = f"письмо «{len(self.sent):04}»"
        self.sent.append(Sent(text, self.desk.world.say(writer, text, chat=chat, **more)["message_id"], chat, to))

    def arrived(self, letter: Sent) -> int:
        return sum(letter.text in each["text"] for each in self._by_bot(letter.to))

    def told(self, letter: Sent) -> bool:
        """Whether a word below it says that nobody knows."""
        words = LOST_TO_CUSTOMER if letter.chat == self.desk.street.group.id else LOST_TO_GROUP
        return any(
            words in each["text"] and each.get("reply_to_message", {}).get("message_id") == letter.number
            for each in self._by_bot(letter.chat)
        )

    @property
    def lost(self) -> list[Sent]:
        return [each for each in self.sent if not self.arrived(each) and not self.told(each)]

    def _by_bot(self, chat: int) -> Iterator[dict[str, Any]]:
        return (each for each in self.desk.world.messages(chat) if each["from"].get("is_bot") and "text" in each)


async def test_no_letter_is_lost_in_silence_or_doubled_by_a_kill(desk: Desk, sizes: Sizes) -> None:
    post, group, staff = Post(desk), desk.street.group.id, (desk.olga, desk.petr)
    people = [desk.street.newcomer(f"Анна {number}") for number in range(WRITERS)]
    await desk.opens(people)
    await desk.start_bot()
    for kill in range(sizes.desk_kills):
        before = len(post.sent)
        for each in people:
            post.writes(random.choice(staff), group, each.id, reply_to=desk.cards[each.id])
            post.writes(each, each.id, group)
        left = (1 - (kill + random.random()) / sizes.desk_kills) * (len(post.sent) - before)
        await desk.until(lambda most=left: len(post.lost) <= most, lambda: post.lost)  # type: ignore[misc] # a default binds this round's value
        await desk.killed()
    await desk.until(lambda: not post.lost, lambda: post.lost)
    await desk.quiet()
    assert [each for each in post.sent if post.arrived(each) > 1] == []
    assert {each.state for each in await desk.books.rows(letters)} <= {"delivered", "unknown"}
    in_hand = [each for each in desk.held if each.kind == "letter"]
    assert in_hand, "no kill hit a letter: this run has shown nothing"
    assert sum(map(post.told, post.sent)) <= len(in_hand)


@pytest.mark.parametrize("begun", [False, True])
async def test_what_a_dead_worker_had_in_hand_goes_out_unless_it_may_have_gone(
    town: Town, anna: Person, begun: bool
) -> None:
    request = await at_the_desk(town, anna)
    written = await town.olga.says("//положим, это письмо")
    await town.delivered()
    await town.app.stop()
    at, content = town.clock(), Content("text", "это письмо")
    async with works_of(town)() as work:
        letter = await work.letters.add(request.id, Sender.STAFF, town.olga.id, written["message_id"], content, at)
        await work.outbox.put(parcel := letter_parcel(request.id, Sender.STAFF, letter, at))
        assert [each.parcel for each in await work.outbox.claim(1, at, at)] == [parcel]
        if begun:
            assert await work.letters.begin(letter)
    await town.start_bot()
    if begun:
        word = await town.olga.hears(LOST_TO_CUSTOMER)
        assert word["reply_to_message"]["message_id"] == written["message_id"]
    else:
        await anna.hears("Поддержка", "это письмо")
    await town.delivered()
    assert anna.sees("это письмо") is not begun
    assert town.olga.sees(LOST_TO_CUSTOMER) is begun
