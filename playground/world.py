"""The people's side of the playground: what persons do in their chats, and what they see there."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from playground import albums, presses, topics
from playground.callbacks import CallbackQueries, Toast
from playground.chats import Chat, Topic
from playground.crowd import Crowd, Part
from playground.forwards import forwarded
from playground.groups import join, leave, migrate, new_group, pass_to_bot, promote
from playground.markup.entities import found, width
from playground.people import Json, Person
from playground.refusal import ImpossibleError
from playground.state import State

T = TypeVar("T")
Place = Chat | int | None
LIMIT = 4096
FIRST_OF_CROWD = 1_000_000_001
FURTHEST = 10 * 366 * 86_400.0


class World:
    """Verbs of people; each returns at once, the bot hears of it by an update."""

    def __init__(self, state: State) -> None:
        self.state = state

    # who and where

    def add_person(
        self,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "ru",
        phone: str | None = None,
        role: str = "customer",
        id: int | None = None,  # noqa: A002 (Telegram's word)
    ) -> Person:
        number = id or self.state.next_person_id()
        if number in self.state.people or number in self.state.crowd:
            raise ImpossibleError(f"somebody has the id {number} already")
        person = Person(number, first_name, last_name, username, language_code, phone, role)
        self.state.people[number] = person
        chat = self.state.chats[number] = Chat(number, "private", person=person)
        chat.statuses = {number: "member", self.state.bot["id"]: "member"}
        self.state.events.add("person", person=self.state.person_card(person))
        self.state.events.add("chat", chat=self.state.chat_card(chat))
        return person

    def add_group(
        self,
        title: str,
        members: Iterable[Person] = (),
        is_forum: bool = False,  # noqa: FBT001, FBT002 (Telegram's word, given by keyword)
        id: int | None = None,  # noqa: A002 (Telegram's word)
        bot_is: str = "administrator",
        basic: bool = False,  # noqa: FBT001, FBT002 (given by keyword)
    ) -> Chat:
        return new_group(self.state, title, list(members), id, bot_is, is_forum=is_forum, basic=basic)

    def add_crowd(
        self,
        count: int,
        first_id: int = FIRST_OF_CROWD,
        *,
        blocked: Part = 0.0,
        deactivated: Part = 0.0,
        unknown: Part = 0.0,
    ) -> Crowd:
        """Add people with ids in a row who have started the bot, of whom the page and the bot hear nothing.

        Of these some have blocked the bot, some accounts are gone, some Telegram does not know: a share, or ids.
        All that was added so far is one crowd.
        """
        numbers = range(first_id, first_id + count)
        if any(number in numbers for number in self.state.people):
            raise ImpossibleError("some of these ids are taken")
        self.crowd.add(numbers, blocked=blocked, deactivated=deactivated, unknown=unknown)
        return self.crowd

    @property
    def crowd(self) -> Crowd:
        return self.state.crowd

    def _any_chat(self, place: Chat | int) -> Chat:
        chat = self.state.chat(place) if isinstance(place, int) else place
        if chat is None:
            raise ImpossibleError(f"there is no chat {place}")
        return chat

    def chat(self, place: Place, person: Person) -> Chat:
        """Find the chat; none given is the person's private one. They must be in it."""
        number = person.id if place is None else place if isinstance(place, int) else place.id
        chat = self.state.chat(number)
        if chat is None or person.id not in chat.members:
            raise ImpossibleError(f"{person.first_name} is not in chat {number}")
        return chat

    # when

    @property
    def ahead(self) -> float:
        """Tell how many seconds the town's clock is ahead."""
        return self.state.ahead

    def move_clock(self, seconds: float) -> None:
        """Let the town's clock run ahead by that much more; it never goes back."""
        if not 0 < seconds <= FURTHEST:
            raise ImpossibleError("the clock is moved by 1 second to 10 years, and only ahead")
        self.state.ahead += seconds
        self.state.events.add("clock", ahead=self.state.ahead)

    # what people do

    def say(
        self, person: Person, text: str, chat: Place = None, reply_to: int | None = None, thread: int | None = None
    ) -> Json:
        """Write a text, as typed into the app."""
        bare = text.strip()
        if not bare or width(bare) > LIMIT:
            raise ImpossibleError("a message has 1 to 4096 characters")
        entities = found(bare, [])
        content: Json = {"text": bare, **({"entities": entities} if entities else {})}
        return self.send(person, content, chat, reply_to=reply_to, thread=thread)

    def send(
        self,
        person: Person,
        content: Json,
        chat: Place = None,
        *,
        reply_to: int | None = None,
        thread: int | None = None,
    ) -> Json:
        """Send any content; the bot hears of it if it is there."""
        place = self.chat(chat, person)
        self._may_write(person, place, thread)
        if reply_to and reply_to not in place.messages:
            raise ImpossibleError(f"there is no message {reply_to} to reply to")
        if reply_to and place.is_forum and not thread:
            thread = place.messages[reply_to].get("message_thread_id")
        if place.private:
            person.started = True
        message = self.state.post(place, person.user(), content, thread=thread, reply_to=reply_to)
        pass_to_bot(self.state, place, message)
        return dict(message)

    def _may_write(self, person: Person, place: Chat, thread: int | None) -> None:
        if place.private and person.blocked:
            raise ImpossibleError(f"{person.first_name} has blocked the bot")
        if not thread:
            return
        topic = place.topics.get(thread)
        if topic is None:
            raise ImpossibleError(f"there is no topic {thread}")
        if topic.closed and place.statuses.get(person.id) not in {"administrator", "creator"}:
            raise ImpossibleError(f"the topic {topic.name} is closed")

    def press(self, person: Person, message_id: int, data: str, chat: Place = None, *, forged: bool = False) -> str:
        """Press an inline button; `forged` sends data that no button has, as a tampered app could."""
        if forged:
            number = person.id if chat is None else chat if isinstance(chat, int) else chat.id
            return presses.press(self.state, person, self._any_chat(number), message_id, data, forged=True)
        place = self.chat(chat, person)
        if place.private and person.blocked:
            raise ImpossibleError(f"{person.first_name} has blocked the bot")
        return presses.press(self.state, person, place, message_id, data, forged=False)

    def share_contact(self, person: Person, of: Person | None = None, chat: Place = None) -> Json:
        owner = of or person
        if not owner.phone:
            raise ImpossibleError(f"{owner.first_name} has no phone number")
        return self.send(person, {"contact": owner.contact()}, chat)

    def share_card(self, person: Person, card: Json, chat: Place = None) -> Json:
        """Share any entry of the address book, with or without a Telegram account behind it."""
        return self.send(person, {"contact": card}, chat)

    def edit(self, person: Person, message_id: int, text: str, chat: Place = None) -> Json:
        """Change an own text, or the caption of an own picture or file."""
        place = self.chat(chat, person)
        message = place.messages.get(message_id)
        if message is None or not place.wrote(person, message):
            raise ImpossibleError("only own messages can be edited")
        field, marks = ("text", "entities") if "text" in message else ("caption", "caption_entities")
        message.pop(marks, None)
        entities = found(text.strip(), [])
        message |= {field: text.strip(), "edit_date": self.state.now()} | ({marks: entities} if entities else {})
        self.state.change(place, message)
        pass_to_bot(self.state, place, message, "edited_message")
        return dict(message)

    def delete(self, person: Person, message_id: int, chat: Place = None) -> None:
        """Delete a message for everybody; the bot is not told."""
        place = self.chat(chat, person)
        message = place.messages.get(message_id)
        if message is None:
            raise ImpossibleError("there is no such message")
        admin = place.statuses.get(person.id) in {"administrator", "creator"}
        if not place.private and not place.wrote(person, message) and not admin:
            raise ImpossibleError("only own messages can be deleted")
        self.state.remove(place, message_id)

    def forward(
        self, person: Person, message_id: int, from_chat: Place = None, chat: Place = None, thread: int | None = None
    ) -> Json:
        """Forward a message to the bot's chat or to a group."""
        source = self.chat(from_chat, person)
        message = source.messages.get(message_id)
        if message is None:
            raise ImpossibleError("there is no such message")
        if message.get("has_protected_content") or source.protected:
            raise ImpossibleError("the message is protected from forwarding")
        return self.send(person, forwarded(message), chat, thread=thread)

    def send_files(
        self,
        person: Person,
        files: list[tuple[str, bytes, str]],
        kind: str = "photo",
        chat: Place = None,
        caption: str | None = None,
        reply_to: int | None = None,
        thread: int | None = None,
    ) -> list[Json]:
        """Send photos, documents, videos, audios, voices or animations (name, bytes, mime), several as one album.

        The caption goes to the first; voices and animations make no album.
        """
        contents = albums.contents(self.state, files, kind, caption)
        return [self.send(person, content, chat, reply_to=reply_to, thread=thread) for content in contents]

    def sticker(self, person: Person, chat: Place = None) -> Json:
        return self.send(person, {"sticker": self.state.files.add("sticker", b"RIFF sticker WEBP")}, chat)

    def voice(self, person: Person, chat: Place = None) -> Json:
        return self.send(person, {"voice": self.state.files.add("voice", b"OggS voice")}, chat)

    def location(self, person: Person, chat: Place = None) -> Json:
        return self.send(person, {"location": {"latitude": 55.7558, "longitude": 37.6173}}, chat)

    def block(self, person: Person) -> None:
        presses.set_blocked(self.state, person, blocked=True)

    def unblock(self, person: Person) -> None:
        presses.set_blocked(self.state, person, blocked=False)

    def join(self, chat: Place, person: Person) -> None:
        join(self.state, self._group(chat), person)

    def leave(self, chat: Place, person: Person) -> None:
        leave(self.state, self._group(chat), person.id, person.user(), "left")

    def remove_bot(self, chat: Place, by: Person) -> None:
        """Throw the bot out of a group."""
        leave(self.state, self._group(chat), self.state.bot["id"], by.user(), "kicked")

    def promote(self, chat: Place, person: Person, status: str = "administrator", *, anonymous: bool = False) -> None:
        """Make somebody an administrator (or a member again); an anonymous one writes in the group's name."""
        promote(self.state, self._group(chat), person, status, anonymous=anonymous)

    def migrate(self, group: Place) -> Chat:
        """Make a supergroup of a basic group; give the supergroup, whose messages begin anew."""
        return migrate(self.state, self._group(group))

    def delete_topic(self, chat: Place, thread: int) -> None:
        """Delete a topic with its messages, as an administrator does in the app."""
        topics.delete_topic(self.state, self._group(chat), thread)

    def _group(self, place: Place) -> Chat:
        chat = self.state.chats.get(place) if isinstance(place, int) else place
        if chat is None or chat.private:
            raise ImpossibleError("there is no such group")
        return chat

    # what people see

    def messages(self, chat_id: Chat | int, viewer: Person | None = None) -> list[Json]:
        """Give the messages present now, oldest first; nothing to a viewer who is not in the chat."""
        chat = self._any_chat(chat_id)
        if viewer is not None and viewer.id not in chat.members:
            return []
        return [dict(message) for message in chat.messages.values()]

    def menu(self, person: Person, chat: Chat | None = None) -> list[Json]:
        """Give the commands this person's app offers."""
        return self.state.menu_of(person, chat)

    def topics(self, chat: Chat) -> list[Topic]:
        return list(chat.topics.values())

    @property
    def toasts(self) -> list[Toast]:
        return self.state.callbacks.toasts

    @property
    def callbacks(self) -> CallbackQueries:
        return self.state.callbacks

    @property
    def people(self) -> list[Person]:
        return list(self.state.people.values())

    async def changed(self, deadline: float | None) -> None:
        """Return at the next change of anything; TimeoutError at the deadline (time of the event loop), if any."""
        await self.state.events.changed(deadline)

    async def until(self, look: Callable[[], T], deadline: float | None) -> T:
        """Look again after each change until there is something; TimeoutError at the deadline."""
        while not (seen := look()):
            await self.changed(deadline)
        return seen
