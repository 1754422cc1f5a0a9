"""The mailbox: an SMTP server that keeps every letter, and can be down, slow or choosy."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Letter:
    """One delivered letter; `to` is the address it was delivered to."""

    to: str
    subject: str
    text: str
    html: str
    date: float
    id: int = 0

    def card(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Mailbox:
    """Letters in order of arrival, and the switches that make delivery fail."""

    clock: Callable[[], float]
    arrived: Callable[[Letter], None]
    letters: list[Letter] = field(default_factory=list)
    down: bool = False
    refuse: set[str] = field(default_factory=set)
    slow: float = 0.0
    arriving: int = 0
    """Letters that are being taken in just now."""
    changed: Callable[[], None] = lambda: None

    def to(self, address: str) -> list[Letter]:
        return [letter for letter in self.letters if letter.to.lower() == address.lower()]

    async def start(self, host: str, port: int = 0) -> int:
        """Open the SMTP server in the running loop; give its port."""
        self._talks: WeakSet[SMTP] = WeakSet()
        self._server = await asyncio.get_running_loop().create_server(self._talk, host, port)
        opened: int = self._server.sockets[0].getsockname()[1]
        return opened

    def _talk(self) -> SMTP:
        talk = SMTP(self, hostname="playground", loop=asyncio.get_running_loop())
        self._talks.add(talk)
        return talk

    async def stop(self) -> None:
        """Hang up, in the middle of a letter too."""
        self._server.close()
        for talk in list(self._talks):
            if talk.transport is not None:
                talk.transport.close()

    # aiosmtpd calls these by their names.

    async def handle_EHLO(  # noqa: N802 (aiosmtpd's name)
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        if self.down:
            return ["421 4.3.2 Service not available"]
        return responses

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.down:
            return "451 4.3.0 Try again later"
        if address.lower() in {one.lower() for one in self.refuse}:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.arriving += 1
        self.changed()
        try:
            await asyncio.sleep(self.slow)
        finally:
            self.arriving -= 1
        if self.down:
            return "451 4.3.0 Try again later"
        content = envelope.content or b""
        raw = content.encode() if isinstance(content, str) else content
        message: Any = message_from_bytes(raw, policy=default)
        for address in envelope.rcpt_tos:
            letter = self._letter(address, message)
            self.letters.append(letter)
            self.arrived(letter)
        return "250 OK"

    def _letter(self, address: str, message: EmailMessage) -> Letter:
        def part(kind: str) -> str:
            body = message.get_body((kind,))
            return str(body.get_content()).replace("\r\n", "\n") if body is not None else ""

        subject = str(message["subject"] or "")
        return Letter(address, subject, part("plain"), part("html"), self.clock(), len(self.letters) + 1)
