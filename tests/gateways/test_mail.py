"""What the customer's mailbox gets, and what is said when it gets nothing."""

from __future__ import annotations

import asyncio
import email
import email.policy
import logging
import socket
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from gateways.errors import Undelivered
from gateways.mail import Mail
from gateways.mail_settings import parse_mail_from, parse_smtp_url
from tests.gateways.leaks import told_by
from tests.gateways.smtp_servers import PASSWORD, USER, Mailbox, authenticate, certificate, serving

ANNA = "anna.k@example.com"
CODE = "402913"
FROM = "СК «Согласие» <bot@insurer.example>"
SIGNED_IN = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}@127.0.0.1"


async def send(mail: Mail, to: str = ANNA, **other: str) -> None:
    await mail.send(to, other.get("subject", "Код"), f"Ваш код: {CODE}\n.\n", f"<b>{CODE}</b>", other.get("message_id"))


async def failing(mail: Mail, to: str = ANNA) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        await send(mail, to)
    shown = told_by(caught.value)
    assert not [secret for secret in (to, ANNA, "anna.k", CODE, PASSWORD, USER) if secret in shown]
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return caught.value


async def test_a_letter_arrives_in_both_forms_and_says_that_a_machine_wrote_it() -> None:
    mailbox = Mailbox()
    async with serving(mailbox) as port:
        await send(Mail(f"smtp://127.0.0.1:{port}", FROM))
    (envelope,) = mailbox.letters
    assert (envelope.mail_from, envelope.rcpt_tos) == ("bot@insurer.example", [ANNA])
    assert mailbox.greeted_as == ["insurer.example"]
    letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert letter.get_content_type() == "multipart/alternative"
    text, html = letter.iter_parts()
    assert text.get_content().splitlines() == [f"Ваш код: {CODE}", "."]
    assert CODE in html.get_content()
    assert letter["From"].addresses[0].display_name == "СК «Согласие»"
    assert letter["To"] == ANNA
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@insurer.example>")
    assert letter["Date"].datetime is not None
    assert envelope.content.isascii()


async def test_another_try_carries_the_same_message_id() -> None:
    mailbox = Mailbox()
    async with serving(mailbox) as port:
        mail = Mail(f"smtp://127.0.0.1:{port}", FROM)
        await send(mail, message_id="code 17>\r\nBcc: eve@example.com")
        await send(mail, message_id="code 17>\r\nBcc: eve@example.com")
    ids = {email.message_from_bytes(each.content)["Message-ID"] for each in mailbox.letters}
    assert ids == {"<code-17---Bcc--eve-example.com@insurer.example>"}


@pytest.mark.parametrize(
    "to",
    [
        "anna.k@example.com\r\nBcc: eve@example.com",
        "anna.k@example.com\nBcc:eve@example.com",
        "anna.k@example.com, eve@example.com",
        "Anna <anna.k@example.com>",
        "anna.k@exa\x00mple.com",
        "anna.k@example.com\u2028x",
        "анна@example.com",
        "anna.k",
        "anna.k@",
        "@example.com",
        "",
        "anna.k@" + "a" * 300 + ".com",
    ],
)
async def test_what_is_no_single_address_is_refused_before_anybody_is_asked(to: str) -> None:
    with pytest.raises(Undelivered) as caught:
        await Mail("smtp://127.0.0.1:1", FROM).send(to, "Код", "text", "html")
    assert (caught.value.reason, caught.value.transient) == ("address-refused", False)
    assert "anna.k" not in told_by(caught.value)


async def test_a_subject_cannot_start_another_header() -> None:
    mailbox = Mailbox()
    async with serving(mailbox) as port:
        await send(Mail(f"smtp://127.0.0.1:{port}", FROM), subject="Код\r\nBcc: eve@example.com")
    letter = email.message_from_bytes(mailbox.letters[0].content, policy=email.policy.default)
    assert letter["Subject"] == "Код Bcc: eve@example.com"
    assert letter["Bcc"] is None


async def test_a_domain_in_cyrillic_is_reached_by_its_latin_name() -> None:
    mailbox = Mailbox()
    async with serving(mailbox) as port:
        await send(Mail(f"smtp://127.0.0.1:{port}", FROM), to="anna@пример.рф")
    assert mailbox.letters[0].rcpt_tos == ["anna@xn--e1afmkfd.xn--p1ai"]


@pytest.mark.parametrize(
    ("answers", "reason", "transient", "status"),
    [
        ({"to_recipient": "550 5.1.1 no {address} here"}, "address-refused", False, 550),
        ({"to_recipient": "451 4.7.1 greylisted, {address}"}, "unavailable", True, 451),
        ({"to_sender": "553 not from you"}, "rejected", False, 553),
        ({"to_message": f"554 5.7.1 spam: {CODE}"}, "rejected", False, 554),
        ({"to_message": "452 4.3.1 disk full"}, "unavailable", True, 452),
    ],
)
async def test_each_no_of_the_server_has_its_reason(
    answers: dict[str, str], reason: str, transient: bool, status: int
) -> None:
    async with serving(Mailbox(**answers)) as port:
        error = await failing(Mail(f"smtp://127.0.0.1:{port}", FROM))
    assert (error.reason, error.transient, error.status) == (reason, transient, status)


