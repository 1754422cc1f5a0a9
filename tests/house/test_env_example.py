"""`.env.example` is the settings class, written out."""

from __future__ import annotations

import re
from pathlib import Path

from bot.settings import Settings, example, load

FILE = Path(__file__).parents[2] / ".env.example"
OF_THE_SPECIFICATION = {
    "BOT_TOKEN", "TELEGRAM_API_URL", "REDIS_URL", "DATABASE_URL", "DATA_DIR", "SECRET_KEY", "SMTP_URL", "MAIL_FROM",
    "SMS_URL", "SMS_OK", "SUPPORT_CHAT_ID", "ADMIN_IDS", "ANSWER_WITHIN", "REMIND_BEFORE", "DECISION_DELAY",
    "BROADCAST_RATE", "WEBHOOK_URL", "WEBHOOK_SECRET", "HTTP_HOST", "HTTP_PORT", "LOG_LEVEL", "LOG_FORMAT",
    "BRAND_NAME", "SUPPORT_EMAIL", "CABINET_URL", "AGREEMENT_URL",
}  # fmt: skip


def test_the_example_is_current() -> None:
    assert FILE.read_text("utf-8") == example(), "write it anew: .venv/bin/python -m bot.settings > .env.example"


def test_every_promised_setting_is_in_it() -> None:
    named = re.findall(r"^(?:# )?([A-Z_]+)=", FILE.read_text("utf-8"), re.MULTILINE)
    assert set(named) >= OF_THE_SPECIFICATION
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_what_it_says_about_each_setting_are_words() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_a_copy_with_every_line_switched_on_gives_the_defaults(tmp_path: Path) -> None:
    copy = tmp_path / ".env"
    copy.write_text(re.sub(r"^# ([A-Z_]+=)", r"\1", FILE.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert load(_env_file=copy) == load(_env_file=None)
