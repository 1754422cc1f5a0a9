"""`python -m bot check`: every setting and every connection, one line each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError
from aiogram.types import ChatMemberAdministrator
from redis.exceptions import RedisError

from account.policies.ports import PoliciesAwayError
from bot.parts import insurer_s_policies
from bot.settings import Settings, SettingsError
from gateways.errors import Undelivered
from gateways.mail import Mail
from gateways.session import Session
from gateways.sms import Sms
from storage.database import DatabaseDown
from storage.database import check as check_database
from storage.embedded_redis import EmbeddedRedis, EmbeddedRedisError
from storage.redis_client import connect

OURS = (DatabaseDown, Undelivered, PoliciesAwayError, EmbeddedRedisError)
EXPECTED = (
    *OURS,
    SettingsError,
    TelegramAPIError,
    RedisError,
    OSError,
    ValueError,
)


async def check(settings: Settings) -> int:
    """Print what is right and what is wrong; 0 when all is right."""
    lines: dict[str, Callable[[Settings], Awaitable[str]]] = {
        "SECRET_KEY": _secret,
        "BOT_TOKEN": _telegram,
        "SUPPORT_CHAT_ID": _group,
        "REDIS_URL": _redis,
        "DATABASE_URL": _database,
        "SMTP_URL": _mail,
        "SMS_URL": _sms,
        "POLICIES_URL": _policies,
    }
    wrong = 0
    for name, look in lines.items():
        try:
            print(f"ok     {name}: {await look(settings)}")
        except EXPECTED as error:
            wrong += 1
            words = (
                str(error) if isinstance(error, SettingsError) else f"{name}: {type(error).__name__}: {_safe(error)}"
            )
            print(f"WRONG  {words}")
    return 1 if wrong else 0


def _safe(error: Exception) -> str:
    """Our own errors say nothing secret; others may quote an address with a key in it."""
    return str(error) if isinstance(error, OURS) else "no answer"


async def _secret(settings: Settings) -> str:
    settings.keys()
    return "set" if settings.secret_key else "made at the first start, in DATA_DIR"


def _bot(settings: Settings) -> Bot:
    settings.required("bot_token")
    assert settings.bot_token is not None
    session = Session(api=TelegramAPIServer.from_base(settings.telegram_api_url), timeout=10)
    return Bot(settings.bot_token.get_secret_value(), session=session)


async def _telegram(settings: Settings) -> str:
    async with _bot(settings).context() as bot:
        return f"@{(await bot.me()).username}"


async def _group(settings: Settings) -> str:
    settings.required("support_chat_id")
    assert settings.support_chat_id is not None
    async with _bot(settings).context() as bot:
        chat = await bot.get_chat(settings.support_chat_id)
        own = await bot.get_chat_member(settings.support_chat_id, (await bot.me()).id)
        what = "a group with topics" if chat.is_forum else "a plain group"
        # A mere member hears neither what answers nobody nor who comes and goes, and cannot take the files away.
        if not isinstance(own, ChatMemberAdministrator) or not own.can_delete_messages:
            raise SettingsError(f"SUPPORT_CHAT_ID: {what}, where the bot is no administrator who may delete messages")
        if chat.is_forum and not own.can_manage_topics:
            raise SettingsError(f"SUPPORT_CHAT_ID: {what}, where the bot may not manage topics")
        return what


async def _redis(settings: Settings) -> str:
    embedded = None if settings.redis_url else EmbeddedRedis(settings.data_dir / "redis")
    url = await embedded.start() if embedded else str(settings.redis_url and settings.redis_url.get_secret_value())
    client = connect(url)
    try:
        await client.execute_command("PING")
    finally:
        await client.aclose()
        if embedded:
            await embedded.stop()
    return "embedded" if embedded else "answers"


async def _database(settings: Settings) -> str:
    if settings.database_url is None:
        settings.data_folder()
    return await check_database(settings.database())


async def _mail(settings: Settings) -> str:
    settings.required("smtp_url")
    assert settings.smtp_url is not None
    await Mail(settings.smtp_url.get_secret_value(), settings.sender).check()
    return "takes letters"


async def _sms(settings: Settings) -> str:
    settings.required("sms_url")
    assert settings.sms_url is not None
    await Sms(settings.sms_url.get_secret_value(), settings.sms_ok).check()
    return "answers"


async def _policies(settings: Settings) -> str:
    policies = insurer_s_policies(settings)
    if policies is None:
        return "the bot's own tables"
    try:
        await policies.check()
    finally:
        await policies.close()
    return "answers"
