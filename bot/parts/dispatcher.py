"""The handlers on their conversations."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from aiogram import Dispatcher

from account.cabinet import Cabinet
from account.desk.group import DeskGroup
from account.desk.ports import Members
from account.step import Step
from bot.broadcasts.calls import calls_of
from bot.settings import Settings
from fsm.engine import Engine
from fsm.forms import FORMS
from handlers.admins import AdminsPage
from handlers.broadcast_control import BroadcastControl
from handlers.buttons import Buttons
from handlers.commands import Commands
from handlers.customers import Customers
from handlers.desk.room import DeskRoom
from handlers.desk.router import Desk
from handlers.menu import Menu
from handlers.page import Page
from handlers.policies import PoliciesPage
from handlers.policy_files import PolicyFiles
from handlers.privacy import PrivacyDoor
from handlers.reminders import Reminders
from handlers.security import Security
from handlers.stats import StatsPage
from handlers.support import Support
from handlers.talk import Talk
from handlers.words import Words
from storage.conversations import Conversations
from texts import Texts

Clock = Callable[[], datetime]


def talk_of(step: Step) -> str:
    """The name of the conversation that a step opens: buttons of a repeated answer fit like those of the first."""
    return hashlib.sha256(f"{step.person}:{step.update}".encode()).hexdigest()[:6]


def make_dispatcher(
    settings: Settings,
    conversations: Conversations,
    cabinet: Cabinet,
    desk_group: DeskGroup,
    members: Members,
    texts: Texts,
    clock: Clock,
) -> Dispatcher:
    """The handlers on their conversations; two routers, for each one costs every update a little."""
    engine = Engine(FORMS, cabinet, talk_of)
    menu = Menu(cabinet)
    talk = Talk(engine, menu, calls_of)
    support = Support(cabinet, menu, talk)
    admins, control = AdminsPage(cabinet), BroadcastControl(cabinet, talk, calls_of)
    stats = StatsPage(cabinet.statistics)
    pages: list[Page] = [
        PoliciesPage(cabinet.policies, menu, support),
        PolicyFiles(cabinet.policy_files),
        Security(cabinet, menu),
        PrivacyDoor(cabinet, menu),
        Reminders(cabinet.reminders, talk),
        admins,
        control,
        stats,
    ]
    of_pages = {name: act for page in pages for name, act in page.commands().items()}
    closed = {**admins.closed(), **control.closed(), **stats.closed()}
    commands = Commands(cabinet, menu, talk, support, of_pages, closed)
    customers = Customers(
        cabinet,
        texts,
        commands,
        support,
        menu,
        talk,
        Buttons(commands, menu, pages),
        pages,
        settings.zone,
        clock,
        lambda state: (
            conversations.was_applied(state.key),
            conversations.was_overtaken(state.key),
            conversations.is_new(state.key),
        ),
        in_reply=settings.webhook_url is not None,
    )
    dispatcher = Dispatcher(storage=conversations, events_isolation=conversations)
    dispatcher.include_router(customers.routes())
    if desk_group.current is not None:
        room = DeskRoom(
            *(cabinet, Words(texts, "ru"), desk_group, settings.zone, clock, settings.replies),
            came_again=lambda state: conversations.was_applied(state.key),
        )
        dispatcher.include_router(Desk(room, members).routes())
    return dispatcher
