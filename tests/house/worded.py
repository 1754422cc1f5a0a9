"""Says any text in every shape it can take, for tests that look at all of them."""

from __future__ import annotations

from tests.house.fluent_words import needs, shapes
from tests.house.questions import LATER, PRODUCT, Heard
from texts import LANGUAGES
from texts.reader import TIMES

TEXTS = Heard()
NEEDS = {language: needs(language) for language in LANGUAGES}
FIGURES = {"left", "seconds", "minutes", "youngest", "oldest", "shortest", "longest", "pixels", "megabytes", "pages"}


def worded(language: str, key: str, typed: str = "<b>«A» & B", *, html: bool = True) -> list[str]:
    """The text in every shape it can take, with ``typed`` for what is no figure."""
    each = NEEDS[language][key]
    sample: dict[str, str | int] = {
        name: LATER if name in TIMES else 7 if name in FIGURES else typed for name in each.args
    }
    return [TEXTS.say(language, key, shape, html=html) for shape in shapes(each, {**sample, **PRODUCT})]
