"""/admins and /user: what owner, admin and reader see and do, and that to all others there is no such thing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from account.admins.roles import Role
from bot.published import OF_OWNERS
from storage.tables import audit
from tests.conversations.desk_seeds import at_the_desk
from tests.conversations.policy_file_seeds import over, send
from tests.conversations.seeds import PASSWORD, Customer, account_of, customer, step, works_of
from tests.conversations.test_reset import sent_password
from tests.conversations.walks import said_by_bot, to_login_password
from tests.tables_of_policies import line, table
from tests.town import Person, Town

CALLED = "Смирнова Анна Петровна"
ACTS = ("end", "block", "unblock", "ban", "unban")


async def greets(person: Person) -> None:
    await person.says("/start")
    await person.hears("Е-ОСАГО")


async def named(owner: Person, person: Person, role: str) -> None:
    await owner.says(f"/admins {person.id} {role}")
    await owner.hears("Готово", f"{person.id} — ")
    await person.hears("/user — найти клиента")


async def acts(town: Town) -> list[tuple[int, str, str]]:
    await town.acknowledged()
    async with town.app.engine.connect() as connection:
        rows = await connection.execute(
            select(audit.c.who, audit.c.what, audit.c.detail).where(audit.c.request_id.is_(None)).order_by(audit.c.id)
        )
        return [tuple(row) for row in rows]


async def called(town: Town, known: Customer) -> str:
    return f"account {(await account_of(town, known)).id}"


async def answer(person: Person, command: str) -> tuple[str, Any]:
    """The words and buttons that answer a command."""
    await person.says(command)
    heard = await person.hears("")
    await person.town.acknowledged()
    return str(heard["text"]), heard.get("reply_markup")


async def forges(town: Town, person: Person, data: str) -> None:
    """Press a button that the newest message of the bot has not."""
    message = said_by_bot(person)[-1]
    town.world.press(person.resident, message["message_id"], data, chat=person.chat, forged=True)
    await town.acknowledged()


async def test_only_owners_are_shown_their_commands(town: Town, owner: Person, colleague: Person) -> None:
    def menu(person: Person) -> list[str]:
        return [str(each["command"]) for each in town.world.menu(person.resident)]

    await town.until(lambda: "admins" in menu(owner), "the menu of owners")
    assert menu(owner) == [*menu(colleague), *OF_OWNERS]


async def test_an_owner_names_and_removes_and_the_named_are_told(town: Town, owner: Person, colleague: Person) -> None:
    await owner.says("/admins")
    page = await owner.hears("Кто управляет ботом", f"{owner.id} — владелец", "/admins 123456 admin")
    assert "reply_markup" not in page
    await named(owner, colleague, "reader")
    await named(owner, colleague, "ADMIN")
    await owner.says(f"/admins {colleague.id} admin")
    await owner.hears("уже есть такая роль", f"{colleague.id} — администратор, назначил {owner.id}")
    assert owner.buttons() == [f"Убрать {colleague.id}"]
    await owner.presses(f"Убрать {colleague.id}", times=2)
    await owner.hears("Кто управляет ботом")
    await town.acknowledged()
    assert f"{colleague.id} — " not in said_by_bot(owner)[-1]["text"]
    who = str(colleague.id)
    assert await acts(town) == [(owner.id, each, who) for each in ("named-reader", "named-admin", "role-removed")]
    await town.delivered()
    assert sum("Ваша роль в этом боте снята" in str(each.get("text")) for each in said_by_bot(colleague)) == 1
    assert await answer(colleague, "/user 1") == await answer(colleague, "/nonsense")


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("anna admin", "Нужны Telegram id и роль"),
        ("1 owner", "Нужны Telegram id и роль"),
        ("1 admin extra", "Нужны Telegram id и роль"),
        (f"{'9' * 30} admin", "Нужны Telegram id и роль"),
        ("999999999999999 admin", "ещё не писал боту"),
        ("{owner} reader", "назначают и убирают только в настройках"),
    ],
)
async def test_what_names_nobody_is_told_and_changes_nothing(town: Town, owner: Person, typed: str, heard: str) -> None:
    await owner.says(f"/admins {typed.format(owner=owner.id)}")
    await owner.hears(heard, f"{owner.id} — владелец")
    await forges(town, owner, f"z:drop:{owner.id}")
    assert await acts(town) == []


async def test_to_a_stranger_there_are_no_such_commands_and_buttons(
    town: Town, owner: Person, colleague: Person, anna: Person
) -> None:
    known = await customer(town, anna, profile=True)
    account = (await account_of(town, known)).id
    unknown = await answer(colleague, "/nonsense")
    assert "команды" in unknown[0]
    for command in ("/user", f"/user {known.email}", "/admins", f"/admins {colleague.id} admin", "/USER@bot x"):
        assert await answer(colleague, command) == unknown, command
    assert await answer(colleague, "/start user") == await answer(colleague, "/start nonsense")
    stale = []
    for data in (
        "z:nonsense",
        *(f"z:{act}:{account}{end}" for act in ACTS for end in ("", ":yes")),
        *(f"z:user:{account}", f"z:person:{anna.id}", f"z:drop:{owner.id}", "z:named:0", "m:user", "m:admins"),
    ):
        await colleague.says("/start")
        await colleague.hears("Е-ОСАГО")
        await forges(town, colleague, data)
        await colleague.toast("")
        stale.append((town.world.toasts[-1].text, said_by_bot(colleague)[-1]["text"]))
    assert len(set(stale)) == 1
    assert await acts(town) == []
    await anna.says("/profile")
    await anna.hears("Проверьте данные")


@pytest.mark.parametrize(
    ("role", "own"),
    [
        (None, set()),
        ("reader", {"/user", "/stats"}),
        ("admin", {"/user", "/stats", "/broadcast", "/broadcasts", "Файл CSV"}),
    ],
)
async def test_help_tells_each_what_they_may(owner: Person, colleague: Person, role: str | None, own: set[str]) -> None:
    if role is not None:
        await named(owner, colleague, role)
    text, _ = await answer(colleague, "/help")
    told = {line.partition(" — ")[0] for line in text.splitlines()}
    assert told & {*(f"/{name}" for name in OF_OWNERS), "Файл CSV"} == own
    assert ("управляет" in text) is bool(own)


async def test_help_tells_an_owner_of_all(owner: Person) -> None:
    text, _ = await answer(owner, "/help")
    assert not {f"/{name} — " for name in OF_OWNERS} - {f"{line.partition(' — ')[0]} — " for line in text.splitlines()}


async def test_a_reader_sees_how_the_account_stands_and_nothing_more(
    town: Town, owner: Person, colleague: Person, anna: Person
) -> None:
    known = await customer(town, anna, profile=True)
    await named(owner, colleague, "reader")
    await colleague.says(f"/user {known.email}")
    card = await colleague.hears("b•••@example.com", "Данные заполнены", "Личность не подтверждена", f"{anna.id} — с ")
    assert CALLED not in card["text"]
    assert known.email not in card["text"]
    assert "reply_markup" not in card
    account = (await account_of(town, known)).id
    for act in ACTS:
        await forges(town, colleague, f"z:{act}:{account}:yes")
    await send(colleague, table(line()))
    await town.acknowledged()
    assert not colleague.sees("принят")
    unknown = await answer(colleague, "/nonsense")
    for command in ("/admins", f"/admins {colleague.id} admin"):
        assert await answer(colleague, command) == unknown
    assert await acts(town) == [
        (owner.id, "named-reader", str(colleague.id)),
        (colleague.id, "user-viewed", await called(town, known)),
    ]


async def test_an_admin_sees_the_name_and_brings_policies_but_names_nobody(
    town: Town, owner: Person, colleague: Person, anna: Person
) -> None:
    known = await customer(town, anna, verified=True)
    await named(owner, colleague, "admin")
    await colleague.says(f"/user {known.phone}")
    await colleague.hears(CALLED, "07.03.1985", "Личность подтверждена")
    assert colleague.buttons() == [
        *("Завершить все входы", "Заблокировать кабинет"),
        f"Заблокировать Telegram {anna.id}",
    ]
    await send(colleague, table(line()))
    await colleague.hears("прочитан, отчёт ниже")
    await over(town)
    assert await answer(colleague, f"/admins {colleague.id} admin") == await answer(colleague, "/nonsense")


async def test_a_customer_is_found_by_each_key(town: Town, owner: Person, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    known = Customer(f"box{anna.phone[-7:]}@example.com", anna.phone)
    digits = anna.phone[1:]
    keys = (known.email, known.email.upper(), anna.phone, f"8{digits[1:]}", digits[1:], str(anna.id))
    names = (CALLED, "Анна Смирнова", "анна петровна смирнова")
    for typed in (*keys, *names, f"№{request.id}", f"# {request.id}."):
        await owner.says(f"/user {typed}")
        await owner.hears("b•••@example.com", "Открыта заявка", f"/request {request.id}", CALLED)
    viewed = (owner.id, "user-viewed", await called(town, known))
    assert await acts(town) == [viewed] * 11


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        *((each, "Никого не нашёл") for each in ("nobody@example.com", "+79160000000", "999999999999", "№999")),
        *(("9" * 40, "Никого не нашёл"), ("Анна Иванова", "Никого не нашёл")),
        *(("Анна", "Нужны фамилия и имя"), ("", "Кого найти?")),
    ],
)
async def test_nobody_found_is_said_and_noted(town: Town, owner: Person, typed: str, heard: str) -> None:
    await owner.says(f"/user {typed}")
    await owner.hears(heard)
    assert await acts(town) == [(owner.id, "user-viewed", "nobody")]


async def test_a_guest_is_found_by_telegram_id(town: Town, owner: Person, colleague: Person) -> None:
    await owner.says(f"/user {colleague.id}")
    heard = await owner.hears(str(colleague.id), "не входит ни в один личный кабинет")
    assert _labels(heard) == [f"Заблокировать Telegram {colleague.id}"]
    town.world.block(colleague.resident)
    await town.acknowledged()
    await owner.says(f"/user {colleague.id}")
    await owner.hears("Бот у него заблокирован")
    assert await acts(town) == [(owner.id, "user-viewed", "guest")] * 2


def _labels(message: dict[str, Any]) -> list[str]:
    return [each["text"] for row in message["reply_markup"]["inline_keyboard"] for each in row]


async def test_that_the_bot_is_blocked_shows_at_the_sign_in(town: Town, owner: Person, anna: Person) -> None:
    known = await customer(town, anna)
    await greets_again(anna)
    town.world.block(anna.resident)
    await town.acknowledged()
    await owner.says(f"/user {known.email}")
    await owner.hears(f"{anna.id} — с ", "бот у него заблокирован", "Данные не заполнены")


async def greets_again(person: Person) -> None:
    await person.says("/start")
    await person.hears("Что сделать?")


async def test_a_blocked_customer_is_out_until_unblocked(town: Town, owner: Person, anna: Person) -> None:
    known = await customer(town, anna, profile=True)
    await anna.says("/email")
    await anna.hears("ПАРОЛЬ")
    await owner.says(f"/user {known.email}")
    await owner.hears(f"{anna.id} — с ")
    await owner.presses("Заблокировать", times=2)
    await owner.hears("Заблокировать этот кабинет?")
    assert len(await acts(town)) == 1
    await owner.presses("Да, заблокировать", times=2)
    await owner.hears("⛔ Заблокирован с ", "Сейчас нигде не открыт")
    assert owner.buttons() == ["Разблокировать кабинет"]
    await anna.hears("Ваш личный кабинет заблокирован", "апишите нам")
    await anna.says(PASSWORD)
    await anna.hears("Сначала войдите")
    await to_login_password(anna, known.email)
    await anna.says("неверный1")
    await anna.hears("Контакт или пароль не подошли")
    await anna.says(PASSWORD)
    await anna.hears("Этот личный кабинет заблокирован", "апишите нам")
    await owner.presses("Разблокировать")
    await owner.presses("Да, разблокировать", times=2)
    await owner.hears("Сейчас нигде не открыт")
    await town.acknowledged()
    assert "⛔" not in said_by_bot(owner)[-1]["text"]
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли")
    done = [what for _, what, _ in await acts(town)]
    assert done == ["user-viewed", "user-blocked", "user-unblocked"]
    assert sum("кабинет заблокирован, все" in str(each.get("text")) for each in said_by_bot(anna)) == 1


async def test_a_reset_works_and_unblocks_nothing(town: Town, owner: Person, anna: Person) -> None:
    known = await customer(town, anna, profile=True, signed_in=False)
    account = (await account_of(town, known)).id
    await town.app.cabinet.users.block(step(town, owner), account)
    password = await sent_password(town, anna)
    assert (await account_of(town, known)).blocked_at is not None
    await anna.presses("Email")
    await anna.hears("E-MAIL")
    await anna.says(known.email)
    await anna.hears("ПАРОЛЬ")
    await anna.says(password)
    await anna.hears("Этот личный кабинет заблокирован")


async def test_all_sign_ins_end_and_the_customer_may_come_back(town: Town, owner: Person, anna: Person) -> None:
    known = await customer(town, anna, profile=True)
    await greets_again(anna)
    await owner.says(f"/user {known.email}")
    await owner.presses("Завершить все входы")
    await owner.hears("Завершить все входы в этот кабинет?")
    await owner.presses("Не надо")
    await owner.hears(f"{anna.id} — с ")
    await owner.presses("Завершить все входы")
    await owner.presses("Да, завершить", times=2)
    await owner.hears("Сейчас нигде не открыт")
    await anna.hears("Поддержка завершила все входы")
    await to_login_password(anna, known.email)
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли")
    viewed, ended = "user-viewed", "user-signed-out"
    assert [what for _, what, _ in await acts(town)] == [viewed, viewed, ended]


async def test_whose_role_was_taken_back_presses_in_vain(
    town: Town, owner: Person, colleague: Person, anna: Person
) -> None:
    known = await customer(town, anna, profile=True)
    await named(owner, colleague, "admin")
    await colleague.says(f"/user {known.email}")
    await colleague.presses("Заблокировать")
    await colleague.hears("Заблокировать этот кабинет?")
    await owner.presses(f"Убрать {colleague.id}")
    await owner.hears("Роль снята")
    await colleague.presses("Да, заблокировать")
    await colleague.toast("")
    assert (await account_of(town, known)).blocked_at is None


async def test_an_erased_account_is_nobody_to_an_old_button(town: Town, owner: Person, anna: Person) -> None:
    known = await customer(town, anna, profile=True)
    await owner.says(f"/user {known.email}")
    card = await owner.hears(f"{anna.id} — с ")
    await town.app.cabinet.privacy.erase_account(step(town, anna), town.clock())
    await owner.presses_old(card, "Заблокировать")
    await owner.presses("Да, заблокировать")
    await owner.hears("Никого не нашёл")


async def test_an_english_admin_reads_english(town: Town, owner: Person, mary: Person, anna: Person) -> None:
    await mary.says("/start")
    await mary.hears("Hello")
    known = await customer(town, anna, profile=True)
    await owner.says(f"/admins {mary.id} admin")
    await mary.hears("named an admin")
    await mary.says(f"/user {known.email}")
    await mary.hears("Personal account", "Identity not verified")
    assert mary.buttons() == ["End all sign-ins", "Block the account", f"Block Telegram {anna.id}"]


async def test_of_however_many_each_can_be_seen_and_removed(town: Town, owner: Person) -> None:
    async with works_of(town)() as work:
        for number in range(1, 101):
            await work.roles.put(7_000_000_000 + number, Role.READER, owner.id, town.clock())
    await owner.says("/admins")
    await owner.hears("7000000001 — только просмотр")
    for left in (70, 40, 10):
        await owner.presses(f"Ещё {left} →")
    await owner.hears("7000000100 — только просмотр")
    await owner.presses("Убрать 7000000100")
    await owner.hears("Роль снята", "7000000001 — ")
    await owner.presses("Ещё 69 →")
    await owner.presses("← К началу списка")
    await owner.hears("7000000001 — ")
    async with works_of(town)() as work:
        assert len(await work.roles.all()) == 99
