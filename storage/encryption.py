"""Personal data at rest: sealed with a key from SECRET_KEY, and found again by a keyed fingerprint."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

SHORTEST_SECRET: Final = 16
# A stored value is: the layout's number, the key's id, the nonce, then what AES-GCM made of it.
_LAYOUT: Final = b"\x01"
_ID: Final = 4
_NONCE: Final = 12


class DecryptionError(ValueError):
    """The bytes were not sealed by one of our keys for this place, or were changed since."""


@dataclass(frozen=True, slots=True, repr=False)
class _Key:
    """What one secret yields: an id to find it by and two keys that tell nothing about each other."""

    id: bytes
    seal: AESGCM
    finger: bytes

    @classmethod
    @lru_cache(maxsize=8)  # a twentieth of a second each, and a secret is the process's anyway
    def derive(cls, secret: str) -> _Key:
        # An operator may type a pass phrase, and a key's id lies open in each value: scrypt makes guessing dear.
        root = hashlib.scrypt(secret.encode(), salt=b"cabinet-bot", n=2**14, r=8, p=1, dklen=32)

        def expand(use: str, length: int = 32) -> bytes:
            return HKDFExpand(SHA256(), length, use.encode()).derive(root)

        return cls(expand("key id", _ID), AESGCM(expand("sealing")), expand("fingerprint"))


class Keyring:
    """The keys made of SECRET_KEY: one secret, or several separated by commas, the newest first.

    The newest seals; all of them open, so that a secret can be replaced without losing what it sealed. ``context``
    says where a value stands ("table.column", a Redis key): carried elsewhere, it does not open.
    """

    def __init__(self, secret: str) -> None:
        secrets = list(dict.fromkeys(part.strip() for part in secret.split(",")))
        if any(len(part) < SHORTEST_SECRET for part in secrets):
            raise ValueError(f"SECRET_KEY: each secret needs at least {SHORTEST_SECRET} characters")
        self._keys = [_Key.derive(part) for part in secrets]

    def __repr__(self) -> str:
        return f"<Keyring of {len(self._keys)}>"

    def encrypt(self, plain: bytes, context: str) -> bytes:
        key, nonce = self._keys[0], os.urandom(_NONCE)
        return _LAYOUT + key.id + nonce + key.seal.encrypt(nonce, plain, context.encode())

    def decrypt(self, blob: bytes, context: str) -> bytes:
        head, nonce, body = blob[: 1 + _ID], blob[1 + _ID : 1 + _ID + _NONCE], blob[1 + _ID + _NONCE :]
        if len(nonce) == _NONCE:
            for key in self._keys:
                if head == _LAYOUT + key.id:
                    return _opened(key, nonce, body, context)
        raise DecryptionError("sealed by no key of ours")

    def fingerprint(self, value: str, purpose: str) -> bytes:
        """Tell equal values from different ones without keeping them; two purposes give unrelated fingerprints."""
        return _fingerprint(self._keys[0], value, purpose)

    def fingerprints(self, value: str, purpose: str) -> list[bytes]:
        """Give the fingerprint by each key, newest first: what to look for while a secret is being replaced."""
        return [_fingerprint(key, value, purpose) for key in self._keys]


def _opened(key: _Key, nonce: bytes, body: bytes, context: str) -> bytes:
    try:
        return key.seal.decrypt(nonce, body, context.encode())
    except InvalidTag:
        raise DecryptionError("changed, or sealed for another place") from None


def _fingerprint(key: _Key, value: str, purpose: str) -> bytes:
    # The purpose is hashed to a fixed length first, so that no other split of the same letters gives the same bytes.
    message = hashlib.sha256(purpose.encode()).digest() + value.encode()
    return hmac.digest(key.finger, message, "sha256")
