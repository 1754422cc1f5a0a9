"""Topics of a forum: opening, closing and throwing them away, with the service messages this leaves."""

from playground.chats import Chat, Topic
from playground.groups import pass_to_bot
from playground.people import Json
from playground.refusal import ImpossibleError
from playground.state import State


def create_topic(state: State, chat: Chat, by: Json, name: str, color: int) -> Topic:
    """Open a topic; its number is that of the message that announces it."""
    topic = Topic(chat.last_id + 1, name, color)
    chat.topics[topic.message_thread_id] = topic
    note(state, chat, topic, by, {"forum_topic_created": {"name": name, "icon_color": color}})
    return topic


def note(state: State, chat: Chat, topic: Topic, by: Json, service: Json) -> None:
    """Leave a service message in the topic; the bot hears of its own ones too."""
    message = state.post(chat, by, service, thread=topic.message_thread_id)
    pass_to_bot(state, chat, message)
    state.events.add("topic", chat_id=chat.id, topic=topic.brief())


def set_closed(state: State, chat: Chat, topic: Topic, by: Json, *, closed: bool) -> None:
    topic.closed = closed
    note(state, chat, topic, by, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})


def delete_topic(state: State, chat: Chat, thread: int) -> None:
    """Throw a topic away with all its messages; nobody is told."""
    if thread not in chat.topics:
        raise ImpossibleError(f"there is no topic {thread}")
    del chat.topics[thread]
    for number in [key for key, message in chat.messages.items() if message.get("message_thread_id") == thread]:
        state.remove(chat, number)
    state.events.add("chat", chat=state.chat_card(chat))
