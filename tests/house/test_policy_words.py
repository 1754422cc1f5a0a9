"""What docs/policies.md says of tables is so, and they may say of documents what customers read."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from account.documents import DOCUMENT_TYPES
from account.policies.columns import COLUMNS, DOCUMENTS, STATES, plain, read_header
from account.policies.tables import Table
from tests.house.worded import TEXTS
from texts import LANGUAGES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", DOCUMENT_TYPES)
def test_a_document_is_known_by_the_words_of_its_button(language: str, key: str) -> None:
    words = TEXTS.say(language, f"profile-document-type.{key}", html=False)
    assert DOCUMENTS[plain(words)].key == key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_column_is_named_in_reports_as_it_may_be_in_a_table(language: str) -> None:
    names = [TEXTS.say(language, f"policy-column-{column}", html=False) for column in COLUMNS]
    assert list(read_header(names).places) == list(COLUMNS)


def test_the_example_is_taken_whole() -> None:
    example = Table(io.BytesIO((DOCS / "policies-example.csv").read_bytes()), date(2026, 11, 27))
    piece = example.piece(100)
    assert (piece.refusals, example.unknown) == ([], ())
    assert len(piece.entries) >= 5


def test_the_paper_names_every_column_and_word() -> None:
    paper = (DOCS / "policies.md").read_text("utf-8").casefold().replace("ё", "е")
    words = [*COLUMNS, *STATES, *DOCUMENT_TYPES]
    assert [word for word in words if word.casefold() not in paper] == []
