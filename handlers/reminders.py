"""«Напоминания»: what the bot reminds of, and the switches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiogram.types import Message

from account.reminders import Reminder, ReminderService
from handlers.page import Act
from handlers.talk import Talk
from handlers.visit import Visit

WAY_HERE = ("button-reminders", "u:menu")  # for pages that lead here
# By whether the person is reminded now: what its button does, which is the other thing.
SWITCHES = {
    Reminder.REGISTRATION: {
        True: ("button-registration-reminders-off", "u:off:registration"),
        False: ("button-registration-reminders-on", "u:on:registration"),
    },
    Reminder.POLICIES: {
        True: ("button-policy-reminders-off", "u:off:policies"),
        False: ("button-policy-reminders-on", "u:on:policies"),
    },
}


class Reminders:
    """Shows how the switches stand; a reminder's own button comes here, too, so that it can be taken back at once."""

    kind = "u"

    def __init__(self, reminders: ReminderService, talk: Talk) -> None:
        self._reminders = reminders
        self._talk = talk

    def commands(self) -> Mapping[str, Act]:
        return {}

    async def pressed(self, visit: Visit, rest: Sequence[str]) -> bool:
        match rest:
            case ["menu"]:
                self._show(visit, await self._reminders.switches(visit.step.person))
            case ["on" | "off" as way, what] if what in list(Reminder):
                stand = await self._reminders.switch(visit.step, Reminder(what), on=way == "on")
                done = visit.words.say("reminders-switched-on" if way == "on" else "reminders-switched-off")
                self._show(visit, stand, [done])
            case _:
                return False
        return True

    async def takes(self, visit: Visit, message: Message) -> bool:
        del visit, message
        return False

    def _show(self, visit: Visit, stand: Mapping[Reminder, bool], lines: Sequence[str] = ()) -> None:
        within = self._talk.present_place(visit) is not None
        away = ("button-continue", "i:keep") if within else ("menu-menu", "m:menu")
        rows = [*([SWITCHES[what][on]] for what, on in stand.items()), [away]]
        states: dict[str, str | int] = {str(what): "on" if on else "off" for what, on in stand.items()}
        text = visit.words.say("reminders", states)
        visit.show("\n\n".join([*lines, text]), visit.words.choices(rows))
