"""Codes by mail and SMS; a failed one is told to the person at once, with «Ещё раз» and a way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from html import escape
from typing import Literal

import structlog

from account.codes import LIFE, CodeService
from account.contacts import Email, Phone
from account.records import ClaimedParcel, Parcel, Purpose
from bot.parcels.outcome import LaterError, NeverError
from gateways.errors import Undelivered
from gateways.mail import Mail
from gateways.sms import Sms
from texts import Texts

AGAIN_AFTER = 30.0

log = structlog.get_logger("codes")


class CodeParcels:
    """Words the message and hands it to mail or SMS.

    What failed for a reason that passes is tried again while the code lives; the person is told the first time.
    """

    def __init__(
        self,
        mail: Mail,
        sms: Sms,
        codes: CodeService,
        texts: Texts,
        clock: Callable[[], datetime],
    ) -> None:
        self._mail = mail
        self._sms = sms
        self._codes = codes
        self._texts = texts
        self._clock = clock

    async def by_mail(self, claimed: ClaimedParcel) -> None:
        payload = claimed.parcel.payload
        key, language = f"mail-{payload['purpose']}", str(payload["language"])
        text = self._worded(claimed, key)
        subject = self._texts.say(language, f"{key}.subject", html=False)
        try:
            await self._mail.send(str(payload["to"]), subject, text, as_html(text), claimed.parcel.key)
        except Undelivered as failure:
            await self._failed(claimed, "email", failure)

    async def by_sms(self, claimed: ClaimedParcel) -> None:
        payload = claimed.parcel.payload
        try:
            await self._sms.send(str(payload["to"]), self._worded(claimed, f"sms-{payload['purpose']}"))
        except Undelivered as failure:
            await self._failed(claimed, "phone", failure)

    async def decoy_mail(self, claimed: ClaimedParcel) -> None:
        """Nobody is behind the address: only whether the server answers is found out, for the person is told that."""
        try:
            await self._mail.check()
        except Undelivered as failure:
            await self._failed(claimed, "email", failure)

    async def decoy_sms(self, claimed: ClaimedParcel) -> None:
        try:
            await self._sms.check()
        except Undelivered as failure:
            await self._failed(claimed, "phone", failure)

    async def lost_sms(self, claimed: ClaimedParcel) -> None:
        """A crash came in the middle: it may have gone out, and only the person can tell."""
        await self._tell(claimed, "phone", claimed.parcel.key.removeprefix("lost:"))

    def _worded(self, claimed: ClaimedParcel, key: str) -> str:
        payload = claimed.parcel.payload
        args: dict[str, str | int] = {"code": str(payload["code"]), "minutes": int(LIFE.total_seconds()) // 60}
        if "password" in payload:
            args["password"] = str(payload["password"])
        return self._texts.say(str(payload["language"]), key, args, html=False)

    async def _failed(self, claimed: ClaimedParcel, kind: Literal["email", "phone"], failure: Undelivered) -> None:
        log.warning("code.undelivered", kind=kind, reason=failure.reason, status=failure.status, tries=claimed.tries)
        if claimed.tries == 1:
            await self._tell(claimed, kind, claimed.parcel.key)
        if failure.reason == "unknown":
            raise NeverError(failure.reason, unknown=True)
        if failure.transient:
            raise LaterError(AGAIN_AFTER, failure.reason)
        raise NeverError(failure.reason)

    async def _tell(self, claimed: ClaimedParcel, kind: str, key: str) -> None:
        parcel, at = claimed.parcel, self._clock()
        if parcel.person is None:
            return
        purpose = Purpose(str(parcel.payload["purpose"]))
        which = f"old-{kind}" if purpose is Purpose.CHANGE_OLD else kind
        payload = {"text": f"delivery-failed-{which}", "place": parcel.payload["place"]}
        notice = Parcel(f"{key}:undelivered", "notice", parcel.person, payload, at, expires_at=parcel.expires_at)
        contact = (Email if kind == "email" else Phone)(str(parcel.payload["to"]))
        await self._codes.note_undelivered(parcel.person, purpose, contact, notice, at)


def as_html(text: str) -> str:
    paragraphs = "".join(
        f"<p>{escape(each).replace(chr(10), '<br>')}</p>" for each in text.split("\n\n") if each.strip()
    )
    return f'<!doctype html><html><body style="font-family:sans-serif;font-size:16px">{paragraphs}</body></html>'
