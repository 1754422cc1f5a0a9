"""Groups: how they begin, who comes and goes, and what the bot hears of it."""

from playground.chats import GROUP_ITSELF, MEMBERS_STATUSES, Chat
from playground.forwards import content_of
from playground.people import Json, Person
from playground.refusal import ImpossibleError
from playground.state import State, shown_to_bot


def new_group(
    state: State, title: str, members: list[Person], number: int | None, bot_is: str, *, is_forum: bool, basic: bool
) -> Chat:
    """Open a supergroup, or a basic group; its first member owns it, the bot is let in."""
    if basic and is_forum:
        raise ImpossibleError("a basic group has no topics")
    fresh = state.next_basic_group_id if basic else state.next_group_id
    chat = Chat(number or fresh(), "group" if basic else "supergroup", title, is_forum)
    state.chats[chat.id] = chat
    for person in members:
        chat.statuses[person.id] = "member" if chat.statuses else "creator"
    state.events.add("chat", chat=state.chat_card(chat))
    by = members[0].user() if members else state.bot
    _move(state, chat, state.bot, by, bot_is)
    return chat


def migrate(state: State, old: Chat) -> Chat:
    """Make a supergroup of a basic group, as its owner does in the app; in the order in which Telegram tells it."""
    if old.type != "group" or old.migrated_to:
        raise ImpossibleError(f"{old.title} is no basic group")
    by = state.user(old.owner or 0) or state.bot
    new = Chat(state.next_group_id(), "supergroup", old.title)
    state.chats[new.id] = new
    bot_is = old.statuses.get(state.bot["id"], "left")
    new.statuses = {who: status for who, status in old.statuses.items() if who != state.bot["id"]}
    state.events.add("chat", chat=state.chat_card(new))
    if bot_is in MEMBERS_STATUSES:
        _move(state, new, state.bot, by, bot_is)
    pass_to_bot(state, old, state.post(old, by, {"migrate_to_chat_id": new.id}))
    origin = {"sender_chat": new.brief(), "migrate_from_chat_id": old.id}
    pass_to_bot(state, new, state.post(new, GROUP_ITSELF, origin))
    old.migrated_to, old.statuses = new.id, {}
    state.events.add("chat", chat=state.chat_card(old))
    return new


def _move(state: State, chat: Chat, user: Json, by: Json, status: str, *, anonymous: bool = False) -> None:
    """Change somebody's status, and tell the bot: of itself by my_chat_member, of others by chat_member."""
    own = user["id"] == state.bot["id"]
    old = chat.member(user)
    chat.statuses[user["id"]] = status
    (chat.anonymous.add if anonymous else chat.anonymous.discard)(user["id"])
    new = chat.member(user)
    change = {"chat": chat.brief(), "from": by, "date": state.now(), "old_chat_member": old, "new_chat_member": new}
    if own or state.bot_hears(chat):
        state.tell_bot("my_chat_member" if own else "chat_member", chat.id, change)


def join(state: State, chat: Chat, person: Person) -> None:
    if person.id in chat.members:
        raise ImpossibleError(f"{person.first_name} is in already")
    _move(state, chat, person.user(), person.user(), "member")
    state.events.add("chat", chat=state.chat_card(chat))
    message = state.post(chat, person.user(), {"new_chat_members": [person.user()]})
    pass_to_bot(state, chat, message)


def leave(state: State, chat: Chat, user_id: int, by: Json, status: str) -> None:
    """Take a person or the bot out of a group (left by themselves, or kicked)."""
    user = state.user(user_id)
    if user is None or chat.statuses.get(user_id) not in MEMBERS_STATUSES:
        raise ImpossibleError("not a member")
    chat.anonymous.discard(user_id)
    message = state.post(chat, by, {"left_chat_member": user})
    pass_to_bot(state, chat, message)
    _move(state, chat, user, by, status)
    state.events.add("chat", chat=state.chat_card(chat))


def promote(state: State, chat: Chat, person: Person, status: str, *, anonymous: bool) -> None:
    """Give a member another status; the owner stays the owner, whether seen or not."""
    if anonymous and (chat.type == "group" or status != "administrator"):
        raise ImpossibleError("only an administrator of a supergroup can be anonymous")
    by = state.user(chat.owner or 0) or state.bot
    kept = "creator" if person.id == chat.owner and status == "administrator" else status
    _move(state, chat, person.user(), by, kept, anonymous=anonymous)
    state.events.add("chat", chat=state.chat_card(chat))


def pass_to_bot(state: State, chat: Chat, message: Json, kind: str = "message") -> None:
    if state.bot_hears(chat) and (chat.private or _not_private_talk(state, chat, message)):
        state.tell_bot(kind, chat.id, shown_to_bot(message))


def _not_private_talk(state: State, chat: Chat, message: Json) -> bool:
    """Follow Telegram's privacy mode: a bot that is a mere member hears commands, replies to it, its name, services."""
    if chat.statuses[state.bot["id"]] != "member" or not content_of(message):
        return True
    text = message.get("text") or message.get("caption") or ""
    to_bot = message.get("reply_to_message", {}).get("from", {}).get("id") == state.bot["id"]
    return to_bot or text.startswith("/") or f"@{state.bot['username']}" in text
