"""`python -m bot COMMAND`: run, worker, migrate, policies, audit, check, playground."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from bot.settings import Settings, SettingsError, load

if TYPE_CHECKING:
    from bot.app import App

COMMANDS = {
    "run": "take updates and deliver what is to be delivered",
    "worker": "only deliver: for more throughput beside `run`",
    "migrate": "bring the database to this version",
    "policies": "`policies import FILE.csv` brings an insurer's policies in; what was refused is told by line",
    "audit": "`verify` proves that the audit trail is whole, or names what is not; `erased CONTACT` shows an erasure",
    "check": "test every setting and every connection, one line each",
    "playground": "the bot with a stand-in for Telegram, in the browser",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Telegram bot of the personal account.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, what in COMMANDS.items():
        command = commands.add_parser(name, help=what)
        if name == "playground":
            command.add_argument("--port", type=int, default=8080, help="of the page on this machine")
            command.add_argument("--topics", action="store_true", help="the support group has topics")
        if name == "audit":
            command.add_argument(
                "action", choices=["verify", "erased"], help="read all of it; the bot may run meanwhile"
            )
            command.add_argument("contact", nargs="?", help="of `erased`: an e-mail address or a phone number")
        if name == "policies":
            command.add_argument("action", choices=["import"], help="the bot may run meanwhile")
            command.add_argument("file", help="the table, as docs/policies.md has it; - reads stdin")
            command.add_argument("--report", type=Path, help="a CSV file for the lines that were refused")
    end_with(_command(parser.parse_args()))


def end_with(command: Coroutine[Any, Any, int]) -> NoReturn:
    """Carry it out and end the process; what is wrong outside is told in a line."""
    try:
        sys.exit(asyncio.run(command))
    except (SettingsError, OSError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


async def _command(arguments: argparse.Namespace) -> int:
    if arguments.command == "playground":
        from bot.playground import playground  # noqa: PLC0415 - the others do not need the stand-in

        await playground(arguments.port, topics=arguments.topics)
        return 0
    settings = prepared()
    match arguments.command:
        case "migrate":
            await migrate(settings)
        case "audit":
            from bot.audit import erased, verify  # noqa: PLC0415 - as above

            contact = arguments.contact or ""
            return await (verify(settings) if arguments.action == "verify" else erased(settings, contact))
        case "policies":
            from bot.imports.command import import_policies  # noqa: PLC0415 - as above

            return await import_policies(settings, arguments.file, arguments.report)
        case "check":
            from bot.check import check  # noqa: PLC0415 - as above

            return await check(settings)
        case command:
            await run(settings, take_updates=command == "run")
    return 0


def prepared() -> Settings:
    """The settings, with the logs as they want them."""
    settings = load()
    from bot import logs  # noqa: PLC0415 - a wrong setting is told before anything heavy is loaded

    logs.configure(settings.log_level, settings.log_format)
    return settings


async def migrate(settings: Settings) -> None:
    """Bring the database to this version; one that cannot be reached is told in a line."""
    from storage.database import DatabaseDown, check  # noqa: PLC0415 - as above
    from storage.migrate import upgrade  # noqa: PLC0415 - as above

    if settings.database_url is None:
        settings.data_folder()
    try:
        await check(settings.database())
    except DatabaseDown as error:
        raise SettingsError(f"DATABASE_URL: {error}") from None
    await upgrade(settings.database())
    print("the database is at this version")


async def run(settings: Settings, *, take_updates: bool) -> None:
    settings.required("bot_token", "smtp_url", "sms_url")
    from bot.app import App  # noqa: PLC0415 - aiogram takes seconds to import

    await serve(App(settings), take_updates=take_updates)


async def serve(app: App, *, take_updates: bool) -> None:
    """Until SIGTERM or Ctrl-C; a second one ends at once."""
    from bot.obstacles import obstacle  # noqa: PLC0415 - aiogram takes seconds to import

    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    try:
        await app.start(take_updates=take_updates)
    except Exception as error:
        if (reason := obstacle(error)) is None:
            raise
        raise SettingsError(reason) from None
    print("the bot is running; Ctrl-C stops it", file=sys.stderr)
    await stopping.wait()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.remove_signal_handler(number)
    await app.stop()


if __name__ == "__main__":
    main()
