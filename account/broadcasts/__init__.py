"""Broadcasts: what admins write to many, to whom it goes, and what became of it (spec §3)."""
