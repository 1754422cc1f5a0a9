"""What a broadcast looks like to admins: its state with a bar and figures, and the buttons that fit it."""

from __future__ import annotations

from typing import Final

from aiogram.types import InlineKeyboardMarkup

from account.broadcasts.records import Broadcast, BroadcastState, Counts, Deed
from account.broadcasts.second_runs import OVER, Overview
from fsm.pieces import excerpt
from handlers.words import Words, inline

BLOCKS: Final = 20
RUNS_SHOWN: Final = 8
NARROW: Final = "\u00a0"  # between thousands
_BEFORE: Final = {
    BroadcastState.SCHEDULED: [("cancel", "stop")],
    BroadcastState.RUNNING: [("pause", "pause"), ("stop", "stop")],
    BroadcastState.PAUSED: [("resume", "resume"), ("stop", "stop")],
}

_BEFORE_OF_RUN: Final = {BroadcastState.SCHEDULED: [("stop", "stop")]}
HOUR = 60  # minutes


def card_text(words: Words, seen: Overview, rate: float | None = None, *, who: bool = False) -> str:
    """``rate`` in recipients a second, None where it is not known; ``who``: the admin who began it is named, too."""
    one = seen.one
    head = [
        words.say("broadcasts-head", {"deed": str(one.deed), "broadcast": str(one.id), "of": str(one.of or one.id)})
    ]
    if one.deed is Deed.SEND:
        whom, language = str(one.audience.whom), one.audience.language or "any"
        head.append(words.say("broadcasts-audience", {"kind": str(one.kind), "whom": whom, "language": language}))
    head += excerpt_line(words, seen)
    if who:
        head.append(words.say("broadcasts-who", {"who": str(one.who)}))
    parts = ["\n".join(head), "\n".join(_standing(words, one, rate))]
    runs = [line for each in seen.runs[-RUNS_SHOWN:] for line in _run_lines(words, each)]
    unsure = [words.say("broadcasts-unsure", {"number": seen.unsure})] if Deed.RESEND in seen.deeds else []
    changes = [each.deed for each in (one, *seen.runs) if each.deed in (Deed.EDIT, Deed.DELETE)]
    untraced = untraced_line(words, seen, changes[-1]) if changes else []
    return "\n\n".join(part for part in [*parts, "\n".join(runs), *unsure, *untraced] if part)


def card_keyboard(words: Words, seen: Overview, *, live: bool) -> InlineKeyboardMarkup:
    """``live``: it is the message that the bot keeps up to date by itself; others have «Обновить» and the way back."""
    one = seen.one
    rows = [[(words.plain(f"broadcasts-{word}"), f"k:{act}:{one.id}") for word, act in _BEFORE.get(one.state, [])]]
    args = {"number": grouped(seen.unsure)}
    if seen.busy is not None:  # steered from here, too: only its own admin has its message
        ways = (_BEFORE | _BEFORE_OF_RUN)[seen.busy.state]
        rows.append([(words.plain(f"broadcasts-{word}"), f"k:{act}:{seen.busy.id}:{one.id}") for word, act in ways])
    rows += [[(words.plain(f"broadcasts-{deed}", args), f"k:{deed}:{one.id}")] for deed in seen.deeds]
    if not live and seen.content is not None:
        rows.append([(words.plain("broadcasts-content"), f"k:content:{one.id}")])
    if not live or one.state in OVER:
        rows.append([(words.plain("broadcasts-refresh"), f"k:show:{one.id}")])
    if one.of is not None:
        rows.append([(words.plain("broadcasts-open", {"broadcast": str(one.of)}), f"k:show:{one.of}")])
    if not live:
        rows.append([(words.plain("broadcasts-back"), "k:list")])
    return inline(row for row in rows if row)


def excerpt_line(words: Words, seen: Overview) -> list[str]:
    """What it says, in its first words; nothing where that is forgotten."""
    return [] if seen.content is None else [words.line(excerpt(seen.content.pieces))]


def untraced_line(words: Words, seen: Overview, deed: Deed) -> list[str]:
    """That a change or a deletion may leave copies behind, where that is so."""
    if not seen.untraced or deed not in (Deed.EDIT, Deed.DELETE):
        return []
    return [words.say("broadcasts-untraced", {"number": seen.untraced, "deed": str(deed)})]


def _run_lines(words: Words, one: Broadcast) -> list[str]:
    """About a second run; with a bar while it goes."""
    about: dict[str, str | int] = {"deed": str(one.deed), "since": when(one), "state": str(one.state)}
    bar = [_bar(words, one)] if one.state not in OVER and one.started_at is not None else []
    return [words.say("broadcasts-run", about | figures_of(one)), *bar]


def percent(one: Broadcast) -> int:
    """A hundred only when it is done: late recipients may exceed those counted at the start."""
    if one.state is BroadcastState.DONE:
        return 100
    return min(99, one.counts.over * 100 // one.total) if one.total else 0


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", NARROW)


def _standing(words: Words, one: Broadcast, rate: float | None) -> list[str]:
    if one.started_at is None:
        return [words.say("broadcasts-unbegun", {"state": str(one.state), "since": when(one)})]
    lines = [
        words.say("broadcasts-state", {"state": str(one.state), "since": when(one)}),
        _bar(words, one),
        words.say("broadcasts-figures", {"deed": str(one.deed), **figures_of(one)}),
    ]
    if one.state is BroadcastState.RUNNING and rate is not None:
        lines.append(_pace(words, one, rate))
    return lines


def _bar(words: Words, one: Broadcast) -> str:
    done = percent(one)
    full = done * BLOCKS // 100
    return words.say("broadcasts-bar", {"bar": "█" * full + "░" * (BLOCKS - full), "percent": str(done)})


def _pace(words: Words, one: Broadcast, rate: float) -> str:
    shown = f"{rate:.1f}" if 0 < rate < 10 else f"{rate:.0f}"  # noqa: PLR2004 - below ten the tenths tell something
    shown = shown.replace(".", ",") if words.language == "ru" else shown
    left = max(one.total - one.counts.over, 0)
    minutes = round(left / rate / 60) if rate else 0
    if not rate or not left:
        return words.say("broadcasts-rate", {"rate": shown})
    if not minutes:
        return words.say("broadcasts-rate-soon", {"rate": shown})
    hours = {"hours": str(minutes // 60), "minutes": str(minutes % 60)}
    time = words.say("span-hours-minutes", hours) if minutes >= HOUR else words.say("span-minutes", hours)
    return words.say("broadcasts-rate-left", {"rate": shown, "time": time})


def figures_of(one: Broadcast, counts: Counts | None = None) -> dict[str, str | int]:
    """``counts`` where they are others than its own."""
    counts = counts or one.counts
    figures = {
        "sent": counts.sent,
        "blocked": counts.blocked,
        "failed": counts.failed,
        "unknown": counts.unknown,
        "total": max(one.total, counts.over),
    }
    return {name: grouped(number) for name, number in figures.items()}


def when(one: Broadcast) -> int:
    """When it ended, else began, else will begin."""
    return int((one.finished_at or one.started_at or one.starts_at).timestamp())
