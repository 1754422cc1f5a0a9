"""«Мои данные», as the talk goes."""

from __future__ import annotations

import pytest

from tests.conversations.seeds import account_of, customer
from tests.conversations.walks import to_birth_date, to_document, to_summary
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)
QUESTIONS = (
    "Напишите фамилию, имя и отчество",
    "Дата рождения",
    "Выберите, как указано в документе",
    "Тип документа, удостоверяющего личность",
    "Серия документа",
    "Номер документа",
)


async def test_six_questions_a_summary_and_save(anna: Person, town: Town) -> None:
    await to_summary(town, anna)
    await anna.hears(
        "ФИО: Смирнова Анна Петровна",
        "Дата рождения: 07.03.1985",
        "Пол: Женский",
        "Документ: Паспорт РФ",
        "Серия: 4508",
        "Номер: 123456",
    )
    await anna.presses("Сохранить")
    await anna.hears("После заполнения данных процесс регистрации в ЛК завершён")


async def test_until_it_is_filled_its_row_comes_first(anna: Person, town: Town) -> None:
    await customer(town, anna)
    await anna.says("/start")
    await anna.hears("Вы в личном кабинете")
    assert anna.buttons()[0] == "Заполнить мои данные"
    assert "Подтвердить личность" not in anna.buttons()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ИВАНОВА АННА", "Иванова Анна"),
        ("иванова анна", "Иванова Анна"),
        ("Римская-Корсакова Анна Сергеевна", "Римская-Корсакова Анна Сергеевна"),
        ("O'Neil Mary", "O'Neil Mary"),
    ],
)
async def test_a_name_is_shown_capitalised_as_typed(anna: Person, town: Town, typed: str, shown: str) -> None:
    await customer(town, anna)
    await anna.says("/profile")
    await anna.hears("ФИО")
    await anna.says(typed)
    await anna.hears(f"ФИО: {shown}", "Дата рождения")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("Анна", "Нужны и фамилия, и имя"),
        ("Смирнова А. П.", "без инициалов"),
        ("Смирнова Анна 3", "только буквы"),
        ("<b>Смирнова</b> <i>Анна", "только буквы"),
        ("Cмирнова Анна", "смешаны русские и латинские"),
        ("ы " * 2048, "Пример: Иванова Анна Сергеевна"),
    ],
)
async def test_a_name_that_does_not_fit_hears_why_with_an_example(
    anna: Person, town: Town, typed: str, wrong: str
) -> None:
    await customer(town, anna)
    await anna.says("/profile")
    await anna.hears("ФИО")
    await anna.says(typed)
    await anna.hears(wrong, "Пример: ", "Напишите фамилию")


@pytest.mark.parametrize("typed", ["07.03.1985", "7.3.85", "07031985", "7 марта 1985", "7/3/1985", "1985-03-07"])
async def test_a_date_is_taken_in_any_usual_notation(anna: Person, town: Town, typed: str) -> None:
    await to_birth_date(town, anna)
    await anna.says(typed)
    await anna.hears("Дата рождения: 07.03.1985", "Выберите, как указано")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("вчера", "Не понял дату"),
        ("31.02.1985", "Такого дня нет"),
        ("01.01.2090", "ещё не наступила"),
        ("01.01.2020", "с таким возрастом кабинет не открыть"),
        ("01.01.1890", "с таким возрастом кабинет не открыть"),
        ("7" * 4096, "Не понял дату"),
    ],
)
async def test_a_date_that_does_not_fit_hears_why_with_an_example(
    anna: Person, town: Town, typed: str, wrong: str
) -> None:
    await to_birth_date(town, anna)
    await anna.says(typed)
    await anna.hears(wrong, "07.03.1985", "Напишите день, месяц и год")


