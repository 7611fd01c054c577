"""No token in anything that a person or a log could see."""

import logging
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.exceptions import ConfigurationError, OpenToCloseAPIError
from opentoclose_async.runtime.auth import BearerToken, CredentialTransport, QueryToken
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
    assert any("HTTP Request: GET" in text for text in seen)  # httpx's own log was looked at
    for text in seen:
        for secret in (config.otc_token, config.otc_token.rstrip("="), config.rooms_token):
            assert secret not in text
    assert not any("api_token" in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.test/", "http://api.test/", "https://api.test:444/", "https://api.test.evil/"],
)
async def test_credentials_go_to_their_own_origin_only(elsewhere: str) -> None:
    seen: list[httpx.Request] = []

    def redirect(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(302, headers={"location": elsewhere})

    for credential in (QueryToken("api_token", "s3cret"), BearerToken("s3cret")):
        transport = CredentialTransport(
            httpx.MockTransport(redirect), credential, httpx.URL("https://api.test/v1")
        )
        async with httpx.AsyncClient(transport=transport, follow_redirects=True) as client:
            with pytest.raises(ConfigurationError, match="Refused to send credentials"):
                await client.get("https://api.test/v1/users")
    assert {request.url.host for request in seen} == {"api.test"}
    assert len(seen) == 2


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
