"""Fixtures for the sandbox's tests: in process, on both event loops."""

from collections.abc import AsyncIterator

import httpx
import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.clients import otc_client, rooms_client


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox()


@pytest.fixture
async def otc(anyio_backend: str, sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with otc_client(sandbox) as client:
        yield client


@pytest.fixture
async def rooms(anyio_backend: str, sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with rooms_client(sandbox) as client:
        yield client
