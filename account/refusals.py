"""How a rule says no: by a name that the texts know, with the few figures that the sentence needs."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - it is an answer to a person, not an error
    """A rule said no.

    ``name`` is the key of the sentence (kebab-case), ``args`` are the figures in it: numbers, times, names of rules;
    never anything personal or secret, for a refusal may be logged and kept. ``back`` names the field that has to
    be asked again when it is not the present one.
    """

    def __init__(self, name: str, *, back: str | None = None, **args: str | int) -> None:
        super().__init__(name)
        self.name = name
        self.back = back
        self.args_of_text = args

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refusal) and (self.name, self.back, self.args_of_text) == (
            other.name,
            other.back,
            other.args_of_text,
        )

    def __hash__(self) -> int:
        return hash((self.name, self.back, tuple(sorted(self.args_of_text))))
