"""Reads pictures into named slots: singly, as files, as an album, each replaceable until all is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from account.cabinet import Cabinet
from account.refusals import Refusal
from account.requests import SentFile, Slot
from account.step import Step
from fsm.form import Answered, Button, Drafted, Field, Form, Line
from fsm.readers import unfit
from fsm.replies import File, Press, Reply, Text

# What people write under a picture, or name its file, when they mean a slot.
HINTS = ((Slot.SELFIE, ("селфи", "selfie")), (Slot.LAST_PAGE, ("последн", "last")), (Slot.SCAN, ("скан", "scan")))
EMPTY: dict[str, Any] = {"files": {}, "next": None, "doubtful": {}}


class slots:  # noqa: N801 - reads as a word of the vocabulary, as choice
    """The draft: ``files`` by slot, ``next`` the slot chosen for the next file, ``doubtful`` by slot."""

    def wanted(self, form: Form) -> list[str]:
        """The slots that this conversation asks for."""
        return str(form.place.notes["wanted"]).split(",")

    async def read(self, form: Form, asked: Field, reply: Reply, cabinet: Cabinet, step: Step) -> Answered | Drafted:
        del step
        draft = EMPTY | form.place.drafts.get(asked.name, {})
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
        looked = await cabinet.verification.look(reply.file)
        doubtful = _without(draft["doubtful"], slot)
        if looked.doubts:
            seen = {"file": asdict(looked.file), "doubts": list(looked.doubts), "album": reply.album}
            return Drafted(draft | {"doubtful": doubtful | {slot: seen}, "next": None})
        return Drafted({"files": draft["files"] | {slot: asdict(looked.file)}, "next": None, "doubtful": doubtful})

    def _slot_for(self, form: Form, draft: dict[str, Any], reply: File) -> str:
        if draft["next"]:
            return str(draft["next"])
        files, doubtful = draft["files"], draft["doubtful"]
        # What comes after a doubtful picture is a better one, unless both are of one album.
        again = [slot for slot, each in doubtful.items() if not reply.album or each["album"] != reply.album]
        free = again + [slot for slot in self.wanted(form) if slot not in files and slot not in doubtful]
        if not free:
            raise Refusal("all-files-there")
        said = f"{reply.caption} {reply.file.name}".casefold()
        hinted = (str(slot) for slot, hints in HINTS if slot in free and any(hint in said for hint in hints))
        return next(hinted, free[0])

    def _pressed(self, form: Form, draft: dict[str, Any], press: Press) -> dict[str, Any]:
        doubtful = draft["doubtful"]
        if press.name == "anyway" and doubtful and press.value == ",".join(doubtful):
            accepted = {slot: each["file"] for slot, each in doubtful.items()}
            return draft | {"files": draft["files"] | accepted, "doubtful": {}}
        if press.name == "choose" and press.value in self.wanted(form):
            return draft | {"next": press.value}
        if press.name == "remove" and press.value in self.wanted(form):
            return draft | {part: _without(draft[part], press.value) for part in ("files", "doubtful")}
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
        draft = EMPTY | form.place.drafts.get(asked.name, {})
        files, doubtful = draft["files"], draft["doubtful"]
        rows: list[list[Button]] = []
        if doubtful:
            rows.append([Button("anyway", ",".join(doubtful), f"{asked.key}.anyway")])
        if all(slot in files for slot in self.wanted(form)):
            rows.append([Button("send", "", f"{asked.key}.send")])
        for slot in self.wanted(form):
            verb = "replace" if slot in files else "choose"
            row = [Button("choose", slot, f"{asked.key}.{verb}-{slot}")]
            if slot in files:
                row.append(Button("remove", slot, f"{asked.key}.remove"))
            rows.append(row)
        return rows


def _without(kept: dict[str, Any], slot: str) -> dict[str, Any]:
    return {name: each for name, each in kept.items() if name != slot}
