"""Passwords become hashes that verify, and a crowd of them leaves the loop free."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Iterator

import pytest
from argon2.exceptions import VerificationError

from account.passwords import Password, PasswordHash
from gateways.hashing import Hasher
from tests.gateways.leaks import told_by

SMALL = 64
PASSWORD = "Верба2031"


@pytest.fixture
def hasher() -> Iterator[Hasher]:
    hasher = Hasher(memory_kib=SMALL)
    yield hasher
    hasher.close()


async def test_the_right_password_verifies_and_others_do_not(hasher: Hasher) -> None:
    hashed = await hasher.hash(Password(PASSWORD))
    assert PASSWORD not in hashed.value
    assert hashed.value.startswith("$argon2id$")
    assert await hasher.verify(Password(PASSWORD), hashed)
    assert not await hasher.verify(Password(PASSWORD + "1"), hashed)


async def test_one_password_never_gives_the_same_hash_twice(hasher: Hasher) -> None:
    assert await hasher.hash(Password(PASSWORD)) != await hasher.hash(Password(PASSWORD))


async def test_hashes_made_with_other_figures_verify_and_ask_to_be_renewed(hasher: Hasher) -> None:
    older = Hasher(memory_kib=SMALL // 2)
    hashed = await older.hash(Password(PASSWORD))
    older.close()
    assert await hasher.verify(Password(PASSWORD), hashed)
    assert hasher.needs_rehash(hashed)
    assert not hasher.needs_rehash(await hasher.hash(Password(PASSWORD)))


async def test_a_damaged_hash_is_a_fault_and_no_wrong_password(hasher: Hasher) -> None:
    stored = PasswordHash("$argon2id$torn")
    with pytest.raises(VerificationError) as caught:
        await hasher.verify(Password(PASSWORD), stored)
    assert not [secret for secret in (PASSWORD, "torn") if secret in told_by(caught.value)]


async def test_an_unknown_account_takes_as_long_as_a_known_one() -> None:
    hasher = Hasher(memory_kib=16384, workers=1)
    hashed = await hasher.hash(Password(PASSWORD))

    async def seconds_of_cpu(work: Awaitable[object]) -> float:
        began = time.process_time()
        await work
        return time.process_time() - began

    # In turns, and of the processor's time: what else the machine does meanwhile is not measured.
    pairs = [
        (
            await seconds_of_cpu(hasher.verify(Password("wrong1"), hashed)),
            await seconds_of_cpu(hasher.burn(Password("wrong1"))),
        )
        for _ in range(9)
    ]
    hasher.close()
    verify, burn = (min(each) for each in zip(*pairs, strict=True))
    assert 0.6 < burn / verify < 1.6


async def test_the_loop_goes_on_while_a_crowd_signs_in() -> None:
    hasher = Hasher(memory_kib=16384, workers=2)
    crowd = asyncio.gather(*(hasher.hash(Password(f"{PASSWORD}{each}")) for each in range(12)))
    turns = 0
    while not crowd.done():
        await asyncio.sleep(0)
        turns += 1
    await crowd
    hasher.close()
    assert turns > 100


async def test_who_gives_up_waiting_costs_nothing() -> None:
    hasher = Hasher(memory_kib=SMALL, workers=1)
    waiting = [asyncio.ensure_future(hasher.hash(Password(PASSWORD))) for _ in range(20)]
    await asyncio.sleep(0)
    for each in waiting[1:]:
        each.cancel()
    await waiting[0]
    hasher.close()
    assert sum(each.cancelled() for each in waiting) == 19
