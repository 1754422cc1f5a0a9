"""Everything the playground knows, shared by the people's side (world) and the bot's side (methods)."""

import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from playground.callbacks import CallbackQueries
from playground.chats import GROUP_ITSELF, Chat
from playground.commands import CommandMenus
from playground.crowd import Crowd
from playground.events import EventLog
from playground.faults import Faults
from playground.files import FileStore
from playground.people import Json, Person
from playground.updates import UpdateQueue
from playground.webhook import WebhookSetting

FIRST_PERSON = 100_001
FIRST_GROUP = -1_002_000_000_001
FIRST_BASIC_GROUP = -4_000_001


class State:
    """People, chats, files, the bot's own data, the queue of updates and the log of events."""

    def __init__(self, token: str, clock: Callable[[], float] = time.time) -> None:
        self.token = token
        self.ahead = 0.0
        self._clock = clock
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Личный кабинет",
            "username": "playground_bot",
        }
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.crowd = Crowd(self.bot, self.now)
        self.faults = Faults()
        self.events = EventLog()
        self.files = FileStore()
        self.updates = UpdateQueue(self.clock, self.faults.deliveries)
        self.callbacks = CallbackQueries(self.clock)
        self.commands = CommandMenus()
        self.webhook = WebhookSetting()
        self.profile: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int, Json] = {}
        self._groups = 0
        self._basic_groups = 0
        self._albums = 13_000_000_000_000_000

    def clock(self) -> float:
        return self._clock() + self.ahead

    def now(self) -> int:
        return int(self.clock())

    def next_person_id(self) -> int:
        return max(self.people, default=FIRST_PERSON - 1) + 1

    def next_group_id(self) -> int:
        self._groups += 1
        return FIRST_GROUP - self._groups + 1

    def next_basic_group_id(self) -> int:
        self._basic_groups += 1
        return FIRST_BASIC_GROUP - self._basic_groups + 1

    def next_album_id(self) -> str:
        self._albums += 1
        return str(self._albums)

    def user(self, user_id: int) -> Json | None:
        """Give the User object of a person or of the bot."""
        if user_id == self.bot["id"]:
            return self.bot
        chat = self.chat(user_id)
        return chat.person.user() if chat and chat.person else None

    def chat(self, number: int) -> Chat | None:
        """Find a chat, one of the crowd's among them."""
        return self.chats.get(number) or self.crowd.chat(number)

    def tell_page(self, chat: Chat, kind: str, **facts: Any) -> None:
        """Tell the page what happened in a chat, if it shows it; whoever waits for anything is woken."""
        if chat.aside:
            self.events.touch()
        else:
            self.events.add(kind, chat_id=chat.id, **facts)

    def post(
        self,
        chat: Chat,
        sender: Json,
        content: Json,
        *,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> Json:
        """Put a message into a chat, and tell everybody who looks at it; an anonymous admin speaks as the group."""
        number = chat.next_id()
        author: Json = {"from": sender}
        if sender["id"] in chat.anonymous:
            author = {"from": GROUP_ITSELF, "sender_chat": chat.brief()}
            chat.writers[number] = sender["id"]
        topic: Json = {"message_thread_id": thread, "is_topic_message": True} if thread else {}
        message: Json = {
            "message_id": number,
            **topic,
            **author,
            "date": self.now(),
            "chat": chat.brief(),
        }
        answered = chat.messages.get(reply_to or thread or 0)
        if answered is not None:
            inner = {key: value for key, value in answered.items() if key != "reply_to_message"}
            message["reply_to_message"] = shown_to_bot(inner)
        message |= content
        chat.messages[message["message_id"]] = message
        if chat.aside and sender is self.bot:
            self.crowd.note(chat.id)
        self.tell_page(chat, "message", message=self.message_card(chat, message))
        return message

    def change(self, chat: Chat, message: Json) -> None:
        """Tell that a message looks different now."""
        self.tell_page(chat, "edited", message=self.message_card(chat, message))

    def remove(self, chat: Chat, message_id: int) -> None:
        chat.buried[message_id] = chat.messages.pop(message_id)
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)
        self.tell_page(chat, "deleted", message_id=message_id)

    def tell_bot(self, kind: str, chat_id: int, content: Json) -> None:
        """Queue an update; only messages of one chat keep their order, presses and memberships have other lanes."""
        lane = ("chat" if kind in {"message", "edited_message"} else kind, chat_id)
        if kind in {"callback_query", "chat_member"}:
            lane = (kind, content["from"]["id"])
        self.updates.add(kind, content, lane)
        self.events.touch()

    def bot_hears(self, chat: Chat) -> bool:
        return chat.private or self.bot["id"] in chat.members

    def chat_card(self, chat: Chat) -> Json:
        """Describe a chat to the page."""
        return {
            "id": chat.id,
            "type": chat.type,
            "title": chat.title or (chat.person.first_name if chat.person else ""),
            "is_forum": chat.is_forum,
            "migrated_to": chat.migrated_to,
            "members": [who for who in chat.members if who in self.people],
            "anonymous": sorted(chat.anonymous),
            "topics": [topic.brief() for topic in chat.topics.values()],
        }

    def message_card(self, chat: Chat, message: Json) -> Json:
        """Describe a message to the page, which also knows the reactions, and who wrote what the group seems to say."""
        number = message["message_id"]
        extras = {"written_by": chat.writers.get(number), "reactions": chat.reactions.get(number)}
        return message | {key: value for key, value in extras.items() if value}

    def person_card(self, person: Person) -> Json:
        """Describe a person to the page, with the command menu of their private chat."""
        card = {key: value for key, value in asdict(person).items() if key != "started"}
        return card | {"commands": self.menu_of(person)}

    def menu_of(self, person: Person, chat: Chat | None = None) -> list[Json]:
        """Give the commands this person's app offers in a chat (their private one, unless another is given)."""
        place = chat or self.chat(person.id)
        assert place is not None
        admin = place.statuses.get(person.id) in {"administrator", "creator"}
        return self.commands.menu(place.id, person.id, person.language_code, private=place.private, admin=admin)


def shown_to_bot(message: Json) -> Json:
    """Give a message as the Bot API does: of keyboards only the inline one is told."""
    markup: Any = message.get("reply_markup")
    if markup is None or "inline_keyboard" in markup:
        return dict(message)
    return {key: value for key, value in message.items() if key != "reply_markup"}
