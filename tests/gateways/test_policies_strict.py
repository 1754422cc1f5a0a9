"""What the insurer's system answers is read strictly: half an answer is none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from account.policies.ports import PoliciesAwayError
from gateways.policies import HttpPolicies
from tests.gateways.insured import ANNA, away
from tests.gateways.insurer import CONTRACT, POLICY, Insurer, saying, written


def but(**changed: Any) -> dict[str, Any]:
    return {"policies": [written(POLICY) | changed], "total": 1}


def without(name: str) -> dict[str, Any]:
    return {"policies": [{key: value for key, value in written(POLICY).items() if key != name}], "total": 1}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        *((without(name), name) for name in written(POLICY)),
        (but(ref="a b"), "ref"),
        (but(ref="r" * 33), "ref"),
        (but(ref=""), "ref"),
        (but(number=7), "number"),
        (but(number="  "), "number"),
        (but(number="7" * 65), "number"),
        (but(product=None), "product"),
        (but(product="\ud800"), "product"),
        (but(starts="20260201"), "starts"),
        (but(starts="2026-02-30"), "starts"),
        (but(starts="2026-02-01T00:00:00"), "starts"),
        (but(ends="2026-01-01"), "ends: before it starts"),
        (but(state="renewed"), "state"),
        (but(match="none"), "match"),
        (but(insured=["car"]), "insured"),
        ({"policies": [written(POLICY)] * 6, "total": 6}, "policies: too many"),
        ({"policies": [written(POLICY)], "total": 0}, "policies: too many"),
        ({"policies": [None], "total": 1}, "ref"),
        ({"policies": {}, "total": 0}, "policies"),
        ({"policies": [], "total": True}, "total"),
        ({"policies": [], "total": -1}, "total"),
        ({"policies": [], "total": 10**30}, "total"),
        ({"policies": []}, "total"),
        ([], "policies"),
        (None, "policies"),
    ],
)
async def test_half_an_answer_is_none(service: Insurer, policies: HttpPolicies, answer: Any, reason: str) -> None:
    service.trouble = [saying(json.dumps(answer))]
    with pytest.raises(PoliciesAwayError) as caught:
        await policies.page(ANNA, 0, 5)
    assert str(caught.value) == reason
    assert CONTRACT.answer("/policies/page", 200, answer) or reason in {
        *("number", "product", "starts"),  # blanks, half a character, no day of the calendar: schemas cannot say that
        *("ends: before it starts", "policies: too many"),
    }


@pytest.mark.parametrize("body", [b"", b"<html>", b"[" * 100_000, b"\xff\xfe", b'{"policies": [], "total": 0'])
async def test_what_is_no_json_is_away(service: Insurer, policies: HttpPolicies, body: bytes) -> None:
    service.always = saying(body)
    assert await away(policies) == "json"


@pytest.mark.parametrize("answer", [{"policy": written(POLICY) | {"ref": "other"}}, {"policy": []}, {}])
async def test_another_policy_than_the_one_asked_for_is_none(
    service: Insurer, policies: HttpPolicies, answer: Any
) -> None:
    service.trouble = [saying(json.dumps(answer))]
    with pytest.raises(PoliciesAwayError):
        await policies.one(ANNA, POLICY.ref)


@pytest.mark.parametrize(
    "ending",
    [
        {"holder": 1, "policy": written(POLICY)},
        {"holder": -1, "policy": written(POLICY)},
        {"holder": 0, "policy": written(POLICY) | {"ends": "2027-02-01"}},
        {"holder": 0, "policy": written(POLICY) | {"state": "cancelled"}},
        {"holder": 0, "policy": None},
    ],
)
async def test_an_ending_that_was_not_asked_for_is_away(service: Insurer, policies: HttpPolicies, ending: Any) -> None:
    service.trouble = [saying(json.dumps({"endings": [ending]}))]
    with pytest.raises(PoliciesAwayError):
        await policies.ending([ANNA], [POLICY.ends])


async def test_a_wrong_address_is_no_absence_of_endings(service: Insurer, policies: HttpPolicies) -> None:
    service.trouble = [saying("", 404)]
    with pytest.raises(PoliciesAwayError):
        await policies.ending([ANNA], [POLICY.ends])
