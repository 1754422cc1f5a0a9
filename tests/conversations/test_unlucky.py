"""What happens to the unlucky, and what the malicious try: nobody is left with an apology for a fault of ours."""

from __future__ import annotations

import pytest

from tests.conversations.desk_seeds import photo, submitted
from tests.conversations.scenario import reset
from tests.conversations.seeds import PASSWORD, customer
from tests.conversations.walks import to_consents, to_login_password, to_password
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


async def test_a_password_as_a_caption_is_erased(anna: Person) -> None:
    await to_password(anna)
    await anna.sends(photo(), caption=PASSWORD)
    await anna.hears("Придумайте пароль")
    assert not anna.sees(PASSWORD)


async def test_a_password_typed_once_too_often_is_erased(anna: Person) -> None:
    await to_consents(anna)
    await anna.says(PASSWORD)
    await anna.hears("удалено из чата", "отметьте оба согласия")
    assert not anna.sees(PASSWORD)


@pytest.mark.parametrize("secret", [PASSWORD, "123 456", "048213"])
async def test_a_secret_typed_after_all_was_over_is_erased(anna: Person, town: Town, secret: str) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    await to_login_password(anna)
    await anna.says("/cancel")
    await anna.hears("Отменили")
    await anna.says(secret)
    await anna.hears("удалено из чата", "Не понял вас")
    assert not anna.sees(secret)


async def test_what_is_no_secret_stays(anna: Person) -> None:
    for text in (
        "anna1985@example.com",
        "https://lk.example.org/1",
        "где мой полис 2024 года",
        "+7 916 123-45-67",
        "12",
    ):
        await anna.says(text)
        heard = await anna.hears("Не понял вас")
        assert "удалено" not in heard["text"]
        assert anna.sees(text)


async def test_a_live_location_is_answered_once(anna: Person, town: Town) -> None:
    town.world.location(anna.resident)
    await anna.hears("Местоположение мне не нужно")
    place = next(each for each in reversed(anna.screen()) if "location" in each)
    await anna.edits(place, "")
    await town.acknowledged()
    assert not anna.sees("изменили сообщение")


@pytest.mark.town  # its own: in a group that others have filled the files would wait for their turn
async def test_the_files_of_a_withdrawn_request_leave_the_group(anna: Person, town: Town) -> None:
    await submitted(town, anna)
    await town.delivered()
    shown = {each["message_id"] for each in town.olga.screen()[-3:]}
    assert all("photo" in each for each in town.olga.screen()[-3:])
    await anna.says("/verify")
    await anna.presses("Отозвать заявку")
    await anna.hears("Заявка отозвана")
    await town.until(lambda: not shown & {each["message_id"] for each in town.olga.screen()}, "the files are gone")
