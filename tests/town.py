"""The town in which tests talk: the playground, the bot on real parts, a clock that can be moved, and its people."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import and_, or_, select

from bot.app import App
from bot.settings import Settings, load
from playground import Person as Resident
from playground import Playground
from storage.tables import outbox

PATIENCE = 20.0  # seconds: other tests run beside
TOKEN = "42:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
SECRET = "a-secret-that-only-tests-know"


class Clock:
    """The town's clock: real time plus what was added; ``moved`` is told."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self.moved: Callable[[], None] = _nobody

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def move(self, **by: float) -> None:
        self.ahead += timedelta(**by)
        self.moved()


def _nobody() -> None:
    """Whom the clock tells before there is a bot."""


class Town:
    """``start`` a playground and a bot that talks to it by polling or webhook."""

    def __init__(
        self,
        data: Path,
        redis_url: str,
        *,
        webhook_port: int | None = None,
        topics: bool = False,
        basic: bool = False,
        **settings: Any,
    ) -> None:
        self.clock = Clock()
        self.playground = Playground(token=TOKEN)
        self.data = data
        self.redis_url = redis_url
        self.webhook_port = webhook_port
        self.topics = topics
        self.basic = basic
        self.extra = settings
        self.app: App

    @property
    def world(self) -> Any:
        return self.playground.world

    @property
    def sms(self) -> Any:
        return self.playground.sms

    @property
    def mail(self) -> Any:
        return self.playground.mail

    async def start(self) -> None:
        await self.playground.start()
        self.olga_resident = self.world.add_person("Ольга", role="staff", language_code="ru")
        self.petr_resident = self.world.add_person("Пётр", role="staff", language_code="ru")
        self.group = self.world.add_group(
            "Поддержка", members=[self.olga_resident, self.petr_resident], is_forum=self.topics, basic=self.basic
        )
        self.olga = Person(self, self.olga_resident, chat=self.group.id)
        self.petr = Person(self, self.petr_resident, chat=self.group.id)
        try:
            await self.start_bot()
        except BaseException:
            await self.playground.stop()
            raise

    async def start_bot(self) -> None:
        self.app = App(self.settings(), self.clock, hash_memory_kib=64)
        await self.app.start()
        self.clock.moved = self.app.wake

    async def stop(self) -> None:
        await self.app.stop()
        await self.playground.stop()

    async def restart_bot(self) -> None:
        await self.app.stop()
        await self.start_bot()

    def mend(self) -> None:
        """Turn every fault off."""
        self.playground.faults.__init__()  # type: ignore[misc] # all switches as they were at the start
        self.mail.down, self.mail.slow, self.sms.down, self.sms.slow = False, 0.0, False, 0.0
        self.mail.refuse.clear()
        self.sms.failing_body = None

    def settings(self) -> Settings:
        given: dict[str, Any] = {
            "bot_token": TOKEN,
            "telegram_api_url": self.playground.url,
            "redis_url": self.redis_url,
            "database_url": f"sqlite:///{self.data / 'bot.sqlite3'}",
            "data_dir": self.data,
            "secret_key": SECRET,
            "smtp_url": self.playground.smtp_url,
            "sms_url": self.playground.sms_url,
            "support_chat_id": self.group.id,
            "decision_delay": "0s",
            "broadcast_rate": 1000,
            "_env_file": None,
        }
        if self.webhook_port is not None:
            given |= {"webhook_url": f"http://127.0.0.1:{self.webhook_port}/telegram", "http_port": self.webhook_port}
        return load(**(given | self.extra))

    def newcomer(self, name: str = "Анна", phone: str = "+79161234567", language: str = "ru") -> Person:
        resident = self.world.add_person(name, phone=phone, language_code=language)
        return Person(self, resident, chat=resident.id)

    async def until(self, look: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
        """Wait for something to be there; what was missing is in the error."""
        try:
            return await self.world.until(look, asyncio.get_running_loop().time() + patience)
        except TimeoutError:
            raise AssertionError(f"{what} did not happen within {patience} s") from None

    async def later(self, **by: float) -> None:
        """Move the clock, once nothing is on its way: what is would count as abandoned, and go again."""
        await self.delivered()
        self.clock.move(**by)

    async def acknowledged(self) -> None:
        """Until the bot has confirmed every update."""
        await self._until_true(lambda: not self.playground.state.updates.pending, "all updates confirmed")

    async def delivered(self) -> None:
        """Until nothing that is due or under way is left in the outbox."""
        await self.acknowledged()

        async def empty() -> bool:
            waits = and_(outbox.c.state == "waiting", outbox.c.next_at <= self.clock())
            due = select(outbox.c.id).where(or_(waits, outbox.c.state == "sending"))
            async with self.app.engine.begin() as connection:
                return not (await connection.execute(due)).all()

        await self._until_true(empty, "an empty outbox")

    async def _until_true(self, look: Callable[[], Any], what: str) -> None:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while True:
            seen = look()
            if await seen if asyncio.iscoroutine(seen) else seen:
                return
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"{what}: not within {PATIENCE} s")
            await asyncio.sleep(0.01)

    def code_in(self, text: str) -> str:
        found = re.findall(r"(?<!\d)\d{6}(?!\d)", text)
        assert len(found) == 1, "one code a message"
        return str(found[0])

    async def last_mail(self, address: str, number: int = 1) -> Any:
        """The ``number``-th letter to an address."""
        return (await self.until(lambda: len(self.mail.to(address)) >= number and self.mail.to(address), "a letter"))[
            -1
        ]

    async def last_sms(self, phone: str, number: int = 1) -> Any:
        digits = phone.removeprefix("+")

        def arrived() -> list[Any]:
            return [sms for sms in self.sms.messages if sms.to.removeprefix("+") == digits]

        return (await self.until(lambda: len(arrived()) >= number and arrived(), "an SMS"))[-1]

    async def mail_code(self, address: str, number: int = 1) -> str:
        return self.code_in((await self.last_mail(address, number)).text)

    async def sms_code(self, phone: str, number: int = 1) -> str:
        return self.code_in((await self.last_sms(phone, number)).text)


