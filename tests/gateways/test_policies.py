"""The insurer's own system: asked as docs/policies-api.yaml says, and told by `bot check`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from account.birth_dates import BirthDate
from account.policies.ports import NotByNumberError, PoliciesAwayError
from account.policies.records import Ending, Match, PolicyState
from bot.check import check
from bot.settings import load
from gateways.policies import MOST_OF_AN_ANSWER, HttpPolicies
from tests.gateways.insured import ANNA, BORIS
from tests.gateways.insurer import CONTRACT, POLICY, TOKEN, Answer, Insurer, saying, written


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
