"""Private chats: every kind of update gets its answer, one entry for all conversations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram import Bot, Router
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, TelegramObject, Update

from account.cabinet import Cabinet
from account.step import Step
from fsm.place import Place
from fsm.replies import Composed, File, Press, Text
from handlers.broadcast_contents import composed_of
from handlers.buttons import Buttons
from handlers.commands import Commands
from handlers.menu import Menu
from handlers.page import Page
from handlers.record import Record
from handlers.replies import kind_of, reply_of
from handlers.strays import may_be_secret
from handlers.support import Support
from handlers.talk import Talk
from handlers.visit import STANDS, Call, Visit
from handlers.words import Words
from texts import Texts

MENU_LABELS = {
    "menu-register": "register",
    "menu-login": "login",
    "menu-reset": "reset",
    "menu-profile": "profile",
    "menu-profile-first": "profile",
    "menu-policies": "policies",
    "menu-verify": "verify",
    "menu-password": "password",
    "menu-security": "security",
    "menu-logout": "logout",
    "menu-help": "help",
    "button-cancel": "cancel",
}


class Private(Filter):
    """Updates of private chats; async, for a plain function would run in a thread of its own."""

    async def __call__(self, event: TelegramObject) -> bool:
        message = event.message if isinstance(event, CallbackQuery) else event
        chat = getattr(message, "chat", None)
        return chat is not None and chat.type == "private"


class Customers:
    """Reads each update, hands it to commands or conversation, and gives back the last call of its answer."""

    def __init__(
        self,
        cabinet: Cabinet,
        texts: Texts,
        commands: Commands,
        support: Support,
        menu: Menu,
        talk: Talk,
        buttons: Buttons,
        pages: Sequence[Page],
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        came_again: Callable[[FSMContext], tuple[bool, bool, bool]],
        *,
        in_reply: bool,
    ) -> None:
        self._cabinet = cabinet
        self._texts = texts
        self._commands = commands
        self._support = support
        self._menu = menu
        self._talk = talk
        self._buttons = buttons
        self._pages = pages
        self._zone = zone
        self._clock = clock
        self._came_again = came_again
        self._in_reply = in_reply

    def routes(self) -> Router:
        router = Router(name="customers")
        for observer in (router.message, router.edited_message, router.callback_query, router.my_chat_member):
            observer.filter(Private())
        router.message.register(self.on_message)
        router.edited_message.register(self.on_edit)
        router.callback_query.register(self.on_press)
        router.my_chat_member.register(self.on_membership)
        return router

    async def on_message(self, message: Message, state: FSMContext, bot: Bot, event_update: Update) -> Call | None:
        visit = await self._visit(message, state, bot, event_update)
        visit.record.seen = max(visit.record.seen, message.message_id)
        if visit.again:
            await self._again(visit)
        elif message.text is not None and message.text.startswith("/"):
            visit.record.support = False
            await self._command(visit, message)
        elif await self._for_the_desk(visit, message):
            pass
        elif (place := self._talk.present_place(visit)) is not None:
            await self._reply(visit, place, message)
        else:
            await self._outside(visit, message)
        return await visit.leave(state)

    async def on_edit(self, edited_message: Message, state: FSMContext, bot: Bot, event_update: Update) -> Call | None:
        if edited_message.location is not None:
            return None  # a live location moves by itself, every few seconds
        visit = await self._visit(edited_message, state, bot, event_update)
        place = self._talk.present_place(visit)
        if visit.again:
            await self._again(visit)
        elif not self._is_answer(place, edited_message) and await self._support.edited(visit, edited_message):
            pass
        elif place is None and visit.fresh:
            await self._lost(visit, await self._erase_stray(visit, edited_message))
        elif place is None:
            lines = await self._erase_stray(visit, edited_message)
            visit.say("\n\n".join([*lines, visit.words.say("edited-outside")]))
        elif self._talk.is_secret(place) and str(edited_message.message_id) not in place.messages:
            await self._reply(visit, place, edited_message)
        else:
            whole = self._talk.takes_messages(place, edited_message.message_id)
            reply = composed_of(edited_message) if whole else reply_of(edited_message)
            fits, number = isinstance(reply, Text | Composed), edited_message.message_id
            if not (fits and await self._talk.correct(visit, place, number, reply)):
                self._talk.ask_again(visit, place, [visit.words.say("edited-unknown")])
        return await visit.leave(state)

    async def on_press(
        self, callback_query: CallbackQuery, state: FSMContext, bot: Bot, event_update: Update
    ) -> Call | None:
        visit = await self._visit(callback_query, state, bot, event_update)
        data, visit.record.support = callback_query.data or "", False
        kind, _, rest = data.removeprefix(STANDS).partition(":")
        if visit.again:
            await self._again(visit)
        elif data.startswith(STANDS) and not visit.let_stand():
            visit.toast(visit.words.plain("stale-button"))
        elif kind == "q":
            await self._pressed_answer(visit, rest)
        elif not await self._buttons.pressed(visit, kind, rest):
            await self._stale(visit)
        return await visit.leave(state)

    async def on_membership(self, my_chat_member: ChatMemberUpdated) -> None:
        """The bot was blocked, or let in again."""
        user, at = my_chat_member.from_user, self._clock()
        if my_chat_member.new_chat_member.status == "kicked":
            await self._cabinet.people.gone(user.id, at)
        else:
            await self._cabinet.people.greet(user.id, user.language_code, at)

    async def _visit(self, event: Message | CallbackQuery, state: FSMContext, bot: Bot, update: Update) -> Visit:
        user = event.from_user
        if user is None:
            raise ValueError("a private chat without a user")
        record, at = Record.load(await state.get_data()), self._clock()
        again, overtaken, fresh = self._came_again(state)
        record.acted = record.acted if again else int(at.timestamp())
        if not record.language:
            person, known = await self._cabinet.people.greet(user.id, user.language_code, at)
            record.language, fresh = person.language, fresh and known
        else:
            fresh = False
        step = Step(user.id, str(update.update_id), at, record.language, self._zone)
        press = event if isinstance(event, CallbackQuery) else None
        return Visit(
            bot,
            user.id,
            step,
            record,
            Words(self._texts, record.language),
            fresh,
            again,
            overtaken,
            self._in_reply,
            press,
        )

    async def _again(self, visit: Visit) -> None:
        """Applied before, but perhaps the answer never left: the present question, so that nobody is left without.

        Whoever has gone on since had that answer: asked once more they would take it for the answer to what they said.
        """
        if visit.overtaken:
            return
        if (place := self._talk.present_place(visit)) is not None:
            self._talk.ask_again(visit, place)
        else:
            await self._menu.show(visit)

    async def _command(self, visit: Visit, message: Message) -> None:
        head, _, payload = (message.text or "")[1:].partition(" ")
        if await self._commands.run(visit, head.partition("@")[0].casefold(), payload.strip()):
            return
        place = self._talk.present_place(visit)
        if place is not None and self._talk.is_secret(place):  # a password may begin with a slash, and must not stay
            await self._reply(visit, place, message)
        else:
            await self._unknown(visit, "unknown-command")

    async def _reply(self, visit: Visit, place: Place, message: Message) -> None:
        lines: list[str] = []
        reply = composed_of(message) if self._talk.takes_messages(place) else reply_of(message)
        if self._talk.is_secret(place):
            if message.text or message.caption:
                lines = await self._erase(visit, message)
            if isinstance(reply, Text):
                reply = Text(reply.text)
        typed = message.text if isinstance(reply, Text | Composed) else None
        if typed is not None and (press := self._talk.as_press(visit, place, typed)) is not None:
            reply = press
        if isinstance(reply, Text) and not self._talk.takes_words(place):
            lines = await self._erase_stray(visit, message)
        if reply == Press("cancel"):
            await self._commands.cancel(visit)
        else:
            await self._talk.reply(visit, place, reply, lines)

    @staticmethod
    async def _erase(visit: Visit, message: Message) -> list[str]:
        """Take a secret out of the chat; the person is asked to when Telegram refuses."""
        return [] if await visit.erase(message.message_id) else [visit.words.say("please-delete")]

    async def _erase_stray(self, visit: Visit, message: Message) -> list[str]:
        """A password or code that nobody asked for must not stay in the chat either."""
        if not may_be_secret(message.text or ""):
            return []
        return await self._erase(visit, message) or [visit.words.say("erased-stray")]

    async def _outside(self, visit: Visit, message: Message) -> None:
        typed = (message.text or "").strip().casefold()
        for key, name in MENU_LABELS.items():
            if typed and typed == visit.words.plain(key).casefold():
                await self._commands.run(visit, name)
                return
        # A page first: an admin's table of customers is not for the desk, though a question of theirs be open there.
        if await self._to_page(visit, message) or await self._to_support(visit, message):
            return
        reply, lines = reply_of(message), await self._erase_stray(visit, message)
        if visit.fresh:
            await self._lost(visit, lines)
        elif isinstance(reply, Text):
            await self._menu.show(visit, [*lines, visit.words.say("not-understood")])
        elif not (isinstance(reply, File) and reply.album and reply.album == visit.record.album):
            if isinstance(reply, File):  # the rest of an album is answered with its first file
                visit.record.album, visit.record.album_answer = reply.album or "", 0
            # Whoever brings policies has sent what is no table, and is told what one is.
            brings = isinstance(reply, File) and await self._cabinet.policy_files.is_admin(visit.step.person)
            kind = "policies" if brings else kind_of(reply)
            await self._menu.show(visit, [visit.words.say("nothing-asked", {"kind": kind})])

    @staticmethod
    def _is_answer(place: Place | None, message: Message) -> bool:
        return place is not None and str(message.message_id) in place.messages

    async def _for_the_desk(self, visit: Visit, message: Message) -> bool:
        """A reply to a letter is for nobody else; what comes after «Написать в поддержку» is for the desk, too."""
        if await self._support.is_answer(visit, message) and await self._support.pass_on(visit, message):
            return True
        return visit.record.support and await self._to_support(visit, message)

    async def _to_support(self, visit: Visit, message: Message) -> bool:
        """A word that looks like a password is for nobody to read."""
        return not may_be_secret(message.text or "") and await self._support.pass_on(visit, message)

    async def _to_page(self, visit: Visit, message: Message) -> bool:
        for page in self._pages:
            if await page.takes(visit, message):
                return True
        return False

    async def _lost(self, visit: Visit, lines: Sequence[str] = ()) -> None:
        """The memory of conversations was emptied: what is known of the person lies elsewhere."""
        await self._menu.show(visit, [*lines, visit.words.say("conversation-lost")])

    async def _unknown(self, visit: Visit, key: str) -> None:
        if (place := self._talk.present_place(visit)) is not None:
            self._talk.ask_again(visit, place, [visit.words.say(key)])
        else:
            await self._menu.show(visit, [visit.words.say(key)])

    async def _pressed_answer(self, visit: Visit, rest: str) -> None:
        talk, field, name, value = [*rest.split(":", 3), "", "", ""][:4]
        place = self._talk.present_place(visit)
        if place is None or (place.talk, place.field) != (talk, field):
            await self._stale(visit)  # «Отмена» too: one of an earlier question would throw away what came since
        elif name == "cancel":
            await self._commands.cancel(visit)
        else:
            await self._talk.reply(visit, place, Press(name, value))

    async def _stale(self, visit: Visit) -> None:
        """A button that answers nothing any more: a word about it, and the present question if it is out of sight."""
        visit.toast(visit.words.plain("stale-button"))
        pressed = visit.press.message if visit.press is not None else None
        if visit.fresh:
            await self._lost(visit)
            return
        if isinstance(pressed, Message) and pressed.message_id > visit.record.seen:
            return
        visit.take_buttons_away()
        await self._again(visit)
