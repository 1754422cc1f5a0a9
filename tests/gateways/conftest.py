"""One process that looks at files, for all tests that only send it files."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from gateways.pictures import Inspector


@pytest_asyncio.fixture(scope="package")
async def inspector() -> AsyncIterator[Inspector]:
    inspector = Inspector()
    await inspector.start()
    yield inspector
    await inspector.close()
