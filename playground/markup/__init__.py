"""Texts as Telegram reads them: entities, parse modes, keyboards."""
