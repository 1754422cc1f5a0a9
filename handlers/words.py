"""Words a question, a menu and their keyboards in a person's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from account.requests import Slot
from fsm.engine import Question
from fsm.form import Button, Line
from texts import Texts

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


class Words:
    """One person's language over the texts."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts = texts
        self.language = language

    def of(self, language: str) -> Words:
        """The same texts in another language."""
        return Words(self._texts, language)

    def say(self, key: str, args: Mapping[str, str | int] | None = None) -> str:
        return self._texts.say(self.language, key, args)

    def plain(self, key: str, args: Mapping[str, str | int] | None = None) -> str:
        """For buttons and toasts, where HTML is only characters."""
        return self._texts.say(self.language, key, args, html=False)

    def knows(self, key: str) -> bool:
        return self._texts.has(self.language, key)

    def line(self, line: Line) -> str:
        """A line, in the words of its variant where there are some («refusal-not-an-email.no-at»)."""
        variant = f"{line.key}.{line.args.get('which', '')}"
        return self.say(variant if self.knows(variant) else line.key, line.args)

    def question(self, question: Question, lines: Iterable[str] = ()) -> str:
        """What came before, the progress, the answers so far, and what is asked now."""
        progress = {"number": str(question.number), "of": str(question.of)}
        head = f"<b>{self.say(f'form-{question.form}')}</b>"
        if question.of > 1:
            head += f" · {self.say('progress', progress)}"
        given = "\n".join(f"{self.say(f'{key}.given')}: {self._shown(shown)}" for key, shown in question.given)
        prompt = self.say(question.key, question.args)
        parts = [*lines, head, given, prompt, *self._slots(question)]
        return "\n\n".join(part for part in parts if part)

    def keyboard(self, question: Question) -> InlineKeyboardMarkup | ReplyKeyboardMarkup:
        if question.keyboard == "share-phone":
            share = KeyboardButton(text=self.plain(f"{question.key}.share"), request_contact=True)
            rows = [[KeyboardButton(text=self.label(button)) for button in row] for row in question.buttons]
            return ReplyKeyboardMarkup(keyboard=[[share], *rows], resize_keyboard=True, one_time_keyboard=True)
        tag = f"q:{question.talk}:{question.field}"
        return inline(
            [(self.label(button), f"{tag}:{button.name}:{button.value}") for button in row] for row in question.buttons
        )

    def label(self, button: Button) -> str:
        return self.plain(button.label, button.args)

    def pressed(self, question: Question, typed: str) -> Button | None:
        """The button whose label somebody typed instead of pressing it."""
        wanted = _bare(typed)
        buttons = (button for row in question.buttons for button in row)
        return next((button for button in buttons if _bare(self.label(button)) == wanted), None)

    def choices(self, rows: Iterable[Sequence[tuple[str, str]]]) -> InlineKeyboardMarkup:
        """Inline buttons from (text key, callback data)."""
        return inline([(self.plain(key), data) for key, data in row] for row in rows)

    def size(self, size: int) -> str:
        return self.plain("megabytes", {"size": f"{max(size / 1_048_576, 0.1):.1f}"})

    def _shown(self, shown: str | Line) -> str:
        return self.line(shown) if isinstance(shown, Line) else self.say("as-typed", {"text": shown})

    def _slots(self, question: Question) -> list[str]:
        """The pictures' list, where the question has one."""
        args, rows, doubts = question.args, [], []
        for slot in Slot:
            if f"name-{slot}" not in args:
                continue
            name, size = str(args[f"name-{slot}"]), int(args[f"size-{slot}"])
            slot_name = self.say(f"slot-{slot}")
            if name:
                rows.append(self.say("slot-filled", {"slot": slot_name, "name": name, "size": self.size(size)}))
            else:
                rows.append(self.say("slot-empty", {"slot": slot_name}))
            if doubted := str(args.get(f"doubts-{slot}", "")):
                reasons = ", ".join(self.say(f"doubt-{doubt}") for doubt in doubted.split(","))
                doubts.append(self.say("doubtful", {"slot": slot_name, "reasons": reasons}))
        parts = ["\n".join(rows), *doubts]
        if slot_asked := str(args.get("next", "")):
            parts.append(self.say("slot-next", {"slot": self.say(f"slot-{slot_asked}")}))
        return parts


def inline(rows: Iterable[Iterable[tuple[str, str]]]) -> InlineKeyboardMarkup:
    keyboard = [[InlineKeyboardButton(text=text, callback_data=data) for text, data in row] for row in rows]
    return InlineKeyboardMarkup(inline_keyboard=keyboard)


def _bare(label: str) -> str:
    """A label without its ornaments, as a person would type it."""
    return "".join(char for char in label.casefold() if char.isalnum() or char == " ").strip()
