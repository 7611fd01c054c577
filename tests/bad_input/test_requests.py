"""``request``, for paths without a method: invalid arguments, custom headers, and limits."""

import anyio
import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.exceptions import ValidationError
from tests.bad_input.refusals import NeverCalled
from tests.bad_input.surface import METHODS, Method, async_client
from tests.bad_input.tables import complaints_about

pytestmark = pytest.mark.anyio

REQUESTS = [method for method in METHODS if not method.group]


@pytest.mark.parametrize("method", REQUESTS, ids=str)
async def test_an_invalid_argument_is_refused_before_anything_is_sent(method: Method) -> None:
    transport = NeverCalled()
    with anyio.fail_after(30):
        async with async_client(method.api, transport) as client:
            assert await complaints_about(method, client) == []
            if method.name == "request":
                with pytest.raises(ValidationError, match="did you mean 'timeout'"):
                    await method.on(client)("GET", "/events", timeoutt=5)
    assert transport.requests == []


async def test_a_custom_header_replaces_the_default_in_any_case() -> None:
    sent: list[tuple[bytes, bytes]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.extend(request.headers.raw)
        return httpx.Response(200, json={})

    mine = {"accept": "text/plain", "USER-AGENT": "me", "content-type": "text/json", "X-Trace": ""}
    with anyio.fail_after(30):
        async with AsyncRooms(
            "account", access_token="token", transport=httpx.MockTransport(answer)
        ) as rooms:
            await rooms.request("POST", "/things", body=[1], extra_headers=mine)
    assert sorted(name.decode().lower() for name, _ in sent) == [
        "accept",
        "accept-encoding",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "user-agent",
        "x-trace",
    ]
    received = httpx.Headers(sent)
    assert {name: received[name] for name in mine} == mine


async def test_the_longest_allowed_arguments_fit_into_one_request() -> None:
    targets: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        targets.append(request.url.raw_path)
        return httpx.Response(200, json={})

    longest = {f"{name}{'a' * 5}": "ü" * 1_300 for name in "xy"}
    with anyio.fail_after(30):
        async with AsyncOpenToClose(
            "=" * 8_000,
            base_url=f"https://a.test/{'ü' * 1_980}",
            transport=httpx.MockTransport(answer),
            quota=None,
        ) as otc:
            await otc.request(
                "GET",
                f"/{'p' * 1_999}",
                query=longest,
                extra_query={f"{name}x": text for name, text in longest.items()},
                extra_headers={"X-A": "a" * 8_000},
            )
    (target,) = targets
    assert len(target) > 60_000
