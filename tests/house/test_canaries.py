"""What people entrust to the bot is in no log and no file, whatever fails on the way."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import text

from tests.conversations.drawn import letter_page
from tests.house.canaries import found
from tests.house.canary_town import assert_only_control, let_control_out, log, not_now, valkey
from tests.servers import Valkey
from tests.town import SECRET, TOKEN, Person, Town

EMAIL, TYPED_PHONE, PASSWORD = "kanareechnaya.gora@example.com", "8 (916) 555-01-42", "kanarejka7vetka"
NEW_EMAIL = "kanareechnaya.roshcha@example.com"
__all__ = ["log", "valkey"]
CANARIES = {
    "e-mail": EMAIL,
    "new e-mail": NEW_EMAIL,
    "phone": "9165550142",
    "phone as shown": "916 555-01-42",
    "phone as typed": TYPED_PHONE,
    "password": PASSWORD,
    "wrong password": "kanarejka8vetka",
    "name": "Канареечников",
    "first name": "Аристархий",
    "birth date": "17.04.1983",
    "document": "KANAR7142857",
    "file name": "канареечный-паспорт",
    "bot token": TOKEN.partition(":")[2],
    "key of the data": SECRET,
}


@pytest.fixture
async def town(valkey: Valkey, migrated: Path, tmp_path: Path, log: io.StringIO) -> AsyncIterator[Town]:
    del log  # configured before the bot starts
    shutil.copy(migrated, tmp_path / "bot.sqlite3")
    one = Town(tmp_path, valkey.url)
    await one.start()
    yield one
    await one.stop()


async def test_nothing_entrusted_to_the_bot_gets_out(town: Town, valkey: Valkey, log: io.StringIO) -> None:
    anna = town.newcomer(CANARIES["first name"], phone="+79165550142")
    canaries = dict(CANARIES)
    await register_while_mail_and_telegram_fail(town, anna, canaries, log)
    await fill_in_profile_while_redis_fails(town, anna, valkey, log)
    await take_in_broken_updates(town, anna)
    await get_back_in_while_sql_fails(town, anna, canaries, log)
    await send_files_while_downloads_fail(town, anna)
    await change_email_while_mail_fails(town, anna, canaries, log)

    await let_control_out(town, valkey)

    assert_only_control(canaries, log, town, valkey)
    assert {"step.set-aside", "step.not-now", "code.undelivered"} <= set(re.findall(r"[a-z]+\.[a-z-]+", log.getvalue()))
    await town.restart_bot()  # what is written at the end, and read at the start
    await anna.says("/verify")
    await anna.hears("заявка рассматривается")
    assert_only_control(canaries, log, town, valkey)


def test_the_search_finds_each_canary_in_every_disguise() -> None:
    for name, value in [*CANARIES.items(), ("code", "012345")]:
        one = {name: value}
        for data in (
            f"say «{value}»",
            repr({"a": value}),
            f"{value!a}",
            structlog.processors.JSONRenderer()(None, "", one),
        ):
            assert found(one, str(data).encode()) == [name], data
    assert found({"code": "012345"}, b"2026-01-01 10:00:00.012345 10123456 ab012345") == []


async def register_while_mail_and_telegram_fail(
    town: Town, anna: Person, canaries: dict[str, str], log: io.StringIO
) -> None:
    await anna.says("/register")
    await anna.hears("E-MAIL")
    await anna.says(EMAIL)
    await anna.hears("ТЕЛЕФОН")
    await anna.says(TYPED_PHONE)
    await anna.hears("ПАРОЛЬ")
    town.playground.faults.refuse |= {
        "sendMessage": (500, "Internal Server Error"),
        "deleteMessage": (400, "Bad Request: message can't be deleted"),
    }
    await anna.says(PASSWORD)
    await not_now(town, log)
    town.playground.faults.refuse.clear()
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says(PASSWORD)
    await anna.presses("Я согласен с пользовательским соглашением")
    await anna.presses("Даю согласие на обработку персональных данных")
    town.mail.down = True
    await anna.presses("ЗАРЕГИСТРИРОВАТЬСЯ")
    await town.until(lambda: "Ещё раз" in anna.buttons(), "the failure is told")
    town.mail.down = False
    await anna.presses("Ещё раз")
    canaries["mailed code"] = await town.mail_code(EMAIL)
    await anna.says(canaries["mailed code"])
    await anna.hears("Подтверждение номера телефона")
    canaries["sent code"] = await town.sms_code("+79165550142")
    await anna.says(canaries["sent code"])
    await anna.hears("ФИО")


async def fill_in_profile_while_redis_fails(town: Town, anna: Person, valkey: Valkey, log: io.StringIO) -> None:
    await valkey.kill()
    await anna.says(f"{CANARIES['name']} {CANARIES['first name']} Петрович")
    await not_now(town, log)
    await valkey.start()
    await anna.hears("Дата рождения")
    await anna.says(CANARIES["birth date"])
    await anna.presses("Мужской")
    await anna.presses("Паспорт иностранного гражданина")
    await anna.presses("Серии нет")
    await anna.hears("Номер документа")
    await anna.says(CANARIES["document"])
    await anna.presses("Сохранить")
    await anna.hears("процесс регистрации в ЛК завершён")


async def take_in_broken_updates(town: Town, anna: Person) -> None:
    """What Telegram's next version might send: a message that cannot be read, and a kind that is not known."""
    everything = " ".join(CANARIES[name] for name in ("e-mail", "password", "name", "document"))
    person = {"id": anna.id, "is_bot": False, "first_name": CANARIES["first name"], "language_code": "ru"}
    chat = {"id": anna.id, "type": "private"}
    broken: dict[str, Any] = {"message_id": "?", "date": 0, "chat": chat, "from": person, "text": everything}
    updates = town.playground.state.updates
    updates.allowed = None
    updates.add("message", broken, ("messages", anna.id))
    await anna.hears("назовите номер")
    updates.add("telepathy", {"from": person, "text": everything}, ("messages", anna.id))
    await town.acknowledged()


