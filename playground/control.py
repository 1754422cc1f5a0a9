"""The page's side of the server: the whole state, files, and people's deeds over HTTP."""

from typing import Any

from aiohttp import BodyPartReader, web

from playground import pages
from playground.deeds import DEEDS
from playground.guard import guarded
from playground.hood import UnderTheHood
from playground.mailbox import Mailbox
from playground.people import Json, Person
from playground.refusal import ImpossibleError
from playground.sms import SmsInbox
from playground.state import State
from playground.stream import stream
from playground.switches import Switches
from playground.world import World

ROLES = {"customer", "staff", "admin"}


class Control:
    """What the page can see and do; see docs/playground.md for the addresses."""

    def __init__(
        self,
        world: World,
        mail: Mailbox,
        sms: SmsInbox,
        switches: Switches,
        hood: UnderTheHood,
        tour: Json | None = None,
    ) -> None:
        self.world = world
        self.state: State = world.state
        self.mail = mail
        self.sms = sms
        self.switches = switches
        self.hood = hood
        self.script = tour or {"parts": []}

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            *pages.routes(),
            *self.switches.routes(),
            *self.hood.routes(),
            web.get("/play/state", self.show),
            web.get("/play/tour", self.tour),
            web.get("/play/events", self.events),
            web.get("/play/file/{file_id}", self.file),
            web.post("/play/act", guarded(self.act)),
            web.post("/play/upload", guarded(self.upload)),
            web.post("/play/person", guarded(self.person)),
            web.post("/play/clock", guarded(self.clock)),
        ]

    async def show(self, _request: web.Request) -> web.Response:
        """Answer with everything there is, and the number of the last event in it."""
        state = self.state
        chats = state.chats.values()
        whole = {
            "seq": state.events.seq,
            "ahead": state.ahead,
            "bot": {key: state.bot[key] for key in ("id", "username", "first_name")},
            "people": [state.person_card(person) for person in state.people.values()],
            "chats": [state.chat_card(chat) for chat in chats],
            "messages": {
                str(chat.id): [state.message_card(chat, message) for message in chat.messages.values()]
                for chat in chats
            },
            "mail": [letter.card() for letter in self.mail.letters],
            "sms": [sms.card() for sms in self.sms.messages],
            "switches": self.switches.card(),
        }
        return web.json_response(whole)

    async def tour(self, _request: web.Request) -> web.Response:
        """Answer with the script of the guided tour; without parts where nobody lent one."""
        return web.json_response(self.script)

    async def events(self, request: web.Request) -> web.StreamResponse:
        return await stream(self.state.events, request)

    async def file(self, request: web.Request) -> web.Response:
        stored = self.state.files.by_id.get(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound(text="no such file")
        safe = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
        return web.Response(body=stored.data, headers={"Content-Type": stored.mime, **safe})

    async def act(self, request: web.Request) -> Any:
        order = await request.json()
        deed = DEEDS.get(str(order.get("do")))
        if deed is None:
            raise ImpossibleError(f"unknown verb {order.get('do')}")
        person = self._person(order.get("as"))
        if self.switches.double_tap and order["do"] == "press":
            deed(self.world, person, order)
        return deed(self.world, person, order)

    async def upload(self, request: web.Request) -> Any:
        fields: dict[str, str] = {}
        files: list[tuple[str, bytes, str]] = []
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                continue
            data = bytes(await part.read(decode=True))
            if part.name == "file":
                files.append((part.filename or "file", data, part.headers.get("Content-Type", "")))
            else:
                fields[part.name or ""] = data.decode()
        numbers = {key: int(fields[key]) for key in ("chat", "thread", "reply_to") if fields.get(key)}
        person = self._person(fields.get("as"))
        kind = fields.get("kind", "photo")
        return self.world.send_files(person, files, kind, caption=fields.get("caption"), **numbers)

    async def person(self, request: web.Request) -> Json:
        order = await request.json()
        name = str(order.get("first_name") or "").strip()
        role = str(order.get("role") or "customer")
        if not name or role not in ROLES:
            raise ImpossibleError("a person needs a first name, and a role of customer, staff or admin")
        last_name, username, phone = (order.get(key) or None for key in ("last_name", "username", "phone"))
        language = str(order.get("language_code") or "ru")
        person = self.world.add_person(name, last_name, username, language, phone, role)
        return self.state.person_card(person)

    async def clock(self, request: web.Request) -> Json:
        order = await request.json()
        seconds = order.get("seconds")
        if not isinstance(seconds, int | float):
            raise ImpossibleError("seconds is missing")
        self.world.move_clock(seconds)
        return {"ahead": self.world.ahead}

    def _person(self, number: Any) -> Person:
        person = self.state.people.get(int(number)) if str(number).isdigit() else None
        if person is None:
            raise ImpossibleError(f"nobody has the id {number}")
        return person
