"""`python -m bot playground`: the stand-in for Telegram in this process, the bot itself in another beside it."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from pathlib import Path

from bot.beside import BotBeside
from bot.hood import KeptByBot
from bot.settings import load
from bot.tour import tour
from playground import Playground
from storage.encryption import Keyring
from storage.redis_directory import socket_path

TOKEN = "1234567890:playground_playground_playground_1"  # noqa: S105 - known to the stand-in only


async def playground(port: int, *, topics: bool) -> None:
    """Until Ctrl-C. The bot runs as anywhere, only its addresses and its clock lead here; killed, it comes again."""
    with tempfile.TemporaryDirectory(prefix="playground-") as data:
        town, bot = town_in(Path(data), port)
        await town.start()
        environment = os.environ | settle(town, topics=topics) | settings_in(Path(data), town)
        stopping = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
        print(f"open {town.url} in the browser; Ctrl-C stops everything", flush=True)
        await bot.keep_running(town, environment, stopping)
        await town.stop()


def town_in(data: Path, port: int = 0) -> tuple[Playground, BotBeside]:
    """A town and a bot for it whose data lie there; the bot's key is made now, for the page to light up steps by it."""
    given = load(data_dir=data, redis_url=None, database_url=None, secret_key=None, _env_file=None)
    redis = data / "redis"
    number = int(TOKEN.partition(":")[0])
    database = Path(given.database().removeprefix("sqlite:///"))
    hood = KeptByBot(number, f"unix://{socket_path(redis)}", database, Keyring(given.keys()))
    bot = BotBeside(redis)
    return Playground(host="127.0.0.1", port=port, token=TOKEN, hood=hood, machine=bot, tour=tour()), bot


def settle(town: Playground, *, topics: bool) -> dict[str, str]:
    """The first inhabitants, and what the bot's settings say of them."""
    world = town.world
    world.add_person("Анна", "Смирнова", phone="+79161234567")
    world.add_person("Борис", "Кузнецов", phone="+79037654321")
    staff = [world.add_person("Ольга", "Поддержка", role="staff"), world.add_person("Пётр", "Поддержка", role="staff")]
    admin = world.add_person("Админ", role="admin")
    group = world.add_group("Поддержка", members=staff, is_forum=topics)
    return {"SUPPORT_CHAT_ID": str(group.id), "ADMIN_IDS": str(admin.id)}


def settings_in(data: Path, town: Playground) -> dict[str, str]:
    """What leads the bot to the town, and its data there."""
    return {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": town.url,
        "SMTP_URL": town.smtp_url,
        "SMS_URL": town.sms_url,
        "DATA_DIR": str(data),
        "REDIS_URL": "",
        "DATABASE_URL": "",
        "SECRET_KEY": "",
        "WEBHOOK_URL": "",
    }
