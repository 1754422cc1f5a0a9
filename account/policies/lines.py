"""One line of an insurer's table: a policy with its holder, or the column that is wrong and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from account.birth_dates import BirthDate
from account.documents import DocumentType, IdentityDocument
from account.names import FullName
from account.policies.columns import DOCUMENTS, STATES, plain
from account.policies.entries import Entry
from account.policies.records import Holder, PolicyState
from account.refusals import Refusal
from account.typed_text import one_line

LONGEST: Final = {"number": 64, "product": 200, "insured": 500}
FIRST_YEAR, LAST_YEAR = 1990, 2199
_MIDNIGHT: Final = r"(?:[ T]0?0:00(?::00)?)?"
_DATES: Final = (
    re.compile(rf"(?P<day>[0-9]{{1,2}})[./](?P<month>[0-9]{{1,2}})[./](?P<year>[0-9]{{4}}){_MIDNIGHT}"),
    re.compile(rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}}){_MIDNIGHT}"),
)
_DATE_LONGEST: Final = 30
_TIME: Final = re.compile(rf"(?<=[0-9]){_MIDNIGHT}$")
_EXPONENT: Final = re.compile(r"[0-9](?:[.,][0-9]+E\+?|E\+)[0-9]+", re.IGNORECASE)
_DECIMAL: Final = re.compile(r"[0-9]+[.,]0+")
# How spreadsheets are kept from reading a number out of a text: ="0408", and '0408.
_FORMULA: Final = re.compile(r'="(.*)"', re.DOTALL)
# What the rules for a person's typing call it, and what it is called of a line.
_REASONS: Final = {"birth-date-future": "future", "birth-date-age": "age", "format": "not-a-date"}


class WrongCellError(Exception):
    """A cell that cannot be taken: its column and the reason; never what stands in it."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(column, reason)
        self.column = column
        self.reason = reason


def read_line(cells: Mapping[str, str], today: date) -> Entry:
    """Read the cells by column; raises :class:`WrongCellError` for the first that is wrong."""
    cells = {column: _unwrapped(column, cell) for column, cell in cells.items()}
    starts, ends = _date("start", cells["start"]), _date("end", cells["end"])
    if ends < starts:
        raise WrongCellError("end", "before-start")
    return Entry(
        number=_number(cells["number"]),
        product=_text("product", cells["product"]),
        starts=starts,
        ends=ends,
        state=_state(cells["status"]),
        insured=_text("insured", cells["insured"]),
        holder=Holder(_name(cells["name"]), _born(cells["birth-date"], today), _document(cells)),
    )


def _unwrapped(column: str, cell: str) -> str:
    formula = _FORMULA.fullmatch(cell.strip())
    text = formula[1] if formula else cell
    leads = column != "name" and text.count("'") == 1  # a name may begin with one, and «'Заря'» is in quotes
    return text.strip().removeprefix("'") if leads else text


def _text(column: str, cell: str) -> str:
    text = one_line(cell)
    if len(text) > LONGEST[column]:
        raise WrongCellError(column, "too-long")
    return _filled(column, text)


def _filled(column: str, text: str) -> str:
    if not text:
        raise WrongCellError(column, "empty")
    return text


def _number(cell: str) -> str:
    number = _text("number", cell)
    _refuse_exponent("number", number)
    return number


def _refuse_exponent(column: str, text: str) -> None:
    """A long number as a spreadsheet spoils it: the digits are lost."""
    if _EXPONENT.fullmatch(text):
        raise WrongCellError(column, "exponent")


def _of_document(column: str, cell: str) -> str:
    """The cell, but for what was a number on its way: points are forgiven, and «123456.0» would get a digit more."""
    text = cell.strip()
    _refuse_exponent(column, text)
    if _DECIMAL.fullmatch(text):
        raise WrongCellError(column, "decimal")
    return text


def _date(column: str, cell: str) -> date:
    text = _filled(column, cell.strip())
    found = next(filter(None, (form.fullmatch(text) for form in _DATES)), None) if len(text) <= _DATE_LONGEST else None
    if found is None:
        raise WrongCellError(column, "not-a-date")
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WrongCellError(column, "no-such-day")
    try:
        return date(year, month, day)
    except ValueError:
        pass  # its text would tell the date
    raise WrongCellError(column, "no-such-day")


def _state(cell: str) -> PolicyState:
    state = STATES.get(plain(_filled("status", cell.strip())))
    if state is None:
        raise WrongCellError("status", "unknown-value")
    return state


def _name(cell: str) -> FullName:
    try:
        return FullName.parse(cell)
    except Refusal as refusal:
        fault = str(refusal.args_of_text["which"])
    raise WrongCellError("name", fault if fault in {"empty", "too-long"} else f"name-{fault}")


def _born(cell: str, today: date) -> BirthDate:
    text = _filled("birth-date", cell.strip())
    try:
        return BirthDate.parse(_TIME.sub("", text) if len(text) <= _DATE_LONGEST else text, today)
    except Refusal as refusal:
        fault = str(refusal.args_of_text.get("which", refusal.name))
    raise WrongCellError("birth-date", _REASONS.get(fault, fault))


def _document(cells: Mapping[str, str]) -> IdentityDocument:
    kind = DOCUMENTS.get(plain(_filled("document-type", cells["document-type"].strip())))
    if kind is None:
        raise WrongCellError("document-type", "unknown-value")
    return IdentityDocument(kind.key, _series(kind, cells["series"]), _document_number(kind, cells["document-number"]))


def _series(kind: DocumentType, cell: str) -> str:
    try:
        return kind.parse_series(_of_document("series", cell))
    except Refusal:
        pass
    raise WrongCellError("series", "not-a-series" if cell.strip() else "empty")


def _document_number(kind: DocumentType, cell: str) -> str:
    try:
        return kind.parse_number(_filled("document-number", _of_document("document-number", cell)))
    except Refusal:
        pass
    raise WrongCellError("document-number", "not-a-number")
