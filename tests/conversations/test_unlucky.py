"""What happens to the unlucky, and what the malicious try: nobody is left with an apology for a fault of ours."""

from __future__ import annotations

import pytest

from tests.conversations.desk_seeds import submitted
from tests.conversations.scenario import reset
from tests.conversations.seeds import customer
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)


async def test_later_after_the_session_was_ended_elsewhere(anna: Person, boris: Person, town: Town) -> None:
    known = await customer(town, anna, profile=True, signed_in=False)
    await reset(town, anna, "Email", known.email)
    await customer_is_signed_out_by(boris, town, known.email)
    await anna.presses("Позже")
    await anna.hears("Сначала войдите")


async def customer_is_signed_out_by(boris: Person, town: Town, email: str) -> None:
    """Somebody else who reads the mailbox resets the password."""
    await boris.says("/reset")
    await boris.hears("ТИП КОНТАКТА")
    await boris.presses("Email")
    await boris.hears("Шаг 2")
    await boris.says(email)
    await boris.hears("КОД ПОДТВЕРЖДЕНИЯ")
    await boris.says(await town.mail_code(email, 2))
    await boris.hears("Для входа используйте новый пароль")


async def test_a_message_that_is_deleted_while_its_button_is_pressed(anna: Person, town: Town) -> None:
    await anna.says("/register")
    await anna.hears("E-MAIL")
    await anna.says("anna@example.com")
    await anna.hears("ТЕЛЕФОН")
    await anna.says("/login")
    await anna.hears("ещё не закончено")
    town.playground.faults.refuse = {"editMessageReplyMarkup": (400, "Bad Request: message to edit not found")}
    await anna.presses("Продолжить")
    await anna.hears("ТЕЛЕФОН")


async def test_forged_numbers_that_no_database_takes(anna: Person, town: Town) -> None:
    await anna.says("/start")
    welcome = await anna.hears("Е-ОСАГО")
    town.world.press(anna.resident, welcome["message_id"], f"s:end:{'9' * 40}", forged=True)
    await anna.toast("уже не действует")


async def test_forged_requests_that_no_database_takes(anna: Person, town: Town) -> None:
    await submitted(town, anna)
    card = await town.olga.hears("Заявка №")
    data = f"r:{'9' * 40}:take"
    town.world.press(town.olga_resident, card["message_id"], data, chat=town.group.id, forged=True)
    await town.olga.toast("Заявки с таким номером нет")
