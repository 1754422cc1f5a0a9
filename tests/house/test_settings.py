"""A wrong setting stops the start with one clear line that names it and never repeats a secret."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from account.working_hours import WorkingHours
from bot.app import App
from bot.obstacles import obstacle
from bot.settings import SettingsError, load
from gateways.mail_settings import parse_mail_from
from storage.database import DatabaseDown
from tests.commands import Commands, Ended, afresh
from tests.town import Town

CANARY = "kAnArEE"
WRONG = [
    ("BOT_TOKEN", f"123:{CANARY} {CANARY}"),
    ("BOT_TOKEN", f"123:{CANARY}ключ"),
    ("BOT_TOKEN", CANARY),
    ("TELEGRAM_API_URL", f"{CANARY}.example"),
    ("TELEGRAM_API_URL", f"http://[{CANARY}"),
    ("REDIS_URL", CANARY),
    ("REDIS_URL", f"http://:{CANARY}@host"),
    ("REDIS_URL", f"redis://host:{CANARY}"),
    ("DATABASE_URL", CANARY),
    ("DATABASE_URL", f"mysql://user:{CANARY}@host/name"),
    ("DATABASE_URL", f"postgresql://user:{CANARY}@host:port/name"),
    ("DATABASE_URL", "sqlite://"),
    ("SECRET_KEY", CANARY),
    ("SECRET_KEY", f"long-enough-for-a-key,{CANARY}"),
    ("SMTP_URL", f"http://user:{CANARY}@host:25"),
    ("SMTP_URL", f"smtp://user:{CANARY}@host:port"),
    ("SMTP_URL", f"smtp://user:{CANARY}@"),
    ("SMTP_URL", f"smtp://user:{CANARY}/{CANARY}@host"),
    ("SMTP_URL", f"smtp://user:{CANARY}@host?starttls=maybe"),
    ("MAIL_FROM", "nobody"),
    ("SMS_URL", f"https://host/?key={CANARY}"),
    ("SMS_URL", f"ftp://host/?key={CANARY}&to={{phone}}&text={{text}}"),
    ("SMS_OK", "("),
    ("POLICIES_URL", f"policies.example.org/{CANARY}"),
    ("POLICIES_URL", f"ftp://policies.example.org/{CANARY}"),
    ("POLICIES_URL", f"https://policies.example.org/?key={CANARY}"),
    ("POLICIES_URL", f"https://user:{CANARY}@policies.example.org"),
    ("POLICIES_TOKEN", f"{CANARY} {CANARY}"),
    ("POLICIES_TOKEN", f"{CANARY}\r\nHost: example.org"),
    ("SUPPORT_CHAT_ID", CANARY),
    ("ADMIN_IDS", f"1,{CANARY}"),
    ("ANSWER_WITHIN", "24"),
    ("ANSWER_WITHIN", "-1h"),
    ("ANSWER_WITHIN", "9999999999999999d"),
    ("REMIND_BEFORE", "soon"),
    ("DECISION_DELAY", "1x"),
    ("REVIEWERS", "0"),
    ("REVIEWERS", "3"),
    ("BROADCAST_RATE", "0"),
    ("WEBHOOK_URL", CANARY),
    ("WEBHOOK_SECRET", f"{CANARY}ключ"),
    ("WEBHOOK_SECRET", f"{CANARY} {CANARY}"),
    ("HTTP_PORT", "70000"),
    ("HTTP_PORT", CANARY),
    ("LOG_LEVEL", CANARY),
    ("LOG_FORMAT", "xml"),
    ("CABINET_URL", CANARY),
    ("AGREEMENT_URL", "javascript:alert(1)"),
    ("SUPPORT_CHAT_ID", "4242"),
    ("ANSWER_WITHIN", "0s"),
    ("DECISION_DELAY", "400d"),
    ("BRAND_NAME", "A\nBcc: b@example.org"),
    ("SUPPORT_EMAIL", "nowhere"),
    ("TIMEZONE", "Mars/Olympus"),
    ("TIMEZONE", "../../etc/passwd"),
    ("WORKING_HOURS", CANARY),
    ("WORKING_HOURS", "mon-fri"),
    ("WORKING_HOURS", "mon-fri 09:00-09:00"),
    ("WORKING_HOURS", "mon-fri 09:00-25:00"),
]
SERVICES = {
    "BOT_TOKEN": f"42:{CANARY}",
    "SMTP_URL": f"smtp://user:{CANARY}@127.0.0.1:1",
    "SMS_URL": f"http://127.0.0.1:1/?key={CANARY}&to={{phone}}&text={{text}}",
}
SHARED = SERVICES | {"SECRET_KEY": f"{CANARY}-{CANARY}-{CANARY}"}


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_named_in_one_line_without_its_secret(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as error:
        load(_env_file=None, **{name.lower(): value})
    assert_one_line(str(error.value), name)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("24h", timedelta(hours=24)), ("1h30m", timedelta(minutes=90)), ("90 s", timedelta(seconds=90))],
)
def test_durations_are_written_as_people_do(written: str, meant: timedelta) -> None:
    assert load(_env_file=None, answer_within=written).answer_within == meant


def test_working_hours_are_round_the_clock_until_they_are_set() -> None:
    assert load(_env_file=None).hours == WorkingHours.parse("mon-sun 00:00-24:00")
    assert load(_env_file=None, working_hours="mon 9:00-18:00").hours == WorkingHours.parse("mon 09:00-18:00")


@pytest.mark.parametrize("brand", ["Horns, Hooves & Co", 'СК "Согласие"', "A <b>"])
def test_letters_can_be_sent_in_any_brand_s_name(brand: str) -> None:
    sender = parse_mail_from(load(_env_file=None, brand_name=brand, support_email="help@example.org").sender)
    assert (sender.display_name, sender.addr_spec) == (brand, "help@example.org")


def test_replicas_cannot_do_with_a_key_of_their_own() -> None:
    with pytest.raises(SettingsError) as error:
        load(_env_file=None, database_url="postgresql://host/name").keys()
    assert_one_line(str(error.value), "SECRET_KEY")


def test_a_key_is_made_once_and_kept_for_its_owner(tmp_path: Path) -> None:
    made = load(_env_file=None, data_dir=tmp_path / "data").keys()
    assert load(_env_file=None, data_dir=tmp_path / "data").keys() == made
    assert (tmp_path / "data" / "secret.key").stat().st_mode & 0o077 == 0


def test_what_a_webhook_shows_is_not_the_key_and_can_be_shown() -> None:
    settings = load(_env_file=None, secret_key="ключ из русских букв")
    assert settings.shown_to_webhook().isascii()
    assert settings.shown_to_webhook() != load(_env_file=None, secret_key="another-key-of-16").shown_to_webhook()


def test_no_secret_is_in_the_repr_of_settings() -> None:
    assert CANARY not in repr(load(_env_file=None, **{name.lower(): value for name, value in SHARED.items()}))


@pytest.fixture(scope="module")
async def commands() -> AsyncIterator[Commands]:
    async with Commands("bot.app", "bot.check", "bot.logs") as one:
        yield one


def in_one(ended: Ended) -> tuple[int | None, str]:
    """How it ended and all that it printed."""
    code, printed, errors = ended
    return code, printed + errors


async def test_a_start_with_nothing_set_says_what_is_missing(tmp_path: Path) -> None:
    code, printed = in_one(await afresh(tmp_path, "run"))
    assert code == 1
    assert_one_line(printed, "BOT_TOKEN")


async def test_a_wrong_env_file_stops_the_start(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"SMTP_URL=smtp://user:{CANARY}@host:port\n")
    code, printed = in_one(await commands.call(tmp_path, "run"))
    assert code == 1
    assert_one_line(printed, "SMTP_URL")


async def test_an_env_file_that_is_no_text_stops_the_start(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"BOT_TOKEN=\xff\xfe")
    code, printed = in_one(await commands.call(tmp_path, "run"))
    assert code == 1
    assert_one_line(printed, ".env")


async def test_a_token_that_telegram_does_not_know_stops_the_start(town: Town) -> None:
    known = town.settings()
    stranger = known.model_copy(update={"bot_token": SecretStr(f"43:{CANARY}")})
    with pytest.raises(SettingsError) as error:
        await App(stranger).start()
    assert_one_line(str(error.value), "BOT_TOKEN")


async def test_an_insurer_s_system_without_a_token_stops_the_start(commands: Commands, tmp_path: Path) -> None:
    code, printed = in_one(
        await commands.call(tmp_path, "run", **SERVICES, POLICIES_URL="https://policies.example.org/api")
    )
    assert code == 1
    assert_one_line(printed, "POLICIES_TOKEN")


@pytest.mark.parametrize(
    "wrong",
    [{"database_url": f"postgresql://user:{CANARY}@127.0.0.1:1/name"}, {"database_url": "sqlite:////dev/null/name"}],
)
async def test_a_database_that_cannot_be_reached_stops_the_start(wrong: dict[str, str], tmp_path: Path) -> None:
    given = {name.lower(): value for name, value in SHARED.items()}
    with pytest.raises(DatabaseDown) as error:
        await App(load(_env_file=None, data_dir=tmp_path, **given, **wrong)).start()
    assert_one_line(str(obstacle(error.value)), "DATABASE_URL")


def test_a_folder_that_cannot_be_made_stops_the_start() -> None:
    with pytest.raises(SettingsError) as error:
        load(_env_file=None, data_dir="/dev/null/data").keys()
    assert_one_line(str(error.value), "DATA_DIR")


async def test_migrations_of_a_database_that_cannot_be_reached_are_refused_in_a_line(
    commands: Commands, tmp_path: Path
) -> None:
    code, printed = in_one(
        await commands.call(tmp_path, "migrate", DATABASE_URL=f"postgresql://u:{CANARY}@127.0.0.1:1/n")
    )
    assert code == 1
    assert_one_line(printed, "DATABASE_URL")


async def test_migrations_make_the_folder_of_the_embedded_database(tmp_path: Path) -> None:
    code, _ = in_one(await afresh(tmp_path, "migrate"))
    assert code == 0
    assert (tmp_path / "data" / "cabinet.sqlite3").exists()


async def test_check_has_a_line_for_each_connection_and_no_secret(commands: Commands, tmp_path: Path) -> None:
    dead = {"REDIS_URL": f"redis://:{CANARY}@127.0.0.1:1", "TELEGRAM_API_URL": "http://127.0.0.1:1"}
    code, printed = in_one(await commands.call(tmp_path, "check", **SHARED, **dead))
    assert code == 1
    assert CANARY not in printed
    seen = [line.split(": ")[0].split() for line in printed.splitlines()]
    assert seen == [
        ["ok", "SECRET_KEY"], ["WRONG", "BOT_TOKEN"], ["WRONG", "SUPPORT_CHAT_ID"], ["WRONG", "REDIS_URL"],
        ["ok", "DATABASE_URL"], ["WRONG", "SMTP_URL"], ["WRONG", "SMS_URL"], ["ok", "POLICIES_URL"],
    ]  # fmt: skip


def assert_one_line(printed: str, name: str) -> None:
    assert printed.strip().count("\n") == 0, printed
    assert name in printed
    assert CANARY not in printed
