"""Invented people and things that the storage tests write and read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from account.birth_dates import BirthDate, Gender
from account.contacts import Email, Phone
from account.desk.promises import Promise
from account.documents import IdentityDocument
from account.names import FullName
from account.passwords import PasswordHash
from account.ports import Work
from account.records import Account, Consent, Parcel, Profile
from account.requests import RequestFile, SentFile, Slot, Staff
from account.working_hours import WorkingHours

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
PROMISE = Promise(DAY, 2 * HOUR, WorkingHours.parse("24/7"), ZoneInfo("Europe/Moscow"))
ANNA, BORIS = 1001, 1002
OLGA, PAVEL = Staff(7001, "Ольга Дежурная"), Staff(7002, "Павел Сменщик")
EMAIL, PHONE = Email("anna.canary@example.org"), Phone("+79161234567")
OTHER_EMAIL, OTHER_PHONE = Email("boris.canary@example.org"), Phone("+79037654321")
HASH = PasswordHash("$argon2id$v=19$m=65536,t=3,p=4$canarysalt$canaryhash")
CONSENTS = (Consent("agreement", "2026-11", NOON, ANNA), Consent("personal-data", "2026-10", NOON, ANNA))
PROFILE = Profile(
    FullName("Канарейкина", "Анна", "Петровна"),
    BirthDate(date(1985, 3, 7)),
    Gender("female"),
    IdentityDocument("passport-rf", "4509", "908172"),
)
FILES = tuple(
    RequestFile(slot, SentFile(f"file-canary-{slot}", f"unique-canary-{slot}", "photo", f"СКАН_{slot}.jpg", 800_000))
    for slot in Slot
)


async def open_account(work: Work, email: Email = EMAIL, phone: Phone = PHONE) -> Account:
    account = await work.accounts.add(email, phone, HASH, CONSENTS, NOON)
    assert account is not None
    return account


def parcel(key: str, **given: object) -> Parcel:
    fields: dict[str, object] = {"kind": "mail", "person": ANNA, "payload": {"text": "canary"}, "due_at": NOON}
    return Parcel(key=key, **(fields | given))  # type: ignore[arg-type] # tests name the fields they are about
