"""E-mail over SMTP: one message, one answer within four seconds, and nothing of either in an error."""

from __future__ import annotations

import asyncio
import contextlib
import re
import ssl
from collections.abc import Awaitable, Callable
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_LINES
from email.utils import format_datetime, localtime, make_msgid
from typing import Final

from aiosmtplib import SMTP
from aiosmtplib.errors import (
    SMTPException,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from gateways.errors import Undelivered
from gateways.mail_settings import parse_mail_from, parse_smtp_url

PERMANENT: Final = 500  # SMTP: 4xx may pass, 5xx will not
GOODBYE: Final = 0.3  # the message is accepted by then; who does not take leave is left
# Base64 or quoted-printable in every case: no server has to know 8BITMIME or SMTPUTF8.
ASCII_LINES: Final = SMTP_LINES.clone(cte_type="7bit")


class Mail:
    """The mailbox the customers hear from.

    - ``send`` ends within ``timeout`` seconds: the mail is accepted by the server, or ``Undelivered`` is raised.
    - Another try of the same mail carries the same ``message_id`` (any word unique to it), so that mailboxes that
      know it show one.
    - ``tls`` is the context for servers with certificates of their own.
    """

    def __init__(
        self, smtp_url: str, mail_from: str, timeout: float = 4.0, *, tls: ssl.SSLContext | None = None
    ) -> None:
        self._server = parse_smtp_url(smtp_url)
        self._from = parse_mail_from(mail_from)
        self._timeout = timeout
        self._tls = tls

    async def send(self, to: str, subject: str, text: str, html: str, message_id: str | None = None) -> None:
        address = _recipient(to)
        octets = self._message(address, subject, text, html, message_id).as_bytes()
        await self._talk(lambda server: server.sendmail(self._from.addr_spec, [address.addr_spec], octets))

    async def check(self) -> None:
        """Connect, greet, sign in and do nothing."""
        await self._talk(lambda server: server.noop())

    async def _talk(self, say: Callable[[SMTP], Awaitable[object]]) -> None:
        client = self._client()
        failure = None
        try:
            async with asyncio.timeout(self._timeout):
                await client.connect()
                await say(client)
        except (SMTPException, OSError, ValueError) as error:
            failure = _failure(error)
        else:
            await _take_leave(client)
        finally:
            client.close()
        # Raised out here, so that the server's words (they quote the address) are not even its context.
        if failure is not None:
            raise failure

    def _client(self) -> SMTP:
        server = self._server
        return SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls == "at-once",
            start_tls=server.tls == "starttls",
            tls_context=self._tls,
            timeout=self._timeout,
            local_hostname=self._from.domain,  # else the resolver is asked for this machine's name, and waited for
        )

    def _message(self, to: Address, subject: str, text: str, html: str, message_id: str | None) -> EmailMessage:
        message = EmailMessage(ASCII_LINES)
        message["From"] = self._from
        message["To"] = to
        message["Subject"] = " ".join(subject.split())  # a line break would start another header
        message["Date"] = format_datetime(localtime())
        message["Message-ID"] = self._message_id(message_id)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        message.add_alternative(html, subtype="html")
        return message

    def _message_id(self, word: str | None) -> str:
        if word is None:
            return make_msgid(domain=self._from.domain)
        return f"<{re.sub(r'[^A-Za-z0-9.-]', '-', word)}@{self._from.domain}>"


def _recipient(to: str) -> Address:
    local, _, domain = to.rpartition("@")
    with contextlib.suppress(ValueError, IndexError, MessageError):
        address = Address(addr_spec=f"{local}@{domain.encode('idna').decode()}")
        if re.fullmatch(r"[!-~]+@[!-~]+", address.addr_spec):
            return address
    raise Undelivered("address-refused", transient=False)


def _failure(error: Exception) -> Undelivered:
    match error:
        case SMTPRecipientsRefused(recipients=[first, *_]):
            return _failure(first)
        case SMTPRecipientRefused(code=code) if code >= PERMANENT:
            return Undelivered("address-refused", transient=False, status=code)
        case SMTPResponseException(code=code) if code >= PERMANENT:
            return Undelivered("rejected", transient=False, status=code)
        case SMTPResponseException(code=code):
            return Undelivered("unavailable", transient=True, status=code)
        case OSError():  # not reached, hung up, too slow, or its certificate is not believed
            return Undelivered("unavailable", transient=True)
        case _:  # it lacks what our settings ask for: STARTTLS, a sign-in
            return Undelivered("rejected", transient=False)


async def _take_leave(client: SMTP) -> None:
    with contextlib.suppress(SMTPException, OSError):
        async with asyncio.timeout(GOODBYE):
            await client.quit()
