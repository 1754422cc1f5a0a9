"""A conversation's states and arrows, as plain data to draw."""

from __future__ import annotations

from functools import cache
from typing import Any

from fsm.diagram import END, edges
from fsm.form import Form, Privacy
from fsm.forms import FORMS


@cache
def drawing(name: str) -> dict[str, Any] | None:
    """The form's name, its states in the order of asking and its arrows; None for a form that is no more."""
    form = next((each for each in FORMS if each.name == name), None)
    return None if form is None else _drawn(form)


def _drawn(form: type[Form]) -> dict[str, Any]:
    states = [{"name": each.name, "secret": each.privacy is Privacy.SECRET} for each in form.fields.values()]
    arrows = [{"from": start, "to": end, "label": label} for (start, end), label in edges(form)]
    return {"name": form.name, "states": states, "edges": arrows, "end": END}
