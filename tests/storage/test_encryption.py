"""What is sealed opens for its own place and its own keys only, and fingerprints find it again."""

from __future__ import annotations

import pytest

from storage.encryption import DecryptionError, Keyring

OLD = "the-old-secret-of-2025"
NEW = "the-new-secret-of-2026"
PHONE = "+79161234567"


@pytest.fixture(scope="module")
def old() -> Keyring:
    return Keyring(OLD)


@pytest.fixture(scope="module")
def both() -> Keyring:
    return Keyring(f"{NEW}, {OLD}")


@pytest.fixture(scope="module")
def new() -> Keyring:
    return Keyring(NEW)


@pytest.mark.parametrize("plain", [b"", b"\x00", PHONE.encode(), b"x" * 100_000])
def test_what_was_sealed_opens_again(old: Keyring, plain: bytes) -> None:
    assert old.decrypt(old.encrypt(plain, "accounts.phone"), "accounts.phone") == plain


def test_a_sealed_value_shows_nothing_and_never_looks_the_same_twice(old: Keyring) -> None:
    sealed = {old.encrypt(PHONE.encode(), "accounts.phone") for _ in range(50)}
    assert len(sealed) == 50
    assert not any(PHONE.encode() in blob for blob in sealed)


def test_a_value_carried_to_another_place_does_not_open(old: Keyring) -> None:
    sealed = old.encrypt(b"anna@example.org", "accounts.email")
    with pytest.raises(DecryptionError):
        old.decrypt(sealed, "accounts.phone")


def test_any_changed_or_missing_byte_is_noticed(old: Keyring) -> None:
    sealed = old.encrypt(b"anna", "accounts.name")
    for at in range(len(sealed)):
        with pytest.raises(DecryptionError):
            old.decrypt(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], "accounts.name")
        with pytest.raises(DecryptionError):
            old.decrypt(sealed[:at], "accounts.name")


def test_a_replaced_secret_still_opens_what_it_sealed(old: Keyring, both: Keyring) -> None:
    assert both.decrypt(old.encrypt(b"anna", "accounts.name"), "accounts.name") == b"anna"


def test_the_newest_secret_seals(both: Keyring, new: Keyring, old: Keyring) -> None:
    sealed = both.encrypt(b"anna", "accounts.name")
    assert new.decrypt(sealed, "accounts.name") == b"anna"
    with pytest.raises(DecryptionError):
        old.decrypt(sealed, "accounts.name")


def test_the_same_secret_gives_the_same_keys_in_the_next_process(old: Keyring) -> None:
    assert Keyring(OLD).decrypt(old.encrypt(b"anna", "accounts.name"), "accounts.name") == b"anna"


def test_fingerprints_find_equal_values_over_a_rotation(old: Keyring, both: Keyring, new: Keyring) -> None:
    assert both.fingerprints(PHONE, "accounts.phone") == [
        new.fingerprint(PHONE, "accounts.phone"),
        old.fingerprint(PHONE, "accounts.phone"),
    ]
    assert both.fingerprint(PHONE, "accounts.phone") == new.fingerprint(PHONE, "accounts.phone")


def test_fingerprints_of_different_values_or_purposes_differ(old: Keyring) -> None:
    cases = [(PHONE, "phone"), ("+79161234568", "phone"), (PHONE, "sms"), ("e" + PHONE, "phon"), ("", "phone")]
    assert len({old.fingerprint(value, purpose) for value, purpose in cases}) == len(cases)


@pytest.mark.parametrize("secret", ["", "fifteen-letters", f"{OLD},", f"{OLD},,{NEW}", f"short,{OLD}"])
def test_a_short_secret_is_refused_without_being_told(secret: str) -> None:
    with pytest.raises(ValueError, match="16 characters") as refused:
        Keyring(secret)
    assert not any(part and part in str(refused.value) for part in secret.split(","))


def test_a_keyring_shows_none_of_its_secrets(both: Keyring) -> None:
    shown = repr(both) + repr(both._keys)
    assert NEW not in shown
    assert OLD not in shown
    assert both._keys[0].finger.hex() not in shown
