"""The playground as one thing to start and stop: Bot API server, mailbox, SMS inbox and page."""

import time
from collections import deque
from collections.abc import Callable

from aiohttp import web

from playground import samples
from playground.call import Call
from playground.control import Control
from playground.delivery import WebhookDelivery
from playground.faults import Faults
from playground.guard import loopback_only
from playground.hood import UnderTheHood
from playground.machine import Hood, Machine
from playground.mailbox import Letter, Mailbox
from playground.people import Json
from playground.server import BotApi
from playground.sms import Sms, SmsInbox
from playground.state import State
from playground.switches import Switches
from playground.world import World

UPLOAD_LIMIT = 60 * 1024 * 1024


class Playground:
    """A town of people with a bot in it; binds to loopback only.

    Whoever runs the bot beside it may lend it a ``hood`` to look under, its ``machine`` to break, and
    the script of a ``tour`` that the page plays (docs/playground.md).
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        token: str = "42:PLAYGROUND",  # noqa: S107 (a token of the playground's own)
        clock: Callable[[], float] = time.time,
        *,
        hood: Hood | None = None,
        machine: Machine | None = None,
        tour: Json | None = None,
    ) -> None:
        if host not in {"127.0.0.1", "localhost", "::1"}:
            raise ValueError("the playground binds to loopback only")
        self.host = host
        self.port = port
        self.token = token
        self.state = State(token, clock)
        self.world = World(self.state)
        self.mail = Mailbox(self.state.clock, self._letter_arrived, changed=self.state.events.touch)
        self.sms = SmsInbox(self.state.clock, self._sms_arrived)
        self.api = BotApi(self.state)
        self.switches = Switches(self.state, self.mail, self.sms, machine)
        self.api.asked_for_updates = self.switches.asked_for_updates
        under_the_hood = UnderTheHood(self.state, self.api.calls, hood)
        self.control = Control(self.world, self.mail, self.sms, self.switches, under_the_hood, tour)
        self.webhook = WebhookDelivery(self.api)
        self._smtp_port = 0

    @property
    def faults(self) -> Faults:
        return self.state.faults

    @property
    def calls(self) -> deque[Call]:
        return self.api.calls

    @property
    def url(self) -> str:
        return f"http://{self._named}:{self.port}"

    @property
    def _named(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def smtp_url(self) -> str:
        return f"smtp://{self._named}:{self._smtp_port}"

    @property
    def sms_url(self) -> str:
        return f"{self.url}/sms?phone={{phone}}&text={{text}}"

    async def start(self) -> None:
        """Open all doors; a town that was stopped opens again where it was, with all it knows."""
        self.state.events.closed = False
        app = web.Application(client_max_size=UPLOAD_LIMIT, middlewares=[loopback_only])
        app.add_routes(self.api.routes())
        app.add_routes(self.control.routes())
        app.add_routes(samples.routes())
        app.router.add_route("*", "/sms", self.sms.take)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.webhook.start()
        self._smtp_port = await self.mail.start(self.host, self._smtp_port)

    async def stop(self) -> None:
        """Close all doors at once: who waits is let go, nothing is forgotten."""
        self.switches.mend_redis()
        self.state.events.close()
        self.state.updates.release()
        await self.mail.stop()
        await self.webhook.stop()
        await self._runner.cleanup()

    def _letter_arrived(self, letter: Letter) -> None:
        self.state.events.add("mail", mail=letter.card())

    def _sms_arrived(self, sms: Sms) -> None:
        self.state.events.add("sms", sms=sms.card())
