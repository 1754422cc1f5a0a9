"""The workers beside the conversations: the outbox with a carrier for each kind of parcel, imports, and broadcasts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from aiogram import Bot

from account.cabinet import Cabinet
from account.desk.group import DeskGroup
from account.ports import Works
from bot.broadcasts.telling import BroadcastTelling
from bot.broadcasts.worker import BroadcastWorker
from bot.courier import Courier
from bot.imports.engine import ImportEngine
from bot.imports.worker import ImportWorker
from bot.parcels.cards import CardParcels
from bot.parcels.codes import CodeParcels
from bot.parcels.contacts import ContactParcels
from bot.parcels.desk import DeskParcels
from bot.parcels.erasures import ErasureParcels
from bot.parcels.exports import ExportParcels
from bot.parcels.figures import FiguresParcels
from bot.parcels.group import Group
from bot.parcels.letter_changes import LetterChanges
from bot.parcels.letters import LetterParcels
from bot.parcels.notices import NoticeParcels
from bot.parcels.personal import Personal
from bot.parcels.policy_ends import PolicyEndParcels
from bot.parcels.reminders import ReminderParcels
from bot.parcels.stats import StatsParcels
from bot.parcels.talks import Talks
from bot.parcels.unfinished import UnfinishedParcels
from bot.settings import Settings
from gateways.chart import Charts
from gateways.mail import Mail
from gateways.pace import Timetable
from gateways.sms import Sms
from gateways.telegram import Sender
from handlers.words import Words
from storage.conversations import Conversations
from texts import Texts

Clock = Callable[[], datetime]


def make_courier(
    settings: Settings,
    bot: Bot,
    works: Works,
    cabinet: Cabinet,
    desk_group: DeskGroup,
    conversations: Conversations,
    texts: Texts,
    clock: Clock,
    chores: Callable[[datetime], Awaitable[None]],
    woken: asyncio.Event,
    sender: Sender,
) -> Courier:
    """The worker of the outbox, with a carrier for each kind of parcel."""
    assert settings.smtp_url is not None
    assert settings.sms_url is not None
    mail = Mail(settings.smtp_url.get_secret_value(), settings.sender)
    sms = Sms(settings.sms_url.get_secret_value(), settings.sms_ok)
    codes = CodeParcels(mail, sms, cabinet.codes, texts, clock)
    contacts = ContactParcels(mail, sms, texts)
    group = Group(bot, works, sender, desk_group, clock)
    cards = CardParcels(works, sender, Words(texts, "ru"), group, clock)
    reminders = ReminderParcels(works, Words(texts, "ru"), group, clock)
    letters = LetterParcels(works, sender, texts, group, clock)
    changes = LetterChanges(works, sender, texts, group, cabinet.questions, clock)
    desk = DeskParcels(cabinet.desk, clock)
    charts = Charts()
    figures = FiguresParcels(cabinet.figures, charts, sender, Words(texts, "ru"), group, clock)
    personal = Personal(sender, cabinet.people, clock)
    talks = Talks(conversations, bot.id)
    unfinished = UnfinishedParcels(cabinet.reminders, talks, personal, texts, settings.zone)
    exports = ExportParcels(works, cabinet.privacy, talks, sender, texts, clock)
    stats = StatsParcels(cabinet.statistics, talks, charts, sender, texts, clock)
    policy_ends = PolicyEndParcels(cabinet.policy_reminders, personal, texts)
    erasures = ErasureParcels(sender, Words(texts, "ru"), group, conversations, bot.id)
    broadcasts = BroadcastTelling(works, sender, cabinet.roles, cabinet.people, texts, clock)
    carriers = {
        "code-email": codes.by_mail,
        "code-phone": codes.by_sms,
        "decoy-email": codes.decoy_mail,
        "decoy-phone": codes.decoy_sms,
        "changed-email": contacts.by_mail,
        "changed-phone": contacts.by_sms,
        "notice": NoticeParcels(works, sender, texts, clock).carry,
        "card": cards.carry,
        "redraw": cards.redraw,
        "remove-files": cards.remove_files,
        "remind": reminders.carry,
        "letter": letters.carry,
        "letter-edit": changes.edit,
        "letter-delete": changes.delete,
        "letter-file": changes.remove_file,
        "letter-word": changes.tell,
        "taken-over": reminders.taken_over,
        "lost-card": cards.ask_about,
        "lost-code-phone": codes.lost_sms,
        "tell": desk.tell,
        "overdue": desk.overdue,
        "figures": figures.carry,
        "unfinished": unfinished.carry,
        "policy-walk": policy_ends.walk,
        "policy-ends": policy_ends.carry,
        "export": exports.carry,
        "stats": stats.carry,
        "leave-desk": erasures.leave_desk,
        "forget": erasures.forget,
        "broadcast-telling": broadcasts.carry,
    }
    return Courier(works, carriers, clock, chores, woken)


def make_import_worker(
    settings: Settings, bot: Bot, works: Works, cabinet: Cabinet, texts: Texts, clock: Clock, sender: Sender
) -> ImportWorker:
    """The worker of admins' tables of policies."""
    engine = ImportEngine(works, clock, settings.zone)
    return ImportWorker(bot, works, sender, engine, cabinet.people, cabinet.policy_files, texts, clock)


def make_broadcast_worker(
    settings: Settings, bot: Bot, works: Works, timetable: Timetable, clock: Clock, redis_url: str
) -> BroadcastWorker:
    """The worker of broadcasts, over the bot's connections that are for them alone."""
    sender = Sender(bot, settings.broadcast_rate, timetable=timetable)
    return BroadcastWorker(works, sender, timetable, clock, redis_url, bot.id)
