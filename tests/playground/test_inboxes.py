"""The mailbox over real SMTP and the SMS inbox over real HTTP, working and failing."""

from email.message import EmailMessage

import aiosmtplib
import pytest

from playground import Playground
from tests.playground.botapi import Api


async def send(town: Playground, to: str = "anna@example.ru") -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "СК «Согласие» <digital@soglasie.ru>", to, "Код подтверждения"
    letter.set_content("Ваш код: 123456\nНикому не сообщайте.\n")
    letter.add_alternative("<p>Ваш код: <b>123456</b></p>", subtype="html")
    host, _, port = town.smtp_url.removeprefix("smtp://").partition(":")
    await aiosmtplib.send(letter, hostname=host, port=int(port), start_tls=False)


async def test_a_letter_arrives_readable(town: Playground) -> None:
    await send(town)
    [letter] = town.mail.letters
    assert (letter.to, letter.subject) == ("anna@example.ru", "Код подтверждения")
    assert letter.text == "Ваш код: 123456\nНикому не сообщайте.\n"
    assert "<b>123456</b>" in letter.html
    assert town.mail.to("ANNA@example.ru") == [letter]


async def test_a_refused_address_is_told(town: Playground) -> None:
    town.mail.refuse.add("anna@example.ru")
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused):
        await send(town)
    await send(town, "boris@example.ru")
    assert [letter.to for letter in town.mail.letters] == ["boris@example.ru"]


async def test_a_mailbox_that_is_down_takes_nothing(town: Playground) -> None:
    town.mail.down = True
    with pytest.raises(aiosmtplib.SMTPException):
        await send(town)
    town.mail.down = False
    await send(town)
    assert len(town.mail.letters) == 1


async def test_an_sms_arrives_by_query_and_by_form(api: Api) -> None:
    town = api.town
    address = town.sms_url.replace("{phone}", "%2B79161234567").replace("{text}", "%D0%9A%D0%BE%D0%B4%20123456")
    async with api.session.get(address) as answer:
        assert (answer.status, await answer.json()) == (200, {"status": "OK"})
    async with api.session.post(f"{town.url}/sms", data={"phone": "+79161234567", "text": "Код 654321"}) as answer:
        assert (answer.status, await answer.json()) == (200, {"status": "OK"})
    assert [sms.text for sms in town.sms.to("79161234567")] == ["Код 123456", "Код 654321"]


async def test_a_gateway_fails_in_both_ways(api: Api) -> None:
    town = api.town
    address = town.sms_url.replace("{phone}", "79161234567").replace("{text}", "x")
    town.sms.down = True
    async with api.session.get(address) as answer:
        assert answer.status == 500
    town.sms.down, town.sms.failing_body = False, "ERROR=3"
    async with api.session.get(address) as answer:
        assert (answer.status, await answer.text()) == (200, "ERROR=3")
    assert town.sms.messages == []
