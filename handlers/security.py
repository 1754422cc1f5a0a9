"""«Вход и контакты»: how the account is reached, and where it is signed in."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from aiogram.exceptions import AiogramError
from aiogram.types import InlineKeyboardMarkup, Message

from account.cabinet import Cabinet
from account.records import SignIn
from account.refusals import Refusal
from account.sessions import Sessions
from handlers.buttons import DIGITS_MOST
from handlers.desk.names import NOBODY, shown_name
from handlers.menu import Menu
from handlers.page import Act
from handlers.visit import Visit
from handlers.words import Words, inline

SHOWN = 10
NAMED_WITHIN = 1.5  # seconds; a name is a courtesy, the list is shown without it too
A_ROW = 3


class Security:
    """The contacts partly masked, the sign-ins with «Завершить»; who the others are is asked of Telegram each time."""

    kind = "a"

    def __init__(self, cabinet: Cabinet, menu: Menu) -> None:
        self._sessions = cabinet.sessions
        self._menu = menu

    def commands(self) -> Mapping[str, Act]:
        return {"security": self.show}

    async def show(self, visit: Visit) -> None:
        try:
            sessions = await self._sessions.of(visit.step.person)
        except Refusal as refusal:
            await self._closed(visit, refusal)
            return
        shown = sessions.others[:SHOWN]
        names = await asyncio.gather(*(_name(visit, each.telegram_id) for each in shown))
        visit.show(_text(visit.words, sessions, dict(zip(shown, names, strict=True))), _keyboard(visit.words, sessions))

    async def pressed(self, visit: Visit, rest: Sequence[str]) -> bool:
        try:
            match rest:
                case ["end", session] if session.isdecimal() and len(session) <= DIGITS_MOST:
                    ended = await self._sessions.end(visit.step, int(session))
                case ["all"]:
                    ended = await self._sessions.end_all_others(visit.step) > 0
                case _:
                    return False
        except Refusal as refusal:
            await self._closed(visit, refusal)
            return True
        visit.toast(visit.words.plain("security-ended" if ended else "session-over"))
        await self.show(visit)
        return True

    async def takes(self, visit: Visit, message: Message) -> bool:
        del visit, message
        return False

    async def _closed(self, visit: Visit, refusal: Refusal) -> None:
        await self._menu.show(visit, [visit.words.say(f"refusal-{refusal.name}")], [("menu-login", "m:login")])


async def _name(visit: Visit, telegram_id: int) -> str:
    """First name and @username; empty when Telegram does not say."""
    try:
        async with asyncio.timeout(NAMED_WITHIN):
            chat = await visit.bot.get_chat(telegram_id)
    except (AiogramError, TimeoutError):
        return ""
    first = shown_name(chat.first_name or "")
    return ", ".join([*([first] if first != NOBODY else []), *([f"@{chat.username}"] if chat.username else [])])


def _text(words: Words, sessions: Sessions, names: Mapping[SignIn, str]) -> str:
    account = sessions.account
    rows = [words.say("security-here", {"since": int(sessions.own.since.timestamp())})]
    for number, (each, name) in enumerate(names.items(), start=1):
        args: dict[str, str | int] = {"number": str(number), "since": int(each.since.timestamp())}
        rows.append(words.say("security-named", args | {"name": name}) if name else words.say("security-other", args))
    if (more := len(sessions.others) - len(names)) > 0:
        rows.append(words.say("security-more", {"number": str(more)}))
    head = words.say("security-page", {"email": account.email.masked, "phone": account.phone.masked})
    return "\n".join([head, *rows])


def _keyboard(words: Words, sessions: Sessions) -> InlineKeyboardMarkup:
    ends = [
        (words.plain("security-end", {"number": str(number)}), f"a:end:{each.id}")
        for number, each in enumerate(sessions.others[:SHOWN], start=1)
    ]
    changes = words.choices(
        [[("security-email", "m:email"), ("security-phone", "m:phone")], [("menu-password", "m:password")]]
    )
    way_back = words.choices([*([[("security-end-all", "a:all")]] if len(ends) > 1 else []), [("menu-menu", "m:menu")]])
    rows = inline(ends[index : index + A_ROW] for index in range(0, len(ends), A_ROW))
    return InlineKeyboardMarkup(
        inline_keyboard=[*changes.inline_keyboard, *rows.inline_keyboard, *way_back.inline_keyboard]
    )
