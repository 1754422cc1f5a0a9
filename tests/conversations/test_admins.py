"""/admins and /help: what owner, admin and reader see and do, and that to all others there is no such thing."""

from __future__ import annotations

import pytest

from account.admins.roles import Role
from bot.published import OF_OWNERS
from tests.conversations.admin_seeds import ACTS, CALLED, acts, answer, called, forges, named
from tests.conversations.policy_file_seeds import over, send
from tests.conversations.seeds import account_of, customer, works_of
from tests.conversations.walks import said_by_bot
from tests.tables_of_policies import line, table
from tests.town import Person, Town


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