@pytest.mark.parametrize(
    ("document", "series", "number"),
    [
        ("Паспорт РФ", "4508", "123456"),
        ("Загранпаспорт РФ", "75", "1234567"),
        ("Вид на жительство", "82", "1234567"),
        ("Паспорт иностранного гражданина", "AB", "C1234567"),
        ("Паспорт иностранного гражданина", None, "C1234567"),
        ("Временное удостоверение личности", None, "123456"),
        ("Военный билет", "АК", "1234567"),
    ],
)
async def test_every_type_of_document_by_its_own_rules(
    anna: Person, town: Town, document: str, series: str | None, number: str
) -> None:
    await to_document(town, anna)
    await anna.presses(document)
    if series is None:
        await anna.presses("Серии нет")
    else:
        await anna.hears("Серия документа")
        await anna.says(series)
    await anna.hears("Номер документа")
    await anna.says(number)
    await anna.hears("Проверьте данные", f"Документ: {document}", f"Номер: {number}")
    await anna.presses("Сохранить")
    await anna.hears("Данные сохранены")


@pytest.mark.parametrize(
    ("document", "series", "wrong"),
    [
        ("Паспорт РФ", "45", "4 цифры"),
        ("Загранпаспорт РФ", "7512", "2 цифры"),
        ("Вид на жительство", "АБ", "2 цифры"),
        ("Военный билет", "12", "2 буквы"),
        ("Паспорт РФ", "4" * 4096, "4 цифры"),
    ],
)
async def test_a_series_that_does_not_fit_hears_why_with_an_example(
    anna: Person, town: Town, document: str, series: str, wrong: str
) -> None:
    await to_document(town, anna)
    await anna.presses(document)
    await anna.hears("Серия документа")
    assert "Серии нет" not in anna.buttons()
    await anna.says(series)
    await anna.hears(wrong, "Пример: ", "Напишите серию")


async def test_a_number_that_does_not_fit_hears_why_with_an_example(anna: Person, town: Town) -> None:
    await to_document(town, anna)
    await anna.presses("Паспорт РФ")
    await anna.hears("Серия документа")
    await anna.says("4508")
    await anna.hears("Номер документа")
    for typed in ("12345", "1234567", "12345а", "9" * 4096):
        await anna.says(typed)
        await anna.hears("6 цифр", "Пример: ", "Напишите номер")


async def test_a_choice_is_made_by_buttons_or_by_typing_their_label(anna: Person, town: Town) -> None:
    await to_birth_date(town, anna)
    await anna.says("07.03.1985")
    await anna.hears("Выберите, как указано")
    await anna.says("не скажу")
    await anna.hears("одну из кнопок под вопросом", "Выберите, как указано")
    await anna.says("женский")
    await anna.hears("Пол: Женский", "Тип документа")
    await anna.says("военный билет")
    await anna.hears("Документ: Военный билет", "Серия документа")


async def test_another_document_asks_for_series_and_number_again_and_keeps_the_rest(anna: Person, town: Town) -> None:
    await to_summary(town, anna)
    await anna.presses("Изменить документ")
    await anna.hears("Тип документа")
    await anna.presses("Загранпаспорт РФ")
    await anna.hears("Серия документа")
    await anna.says("75")
    await anna.hears("Номер документа")
    await anna.says("1234567")
    await anna.hears("Проверьте данные", "Смирнова Анна Петровна", "Загранпаспорт РФ", "Номер: 1234567")


async def test_one_field_corrected_from_the_summary_keeps_the_others(anna: Person, town: Town) -> None:
    await to_summary(town, anna)
    await anna.presses("Изменить дату рождения")
    await anna.hears("Напишите день, месяц и год")
    await anna.says("08.03.1985")
    await anna.hears("Проверьте данные", "08.03.1985", "Смирнова Анна Петровна", "Номер: 123456")


async def test_an_edited_message_corrects_its_answer(anna: Person, town: Town) -> None:
    await customer(town, anna)
    await anna.says("/profile")
    await anna.hears("ФИО")
    name = await anna.says("Смирнова Анна")
    await anna.hears("Дата рождения")
    await anna.says("07.03.1985")
    await anna.hears("Выберите, как указано")
    await anna.edits(name, "Смирнова Анна Петровна")
    await anna.hears("Исправлено", "ФИО: Смирнова Анна Петровна", "Выберите, как указано")