async def get_back_in_while_sql_fails(town: Town, anna: Person, canaries: dict[str, str], log: io.StringIO) -> None:
    await anna.says("/logout")
    await anna.hears("Е-ОСАГО")
    await anna.says("/reset")
    await anna.presses("Телефон")
    await anna.hears("ТЕЛЕФОН")
    async with town.app.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE accounts RENAME TO hidden"))
    await anna.says(TYPED_PHONE)
    await not_now(town, log)
    async with town.app.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE hidden RENAME TO accounts"))
    await anna.hears("КОД ПОДТВЕРЖДЕНИЯ")
    message = (await town.last_sms("+79165550142", 2)).text
    canaries["reset code"] = town.code_in(message)
    sent = re.search(r"(?<!\w)(?=\w*[a-zA-Z])(?=\w*\d)\w{14}(?!\w)", message)
    assert sent is not None
    canaries["sent password"] = sent[0]
    await anna.says(canaries["reset code"])
    await anna.presses("Email")
    await anna.says(EMAIL)
    await anna.hears("ПАРОЛЬ")
    await anna.says(CANARIES["wrong password"])
    await anna.hears("ПАРОЛЬ")
    await anna.says(sent[0])
    await anna.presses("Позже")


async def change_email_while_mail_fails(town: Town, anna: Person, canaries: dict[str, str], log: io.StringIO) -> None:
    await town.later(hours=1)  # five codes an hour are all there are
    await anna.says("/email")
    await anna.hears("ПАРОЛЬ")
    await anna.says(canaries["sent password"])
    await anna.hears("Код с прежнего email")
    canaries["code to the old e-mail"] = await town.mail_code(EMAIL, 2)
    await anna.says(canaries["code to the old e-mail"])
    await anna.hears("НОВЫЙ E-MAIL")
    await anna.says(NEW_EMAIL)
    await anna.hears("Подтверждение нового email")
    canaries["code to the new e-mail"] = await town.mail_code(NEW_EMAIL)
    await town.delivered()
    town.mail.down = True
    await anna.says(canaries["code to the new e-mail"])
    await anna.hears("email изменён")
    await town._until_true(lambda: "contact.untold" in log.getvalue(), "the old address is not reached")
    town.mail.down = False
    await town.later(minutes=3)
    await town.last_mail(EMAIL, 3)
    await town.delivered()


async def send_files_while_downloads_fail(town: Town, anna: Person) -> None:
    await anna.says("/verify")
    await anna.hears("Скан паспорта")
    await anna.sends((f"{CANARIES['file name']}.jpg", letter_page(0), "image/jpeg"), kind="document")
    town.playground.state.files.by_path.clear()
    await anna.hears("Не получилось принять этот файл")
    for number in range(3):
        await anna.sends((f"{CANARIES['file name']}-{number}.jpg", letter_page(number), "image/jpeg"), kind="document")
        await town.acknowledged()
    await anna.presses("Отправить")
    await anna.hears("заявка рассматривается")
    await town.olga.hears(CANARIES["name"], CANARIES["document"])
