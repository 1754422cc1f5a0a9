"""Every table: Telegram ids and times lie open, personal data is encrypted, and found by a fingerprint beside it."""

from __future__ import annotations

from storage.tables.base import metadata
from storage.tables.broadcasts import broadcast_lanes, broadcast_sends, broadcasts
from storage.tables.desk import letters, moved_groups, request_files, request_messages, requests
from storage.tables.passing import codes, outbox, steps, tallies
from storage.tables.people import accounts, bans, consents, faults, milestones, mutes, people, roles, sign_ins
from storage.tables.policies import policies, policy_imports, policy_lines, policy_refusals
from storage.tables.trail import audit, audit_head

__all__ = [
    "accounts",
    "audit",
    "audit_head",
    "bans",
    "broadcast_lanes",
    "broadcast_sends",
    "broadcasts",
    "codes",
    "consents",
    "faults",
    "letters",
    "metadata",
    "milestones",
    "moved_groups",
    "mutes",
    "outbox",
    "people",
    "policies",
    "policy_imports",
    "policy_lines",
    "policy_refusals",
    "request_files",
    "request_messages",
    "requests",
    "roles",
    "sign_ins",
    "steps",
    "tallies",
]
