"""Roles and what each of them may: what is not stated here, nobody may (spec §3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Role(StrEnum):
    """Owners are named by the settings, the others by owners."""

    OWNER = "owner"
    ADMIN = "admin"
    READER = "reader"


class Permission(StrEnum):
    """``NAME_USER``: to see a customer's name and birth date, and not only how the account stands."""

    IMPORT_POLICIES = "policies.import"
    READ_USER = "user.read"
    NAME_USER = "user.name"
    ACT_ON_USER = "user.act"
    READ_STATS = "stats.read"
    BROADCAST = "broadcasts.send"
    MANAGE_ROLES = "roles.manage"


NOTHING: Final[frozenset[Permission]] = frozenset()
PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = MappingProxyType(
    {
        Role.OWNER: frozenset(
            {
                Permission.IMPORT_POLICIES,
                Permission.READ_USER,
                Permission.NAME_USER,
                Permission.ACT_ON_USER,
                Permission.READ_STATS,
                Permission.BROADCAST,
                Permission.MANAGE_ROLES,
            }
        ),
        Role.ADMIN: frozenset(
            {
                Permission.IMPORT_POLICIES,
                Permission.READ_USER,
                Permission.NAME_USER,
                Permission.ACT_ON_USER,
                Permission.READ_STATS,
                Permission.BROADCAST,
            }
        ),
        Role.READER: frozenset({Permission.READ_USER, Permission.READ_STATS}),
    }
)
# What an owner can make somebody.
NAMEABLE: Final = (Role.ADMIN, Role.READER)


@dataclass(frozen=True, slots=True)
class NamedRole:
    """Somebody whom an owner has named; ``named_by`` is that owner's Telegram id."""

    telegram_id: int
    role: Role
    named_by: int
    at: datetime


class NotAllowed(Exception):  # noqa: N818 - it is an answer to a person, not an error
    """No permission: the person is answered as if there were no such command or button."""
