"""SMS through an HTTP gateway: asked once, never again by itself, and its key in no error."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Final

import aiohttp
from aiohttp import ClientHandlerType, ClientRequest, ClientResponse
from yarl import URL

from gateways.errors import Undelivered
from gateways.sms_settings import parse_sms_ok, parse_sms_url

MOST_OF_AN_ANSWER: Final = 65536
# With these it did not take the message; with every other 5xx it may have.
NOT_NOW: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


class Sms:
    """One HTTP gateway, such as sms.ru, smsc.ru or SMS Aero.

    - ``{phone}`` becomes the international number in digits without the plus: the three take it so. For a gateway
      that wants the plus, write ``%2B{phone}``.
    - Success is a 2xx answer and, with ``ok`` given, a body whose first 64 KB it is found in.
    - Redirects are not followed: the key would go wherever they lead.
    - Once a request was handed over and no clear answer came, the message may be on its way: ``unknown``.
    """

    def __init__(self, url: str, ok: str | None = None, timeout: float = 4.0) -> None:
        self._gateway = parse_sms_url(url)
        self._ok = parse_sms_ok(ok) if ok else None
        self._timeout = timeout

    async def send(self, phone: str, text: str) -> None:
        """Send to an E.164 number; returns when the gateway took the message, else raises ``Undelivered``."""
        sent = asyncio.Event()
        failure = None
        try:
            async with asyncio.timeout(self._timeout):
                failure = await self._ask(phone.removeprefix("+"), text, sent)
        except (aiohttp.ClientError, OSError, _Broken):
            failure = _silence(sent)
        # Raised out here, so that the address with the key in it is not even the error's context.
        if failure is not None:
            raise failure

    async def check(self) -> None:
        """Reach the gateway's door without asking it for anything, for every question costs a message."""
        failure = None
        try:
            async with asyncio.timeout(self._timeout):
                gateway = self._gateway
                _, writer = await asyncio.open_connection(gateway.host, gateway.port, ssl=gateway.tls or None)
                writer.close()
                await writer.wait_closed()
        except OSError:
            failure = Undelivered("unavailable", transient=True)
        if failure is not None:
            raise failure

    async def _ask(self, phone: str, text: str, sent: asyncio.Event) -> Undelivered | None:
        address, fields = self._gateway.filled(phone, text)
        # A connection for each message: one that idled may be dead, and then nobody knows what it carried.
        async with (
            aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(force_close=True),
                trace_configs=[_marking(sent)],
                middlewares=[_once],
                timeout=aiohttp.ClientTimeout(total=None),
            ) as session,
            session.request(
                self._gateway.method, URL(address, encoded=True), data=fields or None, allow_redirects=False
            ) as response,
        ):
            return await self._verdict(response)

    async def _verdict(self, response: ClientResponse) -> Undelivered | None:
        status = response.status
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            if self._ok is None or self._ok.search(await _beginning(response)):
                return None
            return Undelivered("rejected", transient=False, status=status)
        if status in NOT_NOW:
            return Undelivered("unavailable", transient=True, status=status)
        return Undelivered(
            "unknown" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "rejected", transient=False, status=status
        )


class _Broken(Exception):  # noqa: N818 - never leaves this file
    """The connection broke; no kind that aiohttp would repeat."""


async def _once(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
    # aiohttp sends a GET a second time when the connection breaks. What we ask for must not happen twice.
    try:
        return await handler(request)
    except (aiohttp.ClientError, OSError):
        raise _Broken from None


def _marking(sent: asyncio.Event) -> aiohttp.TraceConfig:
    trace = aiohttp.TraceConfig()

    async def mark(*_: object) -> None:
        sent.set()

    trace.on_request_headers_sent.append(mark)
    return trace


def _silence(sent: asyncio.Event) -> Undelivered:
    if sent.is_set():
        return Undelivered("unknown", transient=False)
    return Undelivered("unavailable", transient=True)


async def _beginning(response: ClientResponse) -> str:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) >= MOST_OF_AN_ANSWER:
            break
    return bytes(body[:MOST_OF_AN_ANSWER]).decode("utf-8", "replace")
