"""Joins all rooms: plain constructors, in the order in which things need each other."""

from __future__ import annotations

import asyncio
import gc
import secrets
import time
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from account.cabinet import Cabinet
from account.codes import CodeService
from account.desk import DeskService
from account.people import PeopleService
from account.ports import Works
from account.profiles import ProfileService
from account.registration import RegistrationService
from account.reset import ResetService
from account.sign_in import SignInService
from account.verification import VerificationService
from bot.courier import Courier
from bot.intake.polling import ALLOWED, Polling
from bot.intake.steps import Steps
from bot.intake.webhook import Webhook
from bot.look import LookAtFile
from bot.parcels.cards import CardParcels
from bot.parcels.codes import CodeParcels
from bot.parcels.desk import DeskParcels
from bot.parcels.notices import NoticeParcels
from bot.published import publish_commands
from bot.settings import Settings, SettingsError
from fsm.engine import Engine
from fsm.forms import FORMS
from gateways.hashing import Hasher
from gateways.mail import Mail
from gateways.pictures import Inspector
from gateways.sms import Sms
from gateways.telegram import Sender
from handlers.commands import Commands
from handlers.customers import Customers
from handlers.desk import Desk
from handlers.menu import Menu
from handlers.talk import Talk
from handlers.words import Words
from storage.conversations import Conversations
from storage.database import check as check_database
from storage.database import open_database
from storage.embedded_redis import EmbeddedRedis
from storage.encryption import Keyring
from storage.migrate import pending, upgrade
from storage.redis_client import connect
from storage.retention import sweep
from storage.work import works as sql_works
from texts import Texts

CONSENT_VERSION = "2026-11"
SWEEP_EVERY = 3600.0
TELEGRAM_WITHIN = 10  # seconds a call to Telegram may take

log = structlog.get_logger("bot")
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


