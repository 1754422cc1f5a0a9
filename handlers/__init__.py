"""The Telegram edge: updates in, calls out; no rules and no SQL."""
