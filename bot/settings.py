"""Every setting: from the environment or `.env`; a wrong one stops the start with one clear line."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from email.headerregistry import Address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from redis.connection import parse_url as parse_redis_url

from account.desk.replies import Replies, read_replies
from account.working_hours import WorkingHours
from gateways.mail_settings import parse_mail_from, parse_smtp_url
from gateways.sms_settings import parse_sms_ok, parse_sms_url
from storage.database import database_url as parse_database_url

DURATION = re.compile(r"(\d+)\s*([smhd])")
KEY_SHORTEST = 16
BRAND_LONGEST = 100
PROMISE_SHORTEST = timedelta(minutes=1)
PATIENCE_MOST = timedelta(days=365)
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class SettingsError(Exception):
    """One clear line about a setting, without its value where that is secret."""


def _duration(text: Any) -> timedelta:
    """«24h», «30s», «1h30m»."""
    if isinstance(text, timedelta):
        return text
    compact = str(text).strip().casefold()
    parts = DURATION.findall(compact)
    if not parts or DURATION.sub("", compact).strip():
        raise ValueError("write it like 24h, 30s or 1h30m")
    try:
        whole = sum((timedelta(**{UNITS[unit]: int(number)}) for number, unit in parts), timedelta())
    except OverflowError:
        whole = timedelta.max
    if whole > PATIENCE_MOST:
        raise ValueError("nobody can wait as long as that")
    return whole


def _numbers(text: Any) -> Any:
    if isinstance(text, str):
        return [each.strip() for each in text.split(",") if each.strip()]
    return text


def _checked(parse: Callable[[str], Any]) -> AfterValidator:
    """The gateway's own reading of the setting decides whether it is right."""

    def validate(value: SecretStr | str | None) -> SecretStr | str | None:
        if value is not None:
            parse(value.get_secret_value() if isinstance(value, SecretStr) else value)
        return value

    return AfterValidator(validate)


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        right = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        right = False
    if not right:
        raise ValueError("write it as http://… or https://…")
    return text


def _policies_address(text: str) -> str:
    parts = urlsplit(_web_address(text))
    if parts.query or parts.fragment or parts.username or parts.password:
        raise ValueError("the address alone, without ?, # and login: what opens the door is POLICIES_TOKEN")
    return text


def _bearer(text: str) -> str:
    if not re.fullmatch(r"[!-~]{1,4096}", text):
        raise ValueError("only visible Latin characters, without blanks")
    return text


def _redis_address(text: str) -> str:
    try:
        parse_redis_url(text)  # type: ignore[no-untyped-call] # redis has no types there
    except ValueError:
        raise ValueError("write it as redis://:password@host:port/0, rediss://… or unix://path") from None
    return text


def _telegram_token(text: str) -> str:
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", text):
        raise ValueError("it is not a bot token as @BotFather gives it")
    return text


def _brand(text: str) -> str:
    if not text.strip() or len(text) > BRAND_LONGEST or not text.isprintable():
        raise ValueError(f"one line of at most {BRAND_LONGEST} signs")
    return text


def _secret_key(text: str) -> str:
    if any(len(each.strip()) < KEY_SHORTEST for each in text.split(",")):
        raise ValueError("each key needs at least 16 characters")
    return text


def _replies(file: Path | None) -> Path | None:
    read_replies(file)
    return file


Duration = Annotated[timedelta, BeforeValidator(_duration)]


