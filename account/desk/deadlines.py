"""The clocks that a request sets going: reminders to the desk, and the promise to the customer (spec §2)."""

from __future__ import annotations

from datetime import datetime, timedelta

from account.records import Parcel
from account.requests import Request

HOUR = timedelta(hours=1)
FINE = timedelta(minutes=10)
FINE_BELOW = 2 * HOUR


def in_steps(span: timedelta) -> timedelta:
    """As exactly as a person wants to know it: whole hours, ten minutes below two hours; never more than there is."""
    step = HOUR if span >= FINE_BELOW else FINE
    return span - span % step


def tick_parcel(request: Request, at: datetime) -> Parcel | None:
    """The next time at which the card's «time left» reads differently; None where nobody waits.

    Its key is that moment's, so that of any number of redraws and restarts one tick comes.
    """
    if not request.waits:
        return None
    due_at = _next_change(request.answer_by, at)
    key = f"tick:{request.id}:{int(due_at.timestamp())}"
    return Parcel(key, "redraw", None, {"request": request.id}, due_at)


def _next_change(until: datetime, at: datetime) -> datetime:
    """A second after the time left, or the time over, has passed a whole step."""
    passed = timedelta(seconds=1)
    if at >= until:
        late = at - until
        step = HOUR if late >= FINE_BELOW else FINE
        return until + (late // step + 1) * step + passed
    left = until - at
    step = HOUR if left > FINE_BELOW else FINE
    return until - (-(-left // step) - 1) * step + passed


def deadline_parcels(request: Request, at: datetime, remind_before: timedelta) -> list[Parcel]:
    """What wakes by itself until the promised time, and then; each finds nothing to do when the request is decided.

    The desk is reminded at half the time and ``remind_before`` the end, where that is later than half.
    """
    half, soon = at + (request.answer_by - at) / 2, request.answer_by - remind_before
    moments = {"half": half} | ({"soon": soon} if soon > half else {})
    reminders = [reminder_parcel(request, what, due_at) for what, due_at in moments.items()]
    return [*reminders, _overdue_parcel(request)]


def reminder_parcel(request: Request, what: str, due_at: datetime) -> Parcel:
    """A word to the desk about this promise. It must not be lost: after a crash in the middle it may come twice."""
    until = int(request.answer_by.timestamp())
    payload: dict[str, str | int] = {"request": request.id, "what": what, "until": until}
    return Parcel(f"remind:{request.id}:{what}:{until}", "remind", None, payload, due_at)


def _overdue_parcel(request: Request) -> Parcel:
    key = f"overdue:{request.id}:{int(request.answer_by.timestamp())}"
    return Parcel(key, "overdue", None, {"request": request.id}, request.answer_by)
