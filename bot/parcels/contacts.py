"""Tells an account's old e-mail or phone that another one has taken its place: the owner may not hear else."""

from __future__ import annotations

import structlog

from account.records import ClaimedParcel
from bot.parcels.codes import as_html
from bot.parcels.outcome import LaterError, NeverError
from gateways.errors import Undelivered
from gateways.mail import Mail
from gateways.sms import Sms
from texts import Texts

AGAIN_AFTER = 120.0  # seconds; nobody waits for it in the chat

log = structlog.get_logger("contacts")


class ContactParcels:
    """Words the message and hands it to mail or SMS; the new contact is not in it."""

    def __init__(self, mail: Mail, sms: Sms, texts: Texts) -> None:
        self._mail = mail
        self._sms = sms
        self._texts = texts

    async def by_mail(self, claimed: ClaimedParcel) -> None:
        to, language = str(claimed.parcel.payload["to"]), str(claimed.parcel.payload["language"])
        text = self._texts.say(language, "mail-email-changed", html=False)
        subject = self._texts.say(language, "mail-email-changed.subject", html=False)
        try:
            await self._mail.send(to, subject, text, as_html(text), claimed.parcel.key)
        except Undelivered as failure:
            raise _outcome(failure) from None

    async def by_sms(self, claimed: ClaimedParcel) -> None:
        to, language = str(claimed.parcel.payload["to"]), str(claimed.parcel.payload["language"])
        try:
            await self._sms.send(to, self._texts.say(language, "sms-phone-changed", html=False))
        except Undelivered as failure:
            raise _outcome(failure) from None


def _outcome(failure: Undelivered) -> LaterError | NeverError:
    log.warning("contact.untold", reason=failure.reason, status=failure.status)
    if failure.transient:
        return LaterError(AGAIN_AFTER, failure.reason)
    return NeverError(failure.reason, unknown=failure.reason == "unknown")
