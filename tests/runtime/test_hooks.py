"""What a client reports to its hooks, and that hooks can do no harm."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, Quota, RetryPolicy
from opentoclose_async.exceptions import ServerError, ValidationError
from opentoclose_async.hooks import RequestEvent, ResponseEvent, RetryEvent, WaitEvent
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox
from tests.clients import blocking_otc_client, otc_client, rooms_client

pytestmark = pytest.mark.anyio

Event = RequestEvent | ResponseEvent | RetryEvent | WaitEvent
QUICK = RetryPolicy(first_delay=0.001, longest_delay=0.002)


def plain(seen: list[Event]) -> dict[str, Callable[[Any], None]]:
    return dict.fromkeys(("on_request", "on_response", "on_retry", "on_wait"), seen.append)


def awaited(seen: list[Event]) -> dict[str, Callable[[Any], Awaitable[None]]]:
    async def hook(event: Event) -> None:
        await anyio.lowlevel.checkpoint()
        seen.append(event)

    return dict.fromkeys(("on_request", "on_response", "on_retry", "on_wait"), hook)


@pytest.mark.parametrize("kind", [plain, awaited])
async def test_every_attempt_of_a_retried_call_is_reported(kind: Any) -> None:
    sandbox = Sandbox(users=3)
    seen: list[Event] = []
    sandbox.faults[:] = [Fault(kind="status", status=503, times=1)]
    async with otc_client(sandbox, retry=QUICK, **kind(seen)) as otc:
        await otc.users.retrieve_user(2)
    first, refused, again, second, answered = seen
    assert isinstance(first, RequestEvent)
    assert (first.method, first.path, first.attempt, first.query) == ("GET", "/users/2", 1, {})
    assert isinstance(refused, ResponseEvent)
    assert (refused.method, refused.path, refused.attempt) == ("GET", "/users/2", 1)
    assert (refused.status, refused.quota) == (503, "off")
    assert isinstance(again, RetryEvent)
    assert (again.method, again.path, again.attempt) == ("GET", "/users/2", 1)
    assert isinstance(again.error, ServerError)
    assert 0 <= again.delay <= 0.002
    assert isinstance(second, RequestEvent)
    assert second.attempt == 2
    assert isinstance(answered, ResponseEvent)
    assert (answered.status, answered.attempt, answered.request_id) == (200, 2, None)
    assert answered.size > 20
    assert answered.seconds >= 0


async def test_a_response_has_what_docusign_support_asks_for() -> None:
    seen: list[ResponseEvent] = []

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(
            200,
            json={"userSummaries": []},
            headers={"X-DocuSign-TraceToken": "7b1f", "X-Other": "1"},
        )

    async with AsyncRooms(
        "a", access_token="t", transport=httpx.MockTransport(answer), on_response=seen.append
    ) as rooms:
        await rooms.users.get_users()
    assert [event.request_id for event in seen] == ["7b1f"]
    assert seen[0].quota == "1/500 in 30s, 1/3000 in 3600s"


async def test_a_wait_for_the_quota_is_reported_once_with_its_end() -> None:
    seen: list[WaitEvent] = []
    before = datetime.now(UTC)
    options: dict[str, Any] = {"quota": Quota.parse("1/0.05s"), "on_wait": seen.append}
    async with otc_client(Sandbox(users=3), **options) as otc:
        for _ in range(3):
            await otc.users.retrieve_user(1)
    assert len(seen) == 2
    for event in seen:
        assert 0 < event.seconds < 2
        assert event.until.tzinfo is UTC
        assert before < event.until < before + timedelta(minutes=1)


async def test_every_page_of_a_list_is_reported() -> None:
    requests: list[RequestEvent] = []
    responses: list[ResponseEvent] = []
    async with rooms_client(
        Sandbox(users=250), on_request=requests.append, on_response=responses.append
    ) as rooms:
        await rooms.users.list_users(status="Active")
        assert len(requests) == len(responses) == rooms.counters.requests
    assert {event.query["startPosition"] for event in requests} >= {"0", "100"}
    assert {event.query["status"] for event in requests} == {"Active"}


@pytest.mark.parametrize("name", ["on_request", "on_response", "on_retry", "on_wait"])
async def test_a_hook_that_fails_is_logged_and_changes_nothing(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise LookupError("my mistake")

    sandbox = Sandbox(users=3)
    sandbox.faults[:] = [Fault(kind="status", status=503, times=1)]
    options: dict[str, Any] = {name: fail, "retry": QUICK, "quota": Quota.parse("1/0.05s")}
    async with otc_client(sandbox, **options) as otc:
        assert (await otc.users.retrieve_user(2)).id == 2
    failures = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert failures
    assert {record.getMessage() for record in failures} == {f"The hook {name} failed"}
    assert "my mistake" in caplog.text


async def test_a_call_cancelled_inside_a_hook_leaves_the_client_usable() -> None:
    async def linger(_: RequestEvent) -> None:
        if lingers:
            await anyio.sleep_forever()

    lingers = True
    async with otc_client(
        Sandbox(users=3), max_connections=1, quota=Quota.parse("100/s"), on_request=linger
    ) as otc:
        with anyio.move_on_after(0.02) as scope:
            await otc.users.retrieve_user(1)
        assert scope.cancelled_caught
        lingers = False
        with anyio.fail_after(5):
            assert (await otc.users.retrieve_user(2)).id == 2


@pytest.mark.parametrize("client", [AsyncOpenToClose, OpenToClose])
@pytest.mark.parametrize("name", ["on_request", "on_response", "on_retry", "on_wait"])
async def test_a_hook_that_is_not_callable_is_refused(client: Any, name: str) -> None:
    with pytest.raises(ValidationError, match=f"{name} must be a function"):
        client("key", **{name: "print"})


def test_a_blocking_client_calls_its_hooks_too(
    start_server: Callable[..., RunningSandbox],
) -> None:
    seen: list[Event] = []
    with blocking_otc_client(start_server(users=2), **awaited(seen)) as otc:
        otc.users.retrieve_user(1)
    assert [type(event) for event in seen] == [RequestEvent, ResponseEvent]
