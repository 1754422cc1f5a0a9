"""What is joined by name fits together: handlers' arguments, buttons, commands, parcels, forms."""

from __future__ import annotations

import ast
import html
import inspect
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiogram import Dispatcher, Router
from aiogram.types import InlineKeyboardMarkup, Message, TelegramObject

from account.desk.queue import ROWS_A_PAGE, QueuePage, QueueRow
from account.policies.records import Match, Policy, PolicyState
from account.policies.service import A_PAGE, Closed, PolicyPage
from account.requests import Proposal, Request, RequestKind, RequestState, Slot, Staff, Verdict
from account.step import Step
from bot.parts.dispatcher import talk_of
from fsm.form import DeclarationError, Form, Privacy, ask
from fsm.forms import FORMS
from fsm.readers import text
from handlers import commands
from handlers.commands import PUBLISHED
from handlers.desk.card_buttons import card_keyboard, pick_keyboard, reasons_keyboard, slots_keyboard
from handlers.desk.queue import queue_keyboard
from handlers.policy_cards import closed_one, details_of, list_of
from handlers.words import Words
from storage.parcels_about import OF_LETTERS, OF_REQUESTS
from tests.house.questions import every_question
from tests.house.worded import TEXTS, worded
from tests.town import Person, Town
from texts import LANGUAGES

ROOT = Path(__file__).parents[2]
LONGEST_DATA, LONGEST_MESSAGE, LONGEST_COPIED = 64, 4096, 256
AT = datetime(2026, 3, 7, tzinfo=UTC)
TALK = talk_of(Step(10**15, str(10**12), AT, "ru", ZoneInfo("Europe/Moscow")))
LATE_REQUEST = 10**12  # a request's number that nobody will see
# What ends a parcel's kind that is put together: a contact's kind, or the kind of what a crash left unknown.
FILLED_IN = {
    "code-": ("email", "phone"),
    "decoy-": ("email", "phone"),
    "changed-": ("email", "phone"),
    "lost-": ("card", "code-phone"),
}
NAMES = {form.name for form in FORMS}


def dispatcher_of(town: Town) -> Dispatcher:
    return town.app.steps._dispatcher


def unmet(router: Router, provided: dict[str, set[str]]) -> list[str]:
    """Arguments of handlers that nobody gives."""
    found = []
    for each in router.chain_tail:
        for kind, observer in each.observers.items():
            for handler in observer.handlers:
                _, *rest = inspect.signature(handler.callback).parameters.values()
                wanted = {one.name for one in rest if one.default is one.empty and one.kind is not one.VAR_KEYWORD}
                found += [f"{handler.callback}: {name}" for name in sorted(wanted - provided.get(kind, set()))]
    return found


def listen(dispatcher: Dispatcher) -> dict[str, set[str]]:
    """What the real dispatcher offers to handlers, by the kind of update; filled as updates come."""
    provided: dict[str, set[str]] = {}

    for kind, observer in dispatcher.observers.items():

        async def note(
            handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
            event: TelegramObject,
            data: dict[str, Any],
            kind: str = kind,
        ) -> Any:
            provided.setdefault(kind, set()).update(data)
            return await handler(event, data)

        observer.outer_middleware(note)
    return provided


async def test_every_argument_of_every_handler_is_given(anna: Person, town: Town) -> None:
    dispatcher = dispatcher_of(town)
    provided = listen(dispatcher)
    message = await anna.says("/help")
    await anna.edits(message, "/start")
    await anna.presses("Меню")
    await town.acknowledged()
    town.world.block(anna.resident)
    await town.acknowledged()
    assert {"message", "edited_message", "callback_query", "my_chat_member"} <= set(provided)
    assert unmet(dispatcher, provided) == []


def test_an_argument_that_nobody_gives_is_found() -> None:
    async def handler(message: Message, mistyped: str) -> None:
        raise NotImplementedError(message, mistyped)

    router = Router()
    router.message.register(handler)
    assert [each.rpartition(": ")[2] for each in unmet(router, {"message": {"bot", "state"}})] == ["mistyped"]


