"""The unit of work: one transaction with all repositories in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from account.ports import Work, Works
from storage.column_types import give_keyring
from storage.database import DatabaseDown, passes
from storage.encryption import Keyring
from storage.repositories.accounts import SqlAccounts
from storage.repositories.audit import SqlAudit
from storage.repositories.bans import SqlBans
from storage.repositories.broadcasts import SqlBroadcasts
from storage.repositories.cards import SqlCards
from storage.repositories.codes import SqlCodes
from storage.repositories.consents import SqlConsents
from storage.repositories.faults import SqlFaults
from storage.repositories.letters import SqlLetters
from storage.repositories.moved_groups import SqlMovedGroups
from storage.repositories.mutes import SqlMutes
from storage.repositories.outbox import SqlOutbox
from storage.repositories.people import SqlPeople
from storage.repositories.personal import SqlPersonal
from storage.repositories.policy_imports import SqlPolicyImports
from storage.repositories.policy_lines import SqlPolicyLines
from storage.repositories.questions import SqlQuestions
from storage.repositories.requests import SqlRequests
from storage.repositories.roles import SqlRoles
from storage.repositories.sign_ins import SqlSignIns
from storage.repositories.statistics import SqlStatistics
from storage.repositories.steps import SqlSteps
from storage.repositories.tallies import SqlTallies


class SqlWork:
    """The repositories of one transaction."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self.people = SqlPeople(connection, keyring)
        self.accounts = SqlAccounts(connection, keyring)
        self.sign_ins = SqlSignIns(connection, keyring)
        self.mutes = SqlMutes(connection, keyring)
        self.roles = SqlRoles(connection, keyring)
        self.bans = SqlBans(connection, keyring)
        self.faults = SqlFaults(connection, keyring)
        self.codes = SqlCodes(connection, keyring)
        self.tallies = SqlTallies(connection, keyring)
        self.steps = SqlSteps(connection, keyring)
        self.outbox = SqlOutbox(connection, keyring, self._parcel_put)
        self.requests = SqlRequests(connection, keyring)
        self.cards = SqlCards(connection, keyring)
        self.questions = SqlQuestions(connection, keyring)
        self.letters = SqlLetters(connection, keyring)
        self.moved_groups = SqlMovedGroups(connection, keyring)
        self.policy_imports = SqlPolicyImports(connection, keyring)
        self.policy_lines = SqlPolicyLines(connection, keyring)
        self.broadcasts = SqlBroadcasts(connection, keyring)
        self.statistics = SqlStatistics(connection, keyring)
        self.audit = SqlAudit(connection, keyring)
        self.personal = SqlPersonal(connection, keyring)
        self.consents = SqlConsents(connection, keyring)
        self.has_parcels = False

    def _parcel_put(self) -> None:
        self.has_parcels = True


def works(engine: AsyncEngine, keyring: Keyring, wake: Callable[[], None]) -> Works:
    """Make units of work. ``wake`` is called after a commit that put something into the outbox.

    The block is left with a commit, or by an exception with a rollback. A database that is away or busy (a lock not
    given in time and a deadlock too) shows as :class:`DatabaseDown`: nothing was written, the step may be repeated.
    """
    give_keyring(engine.dialect, keyring)

    @asynccontextmanager
    async def work() -> AsyncIterator[Work]:
        try:
            async with engine.begin() as connection:
                one = SqlWork(connection, keyring)
                yield one
        except (SQLAlchemyError, OSError) as error:
            if not passes(error):
                raise
            raise DatabaseDown(f"the database is away or busy: {type(error).__name__}") from error
        if one.has_parcels:
            wake()

    return work
