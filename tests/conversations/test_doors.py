"""Ways in: deep links, languages, groups."""

from __future__ import annotations

import re

import pytest

from tests.conversations.seeds import PASSWORD, customer, mailbox
from tests.conversations.walks import said_by_bot, to_password
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)
EXAMPLES = re.compile("СК «Согласие»|Иванова Анна Сергеевна")


@pytest.mark.parametrize(
    ("payload", "words"),
    [("register", "На него придёт код"), ("login", "Как вы хотите войти"), ("reset", "Куда прислать код")],
)
async def test_a_deep_link_opens_its_conversation(anna: Person, payload: str, words: str) -> None:
    await anna.says(f"/start {payload}")
    await anna.hears(words)


@pytest.mark.parametrize(("payload", "words"), [("profile", "Проверьте данные"), ("verify", "Скан паспорта")])
async def test_a_deep_link_for_customers(anna: Person, town: Town, payload: str, words: str) -> None:
    await customer(town, anna, profile=True)
    await anna.says(f"/start {payload}")
    await anna.hears(words)


async def test_a_deep_link_asks_before_it_throws_away_what_was_typed(anna: Person) -> None:
    await to_password(anna)
    await anna.says("/start login")
    await anna.hears("«Регистрация»: ещё не закончено")


async def test_an_unknown_deep_link_greets(anna: Person) -> None:
    await anna.says("/start <b>nothing")
    await anna.hears("Здравствуйте!")


@pytest.mark.parametrize(
    ("code", "greeting"), [("ru", "Здравствуйте"), ("uk", "Здравствуйте"), ("en-GB", "Hello"), ("de", "Hello")]
)
async def test_the_language_begins_as_telegrams(town: Town, code: str, greeting: str) -> None:
    newcomer = town.newcomer("Kim", phone="+79160000000", language=code)
    await newcomer.says("/start")
    await newcomer.hears(greeting)


async def test_the_language_changes_in_the_middle_of_a_conversation(anna: Person) -> None:
    await to_password(anna)
    await anna.says("/language")
    await anna.presses("English")
    await anna.hears("PASSWORD", "Step 3 of 7", mailbox(anna))
    await anna.says(PASSWORD)
    await anna.hears("REPEAT")
    await anna.says("/language")
    await anna.presses("Русский")
    await anna.hears("Говорим по-русски", "ПОВТОРИТЕ ПАРОЛЬ")


async def test_an_english_customer_gets_english(mary: Person, town: Town) -> None:
    await mary.says("/start")
    await mary.presses("Register")
    await mary.says("mary")
    await mary.hears("anna@example")
    await mary.says(mailbox(mary))
    await mary.presses("Share my number")
    for words in ("PASSWORD", "REPEAT"):
        await mary.hears(words)
        await mary.says("kettle42drum")
    await mary.hears("tick both")
    for label in [each for each in mary.buttons() if each.startswith("☐")]:
        await mary.presses(label)
        await mary.hears("tick both")
    await mary.presses("REGISTER")
    await mary.hears("Step 6 of 7")
    await mary.says(await town.mail_code(mailbox(mary)))
    await mary.hears("Step 7 of 7")
    await mary.says(await town.sms_code(mary.phone))
    await mary.hears("Step 1 of 7")
    town.world.sticker(mary.resident)
    await mary.says("Smith Mary")
    await mary.hears("Smith Mary")
    for message in said_by_bot(mary):
        words = EXAMPLES.sub("", str(message["text"])) + str(message.get("reply_markup"))
        assert not any("а" <= letter <= "я" for letter in words.casefold()), words


async def test_commands_in_groups_start_nothing(town: Town) -> None:
    lonely = town.world.add_group("Дача", members=[town.petr_resident])
    for group in (lonely, town.group):
        before = len(town.world.messages(group.id))
        for text in ("/start", "/register", "/start register", "/cancel", "/password", "привет"):
            town.world.say(town.petr_resident, text, chat=group.id)
        await town.acknowledged()
        said = [each for each in town.world.messages(group.id)[before:] if each["from"].get("is_bot")]
        # The desk is told of its own commands by /start, nobody of anything else.
        assert ["/queue" in each["text"] for each in said] == ([True] * 2 if group is town.group else [])
