"""Each message of a step to Redis, SQL or Telegram fails once: the step is before or after, never between."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from storage.migrate import upgrade
from storage.tables import accounts, audit, broadcasts, codes, consents, outbox, roles, sign_ins
from tests.conversations.seeds import customer
from tests.faults.books import Books, copy_of
from tests.faults.fuse import Fuse
from tests.faults.postman import TAKEN, Postman
from tests.faults.street import free_port
from tests.servers import Postgres, Unavailable, Valkey
from tests.town import Person, Town

EMAIL, PHONE, PASSWORD = "anna.smirnova@example.com", "+79161234567", "снегопад47"


@dataclass
class Torn:
    """A town whose updates are brought one by one over a wire that breaks."""

    town: Town
    wire: Fuse
    postman: Postman
    books: Books
    answer_lost: bool
    breaks: int = 0

    async def step(self, act: Awaitable[Any]) -> None:
        """Bring what the act sent again and again, each time with the break one message later, until it is taken."""
        await act
        update = (await self.postman.letters.get()).update
        for after in itertools.count():
            self.wire.arm(after, answer_lost=self.answer_lost)
            status = await self.postman.post(update, self.town.playground.state.webhook.url)
            blown = self.wire.blown
            self.wire.mend()
            self.breaks += blown
            if status == TAKEN:
                return
            assert blown, f"nothing was broken, and yet the answer is {status}"


@pytest.fixture(scope="session")
async def postgres() -> AsyncIterator[Postgres]:
    try:
        async with Postgres() as server:
            await upgrade(await server.create("torn"))
            yield server
    except Unavailable as why:
        pytest.skip(f"no PostgreSQL here: {why}")


@pytest.fixture(params=["request lost", "answer lost"])
def answer_lost(request: pytest.FixtureRequest) -> bool:
    lost = bool(request.param == "answer lost")
    if not lost and "_of_a_change" in request.node.name and not request.config.getoption("--torture"):
        pytest.skip("a registration is torn in this way; a change with --torture")
    return lost


@pytest.fixture
async def torn_redis(redis: Valkey, migrated: Path, tmp_path: Path, answer_lost: bool) -> AsyncIterator[Torn]:
    url = copy_of(migrated, tmp_path)
    async with Fuse(lambda: asyncio.open_unix_connection(redis.directory / "redis.sock")) as wire:
        town = Town(tmp_path, f"redis://127.0.0.1:{wire.port}", webhook_port=free_port())
        async for torn in torn_town(town, wire, url, answer_lost):
            yield torn


@pytest.fixture
async def torn_sql(redis: Valkey, postgres: Postgres, tmp_path: Path, answer_lost: bool) -> AsyncIterator[Torn]:
    url = await postgres.clone("torn")
    name = url.partition("@/")[2].partition("?")[0]
    async with Fuse(lambda: asyncio.open_unix_connection(postgres.directory / ".s.PGSQL.5432")) as wire:
        through = f"postgresql://postgres@127.0.0.1:{wire.port}/{name}"
        town = Town(tmp_path, redis.url, webhook_port=free_port(), database_url=through)
        async for torn in torn_town(town, wire, url, answer_lost):
            yield torn


@pytest.fixture
async def torn_telegram(redis: Valkey, migrated: Path, tmp_path: Path, answer_lost: bool) -> AsyncIterator[Torn]:
    url, api = copy_of(migrated, tmp_path), free_port()
    async with Fuse(lambda: asyncio.open_connection("127.0.0.1", api)) as wire:
        through = f"http://127.0.0.1:{wire.port}"
        town = Town(tmp_path, redis.url, webhook_port=free_port(), telegram_api_url=through)
        town.playground.port = api
        async for torn in torn_town(town, wire, url, answer_lost):
            yield torn


async def torn_town(town: Town, wire: Fuse, url: str, answer_lost: bool) -> AsyncIterator[Torn]:
    await town.start()
    await town.until(lambda: town.playground.state.webhook.url, "a webhook")
    async with Postman(town.playground) as postman:
        yield Torn(town, wire, postman, Books(url), answer_lost)
    await town.stop()


async def registered(torn: Torn, anna: Person) -> None:
    """The whole registration, each of its steps torn at each of its messages."""
    town = torn.town
    for act, words in (
        (lambda: anna.says("/start"), "Е-ОСАГО"),
        (lambda: anna.presses("Регистрация"), "E-MAIL"),
        (lambda: anna.says(EMAIL), "ТЕЛЕФОН"),
        (anna.shares_contact, "ПАРОЛЬ"),
        (lambda: anna.says(PASSWORD), "ПОВТОРИТЕ ПАРОЛЬ"),
        (lambda: anna.says(PASSWORD), "согла"),
        (lambda: anna.presses("Я согласен с пользовательским соглашением"), "согла"),
        (lambda: anna.presses("Даю согласие на обработку персональных данных"), "согла"),
        (lambda: anna.presses("ЗАРЕГИСТРИРОВАТЬСЯ"), "Подтверждение email"),
    ):
        await torn.step(act())
        await anna.hears(words)
    await torn.step(anna.says(await town.mail_code(EMAIL)))
    await anna.hears("Подтверждение номера телефона")
    await torn.step(anna.says(await town.sms_code(PHONE)))
    await anna.hears("ФИО")


async def assert_one_of_each(torn: Torn, anna: Person) -> None:
    assert len(await torn.books.rows(accounts)) == 1
    assert len(await torn.books.rows(sign_ins)) == 1
    assert len(await torn.books.rows(consents)) == 2
    assert len(await torn.books.rows(codes)) == 2
    assert len(torn.town.mail.to(EMAIL)) == 1
    assert len(torn.town.sms.to(PHONE)) == 1
    account = await torn.books.account_of(anna.id)
    assert account is not None
    assert (str(account.email), str(account.phone)) == (EMAIL, PHONE)
    assert not anna.sees(PASSWORD)


async def changed_email(torn: Torn, anna: Person) -> None:
    """An e-mail changed while each of its steps is torn: once, told once, and nothing secret stays."""
    town, new = torn.town, f"new.{EMAIL}"
    known = await customer(town, anna, profile=True)
    await torn.step(anna.says("/email"))
    await anna.hears("ПАРОЛЬ")
    await torn.step(anna.says(PASSWORD))
    await anna.hears("Код с прежнего email")
    await torn.step(anna.says(await town.mail_code(known.email)))
    await anna.hears("НОВЫЙ E-MAIL")
    await torn.step(anna.says(new))
    await anna.hears("Подтверждение нового email")
    await torn.step(anna.says(await town.mail_code(new)))
    await anna.hears("Что сделать?")
    account = await torn.books.account_of(anna.id)
    assert account is not None
    assert str(account.email) == new
    parcels = [row.kind for row in await torn.books.rows(outbox) if row.person == anna.id]
    assert sorted(parcels) == ["changed-email", "code-email", "code-email"]
    town.clock.move(seconds=30)  # what was being sent when the wire broke counts as abandoned, and goes again
    assert "изменён" in (await town.last_mail(known.email, 2)).text
    assert not anna.sees(PASSWORD)


async def test_redis_breaks_within_each_step_of_a_change(torn_redis: Torn) -> None:
    await changed_email(torn_redis, torn_redis.town.newcomer("Анна", phone=PHONE))
    assert torn_redis.breaks >= 2 * 5


async def test_sql_breaks_within_each_step_of_a_change(torn_sql: Torn) -> None:
    await changed_email(torn_sql, torn_sql.town.newcomer("Анна", phone=PHONE))
    assert torn_sql.breaks >= 10


async def test_redis_breaks_within_each_step(torn_redis: Torn) -> None:
    anna = torn_redis.town.newcomer("Анна", phone=PHONE)
    await registered(torn_redis, anna)
    await assert_one_of_each(torn_redis, anna)
    assert torn_redis.breaks >= 2 * 11, "each of eleven steps asks Redis twice"


async def test_sql_breaks_within_each_step(torn_sql: Torn) -> None:
    anna = torn_sql.town.newcomer("Анна", phone=PHONE)
    await registered(torn_sql, anna)
    await assert_one_of_each(torn_sql, anna)
    assert torn_sql.breaks >= 20


async def test_telegram_breaks_within_each_step(torn_telegram: Torn) -> None:
    anna = torn_telegram.town.newcomer("Анна", phone=PHONE)
    await registered(torn_telegram, anna)
    await assert_one_of_each(torn_telegram, anna)
    assert torn_telegram.breaks >= 8, "four secrets are erased, four presses answered"


async def erased(torn: Torn) -> None:
    """An account is erased, each step of it torn at each of its messages: once, and with the answer."""
    anna = torn.town.newcomer("Анна", phone=PHONE)
    await customer(torn.town, anna, profile=True)
    for act, words in (
        (lambda: anna.says("/privacy"), "Что о вас хранится"),
        (lambda: anna.presses("Удалить аккаунт"), "Чтобы удалить аккаунт"),
        (lambda: anna.says(PASSWORD), "Удалить аккаунт насовсем?"),
        (lambda: anna.presses("УДАЛИТЬ АККАУНТ"), "Аккаунт удалён"),
    ):
        await torn.step(act())
        await anna.hears(words)
    assert [row.what for row in await torn.books.rows(audit)] == ["erased"]
    assert [await torn.books.rows(table) for table in (accounts, sign_ins, consents)] == [[], [], []]


async def test_redis_breaks_within_an_erasure(torn_redis: Torn) -> None:
    await erased(torn_redis)
    assert torn_redis.breaks >= 2 * 4


async def test_sql_breaks_within_an_erasure(torn_sql: Torn) -> None:
    await erased(torn_sql)
    assert torn_sql.breaks >= 40, "a step that erases says much to the database"


async def test_telegram_breaks_within_an_erasure(torn_telegram: Torn) -> None:
    await erased(torn_telegram)
    assert torn_telegram.breaks >= 4


async def broadcast(torn: Torn) -> None:
    """A broadcast is composed, each step of it torn at each of its messages: it is made once."""
    anna = torn.town.newcomer("Анна", phone=PHONE)
    admin = insert(roles).values(telegram_id=anna.id, role="admin", named_by=1, at=torn.town.clock())
    async with torn.town.app.engine.begin() as connection:
        await connection.execute(admin)
    for act, words in (
        (lambda: anna.says("/broadcast"), "Пришлите его так"),
        (lambda: anna.says("Привет"), "Выберите получателей"),
        (lambda: anna.presses("Всем: 1"), "Можно написать только тем"),
        (lambda: anna.presses("Все языки: 1"), "Сервисное или реклама"),
        (lambda: anna.presses("Сервисное, всем: 1"), "Кнопка со ссылкой"),
        (lambda: anna.presses("Без кнопки"), "Когда отправить"),
        (lambda: anna.says("завтра 10:00"), "Проверьте рассылку"),
        (lambda: anna.presses("Отправить"), "Рассылка №\u00a01 запланирована"),
    ):
        await torn.step(act())
        await anna.hears(words)
    assert [row.what for row in await torn.books.rows(audit)] == ["broadcast-made"]
    assert len(await torn.books.rows(broadcasts)) == 1


async def test_redis_breaks_within_a_broadcast(torn_redis: Torn) -> None:
    await broadcast(torn_redis)
    assert torn_redis.breaks >= 2 * 8


async def test_telegram_breaks_within_a_broadcast(torn_telegram: Torn) -> None:
    await broadcast(torn_telegram)
    assert torn_telegram.breaks >= 7, "five presses are answered, one preview is shown, the end is said"
