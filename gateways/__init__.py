"""Carrying things out into the world: mail, SMS, hashes, a look at files, calls to Telegram."""
