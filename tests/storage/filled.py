"""An account with everything in it that can be in one, made by the bot's own services."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from account.broadcasts import records as broadcasts
from account.broadcasts.ports import Lane
from account.code import Code
from account.codes import CodeService
from account.contacts import Email, Phone
from account.desk.correspondence import CorrespondenceService
from account.desk.letters import Content, Written
from account.desk.questions import QuestionService
from account.desk.service import DeskService
from account.passwords import Password
from account.ports import Hasher, Works
from account.privacy.advertising import AdvertisingService
from account.profiles import ProfileService
from account.records import Profile, Purpose
from account.registration import RegistrationService
from account.requests import Card, Looked, RequestKind, SentFile, Slot
from account.reset import ResetService
from account.sign_in import SignInService
from account.step import Step
from account.verification import VerificationService
from storage.tables import faults, milestones, mutes
from tests.storage.samples import HOUR, MINUTE, NOON, OLGA, PROMISE

_updates: Iterator[int] = itertools.count(900_001)


class Life:
    """One person's life with the bot, by a clock that goes on with each step."""

    def __init__(self, works: Works, engine: AsyncEngine, hasher: Hasher) -> None:
        self.works, self.engine, self.hasher = works, engine, hasher
        self.now = NOON
        self.codes = CodeService(works)
        self.sign_in = SignInService(works, hasher)
        self.reset = ResetService(works, self.codes, hasher)
        self.registration = RegistrationService(works, self.codes, "2026-11")
        self.advertising = AdvertisingService(works)
        self.profiles = ProfileService(works, self.sign_in)
        self.verification = VerificationService(works, self.sign_in, _unseen, PROMISE)
        self.questions = QuestionService(works, PROMISE)
        self.letters = CorrespondenceService(works, self.questions)
        self.desk = DeskService(works, timedelta(), PROMISE)

    def step(self, person: int) -> Step:
        self.now += MINUTE
        return Step(person, str(next(_updates)), self.now, "ru", ZoneInfo("Europe/Moscow"), "talk:field")

    async def live(
        self, person: int, other: int, email: Email, phone: Phone, profile: Profile, password: Password
    ) -> None:
        """From the first question as a guest to an approved request; ``other`` is signed in to the account, too."""
        await self._as_guest(person)
        hashed = await self.hasher.hash(password)
        await self.codes.send(self.step(person), Purpose.REGISTRATION, email)
        async with self.works() as work:
            await work.codes.end(person, Purpose.REGISTRATION, email, self.now)
        await self.registration.open(self.step(person), email, phone, hashed, self.now)
        await self.profiles.save(self.step(person), profile)
        for decide in (self.advertising.agree, self.advertising.withdraw, self.advertising.agree):
            await decide(self.step(person))
        await self._requests(person, email)
        await self._in_again(person, other, email)
        async with self.works() as work:
            await work.people.set_gone(person, self.now)
            account = await work.accounts.by_contact(email)
            assert account is not None
            await work.accounts.set_blocked(account.id, self.now)

    async def _as_guest(self, person: int) -> None:
        async with self.works() as work:
            await work.people.seen(person, "ru", self.now)
        async with self.engine.begin() as connection:
            await connection.execute(insert(mutes).values(telegram_id=person, what="policies", at=self.now))
            await connection.execute(insert(milestones).values(telegram_id=person, what="contacts", at=self.now))
            await connection.execute(insert(faults).values(telegram_id=person, number="A1B2C3", at=self.now))
        await self._all_are_sent_a_broadcast()
        asked = Written(40, (Content("text", "canary-question"),))
        await self.letters.from_customer(self.step(person), asked, begin=True)
        async with self.works() as work:
            question = await work.questions.open_of(person)
        assert question is not None
        async with self.works() as work:
            assert await work.questions.answered(question.id, self.now)
        await self.questions.close(self.step(OLGA.telegram_id), question.id, OLGA)
        await self._deliver("letter")

    async def _all_are_sent_a_broadcast(self) -> None:
        content = broadcasts.Content((broadcasts.Piece("text", "canary-broadcast"),))
        audience = broadcasts.Audience(broadcasts.Whom.EVERYONE)
        async with self.works() as work:
            draft = broadcasts.Draft(content, audience, broadcasts.BroadcastKind.SERVICE)
            lane = Lane(await work.broadcasts.add(draft, OLGA.telegram_id, OLGA.telegram_id, self.now), 0, "holder")
            await work.broadcasts.begin_due(self.now)
            await work.broadcasts.take_lane(lane, self.now)
            reached = await work.broadcasts.claim(lane, 9, self.now)
            sent = broadcasts.SendState.SENT
            results = [broadcasts.Sent(each.telegram_id, sent, (7,)) for each in reached or []]
            await work.broadcasts.note(lane, results, self.now)
            assert await work.broadcasts.finish(lane.broadcast, self.now)

    async def _requests(self, person: int, email: Email) -> None:
        """Rejected for one file, sent again, approved; a letter each way."""
        for number, verdict in enumerate(("reject", "approve")):
            wanted = (await self.verification.may_begin(person)).wanted
            sent = {slot: _file(slot, person) for slot in wanted}
            await self.verification.submit(self.step(person), sent)
            async with self.works() as work:
                account = await work.accounts.by_contact(email)
                assert account is not None
                request = await work.requests.latest(account.id)
                assert request is not None
                first = person * 100 + number * 10
                await work.requests.set_card(request.id, Card(first, first + 1, (first + 2, first + 3)))
            await self.desk.take(self.step(OLGA.telegram_id), request.id, OLGA)
            answer = Written(person * 100 + number + 50, (Content("text", "canary-answer"),), replied=first + 1)
            await self.letters.from_staff(self.step(OLGA.telegram_id), OLGA, answer, None)
            asked = Written(60 + number, (Content("photo", "canary-letter", "canary-file", holding=False),))
            await self.letters.from_customer(self.step(person), asked, begin=False)
            step = self.step(OLGA.telegram_id)
            if verdict == "reject":
                await self.desk.reject(step, request.id, OLGA, [Slot.SCAN], "blurred", "canary-note")
            else:
                await self.desk.approve(step, request.id, OLGA)
            await self.desk.tell(request.id, step.at, step.at)
            assert request.kind is RequestKind.VERIFICATION

    async def _in_again(self, person: int, other: int, email: Email) -> None:
        """A lost password, and two who sign in with the one that was sent; somebody else tries the same address."""
        await self.reset.send_code(self.step(person), email)
        sent = next(each for each in await self._deliver("code-email") if "password" in each)
        await self.reset.confirm(self.step(person), email, Code(str(sent["code"])))
        for one in (other, person):
            await self.sign_in.sign_in(self.step(one), email, Password.parse(str(sent["password"])))
        self.now += HOUR
        await self.reset.send_code(self.step(person + 5000), email)

    async def _deliver(self, kind: str) -> list[dict[str, Any]]:
        """Everything due is given to a worker, and this kind is delivered; what it said."""
        said: list[dict[str, Any]] = []
        async with self.works() as work:
            for claimed in await work.outbox.claim(100, self.now, self.now + MINUTE):
                if claimed.parcel.kind == kind:
                    said.append(dict(claimed.parcel.payload))
                    await work.outbox.delivered(claimed.id, self.now)
        return said


async def _unseen(file: SentFile) -> Looked:
    return Looked(file, ())


def _file(slot: Slot, person: int) -> SentFile:
    return SentFile(f"file-{person}-{slot}", f"unique-{person}-{slot}", "photo", f"СКАН_{person}_{slot}.jpg", 800_000)
