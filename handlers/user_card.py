"""What an admin is shown of a customer, and the buttons below it."""

from __future__ import annotations

from collections.abc import Iterator

from aiogram.types import InlineKeyboardMarkup

from account.admins.roles import Permission
from account.admins.users import UserCard
from account.records import Account, SignIn
from account.requests import Request, RequestState
from handlers.desk.names import shown_name
from handlers.words import Words, inline

SHOWN = 10


def card_text(words: Words, card: UserCard) -> str:
    """Contacts are masked; name and birth date are for those who may see them."""
    return "\n".join([*_head(words, card), *(_request(words, each) for each in card.requests)])


def card_keyboard(words: Words, card: UserCard) -> InlineKeyboardMarkup | None:
    account = card.account
    if account is None or Permission.ACT_ON_USER not in card.may:
        return None
    acts = [("user-end", f"z:end:{account.id}")] if card.sign_ins else []
    acts.append(("user-unblock", f"z:unblock:{account.id}") if account.blocked_at else _block(account))
    return words.choices([[act] for act in acts])


def asking_keyboard(words: Words, act: str, account_id: int) -> InlineKeyboardMarkup:
    """The second press, and the way back."""
    return inline(
        [
            [(words.plain(f"user-yes-{act}"), f"z:{act}:{account_id}:yes")],
            [(words.plain("user-back"), f"z:user:{account_id}")],
        ]
    )


def _block(account: Account) -> tuple[str, str]:
    return ("user-block", f"z:block:{account.id}")


def _head(words: Words, card: UserCard) -> Iterator[str]:
    account, guest = card.account, card.guest
    if account is not None:
        yield from _account(words, card, account)
    elif guest is not None:
        yield words.say("user-guest", {"person": str(guest.telegram_id)})
        if guest.telegram_id in card.gone:
            yield words.say("user-guest-gone")


def _account(words: Words, card: UserCard, account: Account) -> Iterator[str]:
    yield words.say("user-page", {"email": account.email.masked, "phone": account.phone.masked})
    if account.blocked_at is not None:
        yield words.say("user-blocked", {"since": int(account.blocked_at.timestamp())})
    yield words.say("user-opened", {"since": int(account.created_at.timestamp())})
    yield _profile(words, card, account)
    if account.verified_at is None:
        yield words.say("user-not-verified")
    else:
        yield words.say("user-verified", {"since": int(account.verified_at.timestamp())})
    yield ""
    yield words.say("user-sign-ins" if card.sign_ins else "user-no-sign-ins")
    newest = sorted(card.sign_ins, key=lambda each: (each.since, each.id), reverse=True)
    yield from (_sign_in(words, each, gone=each.telegram_id in card.gone) for each in newest[:SHOWN])
    if (more := len(newest) - SHOWN) > 0:
        yield words.say("security-more", {"number": str(more)})


def _profile(words: Words, card: UserCard, account: Account) -> str:
    if account.profile is None:
        return words.say("user-no-profile")
    if Permission.NAME_USER not in card.may:
        return words.say("user-has-profile")
    profile = account.profile
    return words.say("user-named", {"name": shown_name(str(profile.name)), "born": str(profile.born)})


def _sign_in(words: Words, sign_in: SignIn, *, gone: bool) -> str:
    args: dict[str, str | int] = {"person": str(sign_in.telegram_id), "since": int(sign_in.since.timestamp())}
    return words.say("user-sign-in-gone" if gone else "user-sign-in", args)


def _request(words: Words, request: Request) -> str:
    is_open = request.state is RequestState.OPEN
    args: dict[str, str | int] = {"request": str(request.id), "kind": str(request.kind)}
    return words.say("user-request-open" if is_open else "user-request-over", args)
