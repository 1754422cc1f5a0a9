"""Who may compose a broadcast, and that to all others there is no such thing."""

from __future__ import annotations

from typing import Any

from account.admins.roles import Role
from tests.conversations.broadcast_walks import HELLO, made, to_page
from tests.conversations.seeds import step
from tests.conversations.walks import said_by_bot, to_email
from tests.town import Person, Town


async def answers(person: Person, command: str) -> tuple[str, Any]:
    await person.says(command)
    heard = await person.hears("")
    await person.town.acknowledged()
    return str(heard["text"]), heard.get("reply_markup")


async def test_to_everybody_else_there_is_no_such_command_nor_button(town: Town, owner: Person, anna: Person) -> None:
    reader = town.newcomer("Коллега", phone="+79990000002")
    await reader.says("/start")
    await reader.hears("Е-ОСАГО")
    await town.app.cabinet.roles.name(step(town, owner), reader.id, Role.READER)
    await reader.hears("Вам открыли просмотр")
    for person in (anna, reader):
        assert await answers(person, "/broadcast") == await answers(person, "/nonsense")
        assert await answers(person, "/start broadcast") == await answers(person, "/start")
        await to_email(person)
        for data in ("m:broadcast", "i:go:broadcast", "i:anew:broadcast"):
            town.world.press(person.resident, said_by_bot(person)[-1]["message_id"], data, person.chat, forged=True)
            await person.toast("уже не действует")
        await person.says("/broadcast")
        await person.hears("Такой команды нет", "E-MAIL")
        assert not person.sees("Пришлите его так")


async def test_whoever_loses_the_role_meanwhile_goes_no_further(town: Town, owner: Person) -> None:
    colleague = town.newcomer("Коллега", phone="+79990000002")
    await colleague.says("/start")
    await colleague.hears("Е-ОСАГО")
    await town.app.cabinet.roles.name(step(town, owner), colleague.id, Role.ADMIN)
    await to_page(colleague, HELLO)
    await town.app.cabinet.roles.remove(step(town, owner), colleague.id)
    await colleague.presses("Отправить")
    await colleague.toast("уже не действует")
    await colleague.hears("Такой команды нет")
    assert await made(town) == []
    assert await answers(colleague, "/broadcast") == await answers(colleague, "/nonsense")


async def test_a_named_admin_may_write_to_many(town: Town, owner: Person) -> None:
    colleague = town.newcomer("Коллега", phone="+79990000002")
    await colleague.says("/start")
    await colleague.hears("Е-ОСАГО")
    await town.app.cabinet.roles.name(step(town, owner), colleague.id, Role.ADMIN)
    await to_page(colleague, HELLO)
    await colleague.presses("Отправить")
    await colleague.hears("Рассылка №\u00a01 принята")
    assert [each.who for each in await made(town)] == [colleague.id]


async def test_whoever_has_the_right_finds_it_in_the_menu_of_commands(town: Town, owner: Person, anna: Person) -> None:
    def menu(person: Person) -> list[str]:
        return [str(each["command"]) for each in town.world.menu(person.resident)]

    await town.until(lambda: "broadcast" in menu(owner), "the menu of owners")
    assert "broadcast" not in menu(anna)
