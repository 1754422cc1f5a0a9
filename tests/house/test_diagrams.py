"""The drawn conversations are those that are declared."""

from __future__ import annotations

from fsm.diagram import PAGE, drawn, page
from fsm.form import Form, Offer, Privacy, ask
from fsm.forms import FORMS
from fsm.readers import choice, summary, text


class Sample(Form, name="sample", version=1):
    kind: str = ask(choice("short", "long"), privacy=Privacy.OPEN)
    more: str = ask(text(str), privacy=Privacy.OPEN, when=lambda form: form.kind == "long")
    check: str = ask(
        summary("send", corrects=("kind",)),
        privacy=Privacy.OPEN,
        offers=[Offer("elsewhere", opens="login"), Offer("back-to-more", goes="more")],
    )


def test_the_pictures_are_current() -> None:
    written = PAGE.read_text("utf-8")
    assert page(written) == written, "draw them anew: .venv/bin/python -m fsm.diagram"


def test_every_question_of_every_conversation_is_drawn() -> None:
    for form in FORMS:
        picture = drawn(form)
        for name in form.fields:
            assert f"--> {name}" in picture, f"{form.name}.{name}"


def test_a_picture_says_what_is_declared() -> None:
    edges = [line.strip() for line in drawn(Sample).splitlines() if "-->" in line]
    assert edges == [
        "[*] --> kind",
        "kind --> check : short",
        "check --> [*]",
        "kind --> more : long",
        "more --> check : long",
        "check --> open_login : elsewhere",
        "check --> more : back-to-more",
        "check --> kind : correct",
    ]
