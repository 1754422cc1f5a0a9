"""Tables of policies that admins send: kept until a worker has read them."""

from __future__ import annotations

from account.admins.naming import RoleService
from account.admins.roles import Permission
from account.policies.imports import SentTable
from account.ports import Work, Works
from account.step import Outcome, Step, once


class PolicyFileService:
    """Who sends a table from a private chat has the permission or is not heard; each message is one import."""

    def __init__(self, works: Works, roles: RoleService, *, elsewhere: bool = False) -> None:
        """``elsewhere``: customers are shown the insurer's own system, and nobody would see a table."""
        self._works = works
        self._roles = roles
        self.elsewhere = elsewhere

    async def is_admin(self, person: int) -> bool:
        return await self._roles.may(person, Permission.IMPORT_POLICIES)

    async def take(self, step: Step, table: SentTable) -> None:
        """Let it wait for a worker; the step that comes again finds it there."""

        async def add(work: Work) -> Outcome:
            return {"import": await work.policy_imports.add(step.person, step.person, None, table, step.at)}

        await once(self._works, step, "policy-file", add)
