"""«Селфи с паспортом»: three pictures, or only those that were rejected, and off they go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from account.cabinet import Cabinet
from account.requests import SentFile, Slot
from account.step import Step
from fsm.form import Done, Field, Form, Line, Privacy, ask
from fsm.slots import slots


async def submit(form: Verification, files: Mapping[Slot, SentFile], cabinet: Cabinet, step: Step) -> str:
    """The request is made here, so that a refusal leaves every file in its slot."""
    form.place.notes["until"] = await cabinet.verification.submit(step, files)
    return "sent"


class Verification(Form, name="verification", version=1):
    """One question with slots; it is over when the request is on its way to the desk."""

    files: str = ask(slots(), privacy=Privacy.PERSONAL, then=submit)

    async def start(self, cabinet: Cabinet, step: Step) -> None:
        standing = await cabinet.verification.may_begin(step.person)
        self.place.notes["wanted"] = ",".join(standing.wanted)

    def prompt_args(self, asked: Field) -> Mapping[str, str | int]:
        """The list of slots is worded by whoever words the question: it is here as slot → name and size."""
        draft: dict[str, Any] = self.place.drafts.get(asked.name, {})
        wanted = str(self.place.notes["wanted"]).split(",")
        args: dict[str, str | int] = {"next": draft.get("next") or _expected(draft, wanted)}
        for slot in wanted:
            file = draft.get("files", {}).get(slot)
            args[f"name-{slot}"] = file["name"] if file else ""
            args[f"size-{slot}"] = file["size"] if file else 0
            if doubtful := draft.get("doubtful", {}).get(slot):
                args[f"doubts-{slot}"] = ",".join(doubtful["doubts"])
        return args

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        del cabinet, step
        return Done((Line("verification-sent", {"until": self.place.notes["until"]}),))


def _expected(draft: Mapping[str, Any], wanted: list[str]) -> str:
    """Where the next file goes once some are there; nothing while one of them is doubtful: first that is settled."""
    if not draft.get("files") or draft.get("doubtful"):
        return ""
    return next((slot for slot in wanted if slot not in draft["files"]), "")
