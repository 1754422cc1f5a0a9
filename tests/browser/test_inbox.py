"""Mailbox and SMS phone beside a customer: they arrive visibly, a code goes into the input by one click."""

from email.message import EmailMessage

import aiosmtplib
from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import PageOf, Town
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot

MAIL = "Код для регистрации: 123 456. Он действует 10 минут.\nТелефон поддержки +7 495 123-45-67"


async def post(playground: Playground, to: str, text: str = MAIL, *, html: bool = False) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "bot@example.com", to, "Код подтверждения"
    letter.set_content(text, subtype="html" if html else "plain")
    host, port = playground.smtp_url.removeprefix("smtp://").split(":")
    await aiosmtplib.send(letter, hostname=host, port=int(port))


async def test_mail_shows_up_and_gives_its_code(
    screen: Screen, town: Town, bot: ScriptedBot, playground: Playground
) -> None:
    anna, boris = screen.column(town.anna), screen.column(town.boris)
    await anna.says("anna@example.com")
    await bot.hears()
    await post(playground, "anna@example.com")
    tab = anna.root.locator('[data-inbox="mail"]')
    await expect(tab.locator(".badge")).to_have_text("1")
    await expect(boris.root.locator('[data-inbox="mail"] .badge')).to_be_hidden()
    await tab.click()
    await expect(tab.locator(".badge")).to_be_hidden()
    letter = anna.root.locator("[data-letter-id]")
    await expect(letter.get_by_role("heading", name="Код подтверждения")).to_be_visible()
    await expect(letter.get_by_role("button")).to_have_count(1)
    await letter.get_by_role("button", name="Вставить 123456").click()
    await expect(anna.input).to_have_value("123456")
    await expect(anna.input).to_be_focused()
    await anna.input.press("Enter")
    assert (await bot.hears())["text"] == "123456"


async def test_a_sent_password_goes_into_the_input(
    screen: Screen, town: Town, bot: ScriptedBot, playground: Playground
) -> None:
    anna = screen.column(town.anna)
    await anna.says("anna@example.com")
    await bot.hears()
    await post(playground, "anna@example.com", "Код: 111222.\nНовый пароль: kT7-mQ2xВ9pZ\nНикому не сообщайте пароль.")
    await anna.root.locator('[data-inbox="mail"]').click()
    await expect(anna.root.locator("[data-code]")).to_have_count(2)
    await anna.presses("Вставить kT7-mQ2xВ9pZ")
    await expect(anna.input).to_have_value("kT7-mQ2xВ9pZ")


async def test_mail_in_html_only_is_shown_as_text(
    screen: Screen, town: Town, bot: ScriptedBot, playground: Playground
) -> None:
    anna = screen.column(town.anna)
    await anna.says("anna@example.com")
    await bot.hears()
    await post(
        playground, "anna@example.com", "<p>Код <b>654321</b><img src='http://elsewhere.example/x.png'></p>", html=True
    )
    await anna.root.locator('[data-inbox="mail"]').click()
    await expect(anna.root.get_by_role("button", name="Вставить 654321")).to_be_visible()
    await expect(anna.root.locator("[data-letter-id] img")).to_have_count(0)


async def test_an_sms_comes_to_its_number(screen: Screen, town: Town, bot: ScriptedBot, playground: Playground) -> None:
    url = playground.sms_url.format(phone="79164445566", text="Код 111222")
    async with bot.session.get(url) as response:
        assert response.ok
    anna, boris = screen.column(town.anna), screen.column(town.boris)
    await expect(boris.root.locator('[data-inbox="sms"] .badge')).to_have_text("1")
    await expect(anna.root.locator('[data-inbox="sms"] .badge')).to_be_hidden()
    await boris.root.locator('[data-inbox="sms"]').click()
    await boris.presses("Вставить 111222")
    await expect(boris.input).to_have_value("111222")
    await expect(boris.root.locator('[data-panel="sms"]')).to_be_hidden()


async def test_who_names_another_ones_address_does_not_read_the_mail(
    screen: Screen, town: Town, bot: ScriptedBot, playground: Playground
) -> None:
    anna, boris = screen.column(town.anna), screen.column(town.boris)
    for column in (anna, boris):
        await column.says("anna@example.com")
        await bot.hears()
    await post(playground, "anna@example.com")
    await expect(anna.root.locator('[data-inbox="mail"] .badge')).to_have_text("1")
    await expect(boris.root.locator('[data-inbox="mail"] .badge')).to_be_hidden()


async def test_one_drawer_is_open_at_a_time(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    await anna.root.locator('[data-inbox="mail"]').click()
    await expect(anna.root.get_by_text("Писем нет")).to_be_visible()
    await anna.root.locator('[data-inbox="sms"]').click()
    await expect(anna.root.get_by_text("Писем нет")).to_be_hidden()
    await expect(anna.root.get_by_text("SMS нет")).to_be_visible()


async def test_staff_have_no_inbox(screen: Screen, town: Town) -> None:
    await expect(screen.column(town.olga, town.support).root.locator("[data-inbox]")).to_have_count(0)
    await expect(screen.column(town.admin).root.locator("[data-inbox]")).to_have_count(0)


async def test_what_comes_is_seen_said_and_its_code_is_one_click_away(
    screen: Screen, town: Town, bot: ScriptedBot, playground: Playground
) -> None:
    anna = screen.column(town.anna)
    await anna.says("anna@example.com")
    await bot.hears()
    arrival = anna.root.locator(".arrival")
    await expect(arrival).to_be_hidden()
    await post(playground, "anna@example.com")
    await expect(arrival).to_contain_text("Код подтверждения")
    await expect(anna.root.get_by_role("status").filter(has_text="Новое письмо: Код подтверждения")).to_have_count(1)
    await anna.presses("Вставить 123456")
    await expect(anna.input).to_have_value("123456")
    await expect(arrival).to_be_hidden()
    await expect(anna.root.locator('[data-inbox="mail"] .badge')).to_have_text("1")


async def test_what_comes_into_an_open_drawer_is_only_said(
    screen: Screen, town: Town, bot: ScriptedBot, playground: Playground
) -> None:
    boris = screen.column(town.boris)
    await boris.root.locator('[data-inbox="sms"]').click()
    url = playground.sms_url.format(phone="79164445566", text="Код 111222")
    async with bot.session.get(url) as response:
        assert response.ok
    await expect(boris.root.get_by_role("status").filter(has_text="Новое SMS")).to_have_count(1)
    await expect(boris.root.locator("[data-letter-id].fresh")).to_have_count(1)
    await expect(boris.root.locator(".arrival")).to_be_hidden()
    await expect(boris.root.locator('[data-inbox="sms"] .badge')).to_be_hidden()


async def test_who_wants_little_motion_gets_little(page_of: PageOf, town: Town, playground: Playground) -> None:
    calm = await page_of(reduced_motion="reduce")
    column = calm.column(town.anna)
    await column.root.wait_for()
    await post(playground, "stranger@example.com")
    arrival = column.root.locator(".arrival")
    await expect(arrival).to_be_visible()
    await expect(arrival).to_have_css("animation-duration", "0.001s")