def every_button() -> Iterator[tuple[str, str]]:
    """Label and data of the buttons under every question and card, in every language."""
    for language in LANGUAGES:
        words = Words(TEXTS, language)
        keyboards = [words.keyboard(question) for question in every_question()]
        cards = [card_keyboard(words, each) for each in every_request()]
        menus = [slots_keyboard(words, LATE_REQUEST), *(reasons_keyboard(words, LATE_REQUEST, slot) for slot in Slot)]
        menus += [pick_keyboard(words, LATE_REQUEST, chosen) for chosen in range(8)]
        menus += [reasons_keyboard(words, LATE_REQUEST, str(chosen)) for chosen in range(1, 8)]
        policies = [keyboard for _, keyboard in every_policy_screen(words)]
        for keyboard in [*keyboards, *cards, *menus, *policies, queue_keyboard(words, full_queue())]:
            for row in keyboard.inline_keyboard if isinstance(keyboard, InlineKeyboardMarkup) else ():
                for button in (each for each in row if each.copy_text is None):
                    yield button.text, (button.callback_data or "").replace("q:talk:", f"q:{TALK}:")


def every_request() -> Iterator[Request]:
    staff = Staff(1, "Ольга")
    proposals = [Proposal(Verdict(state), staff, AT, LATE_REQUEST) for state in RequestState]
    for state, kind, taken_by, told_at in product(RequestState, RequestKind, (None, staff), (None, AT)):
        for proposal in (None, *proposals):
            yield Request(
                *(LATE_REQUEST, 1, 1, state, AT, AT, (), kind),
                taken_by=taken_by,
                proposal=proposal,
                decided_by=staff,
                told_at=told_at,
            )


def full_queue() -> QueuePage:
    row = QueueRow(LATE_REQUEST, RequestKind.VERIFICATION, None, AT, None)
    return QueuePage([row] * ROWS_A_PAGE, 10**6, 10**8)


def every_policy_screen(words: Words) -> Iterator[tuple[str, InlineKeyboardMarkup]]:
    """The list and single policies, as long as an insurer may make them, and with nothing that can be seen."""
    day, number = AT.date(), 10**6 - 2
    for said in ("<&>" * 500, "щ" * 1500, "\u202e\n", "😀" * 500):
        policy = Policy("r" * 32, said, said, day, day, PolicyState.ACTIVE, said, Match.FULL)
        shown: tuple[Policy | Closed, ...] = (policy,) * A_PAGE
        yield list_of(words, PolicyPage((*shown[1:], Closed(said)), number, 10**7), day)
        yield list_of(words, PolicyPage(shown, number, 10**7), day)
        yield details_of(words, policy, day, number)
        yield closed_one(words, Closed(said), number)
    yield list_of(words, PolicyPage((), 1, 0), day)


def test_every_screen_of_policies_fits_a_message() -> None:
    for language in LANGUAGES:
        for shown, keyboard in every_policy_screen(Words(TEXTS, language)):
            assert shown.strip()
            assert len(html.unescape(shown).encode("utf-16-le")) // 2 <= LONGEST_MESSAGE
            copied = [each.copy_text.text for row in keyboard.inline_keyboard for each in row if each.copy_text]
            assert all(1 <= len(each.encode("utf-16-le")) // 2 <= LONGEST_COPIED for each in copied)


def test_every_button_fits_telegram() -> None:
    buttons = list(every_button())
    assert buttons
    assert [label for label, data in buttons if not 1 <= len(data.encode()) <= LONGEST_DATA] == []
    assert [data for label, data in buttons if not label.strip()] == []


def test_every_question_fits_a_message() -> None:
    for language in LANGUAGES:
        words = Words(TEXTS, language)
        refusals = [key for key in TEXTS.keys[language] if key.startswith("refusal-")]
        longest = max((shape for key in refusals for shape in worded(language, key)), key=len)
        for question in every_question():
            given = [(key, "ж" * 254 if isinstance(shown, str) else shown) for key, shown in question.given]
            said = words.question(replace(question, given=given), [longest, words.say("please-delete")])
            assert len(said) <= LONGEST_MESSAGE, question.key


def pressed_data() -> list[str]:
    """The data of buttons that belong to no question and no request, as written in the code."""
    found = set()
    for file in sorted([*(ROOT / "handlers").rglob("*.py"), *(ROOT / "bot").rglob("*.py")]):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[1], ast.Constant):
                data = node.elts[1].value
                if isinstance(data, str) and data[:2] in {"m:", "i:", "v:", "l:", "y:"}:
                    found.add(data)
    return sorted(found)


