"""SMS_URL and SMS_OK as an operator writes them, read strictly; no complaint repeats the gateway's key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl, quote, urlsplit

PHONE, TEXT = "{phone}", "{text}"
FORM = "https://host/path?to={phone}&text={text}, or post+https://… for a POST form"
# What may stand in an address as it is; everything else that an operator types (a space, Cyrillic) is encoded.
LITERAL = ":/?#[]@!$&'()*+,;=%{}~"


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """Where and how a gateway is asked; ``address`` and ``fields`` hold its key and the places for phone and text."""

    method: Literal["GET", "POST"]
    address: str = field(repr=False)
    fields: tuple[tuple[str, str], ...] = field(repr=False)
    host: str
    port: int
    tls: bool

    def filled(self, phone: str, text: str) -> tuple[str, list[tuple[str, str]]]:
        """Give the address and the form's fields of one message."""
        address = _put(self.address, quote(phone, safe=""), quote(text, safe=""))
        return address, [(name, _put(value, phone, text)) for name, value in self.fields]


def parse_sms_url(url: str) -> SmsGateway:
    """Read SMS_URL; the ValueError's text is one line without the address in it."""
    form = url.startswith("post+")
    written = quote(url.removeprefix("post+"), safe=LITERAL)
    try:
        parts = urlsplit(written)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError(f"is not an address of the form {FORM}") from None
    tls = parts.scheme == "https"
    if parts.scheme not in {"http", "https"} or not host or not re.fullmatch(r"[a-z0-9.:-]+", host):
        raise ValueError(f"is not an address of the form {FORM}")
    if parts.fragment:
        raise ValueError("has a # in it: write %23")
    changing = parts.query if form else parts.path + "?" + parts.query
    if written.count(PHONE) != 1 or written.count(TEXT) != 1 or PHONE not in changing or TEXT not in changing:
        raise ValueError(f"needs {PHONE} and {TEXT} once each in its parameters; the form is {FORM}")
    fields = tuple(parse_qsl(parts.query, keep_blank_values=True)) if form else ()
    address = parts._replace(query="").geturl() if form else written
    return SmsGateway("POST" if form else "GET", address, fields, host, port or (443 if tls else 80), tls)


def parse_sms_ok(pattern: str) -> re.Pattern[str]:
    """Read SMS_OK, the regular expression that a gateway's «yes» matches."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from None


def _put(template: str, phone: str, text: str) -> str:
    # The text last, for a text may hold «{phone}».
    return template.replace(PHONE, phone).replace(TEXT, text)
