"""The account's services on their storage and gateways."""

from __future__ import annotations

from aiogram import Bot

from account.admins.naming import RoleService
from account.admins.shut_out import ShutOut
from account.admins.statistics import StatisticsService
from account.admins.users import UserService
from account.broadcasts.composing import ComposingService
from account.broadcasts.control import ControlService
from account.cabinet import Cabinet
from account.codes import CodeService
from account.contact_change import ContactChangeService
from account.desk.correspondence import CorrespondenceService
from account.desk.figures import FiguresService
from account.desk.letter_changes import LetterChangeService
from account.desk.promises import Promise
from account.desk.questions import QuestionService
from account.desk.service import DeskService
from account.people import PeopleService
from account.policies.files import PolicyFileService
from account.policies.ports import Policies
from account.policies.reminders import PolicyReminderService
from account.policies.service import PolicyService
from account.ports import Hasher, Works
from account.privacy.advertising import AdvertisingService
from account.privacy.service import PrivacyService
from account.profiles import ProfileService
from account.registration import RegistrationService
from account.reminders import ReminderService
from account.reset import ResetService
from account.sessions import SessionService
from account.sign_in import SignInService
from account.verification import VerificationService
from bot.look import LookAtFile
from bot.settings import Settings
from gateways.pictures import Inspector
from gateways.policies import HttpPolicies

CONSENT_VERSION = "2026-11"


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
    figures = FiguresService(works, settings.answer_within, settings.zone)
    shut_out = ShutOut(works, settings.admin_ids)
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
        figures=figures,
        policy_files=PolicyFileService(works, roles, elsewhere=settings.policies_url is not None),
        reminders=ReminderService(works),
        policy_reminders=PolicyReminderService(works, policies, settings.hours, settings.zone),
        people=PeopleService(works),
        privacy=PrivacyService(works, policies),
        advertising=AdvertisingService(works),
        policies=PolicyService(works, sign_in, policies),
        roles=roles,
        statistics=StatisticsService(works, roles, figures, settings.zone),
        shut_out=shut_out,
        users=UserService(works, roles, policies, shut_out),
        composing=ComposingService(works, roles, settings.broadcast_rate),
        broadcasts=ControlService(works, roles),
        hasher=hasher,
    )
