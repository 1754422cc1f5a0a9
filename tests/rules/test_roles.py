"""What each role may, and that nobody makes, renames or removes an owner but the settings."""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.admins.naming import RoleService
from account.admins.roles import NOTHING, PERMISSIONS, NotAllowed, Permission, Role
from account.refusals import Refusal
from storage.tables import audit, outbox
from tests.rules.counted import ANNA, BORIS, Teller

OWNER = 7001
MAY = {
    (Role.OWNER, Permission.IMPORT_POLICIES): True,
    (Role.OWNER, Permission.READ_USER): True,
    (Role.OWNER, Permission.NAME_USER): True,
    (Role.OWNER, Permission.ACT_ON_USER): True,
    (Role.OWNER, Permission.BROADCAST): True,
    (Role.OWNER, Permission.MANAGE_ROLES): True,
    (Role.ADMIN, Permission.IMPORT_POLICIES): True,
    (Role.ADMIN, Permission.READ_USER): True,
    (Role.ADMIN, Permission.NAME_USER): True,
    (Role.ADMIN, Permission.ACT_ON_USER): True,
    (Role.ADMIN, Permission.BROADCAST): True,
    (Role.ADMIN, Permission.MANAGE_ROLES): False,
    (Role.READER, Permission.IMPORT_POLICIES): False,
    (Role.READER, Permission.READ_USER): True,
    (Role.READER, Permission.NAME_USER): False,
    (Role.READER, Permission.ACT_ON_USER): False,
    (Role.READER, Permission.BROADCAST): False,
    (Role.READER, Permission.MANAGE_ROLES): False,
    (Role.OWNER, Permission.READ_STATS): True,
    (Role.ADMIN, Permission.READ_STATS): True,
    (Role.READER, Permission.READ_STATS): True,
}


@pytest.fixture
async def service(teller: Teller) -> RoleService:
    """The roles of a service whose one owner knows two people."""
    async with teller.works() as work:
        for person in (ANNA, BORIS, OWNER):
            await work.people.seen(person, "ru", teller.now)
    return RoleService(teller.works, (OWNER,))


@pytest.mark.parametrize(("role", "permission"), [*itertools.product(Role, Permission)])
async def test_each_role_may_what_is_stated_and_no_more(
    service: RoleService, teller: Teller, role: Role, permission: Permission
) -> None:
    person = OWNER if role is Role.OWNER else ANNA
    if role is not Role.OWNER:
        await service.name(teller.step(OWNER), person, role)
    assert await service.may(person, permission) is MAY[role, permission]
    assert not await service.may(BORIS, permission)


def test_every_role_has_its_line() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert frozenset() == NOTHING


@pytest.mark.parametrize("role", [Role.ADMIN, Role.READER, None])
async def test_only_owners_name_and_remove(service: RoleService, teller: Teller, role: Role | None) -> None:
    if role is not None:
        await service.name(teller.step(OWNER), ANNA, role)
    await service.name(teller.step(OWNER), BORIS, Role.READER)
    with pytest.raises(NotAllowed):
        await service.name(teller.step(ANNA), ANNA, Role.ADMIN)
    with pytest.raises(NotAllowed):
        await service.remove(teller.step(ANNA), BORIS)
    with pytest.raises(NotAllowed):
        await service.named(ANNA)
    async with teller.works() as work:
        assert await work.roles.of(ANNA) is role
        assert await work.roles.of(BORIS) is Role.READER


async def test_an_owner_is_neither_renamed_nor_removed(service: RoleService, teller: Teller) -> None:
    for role in Role:
        with pytest.raises(Refusal, match="owner-stays"):
            await service.name(teller.step(OWNER), OWNER, role)
    with pytest.raises(Refusal, match="owner-stays"):
        await service.remove(teller.step(OWNER), OWNER)
    with pytest.raises(Refusal, match="owner-stays"):
        await service.name(teller.step(OWNER), ANNA, Role.OWNER)
    async with teller.works() as work:
        await work.roles.put(OWNER, Role.READER, ANNA, teller.now)
    assert await service.may(OWNER, Permission.MANAGE_ROLES)
    assert await service.named(OWNER) == []


async def test_a_mistyped_number_is_nobody(service: RoleService, teller: Teller) -> None:
    with pytest.raises(Refusal, match="never-talked"):
        await service.name(teller.step(OWNER), 10**15, Role.ADMIN)


async def test_a_naming_that_comes_again_is_one_notice_and_one_entry(
    service: RoleService, teller: Teller, engine: AsyncEngine
) -> None:
    step = teller.step(OWNER)
    assert [await service.name(step, ANNA, Role.ADMIN) for _ in range(2)] == [True, True]
    assert not await service.name(teller.step(OWNER), ANNA, Role.ADMIN)
    assert await service.remove(teller.step(OWNER), ANNA)
    assert not await service.remove(teller.step(OWNER), ANNA)
    async with engine.connect() as connection:
        entries = (
            await connection.execute(select(audit.c.who, audit.c.what, audit.c.detail).order_by(audit.c.id))
        ).all()
        notices = (await connection.execute(select(outbox.c.person, outbox.c.payload))).all()
    assert [tuple(each) for each in entries] == [
        (OWNER, "named-admin", str(ANNA)),
        (OWNER, "role-removed", str(ANNA)),
    ]
    told = ("notice-role-admin", "notice-role-removed")
    assert [tuple(each) for each in notices] == [(ANNA, {"text": each}) for each in told]
