"""Whose policies are asked about, and how it shows that nobody answers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
import structlog

from account.birth_dates import BirthDate
from account.documents import IdentityDocument
from account.names import FullName
from account.policies.ports import PoliciesAwayError
from account.policies.records import Holder
from gateways.policies import HttpPolicies
from tests.gateways.insurer import POLICY, TOKEN
from tests.gateways.leaks import told_by

ANNA = Holder(
    FullName("Фёдорова-Смит", "Анна"),
    BirthDate(date(1985, 3, 7)),
    IdentityDocument("passport-rf", "4508", "123456"),
)
BORIS = replace(ANNA, name=FullName("Борисов", "Борис"), document=IdentityDocument("foreign-passport", "", "AB123456"))
PERSONAL = ("едорова", "1985", "4508", "123456", TOKEN)


async def away(policies: HttpPolicies) -> str:
    """Why each of the three questions fails: nothing personal is in the error or in the log."""
    reasons = set()
    for question in (
        lambda: policies.page(ANNA, 0, 5),
        lambda: policies.one(ANNA, POLICY.ref),
        lambda: policies.ending([ANNA], [POLICY.ends]),
    ):
        with structlog.testing.capture_logs() as logged, pytest.raises(PoliciesAwayError) as caught:
            await question()
        told = told_by(caught.value) + json.dumps(logged)
        assert [each for each in PERSONAL if each in told] == []
        assert len(logged) == 1
        assert caught.value.__context__ is None
        reasons.add(str(caught.value))
    return ", ".join(sorted(reasons))
