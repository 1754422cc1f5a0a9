"""The bot's command menus, its name and descriptions, and the menu button."""

import re
from collections.abc import Awaitable, Callable

from playground.call import Call
from playground.commands import DEFAULT, Scope
from playground.methods.places import known_chat
from playground.methods.registry import method
from playground.people import Json
from playground.refusal import bad

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LIMIT = 100
DESCRIPTION_LIMIT = 256
GENERAL = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
IN_CHAT = {"chat", "chat_administrators", "chat_member"}
LANGUAGE = re.compile(r"[a-z]{2}")
PROFILE = {"Name": ("name", 64), "Description": ("description", 512), "ShortDescription": ("short_description", 120)}
BUTTONS = {"commands", "web_app", "default"}


def scope_of(call: Call) -> Scope:
    """Read the scope; chats named in it must be the bot's."""
    scope = call.params.get("scope")
    if scope is None:
        return DEFAULT
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in GENERAL:
        return (kind, 0, 0)
    if kind not in IN_CHAT:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    chat = known_chat(call, scope.get("chat_id"))
    user = int(scope.get("user_id") or 0) if kind == "chat_member" else 0
    if kind == "chat_member" and user <= 0:
        raise bad("can't parse BotCommandScope: Invalid user_id specified")
    return (str(kind), chat.id, user)


def language_of(call: Call) -> str:
    language = str(call.params.get("language_code") or "")
    if language and not LANGUAGE.fullmatch(language):
        raise bad("invalid language code specified")
    return language


def _command(given: Json) -> Json:
    name = str(given.get("command") or "").removeprefix("/").lower()
    words = str(given.get("description") or "").strip()
    if not COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not words or len(words) > DESCRIPTION_LIMIT:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": words}


@method("setMyCommands")
async def set_my_commands(call: Call) -> bool:
    commands = [_command(given) for given in call.params.get("commands") or []]
    if len(commands) > LIMIT:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    call.state.commands.set(scope_of(call), language_of(call), commands)
    return _announce(call)


@method("deleteMyCommands")
async def delete_my_commands(call: Call) -> bool:
    call.state.commands.delete(scope_of(call), language_of(call))
    return _announce(call)


def _announce(call: Call) -> bool:
    """Show everybody their menu as it is now."""
    for person in call.state.people.values():
        call.state.events.add("person", person=call.state.person_card(person))
    return True


@method("getMyCommands")
async def get_my_commands(call: Call) -> list[Json]:
    return call.state.commands.get(scope_of(call), language_of(call))


def _setter(key: str, limit: int) -> Callable[[Call], Awaitable[bool]]:
    async def put(call: Call) -> bool:
        text = str(call.params.get(key) or "")
        if len(text) > limit:
            raise bad(f"bot {key.replace('_', ' ')} is too long")
        call.state.profile[key, language_of(call)] = text
        return True

    return put


def _getter(key: str) -> Callable[[Call], Awaitable[Json]]:
    async def get(call: Call) -> Json:
        profile, language = call.state.profile, language_of(call)
        own = call.state.bot["first_name"] if key == "name" else ""
        return {key: profile.get((key, language)) or profile.get((key, "")) or own}

    return get


for _name, (_key, _limit) in PROFILE.items():
    method(f"setMy{_name}")(_setter(_key, _limit))
    method(f"getMy{_name}")(_getter(_key))


@method("setChatMenuButton")
async def set_chat_menu_button(call: Call) -> bool:
    button = call.params.get("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in BUTTONS:
        raise bad("can't parse menu button: MenuButton has unsupported type")
    call.state.menu_buttons[call.integer("chat_id")] = button
    return True


@method("getChatMenuButton")
async def get_chat_menu_button(call: Call) -> Json:
    buttons = call.state.menu_buttons
    return buttons.get(call.integer("chat_id")) or buttons.get(0) or {"type": "commands"}
