"""A request together with what the desk may know about who sent it."""

from __future__ import annotations

from dataclasses import dataclass

from account.ports import Work
from account.records import Account, Profile
from account.refusals import Refusal
from account.requests import Request


@dataclass(frozen=True, slots=True)
class Dossier:
    """``account`` is None for a guest's question; ``before``: how many verifications of the account came earlier."""

    request: Request
    account: Account | None
    before: int

    @property
    def profile(self) -> Profile | None:
        return self.account.profile if self.account is not None else None

    @property
    def document(self) -> str | None:
        """The type of the identity document."""
        return self.profile.document.type if self.profile is not None else None


async def dossier(work: Work, request_id: int) -> Dossier:
    """Refused: «no-such-request»."""
    request = await work.requests.by_id(request_id)
    if request is None:
        raise Refusal("no-such-request")
    account = await work.accounts.by_id(request.account_id) if request.account_id is not None else None
    return Dossier(request, account, await work.requests.count_before(request))
