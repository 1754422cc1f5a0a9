"""What the bot needs is down, slow or frozen: everybody is told in five seconds, and nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.faults.books import Books, copy_of
from tests.faults.street import free_port
from tests.servers import Valkey
from tests.town import Person, Town

TOLD_WITHIN = 5.0
NORMAL_WITHIN = 5.0
TROUBLE = "временные неполадки"
EMAIL, PASSWORD = "anna.smirnova@example.com", "снегопад47"


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """What happens here happens in time."""
    begun = asyncio.get_running_loop().time()
    yield
    took = asyncio.get_running_loop().time() - begun
    assert took <= seconds, f"took {took:.1f} s"


@pytest.fixture
async def own_redis() -> AsyncIterator[Valkey]:
    """One that may be frozen and killed."""
    async with Valkey() as server:
        yield server


@pytest.fixture(params=["polling", "webhook"])
async def street(
    request: pytest.FixtureRequest, own_redis: Valkey, migrated: Path, tmp_path: Path
) -> AsyncIterator[Town]:
    copy_of(migrated, tmp_path)
    port = free_port() if request.param == "webhook" else None
    town = Town(tmp_path, own_redis.url, webhook_port=port)
    await town.start()
    yield town
    own_redis.thaw()
    town.mend()
    await town.stop()


async def in_the_middle(town: Town, count: int = 3) -> list[Person]:
    """People who were asked for their name."""
    people = [town.newcomer(f"Анна {index}", phone=f"+7916123456{index}") for index in range(count)]
    await Books(f"sqlite:///{town.data / 'bot.sqlite3'}").sign_in([each.id for each in people])
    for each in people:
        await each.says("/profile")
        await each.hears("Напишите фамилию")
    await town.acknowledged()
    return people


async def all_say(people: list[Person], text: str) -> None:
    for each in people:
        await each.says(text)


async def all_hear(people: list[Person], words: str) -> None:
    await asyncio.gather(*(each.hears(words) for each in people))


@pytest.mark.parametrize("frozen", [True, False], ids=["frozen", "down"])
async def test_redis_is_away(street: Town, own_redis: Valkey, frozen: bool) -> None:
    people = await in_the_middle(street)
    if frozen:
        own_redis.freeze()
    else:
        await own_redis.kill()
    async with within(TOLD_WITHIN):
        await all_say(people, "Смирнова Анна Петровна")
        await all_hear(people, TROUBLE)
    if frozen:
        own_redis.thaw()
    else:
        await own_redis.start()
    async with within(NORMAL_WITHIN):
        await all_hear(people, "Напишите день")
    assert all(sum(TROUBLE in str(each.get("text")) for each in person.screen()) == 1 for person in people)


async def test_sql_is_away(street: Town) -> None:
    people = await in_the_middle(street)
    strangers = [street.newcomer("Борис")]
    async with locked(street.data / "bot.sqlite3"):
        await all_say(people, "Смирнова Анна Петровна")
        await all_hear(people, "Напишите день")  # no SQL in a plain step
        async with within(TOLD_WITHIN):
            await all_say(strangers, "/start")
            await all_hear(strangers, TROUBLE)
    async with within(NORMAL_WITHIN):
        await all_hear(strangers, "Е-ОСАГО")


@asynccontextmanager
async def locked(file: Path) -> AsyncIterator[None]:
    """Somebody else writes to the database, and does not come to an end."""
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")  # the bot, in this loop, has to end what it writes first
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def test_telegram_answers_5xx(street: Town) -> None:
    """Nobody can be told anything; what was said meanwhile is answered once it is over."""
    people = await in_the_middle(street)
    street.playground.faults.down = True
    await all_say(people, "Смирнова Анна Петровна")
    await street.until(lambda: any(not (call.answer or {})["ok"] for call in street.playground.calls), "a refused call")
    street.playground.faults.down = False
    async with within(NORMAL_WITHIN):
        await all_say(people, "7 марта 1985")
        await all_hear(people, "как указано в документе")


async def test_telegram_answers_with_a_page(street: Town) -> None:
    """«502 Bad Gateway» in HTML passes as any other outage: nothing is set aside."""
    people = await in_the_middle(street)
    street.playground.faults.page = True
    await all_say(people, "Смирнова Анна Петровна")
    if street.webhook_port is None:  # by webhook the answer needs no call
        await street.until(lambda: street.playground.faults.pages > 3 * len(people), "pages")
    street.playground.faults.page = False
    async with within(NORMAL_WITHIN):
        await all_say(people, "7 марта 1985")
        await all_hear(people, "как указано в документе")
    assert street.app.steps.set_aside == 0


async def test_the_bot_starts_while_telegram_answers_with_a_page(street: Town) -> None:
    await street.app.stop()
    street.playground.faults.page = True
    await street.start_bot()
    street.playground.faults.page = False
    anna = street.newcomer()
    async with within(NORMAL_WITHIN):
        await anna.says("/start")
        await anna.hears("Е-ОСАГО")


async def test_telegram_floods(street: Town) -> None:
    people = await in_the_middle(street)
    street.playground.faults.flood = len(people)
    await all_say(people, "Смирнова Анна Петровна")
    if street.webhook_port is None:
        async with within(NORMAL_WITHIN):
            await all_hear(people, "Напишите день")
    else:  # the price of answering in the webhook's reply: nobody tells the bot that it was refused (performance.md)
        await street.acknowledged()
    street.mend()
    await all_say(people, "7 марта 1985")
    await all_hear(people, "как указано в документе")


async def test_one_who_is_flooded_does_not_make_the_bot_deaf(street: Town) -> None:
    """Telegram shows a hundred updates that are not confirmed, and no more: behind one of his all others would wait."""
    spammer, *others = [street.newcomer(f"Борис {index}") for index in range(6)]
    street.playground.faults.flooded.add(spammer.id)
    await spammer.says("/help")
    await spammer.says("/help")
    for each in others:
        for _ in range(23):
            await each.says("/language")
    await asyncio.gather(*(each.says("/help") for each in others))
    await all_hear(others, "Помощь")
    street.playground.faults.flooded.clear()
    await spammer.says("/start")
    await spammer.hears("Е-ОСАГО")


async def test_telegram_is_slow(street: Town) -> None:
    people = await in_the_middle(street)
    street.playground.faults.slow_seconds = 1.5
    async with within(TOLD_WITHIN):
        await all_say(people, "Смирнова Анна Петровна")
        await all_hear(people, "Напишите день")


def mail_down(town: Town) -> None:
    town.mail.down = True


def mail_slow(town: Town) -> None:
    town.mail.slow = 30.0


def sms_down(town: Town) -> None:
    town.sms.down = True


def sms_slow(town: Town) -> None:
    town.sms.slow = 30.0


async def to_email_code(anna: Person) -> None:
    for act, words in (
        (anna.says("/register"), "E-MAIL"),
        (anna.says(EMAIL), "ТЕЛЕФОН"),
        (anna.shares_contact(), "ПАРОЛЬ"),
        (anna.says(PASSWORD), "ПОВТОРИТЕ ПАРОЛЬ"),
        (anna.says(PASSWORD), "согла"),
        (anna.presses("Я согласен с пользовательским соглашением"), "согла"),
        (anna.presses("Даю согласие на обработку персональных данных"), "согла"),
        (anna.presses("ЗАРЕГИСТРИРОВАТЬСЯ"), "Подтверждение email"),
    ):
        await act
        await anna.hears(words)


@pytest.mark.parametrize("street", ["polling"], indirect=True)
@pytest.mark.parametrize("fault", [mail_down, mail_slow])
async def test_mail_is_away(street: Town, fault: Callable[[Town], None]) -> None:
    anna = street.newcomer("Анна")
    fault(street)
    async with within(TOLD_WITHIN + 1):  # the last one is the talk before
        await to_email_code(anna)
        await until_button(street, anna)
    street.mend()
    async with within(NORMAL_WITHIN):
        await anna.presses("Ещё раз")
        await anna.says(await street.mail_code(EMAIL))
        await anna.hears("Подтверждение номера телефона")


@pytest.mark.parametrize("street", ["polling"], indirect=True)
@pytest.mark.parametrize("fault", [sms_down, sms_slow])
async def test_sms_is_away(street: Town, fault: Callable[[Town], None]) -> None:
    anna = street.newcomer("Анна")
    await to_email_code(anna)
    code = await street.mail_code(EMAIL)
    fault(street)
    async with within(TOLD_WITHIN):
        await anna.says(code)
        await until_button(street, anna)
    street.mend()
    async with within(NORMAL_WITHIN):
        await anna.presses("Ещё раз")
        await anna.says(await street.sms_code("+79161234567"))
        await anna.hears("ФИО")


async def until_button(town: Town, anna: Person) -> None:
    """The failure is told with both ways out."""
    await town.until(lambda: any("Ещё раз" in each for each in anna.buttons()), "the offer of another code")
    assert any("Изменить" in each for each in anna.buttons())
