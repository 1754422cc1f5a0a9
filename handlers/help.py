"""What /help says to everybody, and to those who run the bot what else they may do."""

from __future__ import annotations

from collections.abc import Collection

from account.admins.roles import Permission
from handlers.words import Words

OF_ROLES = {
    "help-broadcast": Permission.BROADCAST,
    "help-broadcasts": Permission.BROADCAST,
    "help-user": Permission.READ_USER,
    "help-stats": Permission.READ_STATS,
    "help-admins": Permission.MANAGE_ROLES,
    "help-policies": Permission.IMPORT_POLICIES,
}


def help_text(words: Words, allowed: Collection[Permission]) -> str:
    """``allowed`` is what the person may; others are told of nothing that they have not."""
    own = [words.say(key) for key, permission in OF_ROLES.items() if permission in allowed]
    return "\n\n".join([words.say("help"), *(["\n".join([words.say("help-of-roles"), *own])] if own else [])])
