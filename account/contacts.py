"""The two contacts that open an account: an e-mail address and a mobile number, each in one canonical notation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType, ValidationResult

from account.refusals import Refusal
from account.typed_text import tidied

LONGEST_EMAIL = 254
_LONGEST_MAILBOX = 64
# What is longer than this is no slip around an address or a number, and is not worth reading.
_LONGEST_TYPED_EMAIL = 400
_LONGEST_TYPED_PHONE = 60

_STORED_EMAIL = re.compile(r"[!-?A-~]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
_ANGLE_BRACKETS = re.compile(r"[^<>]*<([^<>]*)>")
_MAILTO = re.compile(r"mailto:([^?]*)(\?.*)?", re.IGNORECASE)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z]")

_STORED_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
_TYPED_PHONE = re.compile(r"\+?[0-9 ()./-]+")
# «+8 916 …» is how many people write the domestic 8; no country has the code 89.
_PLUS_EIGHT = re.compile(r"\+89[0-9]{9}")
_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


@dataclass(frozen=True, slots=True, repr=False)
class Email:
    """An e-mail address: its domain in lower case and in ASCII, so that any mail server takes it.

    ``Email(value)`` is for what was stored; what a person typed goes through :meth:`parse`.
    """

    kind: ClassVar[Literal["email"]] = "email"
    value: str

    def __post_init__(self) -> None:
        if len(self.value) > LONGEST_EMAIL or not _STORED_EMAIL.fullmatch(self.value):
            raise ValueError("not a canonical e-mail address")

    @classmethod
    def parse(cls, text: str) -> Email:
        if len(text) > _LONGEST_TYPED_EMAIL:
            raise Refusal("not-an-email", which="too-long")
        typed = _unwrapped(tidied(text))
        if fault := _email_fault(typed):
            raise Refusal("not-an-email", which=fault)
        address = _valid_address(typed)
        if address is None:
            raise Refusal("not-an-email", which="other")
        if len(address) > LONGEST_EMAIL:
            raise Refusal("not-an-email", which="too-long")
        return cls(address)

    @property
    def key(self) -> str:
        """What tells two addresses apart: phones capitalise the first letter, mailboxes do not care."""
        return self.value.lower()

    @property
    def pretty(self) -> str:
        """The address as people read it: a Russian domain in Russian letters."""
        local, _, domain = self.value.partition("@")
        return f"{local}@{_readable_domain(domain)}"

    @property
    def masked(self) -> str:
        local, _, domain = self.pretty.partition("@")
        shown = local[0] if len(local) > 1 else ""
        return f"{shown}•••@{domain}"

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return "Email(…)"


@dataclass(frozen=True, slots=True, repr=False)
class Phone:
    """A mobile number in E.164.

    ``Phone(value)`` is for what was stored: only its shape is checked, for numbering plans change and nobody
    may lose an account by that. What a person typed goes through :meth:`parse`.
    """

    kind: ClassVar[Literal["phone"]] = "phone"
    value: str

    def __post_init__(self) -> None:
        if not _STORED_PHONE.fullmatch(self.value):
            raise ValueError("not a phone number in E.164")

    @classmethod
    def parse(cls, text: str) -> Phone:
        """Read a number in any usual notation: 8…, 7…, +7… or ten digits are Russian, others need their plus."""
        if len(text) > _LONGEST_TYPED_PHONE:
            raise Refusal("not-a-phone", which="too-long")
        typed = re.sub("^tel:", "", tidied(text), flags=re.IGNORECASE)
        if not _TYPED_PHONE.fullmatch(typed):
            raise Refusal("not-a-phone", which="letters" if any(map(str.isalpha, typed)) else "unknown")
        digits = re.sub("[^+0-9]", "", typed)
        if _PLUS_EIGHT.fullmatch(digits):
            digits = digits.removeprefix("+")
        number = _number(digits)
        if fault := _phone_fault(number, digits):
            raise Refusal("not-a-phone", which=fault)
        return cls(phonenumbers.format_number(number, PhoneNumberFormat.E164))

    @classmethod
    def of_shared_contact(cls, number: str) -> Phone:
        """Read the number of a shared contact: always international, but many clients leave the plus out."""
        return cls.parse(f"+{number.strip().removeprefix('+')}")

    @property
    def key(self) -> str:
        """What tells two numbers apart."""
        return self.value

    @property
    def pretty(self) -> str:
        """The international notation, with its blanks."""
        return phonenumbers.format_number(phonenumbers.parse(self.value), PhoneNumberFormat.INTERNATIONAL)

    @property
    def masked(self) -> str:
        code = phonenumbers.parse(self.value).country_code
        return f"+{code} ••• •••-{self.value[-4:-2]}-{self.value[-2:]}"

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return "Phone(…)"


Contact: TypeAlias = Email | Phone


def _unwrapped(typed: str) -> str:
    """Take off what surrounds an address in letters and links: a name, angle brackets, mailto:, a final stop."""
    if bracketed := _ANGLE_BRACKETS.fullmatch(typed):
        typed = bracketed[1].strip()
    if link := _MAILTO.fullmatch(typed):
        typed = link[1].strip()
    return typed.rstrip(" .,;")


def _email_fault(typed: str) -> str | None:
    """Name the commonest slips, which the library tells in one English sentence only."""
    local, _, domain = typed.partition("@")
    faults = {
        "too-long": len(typed) > LONGEST_EMAIL or len(local) > _LONGEST_MAILBOX,
        "no-at": "@" not in typed,
        "two-ats": "@" in domain,
        "space": " " in typed,
        "no-name": not local,
        "no-domain": "." not in domain.strip("."),
        # A Cyrillic domain is an address; a Cyrillic letter within a Latin word is a wrong keyboard.
        "cyrillic": bool(_CYRILLIC.search(local)) or any(map(_mixed, domain.split("."))),
    }
    return next((name for name, wrong in faults.items() if wrong), None)


def _mixed(word: str) -> bool:
    return bool(_CYRILLIC.search(word) and _LATIN.search(word))


def _valid_address(typed: str) -> str | None:
    try:
        valid = validate_email(
            typed,
            check_deliverability=False,
            allow_smtputf8=False,
            strict=True,  # a mailbox name has at most 64 characters
            test_environment=True,  # «.test» is a syntactically valid domain, and the one for trying things out
        )
    except (EmailNotValidError, UnicodeError):
        return None
    address = valid.ascii_email
    return address if address and _STORED_EMAIL.fullmatch(address) else None


def _readable_domain(domain: str) -> str:
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain


def _number(digits: str) -> PhoneNumber:
    try:
        return phonenumbers.parse(digits, "RU")
    except NumberParseException as error:
        short = error.error_type in {
            NumberParseException.NOT_A_NUMBER,
            NumberParseException.TOO_SHORT_NSN,
            NumberParseException.TOO_SHORT_AFTER_IDD,
        }
        which = "too-short" if short else "unknown"
        if error.error_type == NumberParseException.TOO_LONG:
            which = "too-long"
    raise Refusal("not-a-phone", which=which)


def _phone_fault(number: PhoneNumber, digits: str) -> str | None:
    if phonenumbers.is_valid_number(number):
        return None if phonenumbers.number_type(number) in _MOBILE else "not-mobile"
    if not digits.startswith("+") and _is_mobile_abroad(digits):
        return "no-plus"
    if (expected := _russian_length(digits)) and len(digits) != expected:
        return "too-short" if len(digits) < expected else "too-long"
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason in {ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY}:
        return "too-short"
    return "too-long" if reason == ValidationResult.TOO_LONG else "unknown"


def _russian_length(digits: str) -> int | None:
    """How long the number should be if it is Russian: the library takes a lost digit for a foreign code."""
    lengths = {"+7": 12, "7": 11, "8": 11, "9": 10}
    return next((length for start, length in lengths.items() if digits.startswith(start)), None)


def _is_mobile_abroad(digits: str) -> bool:
    try:
        number = phonenumbers.parse(f"+{digits}")
    except NumberParseException:
        return False
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in _MOBILE
