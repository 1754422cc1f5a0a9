"""Who has which role, and how owners give roles and take them back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from account.admins.roles import NAMEABLE, NOTHING, PERMISSIONS, NamedRole, NotAllowed, Permission, Role
from account.ports import Work, Works
from account.records import Parcel
from account.refusals import Refusal
from account.step import Outcome, Step, once

NOTICES: Final = {Role.ADMIN: "notice-role-admin", Role.READER: "notice-role-reader"}


class RoleService:
    """- Owners are those of the settings; no row makes one, renames or removes one.

    - Only owners name admins and readers, and only those who have talked to the bot: a mistyped number is nobody.
    - Whoever is named or loses a role is told. Every naming and removal is in the trail.
    - Nobody runs the bot who is shut out of it.
    """

    def __init__(self, works: Works, owners: Collection[int]) -> None:
        self._works = works
        self.owners = tuple(owners)

    async def may(self, person: int, permission: Permission) -> bool:
        return permission in await self.allowed(person)

    async def allowed(self, person: int) -> frozenset[Permission]:
        """All that the person may, in a transaction of its own."""
        async with self._works() as work:
            return await self.permissions(work, person)

    async def permissions(self, work: Work, person: int) -> frozenset[Permission]:
        """What the person may; nothing unless it is stated."""
        role = Role.OWNER if person in self.owners else await work.roles.of(person)
        return NOTHING if role is None else PERMISSIONS.get(role, NOTHING)

    async def demand(self, work: Work, person: int, permission: Permission) -> frozenset[Permission]:
        """All that the person may; NotAllowed without this permission."""
        allowed = await self.permissions(work, person)
        if permission not in allowed:
            raise NotAllowed
        return allowed

    async def runs_the_bot(self, work: Work, person: int) -> bool:
        """Whether they have any role."""
        return person in self.owners or await work.roles.of(person) is not None

    async def named(self, person: int) -> list[NamedRole]:
        """Whom owners have named, for one who may see it. NotAllowed."""
        async with self._works() as work:
            await self.demand(work, person, Permission.MANAGE_ROLES)
            return [each for each in await work.roles.all() if each.telegram_id not in self.owners]

    async def name(self, step: Step, telegram_id: int, role: Role) -> bool:
        """Give the role; False when they have it already. NotAllowed.

        Refused: «owner-stays», «never-talked», «shut-out».
        """

        async def effect(work: Work) -> Outcome:
            await self.demand(work, step.person, Permission.MANAGE_ROLES)
            if telegram_id in self.owners or role not in NAMEABLE:
                raise Refusal("owner-stays")
            if await work.people.by_id(telegram_id) is None:
                raise Refusal("never-talked")
            if await work.bans.since(telegram_id) is not None:
                raise Refusal("shut-out")
            if not await work.roles.put(telegram_id, role, step.person, step.at):
                return {"done": 0}
            await work.audit.add(None, step.person, f"named-{role}", step.at, str(telegram_id))
            await _tell(work, step, telegram_id, NOTICES[role])
            return {"done": 1}

        return bool((await once(self._works, step, "name-role", effect))["done"])

    async def remove(self, step: Step, telegram_id: int) -> bool:
        """Take the role back; False when there is none. NotAllowed. Refused: «owner-stays»."""

        async def effect(work: Work) -> Outcome:
            await self.demand(work, step.person, Permission.MANAGE_ROLES)
            if telegram_id in self.owners:
                raise Refusal("owner-stays")
            if not await work.roles.remove(telegram_id):
                return {"done": 0}
            await work.audit.add(None, step.person, "role-removed", step.at, str(telegram_id))
            await _tell(work, step, telegram_id, "notice-role-removed")
            return {"done": 1}

        return bool((await once(self._works, step, "remove-role", effect))["done"])


async def _tell(work: Work, step: Step, telegram_id: int, text: str) -> None:
    await work.outbox.put(Parcel(step.key(f"role-{telegram_id}"), "notice", telegram_id, {"text": text}, step.at))
