"""Asking about chats and their members; pinning, reacting, leaving."""

from playground.call import Call
from playground.chats import Chat
from playground.groups import leave, pass_to_bot
from playground.methods.places import admin, chat_to_read, chat_to_use, own_message
from playground.methods.registry import method
from playground.people import Json
from playground.reactions import EMOJI
from playground.refusal import bad
from playground.state import shown_to_bot

GIFTS = {
    "unlimited_gifts": True,
    "limited_gifts": True,
    "unique_gifts": True,
    "premium_subscription": True,
    "gifts_from_channels": True,
}

REACTION_TYPES = ("emoji", "custom_emoji")


@method("getChat")
async def get_chat(call: Call) -> Json:
    chat = chat_to_read(call)
    info = chat.brief() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": GIFTS}
    if chat.person is not None and chat.person.username:
        info["active_usernames"] = [chat.person.username]
    if chat.pinned:
        info["pinned_message"] = shown_to_bot(chat.messages[chat.pinned[-1]])
    return info


def group(call: Call) -> Chat:
    chat = chat_to_use(call)
    if chat.private:
        raise bad("there are no administrators in the private chat")
    return chat


def member(call: Call, chat: Chat, user_id: int) -> Json:
    user = call.state.user(user_id)
    if user is None or (chat.private and user_id not in chat.statuses):
        raise bad("PARTICIPANT_ID_INVALID")
    return chat.member(user)


@method("getChatMember")
async def get_chat_member(call: Call) -> Json:
    user_id = call.integer("user_id")
    if user_id <= 0:
        raise bad("invalid user_id specified")
    chat = chat_to_read(call) if user_id == call.state.bot["id"] else chat_to_use(call)
    return member(call, chat, user_id)


@method("getChatAdministrators")
async def get_chat_administrators(call: Call) -> list[Json]:
    chat = group(call)
    bosses = [who for who, status in chat.statuses.items() if status in {"creator", "administrator"}]
    return [member(call, chat, who) for who in bosses]


@method("getChatMemberCount")
async def get_chat_member_count(call: Call) -> int:
    return len(chat_to_use(call).members)


@method("leaveChat")
async def leave_chat(call: Call) -> bool:
    chat = chat_to_use(call)
    if chat.private:
        raise bad("chat_id must be of a group")
    leave(call.state, chat, call.state.bot["id"], call.state.bot, "left")
    return True


@method("pinChatMessage")
async def pin_chat_message(call: Call) -> bool:
    chat = _chat_to_pin_in(call)
    message = own_message(call, chat, "message to pin not found")
    number = message["message_id"]
    if number in chat.pinned:
        chat.pinned.remove(number)
    chat.pinned.append(number)
    pass_to_bot(call.state, chat, call.state.post(chat, call.state.bot, {"pinned_message": shown_to_bot(message)}))
    return True


@method("unpinChatMessage")
async def unpin_chat_message(call: Call) -> bool:
    chat = _chat_to_pin_in(call)
    number = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(number)
    return True


@method("unpinAllChatMessages")
async def unpin_all_chat_messages(call: Call) -> bool:
    _chat_to_pin_in(call).pinned.clear()
    return True


def _chat_to_pin_in(call: Call) -> Chat:
    chat = chat_to_use(call)
    if not chat.private and not admin(call, chat):
        raise bad("not enough rights to manage pinned messages in the chat")
    return chat


@method("setMessageReaction")
async def set_message_reaction(call: Call) -> bool:
    chat = chat_to_use(call)
    message = own_message(call, chat, "message to react not found")
    reactions = call.params.get("reaction") or []
    if any(one.get("type") not in REACTION_TYPES for one in reactions):
        raise bad("can't parse ReactionType: invalid reaction type specified")
    if len(reactions) > 1 or any(str(one.get("emoji")) not in EMOJI for one in reactions):
        raise bad("REACTION_INVALID")
    chat.reactions[message["message_id"]] = [str(one["emoji"]) for one in reactions]
    call.state.change(chat, message)
    return True
