"""By what policies are found without being read: keyed fingerprints of number, holder and document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from account.birth_dates import BirthDate
from account.documents import IdentityDocument
from account.names import FullName
from account.policies.entries import Entry
from account.policies.records import Holder

NUMBER: Final = "policies.number"
HOLDER: Final = "policies.holder"
DOCUMENT: Final = "policies.document"
DIGEST: Final = "policies.digest"


def person_of(holder: Holder) -> str:
    """Name and birth date, as two spellings of one person have them in common."""
    return f"{holder.name.key}|{holder.born}"


def document_of(holder: Holder) -> str:
    document = holder.document
    return f"{person_of(holder)}|{document.type}|{document.series}|{document.number}"


def details_of(entry: Entry) -> dict[str, str | list[str | None]]:
    """What is kept sealed beside the number."""
    name, document = entry.holder.name, entry.holder.document
    return {
        "product": entry.product,
        "insured": entry.insured,
        "name": [name.surname, name.name, name.patronymic],
        "born": str(entry.holder.born),
        "document": [document.type, document.series, document.number],
    }


def holder_in(details: Mapping[str, Any]) -> Holder:
    """Whose it is, as ``details_of`` kept it."""
    document = IdentityDocument(*details["document"])
    return Holder(FullName(*details["name"]), BirthDate.load(details["born"]), document)


def contents_of(entry: Entry) -> str:
    """All that a later line of the same number may change, as one text."""
    open_ones = [entry.number, entry.state, str(entry.starts), str(entry.ends)]
    return json.dumps([open_ones, details_of(entry)], ensure_ascii=False)
