"""An insurer's system that fails, dawdles or hangs up is «away», in time and without a word of anybody."""

from __future__ import annotations

import asyncio
import socket
import time

import pytest
from aiohttp import web

from gateways.policies import MOST_OF_AN_ANSWER, HttpPolicies
from tests.gateways.insured import ANNA, away
from tests.gateways.insurer import POLICY, TOKEN, Insurer, hanging_up, saying

SLACK = 1.0  # seconds a busy machine may take on top


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
