"""`python -m playground`: the stand-in alone, for any bot; it prints the addresses a bot needs, Ctrl-C ends it."""

import argparse
import asyncio
import signal
import sys

from playground import Chat, Playground

TOKEN = "42:PLAYGROUND"  # noqa: S105 - known to the stand-in only
CUSTOMERS = ("Анна:+79161234567", "Борис:+79037654321")
PORT = 8081


def asked(words: list[str]) -> argparse.Namespace:
    """Read the options."""
    parser = argparse.ArgumentParser("python -m playground", description="A stand-in for Telegram, mail and SMS.")
    parser.add_argument("--host", default="127.0.0.1", help="loopback only: 127.0.0.1, localhost or ::1")
    parser.add_argument("--port", type=int, default=PORT, help=f"0 takes any that is free; {PORT}, unless given")
    parser.add_argument("--token", default=TOKEN, help="what the bot has to show, NUMBER:LETTERS")
    parser.add_argument("--group", metavar="TITLE", help="a group: two members of staff, the bot its administrator")
    parser.add_argument("--topics", action="store_true", help="the group has topics")
    parser.add_argument("--people", metavar="NAME[:PHONE]", nargs="*", default=CUSTOMERS, help="who is there")
    options = parser.parse_args(words)
    if options.topics and not options.group:
        parser.error("--topics needs a --group")
    if not options.token.partition(":")[0].isdigit():
        parser.error("a token begins with the bot's number and a colon")
    return options


async def serve(options: argparse.Namespace) -> None:
    """Until Ctrl-C."""
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    town = Playground(options.host, options.port, options.token)
    for name, _, phone in (person.partition(":") for person in options.people):
        town.world.add_person(name, phone=phone or None)
    group = _group(town, options.group, topics=options.topics) if options.group else None
    await town.start()
    _tell(town, group)
    await stopping.wait()
    await town.stop()


def _group(town: Playground, title: str, *, topics: bool) -> Chat:
    staff = [town.world.add_person(name, role="staff") for name in ("Ольга", "Пётр")]
    return town.world.add_group(title, staff, is_forum=topics)


def _tell(town: Playground, group: Chat | None) -> None:
    lines = {
        "page": f"{town.url}/",
        "token": town.token,
        "bot api": town.url,
        "smtp": town.smtp_url,
        "sms": town.sms_url,
        "group": group.id if group else None,
    }
    sys.stdout.writelines(f"{name:8} {value}\n" for name, value in lines.items() if value is not None)
    sys.stdout.flush()


def main() -> None:
    options = asked(sys.argv[1:])
    try:
        asyncio.run(serve(options))
    except (OSError, ValueError) as error:
        sys.exit(f"the playground cannot start: {error}")


if __name__ == "__main__":
    main()
