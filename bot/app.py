"""The running bot: what is opened, started, and in the opposite order ended."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from account.cabinet import Cabinet
from account.desk.group import DeskGroup
from account.policies.ports import Policies
from bot.intake.announcing import announce, refuse_unknown_token
from bot.intake.gate import Gate
from bot.intake.polling import Polling
from bot.intake.steps import Steps
from bot.intake.webhook import Webhook
from bot.kept import RESPONSES
from bot.parts import (
    Clock,
    insurer_s_policies,
    make_broadcast_worker,
    make_cabinet,
    make_courier,
    make_dispatcher,
    make_import_worker,
)
from bot.settings import Settings, SettingsError
from bot.upkeep import Upkeep
from gateways.hashing import Hasher
from gateways.members import Members
from gateways.pictures import Inspector
from gateways.session import Session
from gateways.telegram import Sender
from storage.conversations import Conversations
from storage.database import check as check_database
from storage.database import open_database
from storage.embedded_redis import EmbeddedRedis
from storage.encryption import Keyring
from storage.migrate import pending, upgrade
from storage.policies import SqlPolicies
from storage.redis_client import connect
from storage.retention import sweep
from storage.shared_pace import SharedPace
from storage.work import works as sql_works
from texts import Texts

SWEEP_EVERY = 3600.0
UPDATE_MOST = 4 * 1024 * 1024  # bytes
TELEGRAM_WITHIN = 10  # seconds a call to Telegram may take

log = structlog.get_logger("bot")


def utc_now() -> datetime:
    return datetime.now(UTC)


def _nothing() -> None:
    """What polling does once Telegram was told: it takes updates all the time."""


class App:
    """The running bot. ``start``, then ``stop``; what was started is stopped in the opposite order."""

    def __init__(self, settings: Settings, clock: Clock = utc_now, hash_memory_kib: int = 65536) -> None:
        settings.required("bot_token", "smtp_url", "sms_url")
        self._settings = settings
        self._clock = clock
        self._hash_memory_kib = hash_memory_kib
        self._stack = AsyncExitStack()
        self._stoppers: list[Callable[[], None]] = []
        self._wakers: list[Callable[[], None]] = []
        self._swept = 0.0
        self._walked: date | None = None
        self._kept = RESPONSES
        self.steps: Steps
        self._upkeep: Upkeep
        self.engine: AsyncEngine
        self.cabinet: Cabinet

    async def start(self, *, take_updates: bool = True) -> None:
        """Start everything; without updates it is a worker of the outbox only."""
        try:
            await self._start(take_updates)
        except BaseException:
            await self._stack.aclose()
            raise
        gc.collect()
        gc.set_threshold(10_000, 20, 50)  # a step makes thousands of objects that need no search: a fifth of its cost
        gc.freeze()  # what exists now lives for ever: no collection has to walk over it (performance.md)

    async def stop(self) -> None:
        """Everything is told at once to come to an end, then waited for: out in 10 s."""
        for stop in self._stoppers:
            stop()
        await self._stack.aclose()

    def wake(self) -> None:
        """Have the workers look for what is due now: a clock that is moved by hand tells nobody."""
        for wake in self._wakers:
            wake()

    async def _start(self, take_updates: bool) -> None:  # noqa: FBT001 - private, named at its only call
        settings = self._settings
        keyring = Keyring(settings.keys())
        await self._open_database()
        redis_url = await self._redis_url()
        redis = connect(redis_url)
        conversations = Conversations(redis, keyring)
        self._stack.push_async_callback(conversations.close)
        pace = SharedPace(redis, self._bot_id(), settings.broadcast_rate)
        self._stack.push_async_callback(pace.close)
        bot, beside = self._bots(pace)
        texts = Texts(settings.product, settings.zone, self._clock)
        woken = asyncio.Event()
        works = sql_works(self.engine, keyring, woken.set)
        hasher, inspector = Hasher(self._hash_memory_kib), Inspector(workers=2)
        self._stack.callback(hasher.close)
        self._stack.push_async_callback(inspector.close)
        policies = self._policies(keyring)
        self.cabinet = make_cabinet(settings, bot, works, policies, hasher, inspector)
        self._upkeep = Upkeep(works, self.cabinet.shut_out)
        group = DeskGroup(works, settings.support_chat_id)
        await group.settle_in(self._clock())
        sender = Sender(bot, settings.broadcast_rate, timetable=pace)
        courier = make_courier(
            settings, bot, works, self.cabinet, group, conversations, texts, self._clock, self._chores, woken, sender
        )
        self._run(courier.run(), courier.stop)
        imports = make_import_worker(settings, bot, works, self.cabinet, texts, self._clock, sender)
        self._run(imports.run(), imports.stop)
        broadcasts = make_broadcast_worker(settings, beside, works, pace, self._clock, redis_url)
        self._run(broadcasts.run(), broadcasts.stop)
        self._wakers += [woken.set, broadcasts.wake]
        if take_updates:
            dispatcher = make_dispatcher(settings, conversations, self.cabinet, group, Members(bot), texts, self._clock)
            await self.cabinet.shut_out.refresh()  # before anything is taken in
            gate = Gate(bot, self.cabinet.shut_out, texts)
            self.steps = Steps(bot, dispatcher, gate, self.cabinet.people, texts, self._clock)
            await refuse_unknown_token(bot)
            await self._take_updates(bot, texts, group.current)

    async def _open_database(self) -> None:
        url = self._settings.database()
        if self._settings.database_url is None:
            self._settings.data_folder()
        await check_database(url)
        if self._settings.database_url is None:
            await upgrade(url)
        self.engine = open_database(url)
        self._stack.push_async_callback(self.engine.dispose)
        if missing := await pending(self.engine):
            raise SystemExit(
                f"DATABASE_URL: migrations are missing ({', '.join(missing)}): run `python -m bot migrate`"
            )

    def _policies(self, keyring: Keyring) -> Policies:
        if (theirs := insurer_s_policies(self._settings)) is None:
            return SqlPolicies(self.engine, keyring)
        self._stack.push_async_callback(theirs.close)
        return theirs

    async def _redis_url(self) -> str:
        if self._settings.redis_url is not None:
            return self._settings.redis_url.get_secret_value()
        embedded = EmbeddedRedis(self._settings.data_dir / "redis")
        self._stack.push_async_callback(embedded.stop)
        return await embedded.start()

    def _bot_id(self) -> int:
        token = self._settings.bot_token
        assert token is not None
        return int(token.get_secret_value().partition(":")[0])

    def _bots(self, pace: SharedPace) -> tuple[Bot, Bot]:
        """Broadcasts have connections of their own: nobody who talks waits for one because they have them all."""
        api = TelegramAPIServer.from_base(self._settings.telegram_api_url)
        session = Session(pace.hold, api=api, timeout=TELEGRAM_WITHIN)
        return self._bot(session), self._bot(session.beside())

    def _bot(self, session: Session) -> Bot:
        token = self._settings.bot_token
        assert token is not None
        self._stack.push_async_callback(session.close)
        return Bot(token.get_secret_value(), session=session, default=DefaultBotProperties(parse_mode="HTML"))

    async def _take_updates(self, bot: Bot, texts: Texts, group: int | None) -> None:
        settings = self._settings
        url, secret = settings.webhook_url, settings.shown_to_webhook()
        tried: Callable[[], None] = _nothing
        if url is not None:
            tried = (await self._serve(bot, url)).open
        else:
            assert settings.bot_token is not None
            base = settings.telegram_api_url.rstrip("/")
            polling = Polling(f"{base}/bot{settings.bot_token.get_secret_value()}", self.steps)
            self._run(polling.run(), polling.stop)
        told = announce(bot, texts, url, secret, tried, group, settings.admin_ids)
        announcing = asyncio.create_task(told)
        self._stack.callback(announcing.cancel)

    async def _serve(self, bot: Bot, url: str) -> Webhook:
        settings = self._settings
        webhook = Webhook(bot, self.steps, url, settings.shown_to_webhook())
        server = web.Application(client_max_size=UPDATE_MOST)
        server.add_routes([*webhook.routes(), web.get("/health", self._health)])
        runner = web.AppRunner(server, access_log=None, shutdown_timeout=1)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        self._stack.push_async_callback(webhook.drain)
        self._stoppers.append(webhook.stop)
        try:
            await web.TCPSite(runner, settings.http_host, settings.http_port).start()
        except OSError as error:
            raise SettingsError(f"HTTP_HOST, HTTP_PORT: nothing can be served there: {error.strerror}") from None
        return webhook

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, "set_aside": self.steps.set_aside})

    def _run(self, work: Coroutine[Any, Any, None], stop: Callable[[], None]) -> None:
        task = asyncio.create_task(work)
        self._stoppers.append(stop)

        async def end() -> None:
            stop()
            await asyncio.wait([task])
            if (error := None if task.cancelled() else task.exception()) is not None:
                raise error

        self._stack.push_async_callback(end)

    async def _chores(self, at: datetime) -> None:
        """What the worker does beside parcels: hourly removal of what is past its time, and each day's walk begun."""
        await self._upkeep()
        now, today = time.monotonic(), self.cabinet.policy_reminders.today(at)
        if today != self._walked:
            await self.cabinet.policy_reminders.begin(at)
            self._walked = today
        if now - self._swept > SWEEP_EVERY:
            self._swept = now
            await sweep(self.engine, at)
