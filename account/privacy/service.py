"""/privacy: what is kept is shown, given as a file, and erased on the person's word (spec §1 Privacy)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from account.alerts import alert
from account.limits import DAY, Limit, free_at
from account.policies.ports import Policies, PoliciesAwayError
from account.policies.records import Holder, Policy
from account.policies.service import Closed, shown
from account.ports import Work, Works
from account.privacy.parcels import desk_parcels, export_parcel, forget_parcel
from account.privacy.records import Erased, PrivacyPage, Subject
from account.records import Account
from account.refusals import Refusal
from account.step import Outcome, Step, once

EXPORTS = (Limit(3, DAY),)
CONFIRMED_FOR = timedelta(minutes=10)
NOBODY = 0  # who stands in the proof of an erasure
POLICIES_A_PAGE = 50


class PrivacyService:
    """- The export holds all that is kept of the person; three a day, and the others signed in are told.

    - An account is erased within ten minutes of its password, in one transaction. All sign-ins end, others are told.
    - What is not SQL follows at once by parcels: messages in the support group, talks of others signed in.
    - One line in the trail proves it, by keyed fingerprints of the contacts; decisions stay there, without names.
    - A guest may have erased what little there is, without a password.
    """

    def __init__(self, works: Works, policies: Policies | None = None) -> None:
        self._works = works
        self._policies = policies

    async def page(self, person: int) -> PrivacyPage:
        """What there is to tell this person."""
        async with self._works() as work:
            account = await _account(work, person)
            subject = Subject(person, account.id if account else None)
            return PrivacyPage(
                account,
                await work.personal.consents(account.id) if account else (),
                account.created_at if account else await work.personal.first_seen(person),
                await work.personal.count_requests(subject),
            )

    async def order_export(self, step: Step) -> None:
        """The file follows in a moment. Refused: «too-many-exports» (until)."""

        async def effect(work: Work) -> Outcome:
            subject = f"export:{step.person}"
            if until := await free_at(work, {subject: EXPORTS}, step.at):
                raise Refusal("too-many-exports", until=int(until.timestamp()))
            await work.tallies.add(subject, step.at)
            session = await work.sign_ins.current(step.person)
            await work.outbox.put(export_parcel(step, session.account_id if session else None))
            if session is not None:
                people = [each.telegram_id for each in await work.sign_ins.of_account(session.account_id)]
                await alert(work, step, "notice-exported", people, session.id)
            return {}

        await once(self._works, step, "order-export", effect)

    async def export(self, subject: Subject, language: str) -> dict[str, Any] | None:
        """The file's contents; None when the person is not signed in to that account any more."""
        async with self._works() as work:
            found = await work.personal.export(subject, language)
            account = await _account(work, subject.telegram_id)
        if (account.id if account else None) != subject.account_id:
            return None
        return found | await self._policies_of(account)

    async def erase_account(self, step: Step, confirmed_at: datetime) -> None:
        """All of it, for good. Refused: «confirm-again» after ten minutes, «signed-out»."""

        async def effect(work: Work) -> Outcome:
            if step.at > confirmed_at + CONFIRMED_FOR:
                raise Refusal("confirm-again")
            session = await work.sign_ins.current(step.person)
            if session is None:
                raise Refusal("signed-out")
            await _erase(work, step, Subject(step.person, session.account_id))
            return {}

        await once(self._works, step, "erase-account", effect)

    async def erase_guest(self, step: Step) -> None:
        """What is kept of somebody without an account. Refused: «signed-in»."""

        async def effect(work: Work) -> Outcome:
            if await work.sign_ins.current(step.person) is not None:
                raise Refusal("signed-in")
            await _erase(work, step, Subject(step.person, None))
            return {}

        await once(self._works, step, "erase-guest", effect)

    async def _policies_of(self, account: Account | None) -> dict[str, Any]:
        if self._policies is None or account is None or account.profile is None:
            return {}
        holder, told = Holder.of(account.profile), list[dict[str, str]]()
        try:
            while True:
                some, total = await self._policies.page(holder, len(told), POLICIES_A_PAGE)
                told += [_told(shown(account, policy)) for policy in some]
                if not some or len(told) >= total:
                    return {"policies": told}
        except PoliciesAwayError:
            return {"policies": None, "policies_note": "The insurer's system did not answer; please ask again later."}


async def _account(work: Work, person: int) -> Account | None:
    session = await work.sign_ins.current(person)
    return await work.accounts.by_id(session.account_id) if session else None


async def _erase(work: Work, step: Step, subject: Subject) -> Erased:
    erased = await work.personal.erase(subject, step.at)
    if erased is None:
        raise Refusal("signed-out")
    group = await work.moved_groups.present()
    for request in erased.requests:
        for parcel in desk_parcels(step, request, group):
            await work.outbox.put(parcel)
    for person in erased.talks:
        await work.outbox.put(forget_parcel(step, person))
    await alert(work, step, "notice-account-erased", erased.told)
    what = "erased" if subject.account_id is not None else "erased-guest"
    await work.audit.add(None, NOBODY, what, step.at, erased.proof)
    return erased


def _told(policy: Policy | Closed) -> dict[str, str]:
    """Of a namesake's perhaps only what the page says, too."""
    if isinstance(policy, Closed):
        return {"product": policy.product, "note": "shown in full once your identity is verified"}
    return {
        "number": policy.number,
        "product": policy.product,
        "starts": policy.starts.isoformat(),
        "ends": policy.ends.isoformat(),
        "state": policy.state.value,
        "insured": policy.insured,
        "matched_by": policy.match.value,
    }
