"""`python -m bot playground`: the stand-in for Telegram in this process, the bot itself in another beside it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from pathlib import Path

from playground import Playground, World

TOKEN = "1234567890:playground_playground_playground_1"  # noqa: S105 - known to the stand-in only
ENDS_WITHIN = 10.0
RESTART_AFTER = 1.0
ROOT = Path(__file__).resolve().parent.parent
BOT = (sys.executable, "-m", "bot.played")


async def playground(port: int, *, topics: bool) -> None:
    """Until Ctrl-C. The bot runs as anywhere, only its addresses and its clock lead here; killed, it comes again."""
    town = Playground(host="127.0.0.1", port=port, token=TOKEN)
    await town.start()
    world = town.world
    world.add_person("Анна", "Смирнова", phone="+79161234567")
    world.add_person("Борис", "Кузнецов", phone="+79037654321")
    staff = [world.add_person("Ольга", "Поддержка", role="staff"), world.add_person("Пётр", "Поддержка", role="staff")]
    admin = world.add_person("Админ", role="admin")
    group = world.add_group("Поддержка", members=staff, is_forum=topics)
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    print(f"open {town.url} in the browser; Ctrl-C stops everything", flush=True)
    with tempfile.TemporaryDirectory(prefix="playground-") as data:
        environment = os.environ | {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": town.url,
            "SMTP_URL": town.smtp_url,
            "SMS_URL": town.sms_url,
            "SUPPORT_CHAT_ID": str(group.id),
            "ADMIN_IDS": str(admin.id),
            "DATA_DIR": data,
            "REDIS_URL": "",
            "DATABASE_URL": "",
            "SECRET_KEY": "",
            "WEBHOOK_URL": "",
        }
        await keep_running(BOT, environment, world, stopping)
    await town.stop()


async def keep_running(
    command: tuple[str, ...],
    environment: dict[str, str],
    world: World,
    stopping: asyncio.Event,
    again_after: float = RESTART_AFTER,
) -> None:
    """Start the bot, tell it the town's clock, start it again (seconds) after it ends; until ``stopping``."""
    waiting = asyncio.create_task(stopping.wait())
    while not stopping.is_set():
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=environment, start_new_session=True, stdin=asyncio.subprocess.PIPE
        )
        assert process.stdin is not None
        ended = asyncio.create_task(process.wait())
        telling = asyncio.create_task(_tell_lead(world, process.stdin))
        await asyncio.wait({waiting, ended}, return_when=asyncio.FIRST_COMPLETED)
        telling.cancel()
        if not ended.done():
            await _end(process, ended)
        elif not stopping.is_set():
            print("the bot has ended; it is started again", flush=True)
            await asyncio.wait({waiting}, timeout=again_after)


async def _tell_lead(world: World, bot: asyncio.StreamWriter) -> None:
    """Write how far ahead the town's clock is: at once, and whenever it was moved."""
    while True:
        told = world.ahead
        bot.write(f"{told}\n".encode())
        await world.until(lambda: world.ahead != told, None)  # noqa: B023 - looked at before the next round


async def _end(process: asyncio.subprocess.Process, ended: asyncio.Task[int]) -> None:
    with contextlib.suppress(ProcessLookupError):  # it may end by itself at this moment
        process.terminate()
        await asyncio.wait({ended}, timeout=ENDS_WITHIN)
        if not ended.done():
            process.kill()
    await ended
