"""What is posted to the webhook's address and is no update: a clear no, never a fault of ours."""

from __future__ import annotations

import aiohttp
import pytest

from bot.intake.webhook import SECRET_HEADER
from tests.faults.street import free_port
from tests.town import Town

JUNK = [b"", b"{", b"[]", b"null", b'{"update_id": null}', b'{"update_id": 1e999}', b"\xff\xfe", b"[" * 100_000]


@pytest.mark.town(webhook_port=free_port())
async def test_what_is_no_update_is_refused(town: Town) -> None:
    secret = {SECRET_HEADER: town.settings().shown_to_webhook()}
    address = f"http://127.0.0.1:{town.webhook_port}/telegram"
    async with aiohttp.ClientSession() as session:
        answers = [(await session.post(address, data=each, headers=secret)).status for each in JUNK]
        strangers = [(await session.post(address, data=b"{}", headers={SECRET_HEADER: each})).status for each in "xé"]
    assert answers == [400] * len(JUNK)
    assert strangers == [401, 401]
    assert town.app.steps.set_aside == 0