async def test_a_server_that_is_down_is_unavailable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        error = await failing(Mail(f"smtp://127.0.0.1:{free.getsockname()[1]}", FROM))
    assert (error.reason, error.transient) == ("unavailable", True)


async def test_a_server_that_answers_nothing_is_left_in_time() -> None:
    mailbox = Mailbox(answers=asyncio.Event())
    async with serving(mailbox) as port:
        began = time.monotonic()
        error = await failing(Mail(f"smtp://127.0.0.1:{port}", FROM, timeout=0.2))
        assert time.monotonic() - began < 1
    assert mailbox.asked.is_set()
    assert (error.reason, error.transient) == ("unavailable", True)
    assert not mailbox.letters


async def test_a_server_that_greets_nobody_is_left_in_time() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        error = await failing(Mail(f"smtp://127.0.0.1:{silent.getsockname()[1]}", FROM, timeout=0.2))
    assert error.reason == "unavailable"


async def test_a_server_that_hangs_up_is_unavailable() -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mx ESMTP\r\n")
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        error = await failing(Mail(f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}", FROM))
    assert (error.reason, error.transient) == ("unavailable", True)


async def test_user_and_password_may_hold_any_sign() -> None:
    mailbox = Mailbox()
    async with serving(mailbox, authenticator=authenticate, auth_required=True, auth_require_tls=False) as port:
        mail = Mail(f"smtp://{SIGNED_IN}:{port}", FROM)
        await mail.check()
        await send(mail)
        wrong = await failing(Mail(f"smtp://{SIGNED_IN.replace('rd', 'RD')}:{port}", FROM))
        nobody = await failing(Mail(f"smtp://127.0.0.1:{port}", FROM))
    assert len(mailbox.letters) == 1
    assert (wrong.reason, wrong.status) == ("rejected", 535)
    assert (nobody.reason, nobody.status) == ("rejected", 530)


async def test_the_check_tells_a_wrong_password_too() -> None:
    async with serving(Mailbox(), authenticator=authenticate, auth_require_tls=False) as port:
        with pytest.raises(Undelivered) as caught:
            await Mail(f"smtp://{SIGNED_IN.replace('rd', 'RD')}:{port}", FROM).check()
    assert caught.value.status == 535
    assert "insurer" not in told_by(caught.value)


async def test_starttls_and_smtps_speak_tls_with_a_believed_certificate(tmp_path: Path) -> None:
    theirs, ours = certificate(tmp_path)
    mailbox = Mailbox()
    secured = {"authenticator": authenticate, "auth_required": True}
    async with serving(mailbox, tls_context=theirs, require_starttls=True, **secured) as port:
        await send(Mail(f"smtp://{SIGNED_IN}:{port}?starttls=true", FROM, tls=ours))
        stranger = await failing(Mail(f"smtp://{SIGNED_IN}:{port}?starttls=true", FROM))
    async with serving(mailbox, tls_at_once=theirs) as port:
        await send(Mail(f"smtps://127.0.0.1:{port}", FROM, tls=ours))
    assert len(mailbox.letters) == 2
    assert stranger.reason == "unavailable"


async def test_no_password_travels_where_starttls_was_asked_for_and_is_not_offered() -> None:
    async with serving(Mailbox(), authenticator=authenticate, auth_require_tls=False) as port:
        error = await failing(Mail(f"smtp://{SIGNED_IN}:{port}?starttls=true", FROM))
    assert (error.reason, error.transient) == ("rejected", False)


async def test_nothing_of_the_letter_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with serving(Mailbox(to_recipient="550 no {address}")) as port:
        await failing(Mail(f"smtp://127.0.0.1:{port}", FROM))
    ours = "".join(
        each.getMessage() for each in caplog.records if not each.name.startswith("mail.")
    )  # the server's own
    assert ANNA not in ours
    assert CODE not in ours


@pytest.mark.parametrize(
    "url",
    [
        "http://user:hunter2@mx.example",
        "user:hunter2@mx.example",
        "smtp://user:hunter2@",
        "smtp://user@mx.example/hunter2",
        "smtp://user:hunter2@mx.example:port",
        "smtp://user:hun#ter2@mx.example",
        "smtp://hunter2@mx.example",
        "smtp://user:hunter2@mx.example?tls=1",
        "smtps://user:hunter2@mx.example?starttls=true",
        "smtp://user:hunter2@почта.рф",
        "smtp://[hunter2",
        "",
    ],
)
def test_a_wrong_smtp_url_stops_with_one_line_without_the_password(url: str) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]+$") as caught:
        parse_smtp_url(url)
    assert "ter2" not in told_by(caught.value).replace(repr(url), "")


def test_smtp_urls_have_the_usual_ports() -> None:
    assert parse_smtp_url("smtp://mx.example").port == 25
    assert parse_smtp_url("smtp://mx.example?starttls=true").port == 587
    assert parse_smtp_url("smtps://mx.example").port == 465
    server = parse_smtp_url(f"smtp://{SIGNED_IN}:2525")
    assert (server.user, server.password, server.port) == (USER, PASSWORD, 2525)
    assert PASSWORD not in repr(server)


@pytest.mark.parametrize("text", ["", "bot", "Name <bot>", "бот@insurer.example", "a@b\r\nBcc: c@d", "<>"])
def test_a_wrong_sender_is_refused_at_the_start(text: str) -> None:
    with pytest.raises(ValueError, match="is not an address"):
        parse_mail_from(text)
