"""Password hashing by Argon2id, in a few threads so that a crowd signing in does not stop the bot."""

from __future__ import annotations

import asyncio
import base64
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from account.passwords import Password, PasswordHash

T = TypeVar("T")
PASSES: Final = 3


class Hasher:
    """Hash, verify, and take as long when there is nothing to verify.

    - Each worker uses one core and ``memory_kib`` of memory; whoever comes when all are busy waits in order.
    - A stored hash that is none is a fault (argon2's own error, without the hash), not a wrong password.
    - What is burnt is verified against a hash of nothing, made with today's figures.
    - A hash is verified by the figures written in it, so hashes made with other figures stay good.
    """

    def __init__(self, memory_kib: int = 65536, workers: int = 2) -> None:
        self._argon2 = PasswordHasher(time_cost=PASSES, memory_cost=memory_kib, parallelism=1)
        self._nothing = PasswordHash(_of_nothing(memory_kib))
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="hashing")

    async def hash(self, password: Password) -> PasswordHash:
        return PasswordHash(await self._in_pool(lambda: self._argon2.hash(_octets(password))))

    async def verify(self, password: Password, against: PasswordHash) -> bool:
        return await self._in_pool(lambda: self._matches(against.value, _octets(password)))

    async def burn(self, password: Password) -> None:
        """Take as long as a verification: the same computation, and nobody sees its result."""
        await self.verify(password, self._nothing)

    def needs_rehash(self, hashed: PasswordHash) -> bool:
        """Whether a hash was made with other figures than today's; renew it at the next successful sign-in."""
        return self._argon2.check_needs_rehash(hashed.value)

    def close(self) -> None:
        """Finish what is being hashed, forget what waits."""
        self._pool.shutdown(cancel_futures=True)

    def _matches(self, hashed: str, password: bytes) -> bool:
        try:
            return self._argon2.verify(hashed, password)
        except VerifyMismatchError:
            return False

    async def _in_pool(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)


def _of_nothing(memory_kib: int) -> str:
    """A hash that no password has, as long as others, without the time that making one takes."""
    salt, key = (base64.b64encode(os.urandom(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={memory_kib},t={PASSES},p=1${salt}${key}"


def _octets(password: Password) -> bytes:
    # Telegram's JSON may hold half a surrogate pair; the usual codec would refuse it and show the password.
    return password.reveal().encode("utf-8", "surrogatepass")
