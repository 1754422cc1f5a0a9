"""A strict stand-in for Telegram's Bot API, with a mailbox and an SMS inbox beside it; it knows nothing of the bot."""

from playground.call import Call
from playground.callbacks import Toast
from playground.chats import Chat, Topic
from playground.crowd import Crowd
from playground.faults import Faults
from playground.mailbox import Letter, Mailbox
from playground.people import Person
from playground.refusal import ImpossibleError
from playground.sms import Sms, SmsInbox
from playground.town import Playground
from playground.world import World

__all__ = [
    "Call",
    "Chat",
    "Crowd",
    "Faults",
    "ImpossibleError",
    "Letter",
    "Mailbox",
    "Person",
    "Playground",
    "Sms",
    "SmsInbox",
    "Toast",
    "Topic",
    "World",
]
