"""The script of the guided tour is sound: it says everything in both languages and asks for nothing unknown."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.tour import tour
from playground.specimens import SPECIMENS
from tests.browser.pictures import IN_THE_HAND_AT, SHOTS
from texts import LANGUAGES, TextsError, beginning

PARTS: list[dict[str, Any]] = tour()["parts"]
STEPS = [step for part in PARTS for step in part["steps"]]
FIELDS = {"who", "says", "presses", "takes", "sends", "replies", "waits", "hears", "again", "caption", "picture"}
DEEDS = {"says", "presses", "takes", "sends", "waits"}


def test_a_step_has_known_fields_and_one_deed_at_most() -> None:
    for step in STEPS:
        assert set(step) <= FIELDS
        assert len(DEEDS & set(step)) == 1 or "hears" in step


def test_everything_is_said_in_both_languages() -> None:
    told = [part[field] for part in PARTS for field in ("title", "about")]
    told += [step[field] for step in STEPS for field in ("caption", "says") if isinstance(step.get(field), dict)]
    told += [{language: one[language] for language in LANGUAGES} for each in tour()["people"].values() for one in each]
    assert all(set(each) == set(LANGUAGES) and all(each.values()) for each in told)


def test_people_parts_and_specimens_that_are_named_are_there() -> None:
    assert {part["customer"] for part in PARTS} <= set(tour()["people"])
    assert {part["needs"] for part in PARTS if "needs" in part} <= {part.get("gives") for part in PARTS}
    assert {step["sends"] for step in STEPS if "sends" in step} <= set(SPECIMENS)
    assert {step.get("who", "customer") for step in STEPS} <= {"customer", "staff", "admin"}
    assert {step["takes"] for step in STEPS if "takes" in step} <= {"mail", "sms", "password"}


def test_each_picture_of_the_script_is_taken() -> None:
    assert {step["picture"] for step in STEPS if "picture" in step} == {*SHOTS, IN_THE_HAND_AT}


def test_a_text_is_known_by_its_beginning_and_whether_more_follows() -> None:
    assert beginning("ru", "registration-consents.register") == ("ЗАРЕГИСТРИРОВАТЬСЯ", True)
    assert beginning("ru", "broadcast-whom.registered") == ("С личным кабинетом:", False)
    assert beginning("ru", "registration-email") == ("E-MAIL", False)
    for key in ("no-such-text", "as-typed"):
        with pytest.raises(TextsError, match=re.escape(f"«{key}»")):
            beginning("en", key)
