"""What an admin is shown of a customer, and the buttons below it."""

from __future__ import annotations

from collections.abc import Iterator

from aiogram.types import InlineKeyboardMarkup

from account.admins.cards import Namesakes, UserCard
from account.admins.roles import Permission
from account.records import Account, SignIn
from account.requests import Request, RequestState
from handlers.desk.names import shown_name
from handlers.words import Words, inline

SHOWN = 10
ON_PEOPLE = ("ban", "unban")  # acts on a Telegram user, the others are on an account


def card_text(words: Words, card: UserCard) -> str:
    """Contacts are masked; name and birth date are for those who may see them."""
    return "\n".join([*_head(words, card), *(_request(words, each) for each in card.requests), *_fault(words, card)])


def card_keyboard(words: Words, card: UserCard) -> InlineKeyboardMarkup | None:
    """What may be done about the account, and about each Telegram user who is in it."""
    if Permission.ACT_ON_USER not in card.may:
        return None
    acts = [] if card.account is None else _acts(words, card.account, signed_in=bool(card.sign_ins))
    acts += [_on_person(words, "ban", each) for each in card.bannable[:SHOWN]]
    if card.guest is not None and card.banned_at is not None:
        acts.append(_on_person(words, "unban", card.guest.telegram_id))
    return inline([[act] for act in acts]) if acts else None


def asking_keyboard(words: Words, act: str, number: int) -> InlineKeyboardMarkup:
    """The second press, and the way back: to the account of that number, or to that Telegram user."""
    back = "person" if act in ON_PEOPLE else "user"
    return inline(
        [
            [(words.plain(f"user-yes-{act}"), f"z:{act}:{number}:yes")],
            [(words.plain("user-back"), f"z:{back}:{number}")],
        ]
    )


def namesakes_text(words: Words, found: Namesakes) -> str:
    shown = len(found.accounts)
    more = [words.say("user-several-more", {"shown": str(shown)})] if shown < found.total else []
    return "\n".join([words.say("user-several", {"total": str(found.total)}), *more])


def namesakes_keyboard(words: Words, found: Namesakes) -> InlineKeyboardMarkup:
    """A button an account; the birth date tells people of one name apart, for those who may see it."""
    return inline([[(_namesake(words, found, each), f"z:user:{each.id}")] for each in found.accounts])


def _namesake(words: Words, found: Namesakes, account: Account) -> str:
    if account.profile is None or Permission.NAME_USER not in found.may:
        return words.plain("user-namesake", {"email": account.email.masked, "phone": account.phone.masked})
    born, email = str(account.profile.born), account.email.masked
    return words.plain("user-namesake-born", {"born": born, "email": email})


def _acts(words: Words, account: Account, *, signed_in: bool) -> list[tuple[str, str]]:
    ends = [(words.plain("user-end"), f"z:end:{account.id}")] if signed_in else []
    if account.blocked_at is not None:
        return [*ends, (words.plain("user-unblock"), f"z:unblock:{account.id}")]
    return [*ends, (words.plain("user-block"), f"z:block:{account.id}")]


def _on_person(words: Words, act: str, telegram_id: int) -> tuple[str, str]:
    return words.plain(f"user-{act}", {"person": str(telegram_id)}), f"z:{act}:{telegram_id}"


def _head(words: Words, card: UserCard) -> Iterator[str]:
    account, guest, state = card.account, card.guest, words.say("user-state", {"state": str(card.state)})
    if account is not None:
        yield words.say("user-page", {"email": account.email.masked, "phone": account.phone.masked})
        yield state
        yield from _account(words, card, account)
    elif guest is not None:
        yield words.say("user-guest", {"person": str(guest.telegram_id)})
        yield state
        if card.banned_at is not None:
            yield words.say("user-banned", {"since": int(card.banned_at.timestamp())})
        if guest.telegram_id in card.gone:
            yield words.say("user-guest-gone")


def _fault(words: Words, card: UserCard) -> Iterator[str]:
    """By this number the log says what went wrong."""
    if (fault := card.fault) is not None:
        args: dict[str, str | int] = {"number": fault.number, "person": str(fault.telegram_id)}
        yield words.say("user-fault", args | {"since": int(fault.at.timestamp())})


def _account(words: Words, card: UserCard, account: Account) -> Iterator[str]:
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
