"""An SMS goes to the gateway once, as the gateway wants it, and every doubt about it is told as a doubt."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web

from gateways.errors import Undelivered
from gateways.sms import Sms
from gateways.sms_settings import parse_sms_ok, parse_sms_url
from tests.gateways.leaks import told_by
from tests.gateways.smtp_servers import certificate

PHONE = "+79161234567"
TEXT = "Код 402913 & {phone} 100% «тайна»\n+=#?/"
KEY = "K3Y-of-the-gateway"
TEN_SECONDS = 10.0


@dataclass
class Gateway:
    """Keeps what it is asked and answers as told."""

    answers: Callable[[web.Request], Awaitable[web.StreamResponse]]
    base: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append({**request.query, **await request.post()} | {"method": request.method})
        self.heads.append(dict(request.headers))
        return await self.answers(request)

    @property
    def url(self) -> str:
        return f"{self.base}/send?api_id={KEY}&to={{phone}}&msg={{text}}"


def saying(text: str = "OK", status: int = 200) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(text=text, status=status)

    return answer


@contextlib.asynccontextmanager
async def gateway(answers: Callable[[web.Request], Awaitable[web.StreamResponse]] = saying()) -> AsyncIterator[Gateway]:  # noqa: B008 - a function without state
    kept = Gateway(answers)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", kept.handle)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    kept.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield kept
    finally:
        await runner.cleanup()


async def failing(sms: Sms) -> tuple[str, bool, int | None]:
    with pytest.raises(Undelivered) as caught:
        await sms.send(PHONE, TEXT)
    shown = told_by(caught.value)
    assert not [secret for secret in (KEY, "9161234567", "402913") if secret in shown]
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return caught.value.reason, caught.value.transient, caught.value.status


async def test_a_get_carries_phone_and_text_whatever_signs_they_hold() -> None:
    async with gateway() as asked:
        await Sms(asked.url).send(PHONE, TEXT)
    assert asked.asked == [{"method": "GET", "api_id": KEY, "to": "79161234567", "msg": TEXT}]


async def test_a_post_form_carries_the_parameters_as_its_fields() -> None:
    async with gateway() as asked:
        await Sms(f"post+{asked.url}").send(PHONE, TEXT)
    assert asked.asked == [{"method": "POST", "api_id": KEY, "to": "79161234567", "msg": TEXT}]
    assert asked.heads[0]["Content-Type"].startswith("application/x-www-form-urlencoded")


@pytest.mark.parametrize("form", ["", "post+"])
async def test_what_the_operator_wrote_plainly_is_encoded_and_what_he_encoded_stays(form: str) -> None:
    async with gateway() as asked:
        await Sms(f"{form}{asked.base}/send?to=%2B{{phone}}&msg={{text}}&sign=SMS Aero Согласие%26").send(PHONE, "код")
    assert asked.asked[0] | {"method": ""} == {"method": "", "to": PHONE, "msg": "код", "sign": "SMS Aero Согласие&"}


async def test_user_and_key_before_the_host_are_sent_as_a_sign_in() -> None:
    async with gateway() as asked:
        url = asked.url.replace("http://", f"http://me%40insurer.example:{KEY}@")
        await Sms(url).send(PHONE, TEXT)
    assert asked.heads[0]["Authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (301, ("rejected", False)),
        (401, ("rejected", False)),
        (404, ("rejected", False)),
        (429, ("unavailable", True)),
        (500, ("unknown", False)),
        (503, ("unavailable", True)),
        (504, ("unknown", False)),
    ],
)
async def test_each_no_of_the_gateway_has_its_reason(status: int, verdict: tuple[str, bool]) -> None:
    async with gateway(saying("no", status)) as asked:
        assert await failing(Sms(asked.url)) == (*verdict, status)
    assert len(asked.asked) == 1


async def test_a_redirect_is_not_followed() -> None:
    async def elsewhere(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(str(request.url.with_path("/elsewhere")))

    async with gateway(elsewhere) as asked:
        assert await failing(Sms(asked.url)) == ("rejected", False, 302)
    assert len(asked.asked) == 1


async def test_with_a_pattern_the_body_decides() -> None:
    answer = '{"status":"OK","sms":{"79161234567":{"status":"%s"}}}'
    pattern = r'"\d+":\{"status":"OK"'
    async with gateway(saying(answer % "OK")) as asked:
        await Sms(asked.url, pattern).send(PHONE, TEXT)
    async with gateway(saying(answer % "ERROR")) as asked:
        assert await failing(Sms(asked.url, pattern)) == ("rejected", False, 200)


async def test_only_the_beginning_of_an_answer_is_read() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        with contextlib.suppress(ConnectionError):
            while True:
                await response.write(b"x" * 65536)
        return response

    async with gateway(endless) as asked:
        assert await failing(Sms(asked.url, "OK", timeout=TEN_SECONDS)) == ("rejected", False, 200)


async def test_a_gateway_that_is_down_was_never_asked() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        sms = Sms(f"http://127.0.0.1:{free.getsockname()[1]}/?key={KEY}&to={{phone}}&msg={{text}}")
        assert await failing(sms) == ("unavailable", True, None)
        with pytest.raises(Undelivered):
            await sms.check()


async def test_no_answer_in_time_leaves_it_unknown() -> None:
    async def never(_: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    async with gateway(never) as asked:
        began = time.monotonic()
        assert await failing(Sms(asked.url, timeout=0.2)) == ("unknown", False, None)
        assert time.monotonic() - began < 1
    assert len(asked.asked) == 1


@pytest.mark.parametrize("form", ["", "post+"])
async def test_a_connection_broken_after_the_request_is_unknown_and_nothing_is_sent_twice(form: str) -> None:
    asked: list[bytes] = []

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.transport.abort()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        sms = Sms(f"{form}http://127.0.0.1:{port}/?key={KEY}&to={{phone}}&msg={{text}}")
        assert await failing(sms) == ("unknown", False, None)
    assert len(asked) == 1


async def test_an_answer_that_breaks_off_before_the_verdict_is_unknown() -> None:
    async def half(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b"O")
        assert request.transport is not None
        request.transport.abort()
        return response

    async with gateway(half) as asked:
        assert await failing(Sms(asked.url, "OK")) == ("unknown", False, None)


async def test_a_gateway_whose_certificate_is_not_believed_gets_no_key(tmp_path: Path) -> None:
    theirs, _ = certificate(tmp_path)
    asked: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.read(10))
        writer.close()

    async with await asyncio.start_server(listen, "127.0.0.1", 0, ssl=theirs) as server:
        port = server.sockets[0].getsockname()[1]
        sms = Sms(f"https://127.0.0.1:{port}/?key={KEY}&to={{phone}}&msg={{text}}")
        assert await failing(sms) == ("unavailable", True, None)
        with pytest.raises(Undelivered):
            await sms.check()
    assert b"".join(asked) == b""


async def test_the_check_costs_no_message() -> None:
    async with gateway() as asked:
        await Sms(asked.url).check()
    assert asked.asked == []


async def test_no_key_phone_or_code_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with gateway(saying("no", 500)) as asked:
        await failing(Sms(asked.url))
    assert not [secret for secret in (KEY, "9161234567", "402913") if secret in caplog.text]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://sms.example/?key=K3Y&to={phone}&text={text}",
        "https:///?key=K3Y&to={phone}&text={text}",
        "https://sms.example/?key=K3Y&to={phone}",
        "https://sms.example/?key=K3Y&text={text}",
        "https://sms.example/?key=K3Y&to={phone}&to={phone}&text={text}",
        "https://{phone}.example/?key=K3Y&text={text}",
        "https://sms.example:K3Y/?to={phone}&text={text}",
        "https://sms.example/?key=K3#Y&to={phone}&text={text}",
        "post+https://sms.example/{phone}?key=K3Y&text={text}",
        "get+https://sms.example/?key=K3Y&to={phone}&text={text}",
        "https://смс.рф/?key=K3Y&to={phone}&text={text}",
        "https://[K3Y/?to={phone}&text={text}",
    ],
)
def test_a_wrong_sms_url_stops_with_one_line_without_the_key(url: str) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]+$") as caught:
        parse_sms_url(url)
    assert "K3" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_the_gateway_shows_no_key() -> None:
    assert KEY not in repr(parse_sms_url(f"https://sms.example/?key={KEY}&to={{phone}}&text={{text}}"))


def test_a_wrong_pattern_is_told_at_the_start() -> None:
    with pytest.raises(ValueError, match="regular expression"):
        parse_sms_ok("(")
