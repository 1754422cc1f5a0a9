"""The words that customers know from the site, to the letter, and messages that have to be short."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from account.code import Code
from account.records import Purpose
from handlers.words import Words
from tests.house.questions import LATER, PRODUCT
from tests.house.worded import TEXTS, worded
from texts import LANGUAGES

# Words of the site.
WORDINGS = {
    "menu-guest": "Для оформления полиса Е-ОСАГО требуется регистрация в личном кабинете",
    "registration-email": "E-MAIL",
    "registration-phone": "ТЕЛЕФОН",
    "registration-password": "ПАРОЛЬ",
    "registration-repeat": "ПОВТОРИТЕ ПАРОЛЬ",
    "registration-email-code": "Подтверждение email\nВведите код, который был отправлен на ваш email",
    "registration-phone-code": "Подтверждение номера телефона\n"
    "Введите код, который был отправлен на ваш номер телефона",
    "refusal-already-registered": "Пользователь с указанными контактами уже зарегистрирован, "
    "воспользуйтесь диалогом восстановления/сброса пароля",
    "profile-full-name": "ФИО",
    "profile-birth-date": "Дата рождения",
    "profile-gender": "Пол",
    "profile-document-type": "Тип документа, удостоверяющего личность",
    "profile-series": "Серия документа",
    "profile-number": "Номер документа",
    "profile-saved": "После заполнения данных процесс регистрации в ЛК завершён",
    "login-password": "ПАРОЛЬ",
    "reset-kind": "ТИП КОНТАКТА",
    "reset-code": "КОД ПОДТВЕРЖДЕНИЯ",
    "reset-done": "Для входа используйте новый пароль, который был отправлен вам вместе с кодом подтверждения",
    "verification-files": "Селфи с паспортом",
    "verification-sent": "Ваша заявка рассматривается, ответ будет дан в течение суток.",
    "policies-closed": "требуется подтверждение личности",
    "status-open": "Ваша заявка рассматривается, ответ будет дан в течение суток.",
}
BUTTONS = {
    "form-erasure": "Удалить аккаунт",
    "button-my-data": "Скачать мои данные",
    "menu-register": "Регистрация",
    "menu-login": "Войти",
    "menu-reset": "Забыли пароль?",
    "menu-profile": "Мои данные",
    "menu-policies": "Мои полисы",
    "menu-verify": "Подтвердить личность",
    "menu-password": "Сменить пароль",
    "menu-logout": "Выйти",
    "menu-help": "Помощь",
    "form-registration": "Регистрация",
    "form-profile": "Мои данные",
    "form-login": "Вход",
    "form-reset": "Сброс пароля",
    "form-password": "Сменить пароль",
    "button-back": "Назад",
    "button-cancel": "Отмена",
    "button-continue": "Продолжить",
    "button-anew": "Начать заново",
    "button-retry": "Ещё раз",
    "button-change-email": "Изменить адрес",
    "button-supplement": "Дополнить заявку",
    "registration-consents.agreement-off": "☐ Я согласен с пользовательским соглашением",
    "registration-consents.agreement-on": "☑ Я согласен с пользовательским соглашением",
    "registration-consents.personal-data-off": "☐ Даю согласие на обработку персональных данных",
    "registration-consents.personal-data-on": "☑ Даю согласие на обработку персональных данных",
    "registration-consents.register": "ЗАРЕГИСТРИРОВАТЬСЯ",
    "registration-email-code.resend": "Выслать другой код",
    "registration-phone-code.resend": "Выслать другой код",
    "reset-code.resend": "Выслать другой код",
    "reset-kind.login": "Передумали? Войти",
    "login-kind.email": "Email",
    "login-kind.phone": "Телефон",
    "profile-confirm.save": "Сохранить",
    "slot-scan": "Скан паспорта",
    "slot-selfie": "Селфи с паспортом",
    "slot-last-page": "Фото паспорта (последняя страница)",
    "verification-files.send": "Отправить",
    "verification-files.anyway": "Отправить всё равно",
    "desk-take": "Взять в работу",
    "desk-approve": "Одобрить",
    "desk-reject": "Отклонить",
    "desk-hand-back": "Вернуть в очередь",
}


@pytest.mark.parametrize(("key", "words"), WORDINGS.items(), ids=WORDINGS)
def test_the_wording_that_customers_know_is_kept_to_the_letter(key: str, words: str) -> None:
    text = worded("ru", key)[0]
    assert words in re.sub("<[^>]*>", "", text)


@pytest.mark.parametrize("key", sorted(BUTTONS))
def test_a_button_that_customers_know_is_kept_to_the_letter(key: str) -> None:
    assert worded("ru", key, html=False) == [BUTTONS[key]]


def test_the_promised_words_are_put_together_as_promised() -> None:
    words = Words(TEXTS, "ru")
    assert words.say("progress", {"number": "2", "of": "5"}) == "Шаг 2 из 5"
    assert "до 12:00 завтра" in words.say("verification-sent", {"until": LATER})
    filled = words.say("slot-filled", {"slot": "Скан", "name": "СКАН_паспорта.pdf", "size": words.size(838_861)})
    assert filled.endswith("0.8 MB СКАН_паспорта.pdf")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("purpose", Purpose)
def test_a_message_with_a_code_is_short_and_can_be_pasted_whole(language: str, purpose: Purpose) -> None:
    args: dict[str, str | int] = {"code": "012345", "minutes": 10}
    if purpose is Purpose.RESET:
        args["password"] = "Ab3" * 4 + "xy"
    sms, mail = (TEXTS.say(language, f"{way}-{purpose}", args, html=False) for way in ("sms", "mail"))
    assert len(sms) <= (2 * 67 if purpose is Purpose.RESET else 70)
    assert Code.parse(sms) == Code.parse(mail) == Code("012345")
    for text in (sms, mail):
        assert PRODUCT["brand"] in text
        assert str(args.get("password", "")) in text
    assert "\n\n" in mail
    assert "\n" not in TEXTS.say(language, f"mail-{purpose}.subject", html=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_to_an_old_number_is_one_sms(language: str) -> None:
    assert len(TEXTS.say(language, "sms-phone-changed", html=False)) <= 70


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("way", ["sms", "mail"])
def test_a_message_with_a_code_warns(way: str, purpose: Purpose) -> None:
    args: dict[str, str | int] = {"code": "012345", "minutes": 10, "password": "Ab3" * 4}
    assert "никому не сообщайте" in TEXTS.say("ru", f"{way}-{purpose}", args)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (datetime(2026, 3, 7, 8, 5, tzinfo=UTC), "с 7 марта 11:05"),
        (datetime(2026, 1, 31, 22, tzinfo=UTC), "с 1 февраля 01:00"),
        (datetime(2025, 11, 3, 11, 20, tzinfo=UTC), "с 3 ноября 2025 14:20"),
    ],
)
def test_the_time_of_a_sign_in_has_its_day(since: datetime, words: str) -> None:
    assert TEXTS.say("ru", "security-here", {"since": int(since.timestamp())}).endswith(words)


@pytest.mark.parametrize(
    ("left", "words"), [(1, "Осталась 1 попытка."), (2, "Осталось 2 попытки."), (5, "Осталось 5 попыток.")]
)
def test_russian_counts_in_russian(left: int, words: str) -> None:
    assert words in TEXTS.say("ru", "refusal-wrong-code", {"left": left})