async def test_every_button_outside_of_questions_does_something(anna: Person, town: Town) -> None:
    await anna.says("/start")
    menu = await anna.hears("Е-ОСАГО")
    data = pressed_data()
    assert {"m:menu", "m:register", "i:keep", "v:supplement", "l:en"} <= set(data)
    await press(town, anna, menu, "m:no-such-thing")
    assert TEXTS.say("ru", "stale-button", html=False) in toasts(town)
    for each in [*data, "l:ru"]:
        town.world.toasts.clear()
        await press(town, anna, menu, each)
        assert not {TEXTS.say(language, "stale-button", html=False) for language in LANGUAGES} & toasts(town), each


async def press(town: Town, person: Person, message: dict[str, Any], data: str) -> None:
    town.world.press(person.resident, message["message_id"], data, chat=person.chat, forged=True)
    await town.acknowledged()


def toasts(town: Town) -> set[str]:
    return {str(each.text) for each in town.world.toasts}


async def test_every_published_command_is_answered(anna: Person, town: Town) -> None:
    published = await town.until(
        lambda: [each["command"] for each in town.world.menu(anna.resident)], "commands are published"
    )
    assert published == list(PUBLISHED)
    await anna.says("/nosuchcommand")
    await anna.hears(TEXTS.say("ru", "unknown-command"))
    for command in published:
        await anna.says(f"/{command}")
        heard = await anna.hears("")
        assert TEXTS.say("ru", "unknown-command") not in heard["text"], command
        await anna.says("/cancel")
        await town.acknowledged()


def test_every_conversation_that_is_named_is_there() -> None:
    offers = [offer.opens for form in FORMS for field in form.fields.values() for offer in field.offers if offer.opens]
    done = [
        keyword.value.value
        for file in (ROOT / "fsm" / "forms").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "opens" and isinstance(keyword.value, ast.Constant) and keyword.value.value
    ]
    assert {"login", "profile"} <= {*offers, *done} <= NAMES
    assert set(commands.FORMS.values()) <= NAMES
    assert len(NAMES) == len(FORMS)


def test_a_wrong_declaration_fails_when_it_is_declared() -> None:
    with pytest.raises(DeclarationError, match="names «mail»"):

        class Unknown(Form, name="unknown", version=1):
            code: str = ask(text(str), privacy=Privacy.OPEN, needs=("mail",))

    with pytest.raises(DeclarationError, match="secret"):

        class Told(Form, name="told", version=1):
            password: str = ask(text(str), privacy=Privacy.SECRET)


def kinds_put() -> set[str]:
    """Kinds of parcels that are put into the outbox."""
    found: set[str] = set()
    for file in [*(ROOT / "account").rglob("*.py"), *(ROOT / "bot").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Parcel", "replace"}:
                given = {each.arg: each.value for each in node.keywords}
                if "kind" in given or node.func.id == "Parcel":
                    found |= spelled(given["kind"] if "kind" in given else node.args[1])
    return found


def spelled(node: ast.expr) -> set[str]:
    match node:
        case ast.Constant(value=str(kind)):
            return {kind}
        case ast.IfExp(body=body, orelse=orelse):
            return spelled(body) | spelled(orelse)
        case ast.JoinedStr(values=[ast.Constant(value=str(begins)), ast.FormattedValue()]):
            return {begins + end for end in FILLED_IN[begins]}
    raise AssertionError(f"a parcel of an unreadable kind: {ast.dump(node)}")


def kinds_carried() -> set[str]:
    tree = ast.parse((ROOT / "bot" / "parts" / "workers.py").read_text("utf-8"))
    carriers = next(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "carriers"
    )
    assert isinstance(carriers, ast.Dict)
    return {str(key.value) for key in carriers.keys if isinstance(key, ast.Constant)}


def test_every_parcel_has_its_carrier_and_every_carrier_its_parcels() -> None:
    assert kinds_put() == kinds_carried()


def words_before_numbers(of: str) -> set[str]:
    """What stands before the number of a request or letter in the keys of parcels, as written in the code."""
    named = re.compile(rf'f"[^"]*?([a-z-]+):\{{{of}(?:_id|\.id)?\}}')
    files = [*(ROOT / "account").rglob("*.py"), *(ROOT / "bot").rglob("*.py")]
    return {word for file in files for word in named.findall(file.read_text("utf-8"))}


def test_an_erasure_knows_every_key_that_names_a_request_or_a_letter() -> None:
    lanes, of_the_erasure = {"letters"}, {"leave-desk"}
    assert {"card", "tell"} <= words_before_numbers("request") <= OF_REQUESTS | lanes | of_the_erasure
    assert {"letter", "letter-edit"} <= words_before_numbers("letter") <= OF_LETTERS
