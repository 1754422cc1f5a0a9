"""The town as a whole: it closes at once, opens again, and loses nothing."""

import asyncio
from email.message import EmailMessage

import aiosmtplib
import pytest
from aiohttp import ClientConnectorError, ServerDisconnectedError

from playground import Person, World
from tests.playground.botapi import Api, soon


async def test_it_closes_at_once_whoever_waits(api: Api, world: World) -> None:
    town = api.town
    poll = asyncio.create_task(api.call("getUpdates", timeout=50))
    stream = await api.session.get(f"{town.url}/play/events")
    await world.until(lambda: town.state.updates.being_polled, soon())
    async with asyncio.timeout(0.5):
        await town.stop()
    assert await stream.text() == ": hello\n\n"
    assert (await asyncio.gather(poll, return_exceptions=True))[0] == {"ok": True, "result": []}
    await town.start()


async def test_it_opens_again_where_it_was(api: Api, world: World, anna: Person) -> None:
    town = api.town
    addresses = town.url, town.smtp_url, town.sms_url
    await town.stop()
    with pytest.raises((ClientConnectorError, ServerDisconnectedError)):
        await api.call("getMe")
    world.say(anna, "вы закрыты?")
    await town.start()
    assert (town.url, town.smtp_url, town.sms_url) == addresses
    assert [update["message"]["text"] for update in await api.updates()] == ["/start", "вы закрыты?"]


async def test_a_letter_on_its_way_does_not_hold_the_doors(api: Api) -> None:
    town = api.town
    town.mail.slow = 30
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "digital@soglasie.ru", "anna@example.ru", "Код"
    letter.set_content("123456")
    host, _, port = town.smtp_url.removeprefix("smtp://").partition(":")
    sending = asyncio.create_task(aiosmtplib.send(letter, hostname=host, port=int(port), start_tls=False))
    await town.world.until(lambda: town.mail.arriving, soon())
    async with asyncio.timeout(0.5):
        await town.stop()
    with pytest.raises(aiosmtplib.SMTPException):
        await sending
    await town.start()
    assert town.mail.letters == []


async def test_a_poll_that_was_broken_off_loses_nothing(api: Api, world: World, anna: Person) -> None:
    await api.updates(offset=-1)
    last = (await api.updates())[0]["update_id"]
    poll = asyncio.create_task(api.updates(offset=last + 1, timeout=50))
    await world.until(lambda: api.town.state.updates.being_polled, soon())
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    world.say(anna, "кто-нибудь?")
    assert [update["message"]["text"] for update in await api.updates(offset=last + 1)] == ["кто-нибудь?"]
