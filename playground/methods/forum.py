"""Forum topics: create, edit, close, reopen, delete."""

from playground import topics
from playground.call import Call
from playground.chats import Chat, Topic
from playground.methods.places import admin, chat_to_use
from playground.methods.registry import method
from playground.people import Json
from playground.refusal import bad

COLORS = {7322096, 16766590, 13338331, 9367192, 16749490, 16478047}
DEFAULT_COLOR = 7322096
NAME_LIMIT = 128


def forum(call: Call) -> Chat:
    chat = chat_to_use(call)
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    if not admin(call, chat):
        raise bad("not enough rights to manage topics")
    return chat


def forum_topic(call: Call) -> tuple[Chat, Topic]:
    chat = forum(call)
    topic = chat.topics.get(call.integer("message_thread_id"))
    if topic is None:
        raise bad("TOPIC_ID_INVALID")
    return chat, topic


def name_of(call: Call) -> str:
    name = str(call.params.get("name") or "").strip()
    if not name or len(name) > NAME_LIMIT:
        raise bad("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
    return name


@method("createForumTopic")
async def create_forum_topic(call: Call) -> Json:
    chat = forum(call)
    name = name_of(call)
    color = call.integer("icon_color", DEFAULT_COLOR)
    if color not in COLORS:
        raise bad("invalid icon color specified")
    topic = topics.create_topic(call.state, chat, call.state.bot, name, color)
    return {"message_thread_id": topic.message_thread_id, "name": name, "icon_color": color}


@method("editForumTopic")
async def edit_forum_topic(call: Call) -> bool:
    chat, topic = forum_topic(call)
    if "name" not in call.params:
        return True
    name = name_of(call)
    if name == topic.name:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.name = name
    topics.note(call.state, chat, topic, call.state.bot, {"forum_topic_edited": {"name": name}})
    return True


@method("closeForumTopic")
async def close_forum_topic(call: Call) -> bool:
    return _set_closed(call, closed=True)


@method("reopenForumTopic")
async def reopen_forum_topic(call: Call) -> bool:
    return _set_closed(call, closed=False)


def _set_closed(call: Call, *, closed: bool) -> bool:
    chat, topic = forum_topic(call)
    if topic.closed == closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topics.set_closed(call.state, chat, topic, call.state.bot, closed=closed)
    return True


@method("deleteForumTopic")
async def delete_forum_topic(call: Call) -> bool:
    chat, topic = forum_topic(call)
    topics.delete_topic(call.state, chat, topic.message_thread_id)
    return True
