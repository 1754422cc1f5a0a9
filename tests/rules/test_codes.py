"""How many codes may be sent and guessed, by real counters and a moved clock."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from account.contacts import Email
from account.records import Parcel, Purpose
from account.refusals import Refusal
from tests.rules.counted import ANNA, BORIS, EMAIL, Teller, on_sqlite

OTHERS = [Email.parse(f"other{number}@example.com") for number in range(12)]


@on_sqlite
async def test_the_pauses_are_60_120_and_then_240_seconds(teller: Teller) -> None:
    for pause in (60, 120, 240, 240):
        assert await teller.send() == teller.now + timedelta(seconds=pause)
        teller.later(seconds=pause - 1)
        with pytest.raises(Refusal) as refused:
            await teller.send()
        assert refused.value == Refusal("code-too-soon", seconds=1)
        teller.later(seconds=1)
    await teller.send()


@on_sqlite
async def test_coming_to_the_question_again_sends_none_while_one_lives(teller: Teller) -> None:
    await teller.send(again=False)
    again_at = await teller.send(again=False)
    assert len(teller.sent) == 1
    assert again_at == teller.now + timedelta(seconds=60)
    teller.later(seconds=61)
    await teller.send(again=False)
    assert len(teller.sent) == 2


@on_sqlite
async def test_a_contact_gets_five_an_hour_whoever_asks(teller: Teller) -> None:
    for person in range(5):
        await teller.send(person)
        teller.later(minutes=5)
    with pytest.raises(Refusal, match="too-many-codes") as refused:
        await teller.send(99)
    assert refused.value.args_of_text["until"] == int((teller.now + timedelta(minutes=35)).timestamp())
    teller.later(minutes=35)
    await teller.send(99)


@on_sqlite
async def test_a_person_gets_five_an_hour_over_all_contacts(teller: Teller) -> None:
    for contact in OTHERS[:5]:
        await teller.send(ANNA, contact)
    with pytest.raises(Refusal, match="too-many-codes"):
        await teller.send(ANNA, OTHERS[5])
    await teller.send(BORIS, OTHERS[5])


@on_sqlite
@pytest.mark.parametrize("same", ["contact", "person"])
async def test_both_get_ten_a_day(teller: Teller, same: str) -> None:
    def one(number: int) -> tuple[int, Email]:
        return (number, EMAIL) if same == "contact" else (ANNA, OTHERS[number])

    for number in range(10):
        await teller.send(*one(number))
        teller.later(minutes=20)
    teller.later(hours=2)
    with pytest.raises(Refusal, match="too-many-codes"):
        await teller.send(*one(10))
    teller.later(hours=19)
    await teller.send(*one(10))


@on_sqlite
async def test_after_a_failed_delivery_the_next_needs_no_pause(teller: Teller) -> None:
    await teller.send()
    teller.later(seconds=3)
    notice = Parcel("it failed", "notice", ANNA, {"code": "000000"}, teller.now)
    await teller.codes.note_undelivered(ANNA, Purpose.REGISTRATION, EMAIL, notice, teller.now)
    teller.later(seconds=1)
    await teller.send()


@on_sqlite
async def test_the_two_newest_codes_are_taken(teller: Teller) -> None:
    for _ in range(3):
        await teller.send()
        teller.later(minutes=3)
    assert await teller.refusal(teller.sent[0]) == "wrong-code"
    await teller.type(teller.sent[1])


@on_sqlite
async def test_a_code_is_used_once(teller: Teller) -> None:
    await teller.send()
    await teller.type(teller.sent[0])
    assert await teller.refusal(teller.sent[0]) == "code-over"


@on_sqlite
async def test_a_code_lives_ten_minutes(teller: Teller) -> None:
    await teller.send()
    teller.later(minutes=10)
    assert await teller.refusal(teller.sent[0]) == "code-over"


@on_sqlite
async def test_a_code_is_bound_to_person_purpose_and_contact(teller: Teller) -> None:
    await teller.send()
    await teller.send(BORIS, OTHERS[0])
    annas, boriss = teller.sent
    assert await teller.refusal(boriss) == "wrong-code"
    assert await teller.refusal(annas, BORIS, OTHERS[0]) == "wrong-code"
    with pytest.raises(Refusal, match="code-over"):
        await teller.type(annas, purpose=Purpose.RESET)
    await teller.type(annas)


@on_sqlite
async def test_five_wrong_ones_end_all_live_codes(teller: Teller) -> None:
    await teller.send()
    teller.later(minutes=1)
    await teller.send()
    names = [await teller.refusal(teller.wrong()) for _ in range(5)]
    assert names == ["wrong-code"] * 4 + ["code-spent"]
    assert [await teller.refusal(code) for code in teller.sent] == ["code-over"] * 2


@on_sqlite
async def test_attempts_left_are_counted_down(teller: Teller) -> None:
    await teller.send()
    for left in (4, 3, 2, 1):
        with pytest.raises(Refusal) as refused:
            await teller.type(teller.wrong())
        assert refused.value == Refusal("wrong-code", left=left)


@on_sqlite
async def test_new_codes_give_no_more_than_ten_guesses_an_hour(teller: Teller) -> None:
    guessed = Counter[str]()
    for _ in range(3):
        await teller.send()
        for _ in range(5):
            guessed[await teller.refusal(teller.wrong())] += 1
        teller.later(minutes=5)
    assert guessed == {"wrong-code": 8, "code-spent": 2, "too-many-guesses": 5}
    assert await teller.refusal(teller.sent[-1]) == "too-many-guesses"
    teller.later(minutes=46)
    await teller.send()
    await teller.type(teller.sent[-1])


@on_sqlite
async def test_a_contact_has_twenty_guesses_a_day_whoever_guesses(teller: Teller) -> None:
    for person in (1, 2, 3, 4):
        await teller.send(person)
        for _ in range(5):
            assert await teller.refusal(teller.wrong(), person) in {"wrong-code", "code-spent"}
        teller.later(minutes=45)
    await teller.send(5)
    assert await teller.refusal(teller.sent[-1], 5) == "too-many-guesses"
    teller.later(hours=21, minutes=1)
    await teller.send(5)
    await teller.type(teller.sent[-1], 5)


@on_sqlite
async def test_a_person_has_thirty_guesses_a_day_over_all_contacts(teller: Teller) -> None:
    for contact in OTHERS[:6]:
        await teller.send(ANNA, contact)
        for _ in range(5):
            await teller.refusal(teller.wrong(), ANNA, contact)
        teller.later(minutes=20)
    await teller.send(ANNA, OTHERS[6])
    assert await teller.refusal(teller.sent[-1], ANNA, OTHERS[6]) == "too-many-guesses"


@on_sqlite
async def test_a_repeated_step_counts_once(teller: Teller) -> None:
    await teller.send()
    step = teller.step(update="the-same")
    for _ in range(7):
        with pytest.raises(Refusal) as refused:
            await teller.codes.check(step, Purpose.REGISTRATION, EMAIL, teller.wrong())
        assert refused.value == Refusal("wrong-code", left=4)
    await teller.type(teller.sent[0])


async def test_of_a_hundred_wrong_ones_at_once_five_are_looked_at(teller: Teller) -> None:
    await teller.send()
    wrong = teller.wrong()
    names = Counter(await asyncio.gather(*(teller.refusal(wrong) for _ in range(100))))
    assert names["wrong-code"] + names["code-spent"] == 5
    assert names["code-spent"] >= 1
    assert await teller.refusal(teller.sent[0]) in {"code-over", "too-many-guesses"}


async def test_of_the_right_one_a_hundred_times_at_once_one_succeeds(teller: Teller) -> None:
    await teller.send()

    async def succeeds() -> bool:
        try:
            await teller.type(teller.sent[0])
        except Refusal:
            return False
        return True

    assert sum(await asyncio.gather(*(succeeds() for _ in range(100)))) == 1


@on_sqlite
async def test_another_spelling_of_an_address_has_no_limits_of_its_own(teller: Teller) -> None:
    shouted = Email.parse("ANNA@example.com")
    await teller.send(ANNA, EMAIL)
    names = [await teller.refusal(teller.wrong(), ANNA, each) for each in (EMAIL, EMAIL, EMAIL, EMAIL, shouted)]
    assert names == ["wrong-code"] * 4 + ["code-spent"]
    for person in range(4):
        await teller.send(person, shouted)
    with pytest.raises(Refusal, match="too-many-codes"):
        await teller.send(99, Email.parse("Anna@example.com"))
