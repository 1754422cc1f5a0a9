"""Words to the desk that go out once: a database that is down before anything was said does not lose them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from aiogram import Bot

from account.desk_group import DeskGroup
from account.records import Care, ClaimedParcel, Parcel
from bot.parcels.group import Group
from bot.parcels.outcome import Carry, LaterError
from bot.parcels.reminders import ReminderParcels
from gateways.telegram import Sender
from handlers.words import Words
from storage.database import open_database
from storage.encryption import Keyring
from storage.work import works
from tests.house.worded import TEXTS
from tests.town import SECRET, TOKEN

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "carrier"),
    [("remind", lambda each: each.carry), ("taken-over", lambda each: each.taken_over)],
    ids=["remind", "taken-over"],
)
async def test_what_goes_out_once_waits_for_a_database_that_is_down(
    kind: str, carrier: Callable[[ReminderParcels], Carry]
) -> None:
    engine = open_database("postgresql://nobody:nothing@localhost:1/bot")
    gone, bot = works(engine, Keyring(SECRET), lambda: None), Bot(TOKEN)
    group = Group(bot, gone, Sender(bot), DeskGroup(gone, -1), lambda: AT)
    payload: dict[str, str | int] = {"request": 1, "what": "half", "until": 1, "former": 7, "former_name": "Ольга"}
    parcel = Parcel("k", kind, None, payload | {"name": "Пётр"}, AT, Care.ONCE)
    with pytest.raises(LaterError, match="no database"):
        await carrier(ReminderParcels(gone, Words(TEXTS, "ru"), group))(ClaimedParcel(1, parcel, 1))
    await engine.dispose()
