"""Passwords: what may be one, what is too easy to guess, and one made up for its owner."""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass

from account.common_passwords import is_common, layout_twins
from account.contacts import Email, Phone
from account.names import FullName
from account.personal_passwords import is_made_of_number, is_made_of_words, words_of_mailbox
from account.refusals import Refusal

SHORTEST = 6
LONGEST = 128
_SHORTEST_GENERATED = 12
# NFC makes one character of a letter and its accent, so what is typed may be a little longer than what is kept.
_LONGEST_TYPED = 4 * LONGEST

_DIGIT = re.compile("[0-9]")
# What the texts show as an example, in each language: whoever knows the bot would try these first.
SAMPLES = ("сирень7вечер", "lilac7evening")

# Without characters that are taken for each other when they are read from a mail: 0 O o, 1 l I.
_UNAMBIGUOUS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Password:
    """What a person types to prove who they are; it shows itself to :meth:`reveal` only."""

    __slots__ = ("_characters",)

    def __init__(self, characters: str) -> None:
        if characters != unicodedata.normalize("NFC", characters.strip()) or _fault(characters):
            raise ValueError("not a password")
        self._characters = characters

    @classmethod
    def parse(cls, text: str) -> Password:
        """Read at least six characters with a letter and a digit among them.

        Blanks at the ends are dropped, at sign-in as well as when the password is chosen: Telegram drops them
        anyway, and elsewhere they are slips of copying, so the same password works everywhere. Within, a blank
        is a character like others. NFC, because keyboards differ in how they send «й».
        """
        if len(text) > _LONGEST_TYPED:
            raise Refusal("password-too-long", longest=LONGEST)
        characters = unicodedata.normalize("NFC", text.strip())
        if fault := _fault(characters):
            raise fault
        return cls(characters)

    def reveal(self) -> str:
        return self._characters

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Password):
            return NotImplemented
        return hmac.compare_digest(self._characters.encode(), other._characters.encode())

    def __hash__(self) -> int:
        return hash(self._characters)

    def __repr__(self) -> str:
        return "Password(…)"


@dataclass(frozen=True, slots=True, repr=False)
class PasswordHash:
    """What is kept of a password."""

    value: str

    def __repr__(self) -> str:
        return "PasswordHash(…)"


def refuse_common(password: Password) -> None:
    """Refuse a password that is among the first anybody would try, or an example of our own in any layout and case."""
    if not layout_twins(password.reveal()).isdisjoint(SAMPLES):
        raise Refusal("password-sample")
    if is_common(password.reveal()):
        raise Refusal("password-common")


def refuse_personal(
    password: Password, *, email: Email | None = None, phone: Phone | None = None, name: FullName | None = None
) -> None:
    """Refuse a password made of the owner's own e-mail, phone or name."""
    text = password.reveal()
    made_of = {
        "email": email and is_made_of_words(text, words_of_mailbox(email.value.partition("@")[0])),
        "phone": phone and is_made_of_number(text, phone.value),
        "name": name and is_made_of_words(text, [*re.split("[ -]", str(name)), name.surname, name.name]),
    }
    for what, found in made_of.items():
        if found:
            raise Refusal("password-personal", of=what)


def generate_password(length: int = 14) -> Password:
    """Draw a password that can be read from a mail without mistakes."""
    if not _SHORTEST_GENERATED <= length <= LONGEST:
        raise ValueError("a generated password has 12 to 128 characters")
    while True:
        characters = "".join(secrets.choice(_UNAMBIGUOUS) for _ in range(length))
        if _fault(characters) is None and not is_common(characters):
            return Password(characters)


def _fault(characters: str) -> Refusal | None:
    letters = [char for char in characters if char.isalpha()]
    faults = [
        (len(characters) < SHORTEST, Refusal("password-too-short", shortest=SHORTEST)),
        (len(characters) > LONGEST, Refusal("password-too-long", longest=LONGEST)),
        (not characters.isprintable(), Refusal("password-unprintable")),
        (not all(map(_latin_or_cyrillic, letters)), Refusal("password-other-letters")),
        (not letters, Refusal("password-no-letter")),
        (not _DIGIT.search(characters), Refusal("password-no-digit")),
    ]
    return next((refusal for wrong, refusal in faults if wrong), None)


def _latin_or_cyrillic(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN ", "CYRILLIC "))
