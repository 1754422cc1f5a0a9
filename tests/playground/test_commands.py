"""Command menus by scope and language, and the bot's name and descriptions."""

from typing import Any

import pytest

from playground import Chat, Person, World
from tests.playground.botapi import Api


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"о {name}"} for name in names]


async def test_everybody_sees_the_menu_of_their_scope_and_language(
    api: Api, world: World, anna: Person, boris: Person, group: Chat
) -> None:
    def menu(person: Person, chat: Chat | None = None) -> list[str]:
        return [command["command"] for command in world.menu(person, chat)]

    john = world.add_person("John", language_code="en")
    await api.ok("setMyCommands", commands=commands("start"))
    await api.ok("setMyCommands", commands=commands("start", "hilfe"), language_code="ru")
    assert (menu(anna), menu(john)) == (["start", "hilfe"], ["start"])
    await api.ok("setMyCommands", commands=commands("profile"), scope={"type": "all_private_chats"})
    assert (menu(anna), menu(boris, group)) == (["profile"], ["start", "hilfe"])
    await api.ok("setMyCommands", commands=commands("stats"), scope={"type": "chat", "chat_id": anna.id})
    assert (menu(anna), menu(john)) == (["stats"], ["profile"])
    await api.ok(
        "setMyCommands", commands=commands("queue"), scope={"type": "chat_administrators", "chat_id": group.id}
    )
    assert menu(boris, group) == ["queue"]
    await api.ok("deleteMyCommands", scope={"type": "chat", "chat_id": anna.id})
    assert menu(anna) == ["profile"]
    assert await api.ok("getMyCommands", language_code="ru") == commands("start", "hilfe")
    assert await api.ok("getMyCommands", scope={"type": "all_group_chats"}) == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"commands": commands("Привет")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("x" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "start", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": commands(*["a"] * 101)}, "BOT_COMMANDS_TOO_MUCH"),
        (
            {"commands": commands("a"), "scope": {"type": "x"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ({"commands": commands("a"), "scope": {"type": "chat", "chat_id": 7}}, "chat not found"),
        ({"commands": commands("a"), "language_code": "rus"}, "invalid language code specified"),
    ],
)
async def test_bad_menus_are_refused(api: Api, params: Any, words: str) -> None:
    assert await api.no("setMyCommands", **params) == f"Bad Request: {words}"


async def test_the_bot_introduces_itself_by_language(api: Api) -> None:
    await api.ok("setMyDescription", description="Личный кабинет")
    await api.ok("setMyDescription", description="Personal account", language_code="en")
    assert await api.ok("getMyDescription", language_code="en") == {"description": "Personal account"}
    assert await api.ok("getMyDescription", language_code="de") == {"description": "Личный кабинет"}
    assert (
        await api.no("setMyShortDescription", short_description="x" * 121)
        == "Bad Request: bot short description is too long"
    )


async def test_the_menu_button_is_kept_by_chat(api: Api, anna: Person) -> None:
    await api.ok("setChatMenuButton", chat_id=anna.id, menu_button={"type": "commands"})
    assert await api.ok("getChatMenuButton", chat_id=anna.id) == {"type": "commands"}
