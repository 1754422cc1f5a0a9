"""Reads pictures into named slots: singly, as files, as an album, each replaceable until all is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from account.cabinet import Cabinet
from account.records import SentFile, Slot
from account.refusals import Refusal
from account.step import Step
from fsm.form import Answered, Button, Drafted, Field, Form, Line
from fsm.readers import unfit
from fsm.replies import File, Press, Reply, Text

# What people write under a picture, or name its file, when they mean a slot.
HINTS = ((Slot.SELFIE, ("селфи", "selfie")), (Slot.LAST_PAGE, ("последн", "last")), (Slot.SCAN, ("скан", "scan")))


class slots:  # noqa: N801 - reads as a word of the vocabulary, as choice
    """The draft: ``files`` by slot, ``next`` the slot chosen for the next file, ``doubtful`` one to look at twice."""

    def wanted(self, form: Form) -> list[str]:
        """The slots that this conversation asks for."""
        return str(form.place.notes["wanted"]).split(",")

    async def read(self, form: Form, asked: Field, reply: Reply, cabinet: Cabinet, step: Step) -> Answered | Drafted:
        del step
        draft = {"files": {}, "next": None, "doubtful": None} | form.place.drafts.get(asked.name, {})
        match reply:
            case File():
                return await self._file(form, draft, reply, cabinet)
            case Press(name="send"):
                return self._send(form, draft)
            case Press():
                return Drafted(self._pressed(form, draft, reply))
            case Text():
                raise Refusal("send-picture")
            case _:
                raise unfit(reply)

    async def _file(self, form: Form, draft: dict[str, Any], reply: File, cabinet: Cabinet) -> Drafted:
        slot = self._slot_for(form, draft, reply)
        doubts = list(await cabinet.verification.look(reply.file))
        if doubts:
            doubtful = {"slot": slot, "file": asdict(reply.file), "doubts": doubts}
            return Drafted(draft | {"doubtful": doubtful, "next": slot})
        return Drafted(draft | {"files": draft["files"] | {slot: asdict(reply.file)}, "next": None, "doubtful": None})

    def _slot_for(self, form: Form, draft: dict[str, Any], reply: File) -> str:
        if draft["next"]:
            return str(draft["next"])
        wanted = self.wanted(form)
        said = f"{reply.caption} {reply.file.name}".casefold()
        for slot, hints in HINTS:
            if slot in wanted and slot not in draft["files"] and any(hint in said for hint in hints):
                return str(slot)
        free = [slot for slot in wanted if slot not in draft["files"]]
        if not free:
            raise Refusal("all-files-there")
        return free[0]

    def _pressed(self, form: Form, draft: dict[str, Any], press: Press) -> dict[str, Any]:
        doubtful = draft["doubtful"]
        if press.name == "anyway" and doubtful and press.value == doubtful["slot"]:
            files = draft["files"] | {doubtful["slot"]: doubtful["file"]}
            return draft | {"files": files, "doubtful": None, "next": None}
        if press.name in {"choose", "remove"} and press.value in self.wanted(form):
            if press.name == "choose":
                return draft | {"next": press.value, "doubtful": None}
            return draft | {"files": {slot: file for slot, file in draft["files"].items() if slot != press.value}}
        raise unfit(press)

    def _send(self, form: Form, draft: dict[str, Any]) -> Answered:
        if any(slot not in draft["files"] for slot in self.wanted(form)):
            raise Refusal("file-missing")
        return Answered({Slot(slot): SentFile(**file) for slot, file in draft["files"].items()})

    def load(self, kept: str) -> Any:
        return kept

    def show(self, asked: Field, kept: str) -> str | Line:
        del asked
        return kept

    def buttons(self, form: Form, asked: Field) -> Sequence[Sequence[Button]]:
        draft = form.place.drafts.get(asked.name, {})
        files, doubtful = draft.get("files", {}), draft.get("doubtful")
        rows: list[list[Button]] = []
        if doubtful:
            rows.append([Button("anyway", doubtful["slot"], f"{asked.key}.anyway")])
        if all(slot in files for slot in self.wanted(form)):
            rows.append([Button("send", "", f"{asked.key}.send")])
        for slot in self.wanted(form):
            verb = "replace" if slot in files else "choose"
            row = [Button("choose", slot, f"{asked.key}.{verb}-{slot}")]
            if slot in files:
                row.append(Button("remove", slot, f"{asked.key}.remove"))
            rows.append(row)
        return rows
