"""Who walks about in the playground: customers, staff, admins."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(eq=False, slots=True)
class Person:
    """A Telegram user with the phone number their app would share."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "ru"
    phone: str | None = None
    role: str = "customer"
    blocked: bool = False
    started: bool = False
    deactivated: bool = False

    def user(self) -> Json:
        """Give the Bot API's User object."""
        names = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            **{key: value for key, value in names.items() if value},
        }

    def contact(self) -> Json:
        """Give the card this person's app shares."""
        card: Json = {"phone_number": (self.phone or "").lstrip("+"), "first_name": self.first_name}
        if self.last_name:
            card["last_name"] = self.last_name
        return card | {"user_id": self.id}
