"""How admins steer what is being sent, and change or take back what was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from account.admins.naming import RoleService
from account.admins.roles import Permission
from account.broadcasts.records import BroadcastState, Content, Deed
from account.broadcasts.second_runs import Overview, overview
from account.broadcasts.telling import tell_now, telling
from account.ports import Work, Works
from account.refusals import Refusal
from account.step import Outcome, Step, once

A_PAGE: Final = 6
_UNDER_WAY: Final = (BroadcastState.SCHEDULED, BroadcastState.RUNNING, BroadcastState.PAUSED)
_DONE: Final = {Deed.EDIT: "broadcast-edited", Deed.DELETE: "broadcast-taken-back", Deed.RESEND: "broadcast-resent"}


@dataclass(frozen=True, slots=True)
class BroadcastPage:
    """Newest first; ``older`` is what the next page begins before, None when there is none."""

    broadcasts: tuple[Overview, ...]
    older: int | None
    first: bool


class ControlService:
    """- Any admin with the permission steers any broadcast; each act that changed something is in the trail.

    - PAUSED goes on where it was, STOPPED never; what is in flight at that moment still arrives.
    - A second run goes only over what is over, one at a time; changes and deletions within 48 hours after its end.
    - What was taken back, wholly or partly, is not changed and not repeated.
    - Those of whom nobody knows whether they have it get it again only here, on an admin's word.
    """

    def __init__(self, works: Works, roles: RoleService) -> None:
        self._works = works
        self._roles = roles

    async def pause(self, step: Step, broadcast_id: int) -> bool:
        """Whether it was running. NotAllowed. Refused: «broadcast-gone»."""
        of = (BroadcastState.RUNNING,)
        return await self._set(step, broadcast_id, BroadcastState.PAUSED, of, "broadcast-paused")

    async def resume(self, step: Step, broadcast_id: int) -> bool:
        """Whether it was paused. NotAllowed. Refused: «broadcast-gone»."""
        of = (BroadcastState.PAUSED,)
        return await self._set(step, broadcast_id, BroadcastState.RUNNING, of, "broadcast-resumed")

    async def stop(self, step: Step, broadcast_id: int) -> bool:
        """End it for good, also one that waits for its time; False when it was over. NotAllowed. Refused as above."""
        return await self._set(step, broadcast_id, BroadcastState.STOPPED, _UNDER_WAY, "broadcast-stopped")

    async def page(self, person: int, before: int | None = None) -> BroadcastPage:
        """Broadcasts with their figures and what they say, past ones too. NotAllowed."""
        async with self._works() as work:
            await self._roles.demand(work, person, Permission.BROADCAST)
            found = await work.broadcasts.page(before, A_PAGE + 1)
            shown = [await overview(work, each.id) for each in found[:A_PAGE]]
        return BroadcastPage(tuple(shown), shown[-1].one.id if len(found) > A_PAGE else None, before is None)

    async def one(self, person: int, broadcast_id: int) -> Overview:
        """NotAllowed. Refused: «broadcast-gone»."""
        async with self._works() as work:
            await self._roles.demand(work, person, Permission.BROADCAST)
            return await overview(work, broadcast_id)

    async def ask(self, step: Step, broadcast_id: int, deed: Deed) -> Overview:
        """What such a run would go over. NotAllowed. Refused as the run itself is."""
        async with self._works() as work:
            await self._roles.demand(work, step.person, Permission.BROADCAST)
            seen = await overview(work, broadcast_id)
            seen.demand(deed, step.at)
            return seen

    async def edit(self, step: Step, broadcast_id: int, content: Content) -> int:
        """Give all who have it this instead, which ``second_runs.reworded`` made; the run's number. NotAllowed.

        Refused: see ``Overview.demand``; «broadcast-other-kind».
        """
        return await self._run(step, broadcast_id, Deed.EDIT, content)

    async def delete(self, step: Step, broadcast_id: int) -> int:
        """Take it back from all who have it; the run's number. NotAllowed. Refused: see ``Overview.demand``."""
        return await self._run(step, broadcast_id, Deed.DELETE)

    async def resend_unknown(self, step: Step, broadcast_id: int) -> int:
        """To those of whom nobody knows; the run's number. NotAllowed. Refused: see ``Overview.demand``."""
        return await self._run(step, broadcast_id, Deed.RESEND)

    async def _set(
        self, step: Step, broadcast_id: int, state: BroadcastState, of: Collection[BroadcastState], what: str
    ) -> bool:
        async def effect(work: Work) -> Outcome:
            await self._roles.demand(work, step.person, Permission.BROADCAST)
            if not await work.broadcasts.set_state(broadcast_id, state, of=of, at=step.at):
                if await work.broadcasts.by_id(broadcast_id) is None:
                    raise Refusal("broadcast-gone")
                return {"done": 0}
            await work.audit.add(None, step.person, what, step.at, f"broadcast {broadcast_id}")
            await tell_now(work, broadcast_id, step.at)
            return {"done": 1}

        return bool((await once(self._works, step, what, effect))["done"])

    async def _run(self, step: Step, broadcast_id: int, deed: Deed, content: Content | None = None) -> int:
        async def effect(work: Work) -> Outcome:
            await self._roles.demand(work, step.person, Permission.BROADCAST)
            await work.broadcasts.hold(broadcast_id)  # before the look: of two admins at once one comes later
            seen = await overview(work, broadcast_id)
            seen.demand(deed, step.at)
            given = seen.content if deed is Deed.RESEND else content
            if deed is Deed.EDIT and _kinds(content) != _kinds(seen.one.content):
                raise Refusal("broadcast-other-kind")
            run = await work.broadcasts.add_run(broadcast_id, deed, given, step.person, step.person, step.at)
            await work.outbox.put(telling(run, step.at))
            await work.audit.add(None, step.person, _DONE[deed], step.at, f"broadcast {broadcast_id}")
            return {"run": run}

        return int((await once(self._works, step, _DONE[deed], effect))["run"] or 0)


def _kinds(content: Content | None) -> list[str]:
    return [each.kind for each in content.pieces] if content is not None else []
