"""The insurer's own system: asked as docs/policies-api.yaml says, read strictly, and «away» when it is."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from aiohttp import web

from account.birth_dates import BirthDate
from account.documents import IdentityDocument
from account.names import FullName
from account.policies.ports import NotByNumberError, PoliciesAwayError
from account.policies.records import Ending, Holder, Match, PolicyState
from bot.check import check
from bot.settings import load
from gateways.policies import MOST_OF_AN_ANSWER, HttpPolicies
from tests.gateways.insurer import CONTRACT, POLICY, TOKEN, Answer, Insurer, hanging_up, insurer, saying, written
from tests.gateways.leaks import told_by

ANNA = Holder(
    FullName("Фёдорова-Смит", "Анна"),
    BirthDate(date(1985, 3, 7)),
    IdentityDocument("passport-rf", "4508", "123456"),
)
BORIS = replace(ANNA, name=FullName("Борисов", "Борис"), document=IdentityDocument("foreign-passport", "", "AB123456"))
PERSONAL = ("едорова", "1985", "4508", "123456", TOKEN)
SLACK = 1.0  # seconds a busy machine may take on top


@pytest.fixture
async def service() -> AsyncIterator[Insurer]:
    async with insurer() as one:
        yield one


@pytest.fixture
async def policies(service: Insurer) -> AsyncIterator[HttpPolicies]:
    asked = HttpPolicies(service.url, TOKEN)
    yield asked
    await asked.close()


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


async def test_nobody_is_asked_whose_a_number_is(policies: HttpPolicies, service: Insurer) -> None:
    with pytest.raises(NotByNumberError):
        await policies.holders_of(POLICY.number)
    assert service.asked == []


def test_every_example_of_the_papers_is_as_they_say() -> None:
    examples = CONTRACT.examples()
    assert len(examples) > 12
    assert [fault for _, schema, value in examples for fault in CONTRACT.faults(schema, value)] == []


def test_a_body_that_is_not_as_agreed_is_found() -> None:
    page = {"policies": [written(POLICY)], "total": 1}
    assert CONTRACT.answer("/policies/page", 200, page) == []
    for wrong in ({"ref": "a b"}, {"number": ""}, {"starts": "1.2.2026"}, {"state": "new"}, {"match": True}):
        assert CONTRACT.answer("/policies/page", 200, {"policies": [written(POLICY) | wrong], "total": 1})
    assert CONTRACT.answer("/policies/page", 200, {"policies": []})
    assert CONTRACT.answer("/policies/page", 302, None)
    assert CONTRACT.question("/policies/page", {"holder": {}, "offset": -1, "limit": 101, "more": 1})


async def test_a_page_of_policies_comes_as_the_insurer_wrote_it(service: Insurer, policies: HttpPolicies) -> None:
    older = replace(POLICY, ref="old", ends=date(2026, 12, 31), state=PolicyState.SUSPENDED, insured="")
    service.known = [(ANNA, older), (ANNA, POLICY), (BORIS, replace(POLICY, ref="theirs"))]
    assert await policies.page(ANNA, 0, 5) == ([POLICY, older], 2)
    assert await policies.page(ANNA, 1, 5) == ([older], 2)
    assert await policies.page(replace(ANNA, document=BORIS.document), 0, 1) == (
        [replace(POLICY, match=Match.PERSON)],
        2,
    )
    assert service.asked[0][1]["holder"] == {
        "name": "федорова-смит анна",
        "born": "1985-03-07",
        "document": {"type": "passport-rf", "series": "4508", "number": "123456"},
    }


async def test_nothing_personal_stands_in_an_address(service: Insurer, policies: HttpPolicies) -> None:
    await policies.page(ANNA, 0, 5)
    await policies.one(ANNA, POLICY.ref)
    await policies.ending([ANNA, BORIS], [POLICY.ends])
    assert [path for path, _ in service.asked] == ["/api/policies/page", "/api/policies/one", "/api/policies/ending"]
    assert {head["Authorization"] for head in service.heads} == {f"Bearer {TOKEN}"}


async def test_one_policy_is_its_holder_s_or_none(service: Insurer, policies: HttpPolicies) -> None:
    service.known = [(ANNA, POLICY)]
    assert await policies.one(ANNA, POLICY.ref) == POLICY
    assert await policies.one(BORIS, POLICY.ref) is None
    assert await policies.one(ANNA, "other") is None


async def test_what_ends_is_told_by_the_place_of_its_holder(service: Insurer, policies: HttpPolicies) -> None:
    service.known = [(ANNA, POLICY), (ANNA, replace(POLICY, ref="off", state=PolicyState.CANCELLED))]
    assert await policies.ending([BORIS, ANNA], [date(2026, 3, 1), POLICY.ends]) == [Ending(1, POLICY)]
    assert await policies.ending([BORIS], [POLICY.ends]) == []


async def test_many_holders_are_asked_about_in_portions(service: Insurer, policies: HttpPolicies) -> None:
    """As many as a batch of the walk has, each with a long list: in one answer that would be more than is taken."""
    holders = [replace(ANNA, born=BirthDate(date(1985, 3, 7) - timedelta(days=place))) for place in range(120)]
    long = replace(POLICY, insured="Д" * 1000)
    service.known = [
        (holder, replace(long, ref=f"r{place}-{i}")) for place, holder in enumerate(holders) for i in (1, 2)
    ]
    found = await policies.ending(holders, [POLICY.ends])
    assert [(each.holder, each.policy.ref) for each in found] == [
        (place, f"r{place}-{i}") for place in range(120) for i in (1, 2)
    ]
    assert [len(question["holders"]) for _, question in service.asked] == [50, 50, 20]
    assert sum(len(each.policy.insured.encode("unicode_escape")) for each in found) > MOST_OF_AN_ANSWER


async def test_one_portion_that_is_not_answered_is_as_if_none_were(service: Insurer, policies: HttpPolicies) -> None:
    service.trouble = [saying('{"endings": []}'), saying("no")]
    with pytest.raises(PoliciesAwayError):
        await policies.ending([ANNA] * 51, [POLICY.ends])


async def test_an_unknown_holder_has_none(policies: HttpPolicies) -> None:
    assert await policies.page(ANNA, 0, 5) == ([], 0)


async def test_an_unknown_ref_is_none_also_by_its_status(service: Insurer, policies: HttpPolicies) -> None:
    service.trouble = [saying('{"error": "no such policy"}', 404)]
    assert await policies.one(ANNA, "other") is None


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_a_passing_trouble_is_asked_over(service: Insurer, policies: HttpPolicies, status: int) -> None:
    service.known = [(ANNA, POLICY)]
    service.trouble = [saying("<html>", status)]
    assert await policies.page(ANNA, 0, 5) == ([POLICY], 1)
    assert len(service.asked) == 2


async def test_a_broken_connection_is_tried_again(service: Insurer, policies: HttpPolicies) -> None:
    service.known = [(ANNA, POLICY)]
    service.trouble = [hanging_up]
    assert await policies.page(ANNA, 0, 5) == ([POLICY], 1)


async def test_one_that_stays_down_is_asked_twice_and_no_more(service: Insurer, policies: HttpPolicies) -> None:
    service.always = saying("", 503)
    assert await away(policies) == "status 503"
    assert len(service.asked) == 3 * 2


@pytest.mark.parametrize("status", [302, 400, 401, 403, 422, 429, 500])
async def test_what_would_come_again_is_not_asked_again(service: Insurer, policies: HttpPolicies, status: int) -> None:
    service.always = saying("", status)
    assert await away(policies) == f"status {status}"
    assert len(service.asked) == 3


async def test_a_wrong_token_is_away(service: Insurer) -> None:
    stranger = HttpPolicies(service.url, "another")
    assert await away(stranger) == "status 401"
    await stranger.close()


async def test_a_redirect_does_not_carry_the_token_away(service: Insurer, policies: HttpPolicies) -> None:
    async def elsewhere(_: web.Request) -> web.StreamResponse:
        return web.Response(status=307, headers={"Location": f"{service.url}/policies/stolen"})

    service.always = elsewhere
    assert await away(policies) == "status 307"
    assert not [path for path, _ in service.asked if "stolen" in path]


async def test_a_slow_one_is_away_in_time(service: Insurer) -> None:
    async def slow(_: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    service.always = slow
    impatient = HttpPolicies(service.url, TOKEN, timeout=0.3)
    began = time.monotonic()
    assert await away(impatient) == "TimeoutError"
    assert time.monotonic() - began < 3 * 0.3 + SLACK
    await impatient.close()


async def test_one_that_drips_is_away_in_time(service: Insurer) -> None:
    async def dripping(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.02)

    service.always = dripping
    impatient = HttpPolicies(service.url, TOKEN, timeout=0.3)
    began = time.monotonic()
    assert await away(impatient) == "TimeoutError"
    assert time.monotonic() - began < 3 * 0.3 + SLACK
    await impatient.close()


async def test_nobody_at_the_door_is_away_at_once() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = HttpPolicies(f"http://127.0.0.1:{closed.getsockname()[1]}", TOKEN)
        began = time.monotonic()
        assert await away(nobody) == "ClientConnectorError"
        assert time.monotonic() - began < 3.0
        await nobody.close()


async def test_a_huge_answer_is_not_read_to_its_end(service: Insurer, policies: HttpPolicies) -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" " * 65536)
            sent += 65536

    service.always = endless
    assert await away(policies) == "too large"
    assert sent < 3 * 20 * MOST_OF_AN_ANSWER


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


@pytest.mark.parametrize(
    ("path", "token", "trouble", "line"),
    [
        ("", TOKEN, None, "ok     POLICIES_URL: answers"),
        ("", "another", None, "WRONG  POLICIES_URL: PoliciesAwayError: status 401"),
        ("/elsewhere", TOKEN, None, "WRONG  POLICIES_URL: PoliciesAwayError: status 404"),
        ("", TOKEN, saying("<html>"), "WRONG  POLICIES_URL: PoliciesAwayError: json"),
        ("", None, None, "WRONG  POLICIES_TOKEN: not set"),
    ],
)
async def test_bot_check_tells_whether_it_answers(
    service: Insurer,
    path: str,
    token: str | None,
    trouble: Answer | None,
    line: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    service.trouble = [trouble] if trouble else []
    redis = "redis://127.0.0.1:1/0"
    given = {"policies_url": service.url + path, "policies_token": token, "data_dir": tmp_path, "redis_url": redis}
    assert await check(load(_env_file=None, **given)) == 1  # nothing else is set
    printed = capsys.readouterr().out
    assert line in printed
    assert TOKEN not in printed


async def test_bot_check_without_an_insurer_s_system(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    await check(load(_env_file=None, data_dir=tmp_path, redis_url="redis://127.0.0.1:1/0"))
    assert "ok     POLICIES_URL: the bot's own tables" in capsys.readouterr().out
