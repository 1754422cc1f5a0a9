"""The menu: what a guest and what a signed-in customer can do now."""

from __future__ import annotations

from collections.abc import Sequence

from account.cabinet import Cabinet
from account.records import Account
from account.refusals import Refusal
from account.requests import Request, RequestState
from handlers.visit import Visit

Row = list[tuple[str, str]]


class Menu:
    """Rows that make no sense now are not shown; what is missing comes first."""

    def __init__(self, cabinet: Cabinet) -> None:
        self._cabinet = cabinet

    async def show(self, visit: Visit, lines: Sequence[str] = (), extra: Row | None = None) -> None:
        """The menu below ``lines``; ``extra`` buttons come before it."""
        try:
            standing = await self._cabinet.verification.standing(visit.step.person)
        except Refusal:
            text, rows = "menu-guest", [*GUEST]
        else:
            text, rows = "menu-customer", _customer(standing.account, standing.request)
        rows = [[each] for each in extra or []] + [row for row in rows if not (extra and row[0] in extra)]
        visit.show("\n\n".join([*lines, visit.words.say(text)]), visit.words.choices(rows))


GUEST: list[Row] = [
    [("menu-register", "m:register")],
    [("menu-login", "m:login"), ("menu-reset", "m:reset")],
    [("menu-help", "m:help")],
]


def _customer(account: Account, request: Request | None) -> list[Row]:
    rows: list[Row] = []
    if account.profile is None:
        rows.append([("menu-profile-first", "m:profile")])
    else:
        rows.append([("menu-policies", "m:policies")])
        if account.verified_at is None and not (request and request.state is RequestState.REFUSED):
            rows.append([("menu-verify", "m:verify")])
        rows.append([("menu-profile", "m:profile")])
    rows.append([("menu-password", "m:password"), ("menu-logout", "m:logout")])
    rows.append([("menu-security", "m:security")])
    rows.append([("menu-help", "m:help")])
    return rows
