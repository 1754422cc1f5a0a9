"""What the page can break: mail, SMS, Telegram, fingers, updates, and what whoever runs the bot lends to it."""

import asyncio
from typing import Any

from aiohttp import web

from playground.guard import guarded
from playground.machine import Machine
from playground.mailbox import Mailbox
from playground.people import Json
from playground.refusal import ImpossibleError
from playground.sms import SmsInbox
from playground.state import State

SLOW = 3.0
REDIS_AWAY = 10.0
STARTING, RUNNING, GONE = "starting", "running", "gone"


class Switches:
    """Each by its name; every page hears of each turn. `process` tells of the bot's, where somebody runs it here."""

    def __init__(self, state: State, mail: Mailbox, sms: SmsInbox, machine: Machine | None) -> None:
        self.double_tap = False
        self.redis_away = REDIS_AWAY
        self.process = None if machine is None else STARTING
        self._state = state
        self._machine = machine
        self._thaw: asyncio.TimerHandle | None = None
        self._lasting: dict[str, tuple[Any, str, bool | float]] = {
            "mail_down": (mail, "down", True),
            "sms_down": (sms, "down", True),
            "slow": (state.faults, "slow_seconds", SLOW),
            "flooding": (state.faults, "flooding", True),
            "double_tap": (self, "double_tap", True),
        }

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.post("/play/switch", guarded(self.switch))]

    async def switch(self, request: web.Request) -> Json:
        order = await request.json()
        return self.turn(str(order["name"]), order.get("on"))

    def card(self) -> Json:
        """Describe them to the page: what is on, what can be done at once, how the bot's process is."""
        lasting = {name: bool(getattr(owner, field)) for name, (owner, field, _) in self._lasting.items()}
        if self._machine is None:
            return {"on": lasting, "deeds": ["repeat_update"], "process": None}
        on = lasting | {"redis_gone": self._thaw is not None}
        return {"on": on, "deeds": ["repeat_update", "kill_bot"], "process": self.process}

    def turn(self, name: str, on: object = None) -> Json:
        """Turn a lasting switch on or off, or do a deed; ImpossibleError for what there is not."""
        card = self.card()
        if name in card["deeds"]:
            self._do(name)
        elif name not in card["on"]:
            raise ImpossibleError(f"there is no switch {name}")
        elif not isinstance(on, bool):
            raise ImpossibleError("on must be true or false")
        else:
            self._set(name, on=on)
        return self._tell()

    def process_is(self, what: str) -> None:
        """Let the pages know that the bot's process is STARTING or GONE; that it runs is seen by its asking."""
        self.process = what
        self._tell()

    def asked_for_updates(self) -> None:
        """A bot that asks for updates is up."""
        if self.process not in {None, RUNNING}:
            self.process_is(RUNNING)

    def mend_redis(self) -> None:
        """Let a Redis that was away come back."""
        if self._machine is not None and self._thaw is not None:
            self._thaw.cancel()
            self._thaw = None
            self._machine.thaw_redis()
            self._tell()

    def _set(self, name: str, *, on: bool) -> None:
        if name in self._lasting:
            owner, field, value = self._lasting[name]
            setattr(owner, field, value if on else type(value)())
            return
        assert self._machine is not None
        self.mend_redis()
        if on:
            self._machine.freeze_redis()
            self._thaw = asyncio.get_running_loop().call_later(self.redis_away, self.mend_redis)

    def _do(self, name: str) -> None:
        if name == "repeat_update":
            self._state.updates.repeat()
            return
        assert self._machine is not None
        self._machine.kill()

    def _tell(self) -> Json:
        card = self.card()
        self._state.events.add("switches", switches=card)
        return card
