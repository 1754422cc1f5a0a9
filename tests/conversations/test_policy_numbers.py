"""A policy's number typed into the chat opens one's own policy, and is nothing else's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conversations.policy_seeds import (
    by_old_passport,
    entry_of,
    number_of,
    policyholder,
)
from tests.conversations.seeds import PASSWORD, customer
from tests.conversations.test_support import asks
from tests.conversations.walks import to_login_password
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)


@pytest.mark.parametrize("spelled", ["{0}", "{0} {1}", "№ {0}-{1}", "xxx{1}"])
async def test_a_policy_s_number_typed_alone_opens_it(town: Town, anna: Person, spelled: str) -> None:
    await policyholder(town, anna, entry_of(town, anna))
    digits = number_of(anna).split()[1]
    typed = await anna.says(spelled.format("ХХХ" if "{1}" in spelled else f"ХХХ{digits}", digits))
    await anna.hears("Номер: " + number_of(anna))
    assert typed["message_id"] in [each["message_id"] for each in anna.screen()]


@pytest.mark.parametrize("number", ["НС-000109", "КАСКО-110", "7700-0000112"])
async def test_a_number_of_any_making_opens_one_s_own_policy(town: Town, anna: Person, number: str) -> None:
    await policyholder(town, anna, replace(entry_of(town, anna), number=number))
    typed = await anna.says(number.lower())
    await anna.hears(f"Номер: {number}")
    assert typed["message_id"] in [each["message_id"] for each in anna.screen()]


async def test_another_s_number_stays_and_tells_nothing(town: Town, anna: Person, boris: Person) -> None:
    await policyholder(town, boris, entry_of(town, boris))
    await policyholder(town, anna, entry_of(town, anna, holder=by_old_passport(anna)))
    for number in (number_of(boris), number_of(anna), "ААК9999999999"):
        typed = await anna.says(number.replace(" ", ""))
        await anna.hears("Не понял вас")
        assert typed["message_id"] in [each["message_id"] for each in anna.screen()]
    assert not [each for each in anna.screen() if each["from"].get("is_bot") and "Номер" in each["text"]]


async def test_a_guest_s_number_stays_too(anna: Person) -> None:
    typed = await anna.says("ХХХ0123456789")
    await anna.hears("Не понял вас", "Е-ОСАГО")
    assert typed["message_id"] in [each["message_id"] for each in anna.screen()]


@pytest.mark.parametrize("secret", [PASSWORD, "abc1234567890", "ХХХ012345678"])
async def test_what_is_no_policy_number_is_a_stray_password_still(town: Town, anna: Person, secret: str) -> None:
    await policyholder(town, anna)
    typed = await anna.says(secret)
    await anna.hears("ваше сообщение удалено из чата")
    assert typed["message_id"] not in [each["message_id"] for each in anna.screen()]


async def test_where_a_password_is_asked_for_a_policy_number_is_one(town: Town, anna: Person) -> None:
    await customer(town, anna, signed_in=False)
    await to_login_password(anna)
    typed = await anna.says("ХХХ0123456789")
    await anna.hears("Контакт или пароль не подошли")
    assert typed["message_id"] not in [each["message_id"] for each in anna.screen()]


async def test_while_the_support_waits_for_an_answer_a_number_is_for_them(town: Town, anna: Person) -> None:
    await policyholder(town, anna, entry_of(town, anna))
    await asks(anna, "Почему так дорого?")
    await anna.says(number_of(anna).replace(" ", ""))
    await town.olga.hears("Клиент", number_of(anna).replace(" ", ""))
    assert not anna.sees("Номер: ")
