"""An insurer's system as docs/policies-api.yaml says: each question and answer is held against that file."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from aiohttp import web

from account.policies.records import Holder, Match, Policy, PolicyState
from tests.gateways.openapi import Contract

CONTRACT = Contract(Path(__file__).parents[2] / "docs" / "policies-api.yaml")
TOKEN = "t0ken-of-the-insurer"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
POLICY = Policy(
    *("b7Qk2", "ХХХ 0123456789", "ОСАГО", date(2026, 2, 1), date(2027, 1, 31), PolicyState.ACTIVE),
    *("LADA Vesta, А123ВС77", Match.FULL),
)


@dataclass
class Insurer:
    """Knows policies by their holder; ``trouble`` answers in its place, as often as it is there."""

    known: list[tuple[Holder, Policy]] = field(default_factory=list)
    trouble: list[Answer] = field(default_factory=list)
    always: Answer | None = None
    url: str = ""
    asked: list[tuple[str, Any]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        path, question = request.path.removeprefix("/api"), await request.json()
        self.asked.append((request.path_qs, question))
        self.heads.append(dict(request.headers))
        self.broken += CONTRACT.question(path, question)
        if self.always is not None:
            return await self.always(request)
        if self.trouble:
            return await self.trouble.pop(0)(request)
        status, answer = self.answered(path, request.headers.get("Authorization", ""), question)
        self.broken += CONTRACT.answer(path, status, answer)
        return web.json_response(answer, status=status)

    def answered(self, path: str, token: str, question: Any) -> tuple[int, Any]:
        if token != f"Bearer {TOKEN}":
            return 401, {"error": "unknown token"}
        if path == "/policies/ending":
            ends = [(place, each) for place, holder in enumerate(question["holders"]) for each in self.of(holder)]
            found = [(place, each) for place, each in ends if each.ends.isoformat() in question["days"]]
            active = [(place, each) for place, each in found if each.state is PolicyState.ACTIVE]
            return 200, {"endings": [{"holder": place, "policy": written(each)} for place, each in active]}
        theirs = sorted(self.of(question["holder"]), key=lambda each: each.ends, reverse=True)
        if path == "/policies/one":
            one = next((each for each in theirs if each.ref == question["ref"]), None)
            return 200, {"policy": one and written(one)}
        if not theirs:
            return 404, {"error": "no such holder"}
        page = theirs[question["offset"] : question["offset"] + question["limit"]]
        return 200, {"policies": [written(each) for each in page], "total": len(theirs)}

    def of(self, asked: Any) -> list[Policy]:
        found = []
        for holder, policy in self.known:
            if (asked["name"], asked["born"]) == (holder.name.key, holder.born.value.isoformat()):
                document = (holder.document.type, holder.document.series, holder.document.number)
                same = document == (asked["document"]["type"], asked["document"]["series"], asked["document"]["number"])
                found.append(replace(policy, match=Match.FULL if same else Match.PERSON))
        return found


def written(policy: Policy) -> dict[str, str]:
    return {
        "ref": policy.ref,
        "number": policy.number,
        "product": policy.product,
        "starts": policy.starts.isoformat(),
        "ends": policy.ends.isoformat(),
        "state": str(policy.state),
        "insured": policy.insured,
        "match": str(policy.match),
    }


def saying(text: str | bytes, status: int = 200) -> Answer:
    body = text.encode() if isinstance(text, str) else text

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=body, status=status)

    return answer


async def hanging_up(request: web.Request) -> web.StreamResponse:
    """The connection breaks before there is an answer."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


@contextlib.asynccontextmanager
async def insurer() -> AsyncIterator[Insurer]:
    kept = Insurer()
    app = web.Application()
    app.router.add_post("/api/policies/{question}", kept.handle)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    kept.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api"
    try:
        yield kept
    finally:
        await runner.cleanup()
    assert kept.broken == []
