"""The yardstick of broadcasts: stock aiogram that does nothing but send one message after the other.

It is spared what costs most of stock aiogram's time, for else any worker would look cheap beside it: the class of the
answer is kept, and the garbage collector leaves alone what lives for ever (performance.md has the figures).
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import Response
from aiogram.types import Message

from tests.faults.broadcasts import FIRST, TEXT

KEPT = Response[Message]


async def main(count: int) -> None:
    """Begin when told to, tell when it is done, and wait to be looked at."""
    gc.collect()
    gc.freeze()
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    async with Bot(os.environ["BOT_TOKEN"], session=session) as bot:
        for _ in range(2):
            sys.stdin.readline()
            for number in range(FIRST, FIRST + count):
                await bot.send_message(number, TEXT.pieces[0].text)
            sys.stdout.write("done\n")
            sys.stdout.flush()
        sys.stdin.readline()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
