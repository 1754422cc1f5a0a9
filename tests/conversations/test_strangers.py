"""What strangers can do to a customer by guessing, and what the customer and the admins notice of it."""

from __future__ import annotations

import re
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from account.code import Code
from account.contacts import Email
from account.guesses import PASSWORDS
from account.passwords import Password
from account.refusals import Refusal
from account.step import Step
from tests.conversations.seeds import PASSWORD, customer, mailbox, works_of
from tests.conversations.walks import to_login_password, to_reset_code
from tests.town import Person, Town


class Stranger:
    """Somebody who does not talk but tries, past the chat."""

    def __init__(self, town: Town, telegram_id: int) -> None:
        self._town = town
        self._id = telegram_id

    def _step(self) -> Step:
        return Step(self._id, uuid4().hex, self._town.clock(), "ru", ZoneInfo("Europe/Moscow"))

    async def tries_passwords(self, email: str, times: int = 5) -> None:
        for number in range(times):
            with pytest.raises(Refusal, match="wrong-pair"):
                await self._town.app.cabinet.sign_in.sign_in(
                    self._step(), Email.parse(email), Password.parse(f"неверный{number}")
                )

    async def tries_codes(self, email: str, times: int = 2) -> None:
        reset = self._town.app.cabinet.reset
        await reset.send_code(self._step(), Email.parse(email))
        for _ in range(times):
            with pytest.raises(Refusal, match="wrong-code"):
                await reset.confirm(self._step(), Email.parse(email), Code("000000"))


async def burn_everything(town: Town, email: str) -> None:
    """A day's codes and guesses at them, and the passwords of a quarter of an hour."""
    for number in range(10):
        if number == 5:
            await town.later(hours=1, seconds=1)
        await Stranger(town, 8_000_000 + number).tries_codes(email)
    for number in range(4):
        await Stranger(town, 8_000_000 + number).tries_passwords(email)


@pytest.mark.town(shared=True)
async def test_a_stranger_who_uses_up_every_limit_shuts_out_strangers_only(
    anna: Person, boris: Person, town: Town
) -> None:
    known = await customer(town, anna, profile=True, signed_in=False)
    await burn_everything(town, known.email)
    await to_login_password(boris, known.email)
    await boris.says(PASSWORD)
    await boris.hears("Вход закрыт до")
    await boris.presses("Забыли пароль?")
    await boris.presses("Email")
    await boris.hears("E-MAIL")
    await boris.says(known.email)
    await boris.hears("Кодов отправлено слишком много", "после")
    await to_login_password(anna)
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли в личный кабинет")


@pytest.mark.town(shared=True)
async def test_whoever_was_signed_in_before_resets_the_password_all_the_same(anna: Person, town: Town) -> None:
    known = await customer(town, anna, profile=True, signed_in=False)
    await burn_everything(town, known.email)
    await town.delivered()
    sent = len(town.mail.to(known.email))
    await to_reset_code(anna)
    letter = await town.last_mail(known.email, sent + 1)
    await anna.says(town.code_in(letter.text))
    await anna.hears("Для входа используйте новый пароль")


async def with_admin(town: Town, admin: Person, guessed: int) -> None:
    """The town knows its admin, and so many passwords were guessed of late."""
    town.extra["admin_ids"] = (admin.id,)
    await town.restart_bot()
    await admin.says("/start")
    await admin.hears("Е-ОСАГО")
    async with works_of(town)() as work:
        for _ in range(guessed):
            await work.tallies.add(PASSWORDS.subject, town.clock())


async def test_when_the_whole_service_is_guessed_at_the_admin_is_told_and_strangers_wait(
    anna: Person, boris: Person, town: Town
) -> None:
    admin = town.newcomer("Админ", "+79030000001")
    known = await customer(town, anna, profile=True, signed_in=False)
    await with_admin(town, admin, PASSWORDS.limit.most - 1)
    await to_login_password(boris, known.email)
    await boris.says("неверный1")
    await boris.hears("Контакт или пароль не подошли")
    heard = await admin.hears("подбирает пароли или коды")
    assert "1000" in re.sub(r"\s", "", heard["text"])
    said = set()
    await boris.says("/cancel")
    await boris.hears("Отменили")
    for email in (known.email, "nobody@example.com"):
        await to_login_password(boris, email)
        await boris.says(PASSWORD)
        heard = await boris.hears("Вход из нового Telegram на время закрыт", "после")
        said.add(str(heard["text"]).replace(email, "…"))
        await boris.says("/cancel")
        await boris.hears("Отменили")
    assert len(said) == 1
    await to_login_password(anna)
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли в личный кабинет")
    await town.delivered()
    assert sum("подбирает" in str(each.get("text")) for each in admin.screen()) == 1


@pytest.mark.town(shared=True)
async def test_thirty_wrong_passwords_a_day_stop_somebody_at_every_account(
    anna: Person, boris: Person, town: Town
) -> None:
    known = await customer(town, anna, signed_in=False)
    guesser = Stranger(town, boris.id)
    for number in range(6):
        await guesser.tries_passwords(f"box{number}.{mailbox(boris)}")
    for email in (known.email, f"no.{mailbox(boris)}"):
        await to_login_password(boris, email)
        await boris.says(PASSWORD)
        await boris.hears("За сутки слишком много неверных паролей", "после")
        await boris.says("/cancel")
        await boris.hears("Отменили")
