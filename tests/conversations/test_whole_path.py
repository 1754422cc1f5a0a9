"""The main job in one go, by polling and by webhook."""

from __future__ import annotations

import pytest

from tests.conversations.scenario import OWN_PASSWORD, whole_path
from tests.faults.street import free_port
from tests.town import Person, Town


async def test_a_newcomer_is_verified_in_the_end(anna: Person, boris: Person, town: Town) -> None:
    await whole_path(town, anna, boris)
    assert not anna.sees(OWN_PASSWORD)


@pytest.mark.town(webhook_port=free_port())
async def test_the_same_by_webhook(anna: Person, boris: Person, town: Town) -> None:
    await whole_path(town, anna, boris)
