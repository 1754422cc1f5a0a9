"""One process that looks at files for all tests that only send it files, and an insurer's system to ask."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from gateways.pictures import Inspector
from gateways.policies import HttpPolicies
from tests.gateways.insurer import TOKEN, Insurer, insurer


@pytest_asyncio.fixture(scope="package")
async def inspector() -> AsyncIterator[Inspector]:
    inspector = Inspector()
    await inspector.start()
    yield inspector
    await inspector.close()


@pytest.fixture
async def service() -> AsyncIterator[Insurer]:
    async with insurer() as one:
        yield one


@pytest.fixture
async def policies(service: Insurer) -> AsyncIterator[HttpPolicies]:
    asked = HttpPolicies(service.url, TOKEN)
    yield asked
    await asked.close()
