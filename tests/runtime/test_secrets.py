"""No token in anything that a person or a log could see."""

import logging
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.exceptions import OpenToCloseAPIError
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.clients import otc_client, rooms_client

pytestmark = pytest.mark.anyio

FAULTS = [
    Fault(kind="status", status=500),
    Fault(kind="status", status=404),
    Fault(kind="drop"),
    Fault(kind="cut"),
    Fault(kind="html"),
    Fault(kind="hang", seconds=0.3),
]


async def test_successes_and_failures_leave_no_token_behind(
    start_server: Callable[..., RunningSandbox], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(1)
    for name in ("httpx", "httpcore", "asyncio", "opentoclose_async"):
        caplog.set_level(1, logger=name)
    server = start_server(users=150)
    config = server.sandbox.config
    seen: list[str] = []
    options: dict[str, Any] = {"retry": None, "timeout": 0.2}
    async with otc_client(server, **options) as otc, rooms_client(server, **options) as rooms:
        await otc.users.list_users()
        await rooms.users.list_users()
        for fault in FAULTS:
            server.sandbox.faults[:] = [fault]
            for call in (otc.users.list_users, rooms.users.list_users):
                with pytest.raises(OpenToCloseAPIError) as caught:
                    await call()
                seen += _everything_about(caught.value)
        seen += [repr(vars(thing)) for thing in (otc, rooms, otc.users, rooms.users)]
    seen += [_record(record) for record in caplog.records]
    assert any("receive_response_headers" in text for text in seen)  # httpcore's log was looked at
    for text in seen:
        for secret in (config.otc_token, config.otc_token.rstrip("="), config.rooms_token):
            assert secret not in text


class Unreachable(httpx.AsyncBaseTransport):
    """A transport that puts the request into its errors, as httpx's own client does."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout(f"no answer from {request.url.host}", request=request)


async def test_what_a_transport_puts_into_its_errors_is_stripped() -> None:
    for client in (
        AsyncOpenToClose("s3cret", transport=Unreachable(), retry=None),
        AsyncRooms("a", access_token="s3cret", transport=Unreachable(), retry=None),
    ):
        async with client:
            with pytest.raises(OpenToCloseAPIError) as caught:
                await client.request("GET", "/users", query={"limit": 5})
        texts = _everything_about(caught.value)
        assert not any("s3cret" in text for text in texts)
        assert any("limit=5" in text for text in texts)


async def test_a_link_to_another_host_is_not_followed() -> None:
    hosts = []

    def answer(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        start = int(request.url.params["startPosition"])
        rows = [{"userId": start + number} for number in range(100 if start < 300 else 7)]
        more = "https://evil.test/next" if start < 300 else None
        return httpx.Response(200, json={"userSummaries": rows, "nextUri": more})

    async with AsyncRooms(
        "a", access_token="s3cret", transport=httpx.MockTransport(answer)
    ) as rooms:
        assert len(await rooms.users.list_users()) == 307
    assert set(hosts) == {"rooms.docusign.com"}


async def test_a_connection_that_is_refused_tells_no_token() -> None:
    for client in (
        AsyncOpenToClose("s3cret", base_url="http://127.0.0.1:9", retry=None, quota=None),
        AsyncRooms("a", access_token="s3cret", base_url="http://127.0.0.1:9", retry=None),
    ):
        async with client:
            with pytest.raises(OpenToCloseAPIError) as caught:
                await client.request("GET", "/users")
        assert not any("s3cret" in text for text in _everything_about(caught.value))


def _everything_about(error: BaseException) -> list[str]:
    texts = [str(error), repr(error), repr(vars(error)), repr(pickle.dumps(error))]
    texts += traceback.format_exception(error)
    while (cause := error.__cause__) is not None:
        texts += [str(cause), repr(cause), repr(vars(cause))]
        request = getattr(cause, "_request", None)
        texts += [] if request is None else [repr(request), str(request.headers), str(request.url)]
        error = cause
    return texts


def _record(record: logging.LogRecord) -> str:
    return f"{record.getMessage()} {record.args!r} {vars(record)!r}"
