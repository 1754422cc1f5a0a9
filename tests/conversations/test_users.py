"""/user by name and by policy, people of one name, and the number of somebody's last error."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sqlalchemy import select, update

from account.names import FullName
from storage.tables import accounts, faults
from tests.conversations.admin_seeds import acts, called, greets, named
from tests.conversations.policy_seeds import entry_of, insures, number_of, policyholder, profile_of
from tests.conversations.seeds import PROFILE, account_of, customer, step
from tests.town import Person, Town


async def calls(town: Town, person: Person, surname: str, patronymic: str | None) -> str:
    """A customer of this name; what the trail calls the account."""
    known = await customer(town, person)
    profile = replace(PROFILE, name=FullName(surname, "Анна", patronymic))
    await town.app.cabinet.profiles.save(step(town, person), profile)
    return await called(town, known)


def labels(message: dict[str, Any]) -> list[str]:
    return [each["text"] for row in message["reply_markup"]["inline_keyboard"] for each in row]


async def test_a_customer_is_found_by_name_in_any_spelling(town: Town, owner: Person, anna: Person) -> None:
    account = await calls(town, anna, "Фёдорова", "Петровна")
    for typed in ("Фёдорова Анна", "ФЕДОРОВА анна", "федорова  Анна петровна", "Анна Федорова"):
        await owner.says(f"/user {typed}")
        await owner.hears("Фёдорова Анна Петровна", "Состояние: данные заполнены", "Личность не подтверждена")
    for typed, answer in (("Федорова Анна Сергеевна", "Никого не нашёл"), ("Федорова", "Нужны фамилия и имя")):
        await owner.says(f"/user {typed}")
        await owner.hears(answer)
    viewed = [(owner.id, "user-viewed", each) for each in [account] * 4 + ["nobody"] * 2]
    assert await acts(town) == viewed


async def test_of_several_of_one_name_each_is_opened_by_a_button_and_noted(
    town: Town, owner: Person, anna: Person, boris: Person
) -> None:
    first = await calls(town, anna, "Иванова", "Петровна")
    second = await calls(town, boris, "Иванова", "Сергеевна")
    await owner.says("/user Иванова Анна")
    heard = await owner.hears("Нашлось несколько кабинетов: 2", "отчество")
    assert labels(heard) == ["07.03.1985, b•••@example.com"] * 2
    data = [each["callback_data"] for row in heard["reply_markup"]["inline_keyboard"] for each in row]
    assert data == [f"z:user:{each.split()[1]}" for each in (first, second)]
    await owner.presses_old(heard, "07.03.1985")
    await owner.hears("Иванова Анна Петровна")
    await owner.says("/user Иванова Анна Сергеевна")
    await owner.hears("Иванова Анна Сергеевна")
    both = f"accounts {first.split()[1]} {second.split()[1]}"
    assert [each for _, _, each in await acts(town)] == [both, first, second]


async def test_a_reader_tells_people_of_one_name_apart_by_masked_contacts(
    town: Town, owner: Person, colleague: Person, anna: Person, boris: Person
) -> None:
    for person in (anna, boris):
        await calls(town, person, "Иванова", None)
    await named(owner, colleague, "reader")
    await colleague.says("/user Иванова Анна")
    heard = await colleague.hears("Нашлось несколько")
    assert labels(heard) == [
        f"b•••@example.com, +7 ••• •••-{each.phone[-4:-2]}-{each.phone[-2:]}" for each in (anna, boris)
    ]
    await colleague.presses(labels(heard)[1])
    card = await colleague.hears("Состояние: данные заполнены")
    assert "Иванова" not in card["text"]
    assert "reply_markup" not in card


async def test_a_list_of_many_says_how_many_there_are(town: Town, owner: Person) -> None:
    for number in range(12):
        person = town.newcomer(f"Анна {number}", phone=f"+7916555{number:04}")
        await calls(town, person, "Кузнецова", None)
    await owner.says("/user Кузнецова Анна")
    assert len(labels(await owner.hears("Нашлось несколько кабинетов: 12", "Здесь первые 10"))) == 10


async def test_names_of_an_earlier_version_are_found_after_the_start(town: Town, owner: Person, anna: Person) -> None:
    await calls(town, anna, "Иванова", None)
    async with town.app.engine.begin() as connection:
        await connection.execute(update(accounts).values(name_print=None))
    await town.restart_bot()

    async def printed() -> bool:
        async with town.app.engine.connect() as connection:
            return await connection.scalar(select(accounts.c.name_print)) is not None

    await town._until_true(printed, "the name is made known")
    await owner.says("/user Иванова Анна")
    await owner.hears("Личный кабинет", "Иванова Анна")


async def test_a_customer_is_found_by_a_policy_s_number(town: Town, owner: Person, anna: Person) -> None:
    known = await policyholder(town, anna, entry_of(town, anna))
    number = number_of(anna)
    for typed in (number, number.replace(" ", "").lower(), f"№ {number}"):
        await owner.says(f"/user {typed}")
        await owner.hears("Личный кабинет", str(profile_of(anna).name))
    assert await acts(town) == [(owner.id, "user-viewed", await called(town, known))] * 3


async def test_a_policy_whose_holder_has_no_account_is_said_to_be_there(
    town: Town, owner: Person, anna: Person
) -> None:
    await insures(town, entry_of(town, anna))
    await owner.says(f"/user {number_of(anna)}")
    await owner.hears("Такой полис есть, но личного кабинета")
    await owner.says("/user ХХХ 9999999999")
    await owner.hears("Никого не нашёл")
    assert [each for _, _, each in await acts(town)] == ["nobody", "nobody"]


async def test_an_insurer_s_own_system_finds_nobody_by_number_and_says_so(town: Town, owner: Person) -> None:
    town.extra |= {"policies_url": "http://127.0.0.1:9/api", "policies_token": "t" * 32}
    await town.restart_bot()
    await owner.says("/user ХХХ 9999999999")
    await owner.hears("По номеру полиса искать нельзя")
    await owner.says("/user nobody7@example.com")
    await owner.hears("Никого не нашёл. Напишите после /user")
    assert [each for _, _, each in await acts(town)] == ["nobody", "nobody"]


async def test_the_state_of_a_customer_is_on_the_card(town: Town, owner: Person, anna: Person, boris: Person) -> None:
    known = await customer(town, anna)
    await greets(boris)
    await owner.says(f"/user {known.email}")
    await owner.hears("Состояние: ограничен")
    await owner.says(f"/user {boris.id}")
    await owner.hears("Состояние: гость")
    verified = await customer(town, boris, verified=True)
    await owner.says(f"/user {verified.email}")
    await owner.hears("Состояние: подтверждён")
    await town.app.cabinet.users.block(step(town, owner), (await account_of(town, verified)).id)
    await owner.says(f"/user {verified.email}")
    await owner.hears("Состояние: заблокирован")


async def test_the_number_of_the_last_apology_is_on_the_card(town: Town, owner: Person, anna: Person) -> None:
    known = await customer(town, anna)
    numbers = []
    for _ in range(2):
        await anna.says("/help")
        await anna.hears("Помощь")
        # With words that the bot does not know: a fault of ours.
        town.playground.faults.refuse["editMessageText"] = (400, "Bad Request: something new")
        await anna.presses("Меню")
        apology = await anna.hears("у нас произошла ошибка")
        numbers += re.findall(r"\b[0-9A-F]{6}\b", apology["text"])
        await town.acknowledged()
    town.mend()
    await owner.says(f"/user {known.email}")
    await owner.hears(f"Последняя ошибка: номер {numbers[1]}", f"Telegram {anna.id}")
    await town.app.cabinet.sign_in.sign_out(step(town, anna))
    await owner.says(f"/user {anna.id}")
    await owner.hears("Состояние: гость", numbers[1])
    await town.app.cabinet.privacy.erase_guest(step(town, anna))
    async with town.app.engine.connect() as connection:
        assert (await connection.execute(select(faults))).all() == []
