"""The playground as one thing to start and stop: Bot API server, mailbox, SMS inbox and page."""

import time
from collections import deque
from collections.abc import Callable

from aiohttp import web

from playground import samples
from playground.call import Call
from playground.control import Control, loopback_only
from playground.delivery import WebhookDelivery
from playground.faults import Faults
from playground.mailbox import Letter, Mailbox
from playground.server import BotApi
from playground.sms import Sms, SmsInbox
from playground.state import State
from playground.world import World

UPLOAD_LIMIT = 60 * 1024 * 1024


class Playground:
    """A town of people with a bot in it; binds to loopback only."""

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        token: str = "42:PLAYGROUND",  # noqa: S107 (a token of the playground's own)
        clock: Callable[[], float] = time.time,
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
        self.control = Control(self.world, self.mail, self.sms)
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
        return f"http://{self.host}:{self.port}"

    @property
    def smtp_url(self) -> str:
        return f"smtp://{self.host}:{self._smtp_port}"

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
        self.state.events.close()
        self.state.updates.release()
        await self.mail.stop()
        await self.webhook.stop()
        await self._runner.cleanup()

    def _letter_arrived(self, letter: Letter) -> None:
        self.state.events.add("mail", mail=letter.card())

    def _sms_arrived(self, sms: Sms) -> None:
        self.state.events.add("sms", sms=sms.card())
