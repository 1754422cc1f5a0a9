"""`python -m bot audit verify`: whether the audit trail is whole, in one line."""

from __future__ import annotations

from bot.settings import Settings, SettingsError
from storage.audit_chain import ChainReport
from storage.audit_chain import verify as verify_chain
from storage.database import DatabaseDown, open_database
from storage.encryption import Keyring
from storage.migrate import pending


async def verify(settings: Settings) -> int:
    """Print what was found; 0 when the trail is whole. SettingsError where there is no trail to be read."""
    if settings.database_url is None:
        settings.data_folder()
    engine = open_database(settings.database())
    try:
        if missing := await pending(engine):
            raise SettingsError(f"DATABASE_URL: migrations are missing ({', '.join(missing)})")
        report = await verify_chain(engine, Keyring(settings.keys()))
    except DatabaseDown as error:
        raise SettingsError(f"DATABASE_URL: {error}") from None
    finally:
        await engine.dispose()
    print(_line(report))
    return 0 if report.broken_at is None else 1


def _line(report: ChainReport) -> str:
    if report.broken_at is not None:
        return f"broken at entry {report.broken_at}: {report.kind}"
    head = report.head.hex() if report.head else "none yet"
    return f"the audit trail is whole: {report.entries} entries, head {head}"