class Person:
    """Somebody in one chat: says, presses, and hears what has come since."""

    def __init__(self, town: Town, resident: Resident, chat: int) -> None:
        self.town = town
        self.resident = resident
        self.chat = chat
        self._before: set[tuple[int, str, str]] = set()
        self._toasted = 0

    @property
    def id(self) -> int:
        return self.resident.id

    @property
    def phone(self) -> str:
        return str(self.resident.phone)

    def screen(self) -> list[dict[str, Any]]:
        return list(self.town.world.messages(self.chat))

    async def says(self, text: str, **more: Any) -> dict[str, Any]:
        self._mark()
        return dict(self.town.world.say(self.resident, text, chat=self.chat, **more))

    async def presses(self, label: str, *, times: int = 1) -> None:
        """The newest button with these words, inline or under the chat."""
        message, button = await self.town.until(lambda: self._button(label), f"a button «{label}»")
        self._mark()
        for _ in range(times):
            assert "copy_text" not in button, f"«{label}» only copies, the bot never hears of it: read copies()"
            if "callback_data" in button:
                self.town.world.press(self.resident, message, button["callback_data"], chat=self.chat)
            elif button.get("request_contact"):
                self.town.world.share_contact(self.resident)
            else:
                self.town.world.say(self.resident, button["text"], chat=self.chat)

    async def presses_old(self, message: dict[str, Any], label: str) -> None:
        """A button of this message as it was, though it may be gone from it by now."""
        rows = message["reply_markup"]["inline_keyboard"]
        data = next(each["callback_data"] for row in rows for each in row if label in each["text"])
        self._mark()
        self.town.world.press(self.resident, message["message_id"], data, chat=self.chat, forged=True)

    async def shares_contact(self, of: Person | None = None) -> None:
        self._mark()
        self.town.world.share_contact(self.resident, of.resident if of else None)

    async def sends(self, *files: tuple[str, bytes, str], kind: str = "photo", caption: str | None = None) -> None:
        """Files as (name, bytes, MIME type); an empty type is told from the name. Several make one album."""
        self._mark()
        self.town.world.send_files(self.resident, list(files), kind=kind, chat=self.chat, caption=caption)

    async def edits(self, message: dict[str, Any], text: str) -> None:
        self._mark()
        self.town.world.edit(self.resident, message["message_id"], text, chat=self.chat)

    async def hears(self, *words: str) -> dict[str, Any]:
        """A message of the bot, new or changed since the last act, with all these words in it."""
        try:
            found = await self.town.until(lambda: self._heard(words), f"{self.resident.first_name} hears {words}")
        except AssertionError as silence:
            raise AssertionError(f"{silence}\n{self.talk()}") from None
        return dict(found)

    async def toast(self, *words: str) -> str:
        """A word over the chat, since the last act, with all these words in it."""

        def texts() -> list[str]:
            return [str(each.text) for each in self.town.world.toasts[self._toasted :] if each.to == self.id]

        def seen() -> str | None:
            return next((text for text in reversed(texts()) if all(word in text for word in words)), None)

        try:
            return str(await self.town.until(seen, f"a toast with {words}"))
        except AssertionError as silence:
            raise AssertionError(f"{silence}; toasts: {texts()}\n{self.talk()}") from None

    def sees(self, words: str) -> bool:
        return any(words in _text(message) for message in self.screen())

    def buttons(self) -> list[str]:
        """The labels under the newest message that has buttons."""
        for message in reversed(self.screen()):
            if rows := _rows(message):
                return [button["text"] for row in rows for button in row]
        return []

    def copies(self, label: str) -> str:
        """What the newest button with these words puts on the clipboard."""
        _, button = self._button(label) or (0, {})
        assert "copy_text" in button, f"no button «{label}» that copies\n{self.talk()}"
        return str(button["copy_text"]["text"])

    def talk(self) -> str:
        """The chat as text, for errors."""
        return "\n".join(f"  [{each['from'].get('first_name')}] {_text(each)[:300]}" for each in self.screen()[-6:])

    def _heard(self, words: tuple[str, ...]) -> dict[str, Any] | None:
        for message in reversed(self.screen()):
            if not message["from"].get("is_bot") or _state(message) in self._before:
                continue
            if all(word in _text(message) for word in words):
                return message
        return None

    def _button(self, label: str) -> tuple[int, dict[str, Any]] | None:
        for message in reversed(self.screen()):
            for row in _rows(message):
                for button in row:
                    if label == button["text"] or (len(label) > 3 and label in button["text"]):
                        return message["message_id"], button
        return None

    def _mark(self) -> None:
        self._before = {_state(message) for message in self.screen()}
        self._toasted = len(self.town.world.toasts)


def _text(message: dict[str, Any]) -> str:
    return str(message.get("text") or message.get("caption") or "")


def _rows(message: dict[str, Any]) -> list[list[dict[str, Any]]]:
    markup = message.get("reply_markup") or {}
    return list(markup.get("inline_keyboard") or markup.get("keyboard") or [])


def _state(message: dict[str, Any]) -> tuple[int, str, str]:
    return message["message_id"], _text(message), str(message.get("reply_markup"))
