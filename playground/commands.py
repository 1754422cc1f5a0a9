"""Command menus by scope and language, and which of them a person sees."""

from playground.people import Json

Scope = tuple[str, int, int]
DEFAULT: Scope = ("default", 0, 0)


class CommandMenus:
    """What setMyCommands has set; the narrowest scope wins, its language before the general one."""

    def __init__(self) -> None:
        self.lists: dict[tuple[Scope, str], list[Json]] = {}

    def get(self, scope: Scope, language: str) -> list[Json]:
        return self.lists.get((scope, language), [])

    def set(self, scope: Scope, language: str, commands: list[Json]) -> None:
        self.lists[scope, language] = commands

    def delete(self, scope: Scope, language: str) -> None:
        self.lists.pop((scope, language), None)

    def menu(self, chat: int, person: int, language: str | None, *, private: bool, admin: bool) -> list[Json]:
        """Follow Telegram's order of scopes for this person in this chat."""
        if private:
            scopes: list[Scope] = [("chat", chat, 0), ("all_private_chats", 0, 0)]
        else:
            admins: list[Scope] = [("chat_administrators", chat, 0)] if admin else []
            all_admins: list[Scope] = [("all_chat_administrators", 0, 0)] if admin else []
            own: Scope = ("chat_member", chat, person)
            scopes = [own, *admins, ("chat", chat, 0), *all_admins, ("all_group_chats", 0, 0)]
        for scope in [*scopes, DEFAULT]:
            for tongue in (language or "", ""):
                if commands := self.get(scope, tongue):
                    return commands
        return []