class App:
    """The running bot. ``start``, then ``stop``; what was started is stopped in the opposite order."""

    def __init__(self, settings: Settings, clock: Clock = utc_now, hash_memory_kib: int = 65536) -> None:
        settings.required("bot_token", "smtp_url", "sms_url")
        self._settings = settings
        self._clock = clock
        self._hash_memory_kib = hash_memory_kib
        self._stack = AsyncExitStack()
        self._swept = 0.0
        self.steps: Steps
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
        gc.freeze()  # what exists now lives for ever: no collection has to walk over it (performance.md)

    async def stop(self) -> None:
        await self._stack.aclose()

    async def _start(self, take_updates: bool) -> None:  # noqa: FBT001 - private, named at its only call
        settings = self._settings
        keyring = Keyring(settings.keys())
        await self._open_database()
        conversations = Conversations(connect(await self._redis_url()), keyring)
        self._stack.push_async_callback(conversations.close)
        bot = self._bot()
        self._stack.push_async_callback(bot.session.close)
        texts = Texts(settings.product, settings.zone, self._clock)
        woken = asyncio.Event()
        works = sql_works(self.engine, keyring, woken.set)
        self.cabinet = cabinet = self._cabinet(bot, works)
        courier = self._courier(bot, works, cabinet, texts, woken)
        self._run(courier.run(), courier.stop)
        dispatcher = self._dispatcher(conversations, cabinet, texts)
        self.steps = Steps(bot, dispatcher, cabinet.people, texts, self._clock)
        if take_updates:
            await self._take_updates(bot, texts)

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

    async def _redis_url(self) -> str:
        if self._settings.redis_url is not None:
            return self._settings.redis_url.get_secret_value()
        embedded = EmbeddedRedis(self._settings.data_dir / "redis")
        self._stack.push_async_callback(embedded.stop)
        return await embedded.start()

    def _bot(self) -> Bot:
        token = self._settings.bot_token
        assert token is not None
        api = TelegramAPIServer.from_base(self._settings.telegram_api_url)
        session = AiohttpSession(api=api, timeout=TELEGRAM_WITHIN)
        return Bot(token.get_secret_value(), session=session, default=DefaultBotProperties(parse_mode="HTML"))

    def _cabinet(self, bot: Bot, works: Works) -> Cabinet:
        settings = self._settings
        hasher, inspector = Hasher(self._hash_memory_kib), Inspector()
        self._stack.callback(hasher.close)
        self._stack.push_async_callback(inspector.close)
        codes = CodeService(works)
        sign_in = SignInService(works, hasher)
        return Cabinet(
            registration=RegistrationService(works, codes, CONSENT_VERSION),
            codes=codes,
            sign_in=sign_in,
            reset=ResetService(works, codes, hasher),
            profiles=ProfileService(works, sign_in),
            verification=VerificationService(works, sign_in, LookAtFile(bot, inspector), settings.answer_within),
            desk=DeskService(works, settings.decision_delay, settings.answer_within),
            people=PeopleService(works),
            hasher=hasher,
        )

    def _courier(self, bot: Bot, works: Works, cabinet: Cabinet, texts: Texts, woken: asyncio.Event) -> Courier:
        settings = self._settings
        assert settings.smtp_url is not None
        assert settings.sms_url is not None
        mail = Mail(settings.smtp_url.get_secret_value(), settings.sender)
        sms = Sms(settings.sms_url.get_secret_value(), settings.sms_ok)
        sender = Sender(bot, settings.broadcast_rate)
        codes = CodeParcels(mail, sms, cabinet.codes, texts, self._clock)
        cards = CardParcels(bot, works, sender, Words(texts, "ru"), settings.support_chat_id)
        desk = DeskParcels(cabinet.desk, self._clock)
        carriers = {
            "code-email": codes.by_mail,
            "code-phone": codes.by_sms,
            "decoy-email": codes.decoy_mail,
            "decoy-phone": codes.decoy_sms,
            "notice": NoticeParcels(works, sender, texts, self._clock).carry,
            "card": cards.carry,
            "redraw": cards.redraw,
            "tell": desk.tell,
            "overdue": desk.overdue,
        }
        return Courier(works, carriers, cards.ask_about, self._clock, self._chores, woken)

    def _dispatcher(self, conversations: Conversations, cabinet: Cabinet, texts: Texts) -> Dispatcher:
        settings = self._settings
        engine = Engine(FORMS, cabinet, lambda: secrets.token_urlsafe(3))
        menu = Menu(cabinet)
        talk = Talk(engine, menu)
        customers = Customers(
            cabinet,
            texts,
            Commands(cabinet, menu, talk),
            menu,
            talk,
            settings.zone,
            self._clock,
            lambda state: (conversations.was_applied(state.key), conversations.is_new(state.key)),
        )
        dispatcher = Dispatcher(storage=conversations, events_isolation=conversations)
        dispatcher.include_router(customers.routes())
        if (group := settings.support_chat_id) is not None:
            desk = Desk(cabinet, Words(texts, "ru"), group, settings.zone, self._clock)
            dispatcher.include_router(desk.routes())
        return dispatcher

    async def _take_updates(self, bot: Bot, texts: Texts) -> None:
        settings = self._settings
        if settings.webhook_url is not None:
            await self._serve(bot, settings.webhook_url)
        else:
            await bot.delete_webhook()
            assert settings.bot_token is not None
            base = settings.telegram_api_url.rstrip("/")
            polling = Polling(f"{base}/bot{settings.bot_token.get_secret_value()}", self.steps)
            self._run(polling.run(), polling.stop)
        try:
            await publish_commands(bot, texts)
        except TelegramAPIError as error:
            log.warning("commands.not-published", error=type(error).__name__)

    async def _serve(self, bot: Bot, url: str) -> None:
        settings = self._settings
        webhook = Webhook(bot, self.steps, url, settings.shown_to_webhook())
        server = web.Application(client_max_size=4 * 1024 * 1024)
        server.add_routes([*webhook.routes(), web.get("/health", self._health)])
        runner = web.AppRunner(server, access_log=None, shutdown_timeout=1)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        self._stack.push_async_callback(webhook.stop)
        try:
            await web.TCPSite(runner, settings.http_host, settings.http_port).start()
        except OSError as error:
            raise SettingsError(f"HTTP_HOST, HTTP_PORT: nothing can be served there: {error.strerror}") from None
        await bot.set_webhook(url, secret_token=settings.shown_to_webhook(), allowed_updates=list(ALLOWED))

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, "set_aside": self.steps.set_aside})

    def _run(self, work: Coroutine[Any, Any, None], stop: Callable[[], None]) -> None:
        task = asyncio.create_task(work)

        async def end() -> None:
            stop()
            await asyncio.wait([task])
            if (error := None if task.cancelled() else task.exception()) is not None:
                raise error

        self._stack.push_async_callback(end)

    async def _chores(self, at: datetime) -> None:
        """What the worker does beside parcels: hourly removal of what is past its time."""
        now = time.monotonic()
        if now - self._swept > SWEEP_EVERY:
            self._swept = now
            await sweep(self.engine, at)
