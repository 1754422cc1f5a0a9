"""`python -m bot audit`: whether the audit trail is whole, and when a contact was erased, in one line each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncEngine

from account.contacts import Email, Phone
from account.refusals import Refusal
from bot.settings import Settings, SettingsError
from storage.audit_chain import ChainReport
from storage.audit_chain import verify as verify_chain
from storage.column_types import give_keyring
from storage.database import DatabaseDown, open_database
from storage.encryption import Keyring
from storage.erasure import erasures_of
from storage.migrate import pending

T = TypeVar("T")


async def verify(settings: Settings) -> int:
    """Print what was found; 0 when the trail is whole. SettingsError where there is no trail to be read."""
    report = await _read(settings, verify_chain)
    print(_line(report))
    return 0 if report.broken_at is None else 1


async def erased(settings: Settings, contact: str) -> int:
    """Print when this e-mail or phone was erased; 0 when it was. SettingsError for what is neither."""
    try:
        named = Email.parse(contact) if "@" in contact else Phone.parse(contact)
    except Refusal:
        raise SettingsError("audit erased: name an e-mail address or a phone number") from None
    moments = await _read(settings, lambda engine, keyring: erasures_of(engine, keyring, named))
    print("\n".join(f"erased at {moment:%Y-%m-%d %H:%M:%S} UTC" for moment in moments) or "no erasure is known")
    return 0 if moments else 1


async def _read(settings: Settings, look: Callable[[AsyncEngine, Keyring], Awaitable[T]]) -> T:
    if settings.database_url is None:
        settings.data_folder()
    engine = open_database(settings.database())
    try:
        if missing := await pending(engine):
            raise SettingsError(f"DATABASE_URL: migrations are missing ({', '.join(missing)})")
        keyring = Keyring(settings.keys())
        give_keyring(engine.dialect, keyring)
        return await look(engine, keyring)
    except DatabaseDown as error:
        raise SettingsError(f"DATABASE_URL: {error}") from None
    finally:
        await engine.dispose()


def _line(report: ChainReport) -> str:
    if report.broken_at is not None:
        return f"broken at entry {report.broken_at}: {report.kind}"
    head = report.head.hex() if report.head else "none yet"
    return f"the audit trail is whole: {report.entries} entries, head {head}"
