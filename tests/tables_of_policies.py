"""Tables of invented policies, as an insurer would send them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

HEADER = "номер;продукт;начало;окончание;статус;объект;ФИО;дата рождения;тип документа;серия;номер документа"
ENGLISH = "number;product;start;end;status;insured;name;birth-date;document-type;series;document-number"
CELLS = {
    "number": "A-1",
    "product": "ОСАГО",
    "start": "01.01.2026",
    "end": "31.12.2026",
    "status": "Действует",
    "insured": "Лада Веста",
    "name": "Птицына Анна Петровна",
    "birth-date": "07.03.1985",
    "document-type": "Паспорт РФ",
    "series": "4509",
    "document-number": "908172",
}
_SURNAMES = ("Птицын", "Синицын", "Воробьёв", "Дроздов", "Скворцов", "Журавлёв", "Соколов", "Голубев", "Галкин")
_NAMES = ("Иван", "Пётр", "Семён", "Фёдор", "Илья", "Лев", "Ян")


def line(**cells: str) -> str:
    """One line; cells by the column's name with «_» for «-»."""
    given = {name.replace("_", "-"): cell for name, cell in cells.items()}
    assert given.keys() <= CELLS.keys()
    return ";".join((CELLS | given).values())


def table(*lines: str, header: str = HEADER, end: str = "\r\n") -> str:
    return end.join([header, *lines, ""])


def many(count: int, product: str = "ОСАГО") -> Iterable[str]:
    """So many lines of policies of different people."""
    for number in range(count):
        yield line(
            number=f"N{number:07}",
            product=product,
            insured=f"Автомобиль {number}",
            name=f"{_SURNAMES[number % 9]} {_NAMES[number % 7]} {_NAMES[number // 7 % 7]}ович",
            birth_date=f"{number % 28 + 1:02}.{number % 12 + 1:02}.{1950 + number % 50}",
            document_number=f"{number % 1_000_000:06}",
        )


def write(file: Path, count: int, product: str = "ОСАГО") -> Path:
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(HEADER + "\r\n")
        out.writelines(f"{each}\r\n" for each in many(count, product))
    return file
