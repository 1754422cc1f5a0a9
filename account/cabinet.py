"""The personal account as conversations see it: its services in one place."""

from __future__ import annotations

from dataclasses import dataclass

from account.admins.naming import RoleService
from account.admins.shut_out import ShutOut
from account.admins.statistics import StatisticsService
from account.admins.users import UserService
from account.broadcasts.composing import ComposingService
from account.broadcasts.control import ControlService
from account.codes import CodeService
from account.contact_change import ContactChangeService
from account.desk.correspondence import CorrespondenceService
from account.desk.figures import FiguresService
from account.desk.letter_changes import LetterChangeService
from account.desk.questions import QuestionService
from account.desk.service import DeskService
from account.passwords import Password, PasswordHash
from account.people import PeopleService
from account.policies.files import PolicyFileService
from account.policies.reminders import PolicyReminderService
from account.policies.service import PolicyService
from account.ports import Hasher
from account.privacy.advertising import AdvertisingService
from account.privacy.service import PrivacyService
from account.profiles import ProfileService
from account.registration import RegistrationService
from account.reminders import ReminderService
from account.reset import ResetService
from account.sessions import SessionService
from account.sign_in import SignInService
from account.verification import VerificationService


@dataclass(frozen=True, slots=True)
class Cabinet:
    """«Личный кабинет»."""

    registration: RegistrationService
    codes: CodeService
    sign_in: SignInService
    reset: ResetService
    contact_change: ContactChangeService
    sessions: SessionService
    profiles: ProfileService
    verification: VerificationService
    desk: DeskService
    questions: QuestionService
    correspondence: CorrespondenceService
    letter_changes: LetterChangeService
    figures: FiguresService
    policy_files: PolicyFileService
    reminders: ReminderService
    policy_reminders: PolicyReminderService
    people: PeopleService
    privacy: PrivacyService
    advertising: AdvertisingService
    policies: PolicyService
    roles: RoleService
    shut_out: ShutOut
    users: UserService
    statistics: StatisticsService
    composing: ComposingService
    broadcasts: ControlService
    hasher: Hasher

    async def hash(self, password: Password) -> PasswordHash:
        return await self.hasher.hash(password)

    async def same(self, password: Password, against: PasswordHash) -> bool:
        return await self.hasher.verify(password, against)
