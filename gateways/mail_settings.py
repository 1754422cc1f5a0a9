"""SMTP_URL and MAIL_FROM as an operator writes them, read strictly; no complaint repeats what was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

Tls = Literal["none", "starttls", "at-once"]
PORTS: dict[Tls, int] = {"none": 25, "starttls": 587, "at-once": 465}
FORM = "smtp://user:password@host:port, smtps://… or …?starttls=true"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    host: str
    port: int
    user: str | None
    password: str | None = field(repr=False)
    tls: Tls


def parse_smtp_url(url: str) -> SmtpServer:
    """Read SMTP_URL; the ValueError's text is one line without user or password in it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError(f"not an address of the form {FORM} (percent-encode signs in user and password)") from None
    if parts.scheme not in {"smtp", "smtps"}:
        raise ValueError(f"begins with neither smtp:// nor smtps://; the form is {FORM}")
    if not host or not host.isascii():
        raise ValueError(f"has no host, or one in other than Latin letters; the form is {FORM}")
    if parts.path not in {"", "/"} or parts.fragment:
        raise ValueError("has something after the host (percent-encode / ? # @ in user and password)")
    if (parts.username is None) != (parts.password is None):
        raise ValueError("has a user without a password, or a password without a user")
    tls = _tls(parts.scheme, parts.query)
    user, password = (None if part is None else unquote(part) for part in (parts.username, parts.password))
    return SmtpServer(host, port or PORTS[tls], user, password, tls)


def _tls(scheme: str, query: str) -> Tls:
    match scheme, parse_qsl(query, keep_blank_values=True):
        case "smtps", []:
            return "at-once"
        case "smtp", [] | [("starttls", "false")]:
            return "none"
        case "smtp", [("starttls", "true")]:
            return "starttls"
    raise ValueError("knows no other option than starttls=true, and that with smtp:// only")


def parse_mail_from(text: str) -> Address:
    """Read MAIL_FROM: an address, or a name and an address in angle brackets."""
    name, spec = parseaddr(text)
    try:
        address = Address(display_name=name, addr_spec=spec)
    except (ValueError, IndexError, MessageError):
        address = Address()
    if not address.username or not address.domain or not spec.isascii() or not text.isprintable():
        raise ValueError("is not an address like bot@example.org or Name <bot@example.org>")
    return address
