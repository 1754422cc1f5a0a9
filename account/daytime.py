"""When somebody may be reminded: in the daytime, and of what the desk may be asked about in its hours."""

from __future__ import annotations

from typing import Final

from account.working_hours import WorkingHours

DAYTIME: Final = WorkingHours.parse("mon-sun 10:00-20:00")
AROUND_THE_CLOCK: Final = WorkingHours.parse("24/7")
OFFICE: Final = WorkingHours.parse("mon-fri 10:00-18:00")


def reminding_hours(desk: WorkingHours) -> WorkingHours:
    """The desk's own hours; those of an office where somebody is always there, for nobody wants a word at night."""
    return OFFICE if desk == AROUND_THE_CLOCK else desk
