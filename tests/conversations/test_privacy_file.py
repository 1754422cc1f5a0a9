"""The file with everything that is kept of somebody: what is in it, and who hears of it."""

from __future__ import annotations

import pytest

from tests.conversations.desk_seeds import at_the_slots, of_kind, pdf
from tests.conversations.policy_seeds import by_old_passport, entry_of, number_of, policyholder
from tests.conversations.privacy_seeds import file_of, signs_in
from tests.conversations.seeds import customer, mailbox
from tests.conversations.walks import to_repeat
from tests.town import Person, Town


@pytest.mark.town(shared=True)
async def test_the_file_comes_with_everything_three_times_a_day(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    for number in range(1, 4):
        await anna.says("/privacy")
        await anna.presses("Скачать мои данные")
        await anna.toast("придёт сюда")
        await town.until(lambda number=number: len(of_kind(anna, "document")) == number, "a file")  # type: ignore[misc] # bound here
    data = await file_of(town, anna)
    assert data["account"]["email"] == mailbox(anna)
    assert data["profile"]["surname"] == "Смирнова"
    assert [each["document"] for each in data["consents"]] == ["agreement", "personal-data"]
    await anna.presses("Скачать мои данные")
    await anna.toast("три раза в сутки")
    await town.delivered()
    assert len(of_kind(anna, "document")) == 3


@pytest.mark.town(shared=True)
async def test_the_others_learn_that_the_data_was_downloaded(anna: Person, boris: Person, town: Town) -> None:
    await customer(town, anna)
    anna.resident.started = True  # whoever has an account has talked to the bot
    await signs_in(boris, of=anna)
    await boris.says("/privacy")
    await boris.presses("Скачать мои данные")
    await anna.hears("скачали из другого Telegram")
    await anna.presses("Завершить чужой вход")
    await anna.hears("Чужой вход завершён")


@pytest.mark.town(shared=True)
async def test_a_guest_sees_and_takes_along_what_little_there_is(anna: Person, town: Town) -> None:
    await anna.says("/privacy")
    await anna.hears("Кабинета в этом чате нет", str(anna.id), "Вопросов в поддержку от вас нет")
    await anna.presses("Скачать мои данные")
    data = await file_of(town, anna)
    assert data["telegram"]["id"] == anna.id
    assert {"account", "profile"} & data.keys() == set()


@pytest.mark.town(shared=True)
async def test_the_file_has_the_person_s_policies_but_no_number_that_may_be_a_namesake_s(
    anna: Person, town: Town
) -> None:
    await policyholder(town, anna, entry_of(town, anna), entry_of(town, anna, 1, holder=by_old_passport(anna)))
    await anna.says("/privacy")
    await anna.presses("Скачать мои данные")
    data = await file_of(town, anna)
    own, closed = sorted(data["policies"], key=len, reverse=True)
    assert own["number"] == number_of(anna)
    assert closed.keys() == {"product", "note"}
    assert number_of(anna, 1) not in str(data)


@pytest.mark.town(shared=True)
async def test_the_file_holds_what_was_begun_in_the_chat_but_no_secret(anna: Person, town: Town) -> None:
    await to_repeat(anna)
    await anna.says("/privacy")
    await anna.presses("Скачать мои данные")
    data = await file_of(town, anna)
    answers = {"email": mailbox(anna), "phone": anna.phone}
    assert data["begun"] == {"conversation": "registration", "answers": answers, "files": []}
    assert "argon2" not in str(data)


@pytest.mark.town(shared=True)
async def test_the_file_names_pictures_that_were_not_sent_off_yet(anna: Person, town: Town) -> None:
    await at_the_slots(town, anna)
    await anna.sends(("a.pdf", pdf(), "application/pdf"), kind="document")
    await anna.hears("a.pdf")
    await anna.says("/privacy")
    await anna.presses("Скачать мои данные")
    begun = (await file_of(town, anna))["begun"]
    assert (begun["conversation"], begun["files"]) == ("verification", ["a.pdf"])
