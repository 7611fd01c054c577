"""Huge error responses of a hostile server: reading them does not block the event loop."""

import json

import anyio
import httpx
import pytest

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.exceptions import DataFormatError, NotFoundError, OpenToCloseAPIError
from tests.thoroughness import paired

pytestmark = pytest.mark.anyio

KEY = "key-8f3a9c-0123456789"
SIZE = 1_000_000
BODIES = {
    "backslashes": b"\\" * SIZE,
    "a text of them": json.dumps("\\" * (SIZE // 2)).encode(),
    "escapes of escapes": b"%25" * (SIZE // 3),
    "references": b"&amp;amp;" * (SIZE // 9),
    "titles": json.dumps("<title" * (SIZE // 6)).encode(),
    "the key": KEY.encode() * (SIZE // len(KEY)),
    "beginnings of it": KEY[:-1].encode() * (SIZE // len(KEY)),
}
LOOPS_AND_STATUSES = [("asyncio", 404), ("trio", 200), ("trio", 404), ("asyncio", 200)]


def client(status: int, body: bytes) -> AsyncOpenToClose:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, content=body))
    return AsyncOpenToClose(KEY, base_url="http://api.test", transport=transport, retry=None)


@pytest.mark.parametrize(
    ("name", "anyio_backend", "status"),
    [(name, *rest) for name, rest in paired(BODIES, LOOPS_AND_STATUSES)],
)
async def test_building_an_error_yields_to_other_tasks(name: str, status: int) -> None:
    turns = 0

    async def take_turns() -> None:
        nonlocal turns
        while True:
            await anyio.lowlevel.checkpoint()
            turns += 1

    async with client(status, BODIES[name]) as otc, anyio.create_task_group() as group:
        group.start_soon(take_turns)
        with pytest.raises(OpenToCloseAPIError) as caught:
            await otc.users.retrieve_user(5)
        assert KEY not in repr(caught.value.get_error_details())
        group.cancel_scope.cancel()
    assert turns >= SIZE // 400_000


async def test_a_value_that_quotes_the_key_at_any_place_is_shown_without_it() -> None:
    filling = "x" * 191
    rows = [f"{filling}{KEY}" for _ in range(5_000)]
    async with client(404, json.dumps(rows).encode()) as otc:
        with pytest.raises(NotFoundError) as caught:
            await otc.users.retrieve_user(5)
    assert caught.value.response_data == [f"{filling}[credential]"] * 5_000


async def test_a_large_error_of_another_form_is_kept_whole() -> None:
    rows = ["x" * 100] * 10_000
    async with client(200, json.dumps(rows).encode()) as otc:
        with pytest.raises(DataFormatError, match="expected") as caught:
            await otc.users.retrieve_user(5)
    assert caught.value.response_data == rows
