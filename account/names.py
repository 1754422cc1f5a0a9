"""A person's full name in one line: surname, name and, where there is one, patronymic."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from account.refusals import Refusal
from account.typed_text import tidied

LONGEST_NAME = 120
_LONGEST_TYPED = 400

_APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bb\u02bc\u02b9\u2032\u00b4`]")
# A final apostrophe stands for a soft sign in Latin spelling (Igor'), a leading one for a lost vowel ('t Hooft).
_WORD = re.compile(r"'?[^\W\d_]+(?:[-'][^\W\d_]+)*'?")
_HYPHEN_WITH_BLANKS = re.compile(r"\s*-\s*")
# «Son of» and «daughter of» behind a Turkic patronymic are written small.
_PARTICLES = {
    "оглы",
    "оглу",
    "кызы",
    "кизи",
    "гызы",
    "улы",
    "уулу",
    "uly",
    "ogly",
    "oglu",
    "oğlu",
    "qizi",
    "kyzy",
    "qızı",
}


@dataclass(frozen=True, slots=True, repr=False)
class FullName:
    """Surname, name and patronymic as they are shown; the patronymic may have several words or be absent.

    The constructor is for what was stored; what a person typed goes through :meth:`parse`.
    """

    surname: str
    name: str
    patronymic: str | None = None

    def __post_init__(self) -> None:
        words = [self.surname, self.name, *("" if self.patronymic is None else self.patronymic).split(" ")]
        if self.patronymic is None:
            words.pop()
        if not all(map(_WORD.fullmatch, words)) or len(str(self)) > LONGEST_NAME:
            raise ValueError("not a full name")

    @classmethod
    def parse(cls, line: str) -> FullName:
        if len(line) > _LONGEST_TYPED:
            raise Refusal("not-a-name", which="too-long")
        typed = _HYPHEN_WITH_BLANKS.sub("-", _APOSTROPHES.sub("'", tidied(line)))
        words = typed.split(" ")
        if fault := _fault(typed, words):
            raise Refusal("not-a-name", which=fault)
        surname, name, *patronymic = [_capitalised(word) for word in words]
        return cls(surname, name, " ".join(map(_small_particle, patronymic)) or None)

    @property
    def greeting(self) -> str:
        """How the person is addressed."""
        return f"{self.name} {self.patronymic}" if self.patronymic else self.name

    @property
    def short(self) -> str:
        """Surname and initial, where there is little room."""
        return f"{self.surname} {self.name[:1]}."

    @property
    def key(self) -> str:
        """What a policy's holder and an account's owner are compared by: «Фёдоров» and «ФЕДОРОВ» are one."""
        return _compared(str(self))

    @property
    def called(self) -> str:
        """What namesakes have in common, compared likewise: surname and name, for not everybody tells a patronymic."""
        return _compared(f"{self.surname} {self.name}")

    def __str__(self) -> str:
        return f"{self.surname} {self.greeting}"

    def __repr__(self) -> str:
        return "FullName(…)"


def _compared(name: str) -> str:
    return name.casefold().replace("ё", "е")


def _fault(typed: str, words: list[str]) -> str | None:
    alphabets = [{_alphabet(char) for char in word if char not in "-'"} for word in words]
    faults = {
        "empty": not typed,
        "initials": bool(re.fullmatch(r"[^\W\d_]+( ?[^\W\d_]\.){1,2}", typed)),
        "letters": "" in set().union(*alphabets),
        "mixed": any(len(found) > 1 for found in alphabets),
        "hyphens": not all(map(_WORD.fullmatch, words)),
        "one-word": len(words) == 1,
        "too-long": len(typed) > LONGEST_NAME,
    }
    return next((name for name, wrong in faults.items() if wrong), None)


def _alphabet(char: str) -> str:
    """«Cyrillic», «Latin» or, for everything else, nothing."""
    alphabet = unicodedata.name(char, "").partition(" ")[0]
    return alphabet if char.isalpha() and alphabet in {"CYRILLIC", "LATIN"} else ""


def _capitalised(word: str) -> str:
    return "-".join(map(_capitalised_part, word.split("-")))


def _capitalised_part(part: str) -> str:
    """Begin with a capital; what was typed all in capitals goes small, capitals within stay («МакДональд»).

    After an apostrophe a capital follows only behind a single letter: «О'Нил», but «Мар'яна».
    """
    shown = _raised(part)
    if not shown.isupper() or sum(map(str.isalpha, shown)) == 1:
        return shown
    small = _raised("".join(map(_small, shown)))
    return "".join(typed if wanted.isupper() else wanted for typed, wanted in zip(shown, small, strict=True))


def _raised(part: str) -> str:
    head, apostrophe, tail = _first_up(part).partition("'")
    return f"{head}'{_first_up(tail)}" if apostrophe and len(head) == 1 else head + apostrophe + tail


def _first_up(part: str) -> str:
    """Raise the first letter, unless Unicode makes two of it («ß» → «SS») or none («ↄ»)."""
    lead = "'" if part.startswith("'") else ""
    first, rest = part[len(lead) :][:1], part[len(lead) + 1 :]
    raised = first.upper()
    return lead + (raised if len(raised) == 1 and _alphabet(raised) else first) + rest


def _small(char: str) -> str:
    return char.lower()[:1]  # «İ» would become two characters


def _small_particle(word: str) -> str:
    """«Вели оглы» and «Вели-Оглы»: the particle stands small, alone or behind a hyphen."""
    return "-".join(part.lower() if part.lower() in _PARTICLES else part for part in word.split("-"))
