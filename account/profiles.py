"""«Мои данные»: without them the account is limited; a change after verification asks for a new one."""

from __future__ import annotations

from account.ports import Work, Works
from account.records import Profile
from account.refusals import Refusal
from account.sign_in import SignInService
from account.step import Outcome, Step, once


class ProfileService:
    """- A change of name, birth date or document after an approved verification ends the approval (spec §1 Profile).

    - While a request is looked at the details stay: what is approved has to be what was seen.
    """

    def __init__(self, works: Works, sign_in: SignInService) -> None:
        self._works = works
        self._sign_in = sign_in

    async def save(self, step: Step, profile: Profile) -> bool:
        """Keep it; whether an approval was lost by it. Refused: «signed-out», «profile-frozen»."""
        own = (await self._sign_in.required(step.person)).id

        async def effect(work: Work) -> Outcome:
            request = await work.requests.latest(own)
            # Read after the request: one that was approved a moment ago shows as verified here.
            account = await work.accounts.by_id(own)
            if account is None:
                raise Refusal("signed-out")
            before = account.profile
            same = before is not None and (before.name, before.born, before.document) == (
                profile.name,
                profile.born,
                profile.document,
            )
            if not same and request is not None and request.awaited:
                raise Refusal("profile-frozen")
            lost = account.verified_at is not None and not same
            await work.accounts.set_profile(account.id, profile, step.at)
            if lost:
                await work.accounts.set_verified(account.id, None)
            return {"lost": int(lost)}

        return bool((await once(self._works, step, "save-profile", effect))["lost"])