async def test_a_refused_message_may_be_edited_into_an_answer(anna: Person, town: Town) -> None:
    await customer(town, anna)
    await anna.says("/profile")
    await anna.hears("ФИО")
    name = await anna.says("Смирнова")
    await anna.hears("Нужны и фамилия, и имя")
    await anna.edits(name, "Смирнова Анна")
    await anna.hears("ФИО: Смирнова Анна", "Дата рождения")


async def test_an_edit_that_does_not_fit_leaves_the_answer_as_it_was(anna: Person, town: Town) -> None:
    await customer(town, anna)
    await anna.says("/profile")
    await anna.hears("ФИО")
    name = await anna.says("Смирнова Анна")
    await anna.hears("Дата рождения")
    await anna.edits(name, "Смирнова")
    await anna.hears("Нужны и фамилия, и имя", "ФИО: Смирнова Анна", "Дата рождения")


async def test_editing_later_keeps_all_the_values(anna: Person, town: Town) -> None:
    known = await customer(town, anna, profile=True)
    await anna.says("/profile")
    await anna.hears("Проверьте данные", "Смирнова Анна Петровна", "07.03.1985", "Женский", "Серия: 4508", "123456")
    await anna.presses("Изменить номер")
    await anna.hears("Напишите номер")
    await anna.says("654321")
    await anna.hears("Проверьте данные", "Номер: 654321", "Серия: 4508")
    await anna.presses("Сохранить")
    await anna.hears("Данные сохранены")
    profile = (await account_of(town, known)).profile
    assert profile is not None
    assert (str(profile.name), profile.document.number) == ("Смирнова Анна Петровна", "654321")


async def test_a_change_after_an_approval_asks_for_a_new_one(anna: Person, town: Town) -> None:
    known = await customer(town, anna, verified=True)
    await anna.says("/profile")
    await anna.presses("Изменить ФИО")
    await anna.hears("Напишите фамилию")
    await anna.says("Иванова Анна Петровна")
    await anna.presses("Сохранить")
    await anna.hears("личность нужно подтвердить ещё раз", "/verify")
    assert "Подтвердить личность" in anna.buttons()
    assert (await account_of(town, known)).verified_at is None


async def test_saving_the_same_after_an_approval_keeps_it(anna: Person, town: Town) -> None:
    known = await customer(town, anna, verified=True)
    await anna.says("/profile")
    await anna.presses("Сохранить")
    await anna.hears("Данные сохранены")
    assert (await account_of(town, known)).verified_at is not None


async def test_back_leads_through_every_question(anna: Person, town: Town) -> None:
    await to_summary(town, anna)
    for question in reversed(QUESTIONS):
        await anna.presses("Назад")
        await anna.hears(question)


async def test_saving_pressed_twice_saves_once(anna: Person, town: Town) -> None:
    await to_summary(town, anna)
    await anna.presses("Сохранить", times=2)
    await anna.hears("Данные сохранены")
    await town.acknowledged()
    assert sum("Данные сохранены" in str(each.get("text")) for each in anna.screen()) == 1


async def test_a_guest_is_shown_the_way_in(anna: Person) -> None:
    await anna.says("/profile")
    await anna.hears("Сначала войдите в личный кабинет")
    assert "Войти" in anna.buttons()


async def test_before_an_approval_is_lost_the_page_says_so(anna: Person, town: Town) -> None:
    await customer(town, anna, verified=True)
    await anna.says("/profile")
    await anna.hears("Проверьте данные", "Если всё верно")
    await anna.presses("Изменить номер")
    await anna.hears("Номер документа")
    await anna.says("654321")
    await anna.hears("Проверьте данные", "личность нужно будет подтвердить ещё раз")
    await anna.presses("Изменить номер")
    await anna.says("123456")
    await anna.hears("Проверьте данные", "Если всё верно")
    await anna.presses("Сохранить")
    await anna.hears("Данные сохранены")
    assert not anna.sees("нужно подтвердить ещё раз: /verify")


async def test_where_there_is_no_approval_nothing_is_said_of_losing_it(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    await anna.says("/profile")
    await anna.presses("Изменить номер")
    await anna.says("654321")
    await anna.hears("Проверьте данные", "Если всё верно")