class Settings(BaseSettings):
    """The names are those of the environment in capitals."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    bot_token: Annotated[SecretStr | None, _checked(_telegram_token)] = Field(
        None, description="The bot's token from @BotFather; without it there is only the playground."
    )
    telegram_api_url: Annotated[str, _checked(_web_address)] = Field(
        "https://api.telegram.org", description="The Bot API server: Telegram's, a local or a stand-in one."
    )
    redis_url: Annotated[SecretStr | None, _checked(_redis_address)] = Field(
        None, description="redis://… for conversations; absent: an embedded Redis."
    )
    database_url: Annotated[SecretStr | None, _checked(parse_database_url)] = Field(
        None, description="postgresql://… or sqlite:///…; absent: SQLite under DATA_DIR."
    )
    data_dir: Path = Field(Path("data"), description="Where the embedded Redis and SQLite keep everything.")
    secret_key: Annotated[SecretStr | None, _checked(_secret_key)] = Field(
        None,
        description="Encrypts personal data: at least 16 characters; several with commas, the newest first, to rotate. "
        "Absent: made once and kept in DATA_DIR/secret.key.",
    )
    smtp_url: Annotated[SecretStr | None, _checked(parse_smtp_url)] = Field(
        None, description="smtp://user:password@host:port, smtps://…, ?starttls=true."
    )
    mail_from: Annotated[str | None, _checked(parse_mail_from)] = Field(
        None, description="The sender of letters; absent: BRAND_NAME at SUPPORT_EMAIL."
    )
    sms_url: Annotated[SecretStr | None, _checked(parse_sms_url)] = Field(
        None, description="The SMS gateway's address with {phone} and {text} in it; post+https://… for a POST form."
    )
    sms_ok: Annotated[str | None, _checked(parse_sms_ok)] = Field(
        None, description="A regular expression that the gateway's answer to a success matches."
    )
    policies_url: Annotated[str | None, _checked(_policies_address)] = Field(
        None,
        description="The insurer's system that is asked for policies (docs/policies-api.yaml); absent: our own tables.",
    )
    policies_token: Annotated[SecretStr | None, _checked(_bearer)] = Field(
        None, description="What the bot shows there (Authorization: Bearer …); needed with POLICIES_URL."
    )
    support_chat_id: int | None = Field(None, lt=0, description="The support group; requests wait until it is set.")
    admin_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_numbers)] = Field(
        (), description="Telegram ids of the admins, with commas."
    )
    answer_within: Duration = Field(timedelta(hours=24), ge=PROMISE_SHORTEST, description="The promise to customers.")
    remind_before: Duration = Field(timedelta(hours=2), description="When staff are reminded before the end of it.")
    decision_delay: Duration = Field(
        timedelta(seconds=30), description="How long a decision can be taken back before the customer is told."
    )
    replies_file: Annotated[Path | None, AfterValidator(_replies)] = Field(
        None,
        description="The desk's ready replies (TOML as account/desk/replies.toml); absent: the bot's own.",
    )
    reviewers: int = Field(1, ge=1, le=2, description="How many people a decision takes: 1, or 2 who see the same.")
    broadcast_rate: float = Field(25.0, gt=0, le=1000, description="Messages a second of background sending.")
    webhook_url: Annotated[str | None, _checked(_web_address)] = Field(
        None, description="The public address for updates; absent: polling."
    )
    webhook_secret: SecretStr | None = Field(
        None, description="What Telegram has to show with each update; absent: derived from SECRET_KEY."
    )
    http_host: str = Field("127.0.0.1", description="Where the webhook and /health are served.")
    http_port: int = Field(8080, ge=0, le=65535, description="Its port.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")
    log_format: Literal["text", "json"] = Field("text", description="For people, or for machines.")
    brand_name: Annotated[str, _checked(_brand)] = Field(
        "СК «Согласие»", description="The insurer's name in all texts."
    )
    support_email: Annotated[str, _checked(parse_mail_from)] = Field(
        "digital@soglasie.ru", description="Where people can write."
    )
    cabinet_url: Annotated[str, _checked(_web_address)] = Field(
        "https://lk.soglasie.ru/", description="The account on the web."
    )
    agreement_url: Annotated[str, _checked(_web_address)] = Field(
        "https://lk.soglasie.ru/agreement", description="The user agreement and the consent to data processing."
    )
    timezone: str = Field("Europe/Moscow", description="For the times told to customers.")
    working_hours: Annotated[str, _checked(WorkingHours.parse)] = Field(
        "24/7",
        description="When staff are there, like mon-fri 09:00-18:00, sat 10:00-15:00, in TIMEZONE; absent: around the "
        "clock. The time told to customers moves into these hours, the deadline does not.",
    )

    @field_validator("webhook_secret")
    @classmethod
    def _secret_is_ascii(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("only A-Z, a-z, 0-9, _ and - are allowed, at most 256")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError("it is no time zone such as Europe/Moscow") from None
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def hours(self) -> WorkingHours:
        return WorkingHours.parse(self.working_hours)

    @property
    def replies(self) -> Replies:
        return read_replies(self.replies_file)

    @property
    def sender(self) -> str:
        own = Address(display_name=self.brand_name, addr_spec=parse_mail_from(self.support_email).addr_spec)
        return self.mail_from or str(own)  # which puts a name with a comma in quotes

    @property
    def product(self) -> dict[str, str]:
        """What every text may name."""
        return {
            "brand": self.brand_name,
            "support_email": self.support_email,
            "cabinet_url": self.cabinet_url,
            "agreement_url": self.agreement_url,
        }

    def keys(self) -> str:
        """SECRET_KEY, or the one made at the first start and kept beside the data."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        if self.database_url is not None or self.redis_url is not None:
            raise SettingsError("SECRET_KEY: needed with DATABASE_URL or REDIS_URL, for all replicas have to share it")
        file = self.data_folder() / "secret.key"
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(48))
        return file.read_text().strip()

    def data_folder(self) -> Path:
        """DATA_DIR, made if need be."""
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise SettingsError(f"DATA_DIR: it cannot be made: {error.strerror}") from None
        return self.data_dir

    def shown_to_webhook(self) -> str:
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        return hashlib.sha256(b"webhook:" + self.keys().encode()).hexdigest()

    def database(self) -> str:
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir.absolute() / 'cabinet.sqlite3'}"

    def required(self, *names: str) -> None:
        """SettingsError for the first of these that is not set."""
        for name in names:
            if getattr(self, name) is None:
                raise SettingsError(f"{name.upper()}: not set; {type(self).model_fields[name].description}")


def load(**given: Any) -> Settings:
    """Read and check all settings."""
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        reason = first["msg"].removeprefix("Value error, ").removeprefix(f"{name}: ")
        raise SettingsError(f"{name}: {reason}") from None
    except UnicodeDecodeError:
        raise SettingsError(".env: it is not UTF-8 text") from None


def example() -> str:
    """The text of `.env.example`: every name with what it is for and its default."""
    lines = ["# Every setting of the bot, with its default. Copy to .env and fill in."]
    for name, field in Settings.model_fields.items():
        lines += [
            "",
            f"# {field.description}",
            f"{'' if field.default is None else '# '}{name.upper()}={_shown(field.default)}",
        ]
    return "\n".join(lines) + "\n"


def _shown(default: Any) -> str:
    match default:
        case None | ():
            return ""
        case timedelta():
            seconds = int(default.total_seconds())
            return f"{seconds // 3600}h" if seconds % 3600 == 0 else f"{seconds}s"
        case float():
            return f"{default:g}"
        case _:
            return str(default)


if __name__ == "__main__":
    print(example(), end="")
