"""Every column of every table: personal or not, where the export shows it, and whether it outlives an erasure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Exported:
    """Personal: in the export at ``path`` («requests[].files[].name»), and erased."""

    path: str


@dataclass(frozen=True, slots=True)
class Erased:
    """Personal and erased, and for this reason not in the export."""

    why: str


@dataclass(frozen=True, slots=True)
class Stays:
    """Personal, or leading to a person, and for this reason there after an erasure."""

    why: str


@dataclass(frozen=True, slots=True)
class Plain:
    """Nothing personal."""


Mark = Exported | Erased | Stays | Plain

PLAIN: Final = Plain()
NUMBER: Final = Erased("a number of ours that says nothing by itself")
PRINT: Final = Erased("a keyed hash of what is exported beside it")
OF_STAFF: Final = Erased("names a colleague, who is not named to customers")
OF_TELEGRAM: Final = Erased("a number of Telegram's in the support group")
BY_LAW: Final = Stays("the record of who decided what, which the law asks for, and which nobody can change")

OF_ADMINS: Final = Stays("an admin's: who brought policies in, by which file")
OF_ROLES: Final = Stays("an admin's: who may see customers' data, by whose word")
OF_BROADCASTS: Final = Stays("an admin's: what was written to many, and where its progress is shown")
SHUT_OUT: Final = Stays("the word of an admin; deleting an account is no way around it")
INSURERS: Final = Stays("policies are the insurer's; the person's own are in the export by way of the port")
_OF_POLICIES: Final[dict[str, Mark]] = dict.fromkeys(
    (*("number", "number_print", "holder_print", "document_print", "details", "state", "starts", "ends", "digest"),),
    INSURERS,
)

MARKS: Final[Mapping[str, Mapping[str, Mark]]] = {
    "people": {
        "telegram_id": Exported("telegram.id"),
        "language": Exported("telegram.language"),
        "first_seen_at": Exported("telegram.first_seen_at"),
        "gone_at": Exported("telegram.blocked_the_bot_at"),
    },
    "mutes": {
        "telegram_id": Exported("telegram.id"),
        "what": Exported("telegram.muted_reminders[].what"),
        "at": Exported("telegram.muted_reminders[].at"),
    },
    "accounts": {
        "id": NUMBER,
        "email": Exported("account.email"),
        "email_print": PRINT,
        "phone": Exported("account.phone"),
        "phone_print": PRINT,
        "password": Erased("a hash, named as such in the file"),
        "password_until": Exported("account.sent_password_until"),
        "profile": Exported("profile"),
        "name_print": PRINT,
        "profiled_at": Exported("account.profile_completed_at"),
        "verified_at": Exported("account.identity_verified_at"),
        "created_at": Exported("account.created_at"),
        "blocked_at": Exported("account.blocked_at"),
    },
    "roles": dict.fromkeys(("telegram_id", "role", "named_by", "at"), OF_ROLES),
    "consents": {
        "id": NUMBER,
        "account_id": NUMBER,
        "kind": Exported("consents[].document"),
        "version": Exported("consents[].version"),
        "at": Exported("consents[].given_at"),
        "telegram_id": Exported("consents[].given_by_telegram_id"),
        "withdrawn_at": Exported("consents[].withdrawn_at"),
    },
    "sign_ins": {
        "id": NUMBER,
        "account_id": NUMBER,
        "telegram_id": Exported("sign_ins[].telegram_id"),
        "since": Exported("sign_ins[].since"),
        "ended_at": Exported("sign_ins[].ended_at"),
    },
    "requests": {
        "id": Exported("requests[].number"),
        "account_id": NUMBER,
        "telegram_id": Exported("requests[].sent_by_telegram_id"),
        "state": Exported("requests[].state"),
        "submitted_at": Exported("requests[].sent_at"),
        "answer_by": Exported("requests[].answer_promised_by"),
        "taken_by": OF_STAFF,
        "taken_by_name": OF_STAFF,
        "decided_by": OF_STAFF,
        "decided_by_name": OF_STAFF,
        "decided_at": Exported("requests[].decided_at"),
        "told_at": Exported("requests[].told_at"),
        "topic": OF_TELEGRAM,
        "kind": Exported("requests[].kind"),
        "active_at": Erased("when a colleague last did something"),
        "answered_at": Exported("requests[].answered_at"),
        "proposal": Erased("what a colleague proposes is no decision"),
        "proposals": PLAIN,
    },
    "request_files": {
        "request_id": NUMBER,
        "slot": Exported("requests[].files[].picture"),
        "file": Exported("requests[].files[].name"),
        "rejected": Exported("requests[].files[].rejected"),
        "reason": Exported("requests[].files[].reason"),
        "note": Erased("what colleagues note for each other"),
    },
    "request_messages": {"message_id": OF_TELEGRAM, "request_id": NUMBER, "position": PLAIN},
    "letters": {
        "id": NUMBER,
        "request_id": NUMBER,
        "sender": Exported("requests[].letters[].from"),
        "who": Exported("requests[].letters[].by_telegram_id"),
        "state": Exported("requests[].letters[].state"),
        "group_message": OF_TELEGRAM,
        "customer_message": Erased("a number of Telegram's in the person's own chat"),
        "album": Erased("a number of Telegram's"),
        "content": Exported("requests[].letters[].waiting_text"),
        "has_file": Exported("requests[].letters[].with_file"),
        "at": Exported("requests[].letters[].at"),
    },
    "codes": {
        "id": NUMBER,
        "person": Exported("telegram.id"),
        "purpose": Exported("codes[].purpose"),
        "contact_print": PRINT,
        "code_print": Erased("a keyed hash of a secret"),
        "carries": Erased("the hash of a password that is not in force yet"),
        "made_at": Exported("codes[].made_at"),
        "until": Exported("codes[].valid_until"),
        "used_at": Exported("codes[].used_at"),
        "ended_at": Exported("codes[].ended_at"),
    },
    "outbox": {
        "id": NUMBER,
        "key": NUMBER,
        "kind": Exported("outbox[].kind"),
        "person": Exported("telegram.id"),
        "payload": Erased("what is about to arrive; emptied then"),
        "care": PLAIN,
        "due_at": Exported("outbox[].due_at"),
        "expires_at": PLAIN,
        "state": Exported("outbox[].state"),
        "next_at": PLAIN,
        "tries": PLAIN,
        "reason": Erased("why a server refused something, in its words"),
        "finished_at": Exported("outbox[].finished_at"),
        "shown_at": PLAIN,
        "lane": NUMBER,
    },
    "audit": {
        "id": PLAIN,
        "request_id": BY_LAW,
        "who": BY_LAW,
        "what": BY_LAW,
        "at": BY_LAW,
        "detail": Stays(
            "a colleague's name or number, the number of an account, or the keyed hashes that prove an erasure"
        ),
        "follows": PLAIN,
        "link": PLAIN,
    },
    "audit_head": {"id": PLAIN, "newest": PLAIN},
    "tallies": {
        "id": PLAIN,
        "subject_print": Stays("a keyed hash, for 25 hours: deleting is no way around the limits"),
        "at": PLAIN,
    },
    "steps": {
        "key": PLAIN,
        "outcome": Stays("times and names of refusals, for 25 hours: an update that comes again is answered the same"),
        "at": PLAIN,
    },
    "policies": {
        "id": PLAIN,
        **_OF_POLICIES,
        "created_at": PLAIN,
        "changed_at": PLAIN,
    },
    "policy_lines": {"import_id": PLAIN, "line": PLAIN, **_OF_POLICIES},
    "policy_refusals": {
        "import_id": PLAIN,
        "line": PLAIN,
        "field": PLAIN,
        "reason": PLAIN,
        "first": PLAIN,
    },
    "policy_imports": {
        **dict.fromkeys(("id", "state", "holder", "lease_until", "lines", "new", "changed"), PLAIN),
        **dict.fromkeys(("unchanged", "refused", "at", "finished_at", "tries"), PLAIN),
        **dict.fromkeys(("who", "chat", "message", "file", "report"), OF_ADMINS),
    },
    "broadcasts": {
        **dict.fromkeys(("id", "deed", "of", "kind", "whom", "language", "state", "created_at", "starts_at"), PLAIN),
        **dict.fromkeys(("started_at", "finished_at", "total", "sent", "blocked"), PLAIN),
        "cursor": Stays("how far a broadcast under way has come; gone with its end"),
        **dict.fromkeys(("failed", "unknown"), PLAIN),
        **dict.fromkeys(("who", "content", "chat", "message"), OF_BROADCASTS),
    },
    "broadcast_sends": {
        "broadcast_id": Exported("broadcasts[].number"),
        "telegram_id": Exported("telegram.id"),
        "state": Exported("broadcasts[].state"),
        "lane": PLAIN,
        "messages": Erased("numbers of Telegram's in the person's own chat"),
        "at": Exported("broadcasts[].at"),
    },
    "broadcast_lanes": dict.fromkeys(("broadcast_id", "lane", "holder"), PLAIN),
    "bans": dict.fromkeys(("telegram_id", "at"), SHUT_OUT),
    "faults": {
        "telegram_id": Exported("telegram.id"),
        "number": Exported("telegram.last_fault.number"),
        "at": Exported("telegram.last_fault.at"),
    },
    "milestones": {
        "telegram_id": Exported("telegram.id"),
        "what": Exported("telegram.milestones[].what"),
        "at": Exported("telegram.milestones[].at"),
    },
    "moved_groups": {"old_id": PLAIN, "new_id": PLAIN, "at": PLAIN},
}
