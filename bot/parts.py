"""Joins the rooms below: plain constructors, in the order in which things need each other."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime

from aiogram import Bot, Dispatcher

from account.admins.naming import RoleService
from account.admins.users import UserService
from account.cabinet import Cabinet
from account.codes import CodeService
from account.contact_change import ContactChangeService
from account.desk.correspondence import CorrespondenceService
from account.desk.figures import FiguresService
from account.desk.group import DeskGroup
from account.desk.letter_changes import LetterChangeService
from account.desk.ports import Members
from account.desk.promises import Promise
from account.desk.questions import QuestionService
from account.desk.service import DeskService
from account.people import PeopleService
from account.policies.files import PolicyFileService
from account.policies.ports import Policies
from account.policies.reminders import PolicyReminderService
from account.policies.service import PolicyService
from account.ports import Hasher, Works
from account.privacy.service import PrivacyService
from account.profiles import ProfileService
from account.registration import RegistrationService
from account.reminders import ReminderService
from account.reset import ResetService
from account.sessions import SessionService
from account.sign_in import SignInService
from account.step import Step
from account.verification import VerificationService
from bot.courier import Courier
from bot.imports.engine import ImportEngine
from bot.imports.worker import ImportWorker
from bot.look import LookAtFile
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
from bot.parcels.talks import Talks
from bot.parcels.unfinished import UnfinishedParcels
from bot.settings import Settings
from fsm.engine import Engine
from fsm.forms import FORMS
from gateways.chart import Charts
from gateways.mail import Mail
from gateways.pictures import Inspector
from gateways.policies import HttpPolicies
from gateways.sms import Sms
from gateways.telegram import Sender
from handlers.admins import AdminsPage
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
from handlers.support import Support
from handlers.talk import Talk
from handlers.words import Words
from storage.conversations import Conversations
from texts import Texts

CONSENT_VERSION = "2026-11"

Clock = Callable[[], datetime]


def insurer_s_policies(settings: Settings) -> HttpPolicies | None:
    """The insurer's own system, where one is set."""
    if settings.policies_url is None:
        return None
    settings.required("policies_token")
    assert settings.policies_token is not None
    return HttpPolicies(settings.policies_url, settings.policies_token.get_secret_value())


def make_cabinet(
    settings: Settings, bot: Bot, works: Works, policies: Policies, hasher: Hasher, inspector: Inspector
) -> Cabinet:
    """The account's services on their storage and gateways."""
    codes = CodeService(works, settings.admin_ids)
    sign_in = SignInService(works, hasher, settings.admin_ids)
    promise = Promise(settings.answer_within, settings.remind_before, settings.hours, settings.zone)
    questions = QuestionService(works, promise)
    roles = RoleService(works, settings.admin_ids)
    registration = RegistrationService(works, codes, CONSENT_VERSION)
    return Cabinet(
        registration=registration,
        codes=codes,
        sign_in=sign_in,
        reset=ResetService(works, codes, hasher),
        contact_change=ContactChangeService(works, codes, registration, sign_in),
        sessions=SessionService(works),
        profiles=ProfileService(works, sign_in),
        verification=VerificationService(works, sign_in, LookAtFile(bot, inspector), promise),
        desk=DeskService(works, settings.decision_delay, promise, settings.reviewers),
        questions=questions,
        correspondence=CorrespondenceService(works, questions),
        letter_changes=LetterChangeService(works),
        figures=FiguresService(works, settings.answer_within, settings.zone),
        policy_files=PolicyFileService(works, roles, elsewhere=settings.policies_url is not None),
        reminders=ReminderService(works),
        policy_reminders=PolicyReminderService(works, policies, settings.hours, settings.zone),
        people=PeopleService(works),
        privacy=PrivacyService(works, policies),
        policies=PolicyService(works, sign_in, policies),
        roles=roles,
        users=UserService(works, roles),
        hasher=hasher,
    )


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
) -> Courier:
    """The worker of the outbox, with a carrier for each kind of parcel."""
    assert settings.smtp_url is not None
    assert settings.sms_url is not None
    mail = Mail(settings.smtp_url.get_secret_value(), settings.sender)
    sms = Sms(settings.sms_url.get_secret_value(), settings.sms_ok)
    sender = Sender(bot, settings.broadcast_rate)
    codes = CodeParcels(mail, sms, cabinet.codes, texts, clock)
    contacts = ContactParcels(mail, sms, texts)
    group = Group(bot, works, sender, desk_group, clock)
    cards = CardParcels(works, sender, Words(texts, "ru"), group, clock)
    reminders = ReminderParcels(works, Words(texts, "ru"), group, clock)
    letters = LetterParcels(works, sender, texts, group, clock)
    changes = LetterChanges(works, sender, texts, group, cabinet.questions, clock)
    desk = DeskParcels(cabinet.desk, clock)
    figures = FiguresParcels(cabinet.figures, Charts(), sender, Words(texts, "ru"), group, clock)
    personal = Personal(sender, cabinet.people, clock)
    talks = Talks(conversations, bot.id)
    unfinished = UnfinishedParcels(cabinet.reminders, talks, personal, texts, settings.zone)
    exports = ExportParcels(works, cabinet.privacy, talks, sender, texts, clock)
    policy_ends = PolicyEndParcels(cabinet.policy_reminders, personal, texts)
    erasures = ErasureParcels(sender, Words(texts, "ru"), group, conversations, bot.id)
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
        "leave-desk": erasures.leave_desk,
        "forget": erasures.forget,
    }
    return Courier(works, carriers, clock, chores, woken)


def make_import_worker(
    settings: Settings, bot: Bot, works: Works, cabinet: Cabinet, texts: Texts, clock: Clock
) -> ImportWorker:
    """The worker of admins' tables of policies; its few messages keep a pace of their own."""
    engine = ImportEngine(works, clock, settings.zone)
    sender = Sender(bot, settings.broadcast_rate)
    return ImportWorker(bot, works, sender, engine, cabinet.people, cabinet.policy_files, texts, clock)


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
    talk = Talk(engine, menu)
    support = Support(cabinet, menu, talk)
    admins = AdminsPage(cabinet)
    pages: list[Page] = [
        PoliciesPage(cabinet.policies, menu, support),
        PolicyFiles(cabinet.policy_files),
        Security(cabinet, menu),
        PrivacyDoor(cabinet, menu),
        Reminders(cabinet.reminders, talk),
        admins,
    ]
    of_pages = {name: act for page in pages for name, act in page.commands().items()}
    commands = Commands(cabinet, menu, talk, support, of_pages, admins.closed())
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
