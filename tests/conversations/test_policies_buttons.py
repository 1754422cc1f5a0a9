"""Buttons under «Мои полисы» that are old, pressed twice, forged, or of a policy that went."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete

from storage.tables import policies
from tests.conversations.policy_seeds import (
    button_of,
    entry_of,
    number_of,
    policyholder,
    press,
    today,
)
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)


async def test_pressed_twice_the_page_turns_once(town: Town, anna: Person) -> None:
    await policyholder(town, anna, *(entry_of(town, anna, place) for place in range(12)))
    await anna.says("/policies")
    await anna.hears("всего 12")
    await anna.presses("›", times=2)
    await anna.hears("Полис 6", "Полис 2")
    await town.acknowledged()
    assert "2 из 3" in anna.buttons()
    assert len([each for each in anna.screen() if "всего 12" in each["text"]]) == 1


async def test_a_page_that_is_gone_shows_the_last_one(town: Town, anna: Person) -> None:
    await policyholder(town, anna, *(entry_of(town, anna, place) for place in range(6)))
    await anna.says("/policies")
    await anna.hears("всего 6")
    async with town.app.engine.begin() as connection:
        gone = delete(policies).where(policies.c.ends == today(town) + timedelta(days=200))
        assert (await connection.execute(gone)).rowcount >= 1
    await anna.presses("›")
    await anna.hears("всего 5", "Полис 5", "Полис 1")
    assert "‹" not in anna.buttons()


async def test_a_policy_that_went_is_told_and_the_rest_is_there(town: Town, anna: Person) -> None:
    await policyholder(town, anna, *(entry_of(town, anna, place) for place in range(2)))
    await anna.says("/policies")
    await anna.hears("всего 2")
    async with town.app.engine.begin() as connection:
        await connection.execute(delete(policies).where(policies.c.ends == today(town) + timedelta(days=200)))
    await anna.presses("Полис 0 · ")
    await anna.hears("Этого полиса в вашем списке больше нет", "всего 1", "Полис 1")


async def test_an_old_button_is_answered_below(town: Town, anna: Person) -> None:
    await policyholder(town, anna, entry_of(town, anna))
    await anna.says("/policies")
    old = await anna.hears("всего 1")
    await anna.says("/help")
    await anna.hears("Помощь")
    await anna.presses_old(old, "Полис 0 · ")
    shown = await anna.hears("Номер:", number_of(anna))
    assert shown["message_id"] > old["message_id"]


async def test_another_s_policy_is_opened_by_no_button(town: Town, anna: Person, boris: Person) -> None:
    await policyholder(town, boris, entry_of(town, boris))
    await boris.says("/policies")
    data = button_of(await boris.hears("всего 1"), "Полис 0")["callback_data"]
    await policyholder(town, anna)
    await anna.says("/policies")
    shown = await anna.hears("Полисов пока нет")
    await press(anna, shown, data)
    await anna.hears("Этого полиса в вашем списке больше нет")
    assert not anna.sees(number_of(boris))


@pytest.mark.parametrize(
    "data", ["p:list:0", "p:list:-1", "p:list:1234567", "p:list:²", "p:open:x", "p:open:x:0", "p:list", "p:"]
)
async def test_a_button_that_says_nothing_known_is_stale(town: Town, anna: Person, data: str) -> None:
    await policyholder(town, anna)
    await anna.says("/policies")
    await press(anna, await anna.hears("Полисов пока нет"), data)
    assert await anna.toast("Эта кнопка уже не действует")


async def test_far_pages_and_wild_refs_end_at_the_own_list(town: Town, anna: Person) -> None:
    await policyholder(town, anna, entry_of(town, anna))
    await anna.says("/policies")
    shown = await anna.hears("всего 1")
    await press(anna, shown, "p:list:999999")
    await town.acknowledged()
    assert anna.sees("всего 1")
    for ref in ("x" * 40, "-1", "9" * 30, "' or 1=1"):
        await press(anna, shown, f"p:open:{ref}:1")
        await anna.hears("Этого полиса в вашем списке больше нет", "всего 1")
        await anna.presses("Полис 0 · ")
        await anna.hears("Номер:")
