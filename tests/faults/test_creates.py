"""A create whose outcome is unknown is sent once, and the error says what to check."""

from typing import Any

import httpx
import pytest

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.exceptions import (
    DataFormatError,
    NetworkError,
    OpenToCloseAPIError,
)
from opentoclose_async.sandbox import Fault, RunningSandbox
from opentoclose_async.sandbox.faults.plan import FaultKind
from tests.faults.harness import QUICK, ROWS, requests_of, timeout_for, unharmed

pytestmark = pytest.mark.anyio

JANE = {"email": "jane@example.com", "role": "Agent"}
LOST: list[FaultKind] = [
    "drop",
    "hang",
    "half_open",
    "endless_headers",
    "cut",
    "reset",
    "long_length",
    "broken_chunks",
]
UNREADABLE: list[FaultKind] = ["truncated_json", "short_length", "gzip_bomb"]


@pytest.mark.parametrize(
    "fault",
    [
        *(pytest.param(Fault(kind=kind, after=True, seconds=5), id=kind) for kind in LOST),
        *(
            pytest.param(Fault(kind="status", status=code, after=True), id=str(code))
            for code in (408, 500, 502, 503, 504)
        ),
    ],
)
async def test_a_lost_response_leaves_one_record(fault: Any, server: RunningSandbox) -> None:
    async with unharmed("otc", server, retry=QUICK) as otc:
        assert isinstance(otc, AsyncOpenToClose)
        await otc.request("GET", "/users")  # connects, which the short timeout is not for
        server.sandbox.faults[:] = [fault]
        with pytest.raises(OpenToCloseAPIError) as caught:
            await otc.users.create_user(JANE, timeout=timeout_for(fault))
        assert requests_of("POST", server) == 1
        assert caught.value.outcome_unknown
        assert "POST /users" in str(caught.value)
        assert "check before you send it again" in str(caught.value)
    assert len(server.sandbox.otc_rows("users")) == ROWS + 1


@pytest.mark.parametrize("kind", ["html", *UNREADABLE])
async def test_a_create_with_an_unreadable_response_is_not_repeated(
    kind: FaultKind, server: RunningSandbox
) -> None:
    async with unharmed("otc", server, retry=QUICK) as otc:
        assert isinstance(otc, AsyncOpenToClose)
        server.sandbox.faults[:] = [Fault(kind=kind, after=True)]
        with pytest.raises(OpenToCloseAPIError):
            await otc.users.create_user(JANE)
        assert requests_of("POST", server) == 1
    assert len(server.sandbox.otc_rows("users")) == ROWS + 1


@pytest.mark.parametrize("kind", UNREADABLE)
async def test_an_unreadable_response_to_a_create_says_to_check_first(
    kind: FaultKind, server: RunningSandbox
) -> None:
    async with unharmed("otc", server, retry=QUICK) as otc:
        assert isinstance(otc, AsyncOpenToClose)
        server.sandbox.faults[:] = [Fault(kind=kind, after=True)]
        with pytest.raises(DataFormatError) as caught:
            await otc.users.create_user(JANE)
        assert caught.value.outcome_unknown
        assert "check before you send it again" in str(caught.value)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="status", status=429, times=2),
        Fault(kind="status", status=503, headers={"Retry-After": "0"}, times=2),
    ],
    ids=["429", "503 with Retry-After"],
)
async def test_a_refused_create_is_sent_again(fault: Fault, server: RunningSandbox) -> None:
    async with unharmed("otc", server, retry=QUICK) as otc:
        assert isinstance(otc, AsyncOpenToClose)
        server.sandbox.faults[:] = [fault]
        assert (await otc.users.create_user(JANE)).email == "jane@example.com"
        assert requests_of("POST", server) == 3
    assert len(server.sandbox.otc_rows("users")) == ROWS + 1


async def test_a_create_without_a_connection_is_sent_again_and_has_no_unknown_outcome() -> None:
    attempts = 0

    def refuse(_: httpx.Request) -> httpx.Response:
        nonlocal attempts
        attempts += 1
        raise httpx.ConnectError("refused")

    transport = httpx.MockTransport(refuse)
    async with AsyncOpenToClose("k", transport=transport, retry=QUICK, quota=None) as otc:
        with pytest.raises(NetworkError) as caught:
            await otc.users.create_user(JANE)
    assert attempts == QUICK.attempts
    assert not caught.value.outcome_unknown
