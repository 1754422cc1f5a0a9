"""The consent to advertising: apart from the others, never needed, given and withdrawn in /privacy."""

from __future__ import annotations

from typing import Final

from account.ports import Work, Works
from account.records import Consent
from account.refusals import Refusal
from account.step import Outcome, Step, once

KIND: Final = "advertising"
VERSION: Final = "2026-11"  # of the text «privacy-advertising»: goes up with each change of what it promises


class AdvertisingService:
    """- It is the account's, and never given beforehand: whoever is signed in gives it by a press of their own.

    - Kept are the text's version, the time and the Telegram id; a withdrawn one keeps its row, as a proof.
    - Broadcasts that advertise reach nobody without it, from the moment of its withdrawal.
    """

    def __init__(self, works: Works) -> None:
        self._works = works

    async def agree(self, step: Step) -> bool:
        """False when it was given already. Refused: «signed-out»."""

        async def effect(work: Work) -> Outcome:
            consent = Consent(KIND, VERSION, step.at, step.person)
            return {"done": int(await work.consents.give(await _account(work, step), consent))}

        return bool((await once(self._works, step, "agree-to-advertising", effect))["done"])

    async def withdraw(self, step: Step) -> bool:
        """False when there was none. Refused: «signed-out»."""

        async def effect(work: Work) -> Outcome:
            return {"done": int(await work.consents.withdraw(await _account(work, step), KIND, step.at))}

        return bool((await once(self._works, step, "withdraw-advertising", effect))["done"])


async def _account(work: Work, step: Step) -> int:
    session = await work.sign_ins.current(step.person)
    if session is None:
        raise Refusal("signed-out")
    return session.account_id
