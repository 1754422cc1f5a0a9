"""What the walkers of the fault tests say."""

from __future__ import annotations

from collections.abc import Sequence

from tests.conversations.drawn import letter_page
from tests.faults.walker import Act, presses, says, shows

# A conversation's last answer ends with the menu; when the answer is lost in a kill, the menu alone is said again.
OVER = "Вы в личном кабинете"
NAMES = ("Анна", "Ольга", "Вера", "Нина", "Зоя", "Инна", "Алла", "Яна", "Ева", "Рита")


def name(person: int, lap: int) -> str:
    """A full name of this person and lap alone."""
    letters = "".join(chr(ord("а") + int(digit)) for digit in f"{person}")
    return f"Смирнова{letters} {NAMES[lap % 10]} Петровна"


def number(person: int, lap: int) -> str:
    return f"{(person * 31 + lap) % 1_000_000:06}"


def profile(person: int, laps: int = 1) -> list[Act]:
    """Eight steps to a profile, then four a correction of the name."""
    script = [
        says("/profile", "Напишите фамилию"),
        says(name(person, 0), "Напишите день"),
        says("7 марта 1985", "как указано в документе"),
        presses("Женский", "Выберите документ"),
        presses("Паспорт РФ", "Напишите серию"),
        says("45 08", "Напишите номер"),
        says(number(person, 0), "Проверьте данные"),
        presses("Сохранить", OVER),
    ]
    for lap in range(1, laps):
        script += [
            says("/profile", "Проверьте данные"),
            # By a button that the first time had not: a late copy of that question is no answer to this press.
            presses("Изменить ФИО", "Оставить как есть"),
            # By the name itself: a late copy of the summary before it has the same words, and its button the old name.
            says(name(person, lap), f"ФИО: {name(person, lap)}"),
            presses("Сохранить", OVER),
        ]
    return script


def verification(pages: Sequence[bytes] = ()) -> list[Act]:
    """Three pictures, one by one, and off they go."""
    first, second, third = pages or [letter_page(seed) for seed in range(3)]
    return [
        says("/verify", "☐ Скан"),
        shows(first, "☑ Скан"),
        shows(second, "☑ Селфи"),
        shows(third, "☑ Фото"),
        presses("Отправить", OVER),
    ]


def survey() -> list[Act]:
    """The stock bot's six steps."""
    return [
        says("/form", "Вопрос 1"),
        *(says(f"ответ {index}", f"Вопрос {index + 1}") for index in range(1, 5)),
        presses("да", "Вопрос 6"),
        presses("готово", "Итог"),
    ]
