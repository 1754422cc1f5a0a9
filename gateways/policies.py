"""Policies of an insurer's own system, asked over HTTP as docs/policies-api.yaml says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Any, Final, TypeVar

import aiohttp
import structlog

from account.policies.ports import NotByNumberError, PoliciesAwayError
from account.policies.records import Ending, Holder, Policy
from gateways.policy_answers import Malformed, read_endings, read_json, read_one, read_page

MOST_OF_AN_ANSWER: Final = 1024 * 1024  # bytes
HOLDERS: Final = 50  # a question; what ends of theirs stays far below the most of an answer
PAUSE: Final = 0.2  # seconds before the second try
NOT_NOW: Final = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT})

T = TypeVar("T")
log = structlog.get_logger("policies")


class HttpPolicies:
    """- Who is asked about stands in the body, never in an address that others write into their logs.

    - All questions only read, so one that breaks off or meets a 502, 503 or 504 is asked a second time.
    - ``timeout``: seconds for both tries of a question together. What is not answered as agreed until then is «away».
    - Redirects are not followed and answers not unpacked: the token goes nowhere else, and large is large.
    """

    def __init__(self, url: str, token: str, timeout: float = 5.0) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    async def page(self, holder: Holder, offset: int, limit: int) -> tuple[Sequence[Policy], int]:
        question = {"holder": _written(holder), "offset": offset, "limit": limit}
        return await self._ask("policies/page", question, lambda answer: read_page(answer, limit), lambda: ([], 0))

    async def one(self, holder: Holder, ref: str) -> Policy | None:
        question = {"holder": _written(holder), "ref": ref}
        return await self._ask("policies/one", question, lambda answer: read_one(answer, ref), lambda: None)

    async def ending(self, holders: Sequence[Holder], on: Collection[date]) -> Sequence[Ending]:
        found: list[Ending] = []
        for first in range(0, max(len(holders), 1), HOLDERS):
            some = await self._ending(holders[first : first + HOLDERS], on)
            found += [replace(each, holder=first + each.holder) for each in some]
        return found

    async def holders_of(self, number: str) -> Sequence[Holder]:
        """Never asked: the agreement knows no question by number, and what was typed may be something else."""
        del number
        raise NotByNumberError

    async def _ending(self, holders: Sequence[Holder], on: Collection[date]) -> Sequence[Ending]:
        question = {"holders": [_written(each) for each in holders], "days": sorted(day.isoformat() for day in on)}
        return await self._ask("policies/ending", question, lambda answer: read_endings(answer, len(holders), on))

    async def check(self) -> None:
        """Ask about nobody, to see whether the address and the token are right; ``PoliciesAwayError`` when not."""
        await self.ending([], [])

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _ask(
        self, what: str, question: Any, read: Callable[[Any], T], unknown: Callable[[], T] | None = None
    ) -> T:
        try:
            async with asyncio.timeout(self._timeout):
                body = await self._asked(what, json.dumps(question).encode())
            return read(read_json(body))
        except (aiohttp.ClientError, OSError, Malformed, _Status) as error:
            if unknown is not None and isinstance(error, _Status) and error.status == HTTPStatus.NOT_FOUND:
                return unknown()
            reason = str(error) if isinstance(error, (Malformed, _Status)) else type(error).__name__
        # Raised out here, so that nothing of the question is in the error's context.
        log.warning("policies.away", question=what, reason=reason)
        raise PoliciesAwayError(reason)

    async def _asked(self, what: str, question: bytes) -> bytes:
        try:
            return await self._asked_once(what, question)
        except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, OSError):
            pass
        except _Status as error:
            if error.status not in NOT_NOW:
                raise
        await asyncio.sleep(PAUSE)
        return await self._asked_once(what, question)

    async def _asked_once(self, what: str, question: bytes) -> bytes:
        session = self._opened()
        async with session.post(f"{self._url}/{what}", data=question, allow_redirects=False) as response:
            if response.status != HTTPStatus.OK:
                raise _Status(response.status)
            return await _whole(response)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                headers={
                    "Authorization": f"Bearer {self._token}",
                    "Content-Type": "application/json",
                    "Accept": "application/json",
                    "Accept-Encoding": "identity",
                },
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None),
            )
        return self._session


class _Status(Exception):  # noqa: N818 - never leaves this file
    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


async def _whole(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > MOST_OF_AN_ANSWER:
            raise Malformed("too large")
    return bytes(body)


def _written(holder: Holder) -> dict[str, Any]:
    document = holder.document
    return {
        "name": holder.name.key,
        "born": holder.born.value.isoformat(),
        "document": {"type": document.type, "series": document.series, "number": document.number},
    }
