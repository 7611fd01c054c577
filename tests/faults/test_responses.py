"""Every fault of a response: the result of a call without retries, and with them."""

import tracemalloc
from typing import Any

import attrs
import pytest

from opentoclose_async.exceptions import (
    AuthenticationError,
    ConflictError,
    DataFormatError,
    NetworkError,
    NotFoundError,
    OpenToCloseAPIError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    TimeoutError,
    ValidationError,
)
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.faults.harness import (
    APIS,
    QUICK,
    AnyClient,
    ApiName,
    all_rows,
    nothing_new,
    open_sockets,
    rows_of,
    timeout_for,
    unharmed,
)
from tests.thoroughness import paired

pytestmark = pytest.mark.anyio


@attrs.frozen
class Case:
    """
    A fault and its effect.

    Args:
        fault: The fault of every response.
        otc: The error of an Open To Close client that sends once; None for the full result.
        rooms: The same for Rooms.
        says: What the message must say.
        mends: Whether a retry helps after the fault is over.
    """

    fault: Fault
    otc: type[OpenToCloseAPIError] | None
    rooms: type[OpenToCloseAPIError] | None
    says: str = ""
    mends: bool = True


def both(
    fault: Fault, error: type[OpenToCloseAPIError] | None, says: str = "", *, mends: bool = True
) -> Case:
    return Case(fault, error, error, says, mends)


def status(code: int, **rest: Any) -> Fault:
    return Fault(kind="status", status=code, **rest)


BROKE = "the connection broke before the response was complete"
CASES = [
    both(status(400), ValidationError, "Correct the request", mends=False),
    both(status(401), AuthenticationError, "Check the", mends=False),
    both(status(403), PermissionDeniedError, "do not allow this", mends=False),
    both(status(404), NotFoundError, "Check the id|Check base_url", mends=False),
    both(status(408), TimeoutError, "408"),
    both(status(409), ConflictError, "Read the record again", mends=False),
    both(status(422), ValidationError, "Correct the request", mends=False),
    both(status(429, headers={"Retry-After": "0"}), RateLimitError, "possible again at"),
    *(both(status(code), ServerError, "try again later") for code in (500, 502, 503, 504)),
    Case(Fault(kind="html"), AuthenticationError, DataFormatError, "Check", mends=False),
    both(Fault(kind="no_array_key"), DataFormatError, "users|userSummaries", mends=False),
    both(Fault(kind="truncated_json"), DataFormatError, "not JSON", mends=False),
    both(Fault(kind="gzip_bomb"), DataFormatError, "more than 1000000 bytes", mends=False),
    both(Fault(kind="other_host"), None),
    both(Fault(kind="drop"), NetworkError, BROKE),
    both(Fault(kind="hang", seconds=5), TimeoutError, "no response within 0.5 s"),
    both(Fault(kind="half_open", seconds=5), TimeoutError, "no response within 0.5 s"),
    both(Fault(kind="endless_headers", seconds=5), NetworkError, BROKE),
    both(Fault(kind="cut"), NetworkError, BROKE),
    both(Fault(kind="reset"), NetworkError, BROKE),
    both(Fault(kind="slow", seconds=0.02), None),
    both(Fault(kind="slow_body", seconds=0.1), None),
    both(Fault(kind="short_length"), DataFormatError, "not JSON", mends=False),
    both(Fault(kind="long_length", seconds=5), TimeoutError, "no response within 0.5 s"),
    both(Fault(kind="broken_chunks"), NetworkError, BROKE),
]


def name_of(case: Case) -> str:
    fault = case.fault
    return f"{fault.kind}-{fault.status}" if fault.kind == "status" else fault.kind


def in_turn(cases: list[Case]) -> pytest.MarkDecorator:
    """Try every pair of case, API and event loop, or in a thorough run every combination."""
    combinations = paired(cases, APIS, ("asyncio", "trio"))
    names = [f"{backend}-{name_of(case)}-{api}" for case, api, backend in combinations]
    return pytest.mark.parametrize(("case", "api", "anyio_backend"), combinations, ids=names)


async def read_until_it_breaks(
    client: AnyClient, server: RunningSandbox, fault: Fault, rows: list[dict[str, Any]]
) -> None:
    """Read a list into ``rows``; the fault starts after the first page."""
    pager = client.users.iter_users(concurrency=1, timeout=timeout_for(fault))
    async for page in pager.raw().pages():
        rows += page.items
        server.sandbox.faults[:] = [fault]


@in_turn(CASES)
async def test_sent_once_it_raises_its_error_or_returns_the_full_result(
    case: Case, api: ApiName, server: RunningSandbox
) -> None:
    expected = case.otc if api == "otc" else case.rooms
    async with unharmed(api, server, retry=None) as client:
        await all_rows(client, max_items=1)  # connects, which the short timeout is not for
        server.sandbox.faults[:] = [case.fault]
        if expected is None:
            assert await all_rows(client) == rows_of(api, server)
            return
        with pytest.raises(expected, match=case.says) as caught:
            await all_rows(client, concurrency=1, timeout=timeout_for(case.fault))
        error = caught.value
        assert type(error) is expected
        assert error.method == "GET"
        assert error.endpoint is not None
        assert str(error).startswith(f"GET {error.endpoint}")
        assert error.start == 0
        assert not error.outcome_unknown


@in_turn([case for case in CASES if case.mends])
async def test_after_the_fault_every_row_comes_once_and_in_order(
    case: Case, api: ApiName, server: RunningSandbox
) -> None:
    async with unharmed(api, server, retry=QUICK) as client:
        times = 1 if issubclass(case.otc or object, TimeoutError) else 2  # they are slow
        server.sandbox.faults[:] = [attrs.evolve(case.fault, times=times)]
        rows = await all_rows(client, timeout=timeout_for(case.fault))
        assert rows == rows_of(api, server)


@in_turn([case for case in CASES if case.otc and not case.mends])
async def test_permanent_failures_are_not_retried(
    case: Case, api: ApiName, server: RunningSandbox
) -> None:
    stats = server.sandbox.stats.otc if api == "otc" else server.sandbox.stats.rooms
    async with unharmed(api, server, retry=QUICK) as client:
        server.sandbox.faults[:] = [case.fault]
        with pytest.raises(OpenToCloseAPIError):
            await all_rows(client, concurrency=1)
        no_list = case.fault.kind == "no_array_key"  # which is requested once more, and not again
        assert stats.requests == 1 + no_list


@in_turn([case for case in CASES if case.otc])
async def test_in_the_middle_of_a_list_the_error_says_where_to_resume(
    case: Case, api: ApiName, server: RunningSandbox
) -> None:
    rows: list[dict[str, Any]] = []
    async with unharmed(api, server, retry=None) as client:
        with pytest.raises(OpenToCloseAPIError) as caught:
            await read_until_it_breaks(client, server, case.fault, rows)
        server.sandbox.faults.clear()
        assert caught.value.start == len(rows)
        # A connection may hold the rest of a broken response, hence the policy.
        rows += await all_rows(client, start=len(rows), retry=QUICK)
    assert rows == rows_of(api, server)


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.otc in (NetworkError, TimeoutError) and case.says != "408"],
    ids=name_of,
)
async def test_a_broken_connection_is_closed_at_once(case: Case, server: RunningSandbox) -> None:
    async with unharmed("otc", server, retry=None, timeout=0.5) as client:
        before = open_sockets()
        server.sandbox.faults[:] = [case.fault]
        with pytest.raises(NetworkError):
            await client.request("GET", "/users")
        await nothing_new(open_sockets, before)


@pytest.mark.parametrize("api", APIS)
async def test_a_response_may_take_longer_than_the_timeout_while_it_progresses(
    api: ApiName, server: RunningSandbox
) -> None:
    # A busy machine may stall for longer than the timeout, hence the policy.
    async with unharmed(api, server, timeout=0.3, retry=attrs.evolve(QUICK, attempts=3)) as client:
        server.sandbox.faults[:] = [Fault(kind="slow_body", seconds=0.6)]
        rows = await all_rows(client, page_size=10, max_items=10)
        assert rows == rows_of(api, server)[:10]


async def test_a_decompression_bomb_is_refused_at_the_limit(server: RunningSandbox) -> None:
    async with unharmed("otc", server, retry=None) as client:
        server.sandbox.faults[:] = [Fault(kind="gzip_bomb")]
        tracemalloc.start()
        try:
            with pytest.raises(DataFormatError, match="max_response_bytes"):
                await client.request("GET", "/users")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 20_000_000  # of a hundred million


async def test_a_repeated_page_is_an_error_and_not_rows_twice(server: RunningSandbox) -> None:
    for api in APIS:
        async with unharmed(api, server, retry=None) as client:
            rows: list[dict[str, Any]] = []
            with pytest.raises(DataFormatError, match="repeats"):
                await read_until_it_breaks(client, server, Fault(kind="repeat_page"), rows)
            assert rows == rows_of(api, server)[: len(rows)]


@pytest.mark.parametrize("api", APIS)
async def test_a_connection_closed_by_the_server_costs_one_attempt_at_most(
    api: ApiName, server: RunningSandbox
) -> None:
    async with unharmed(api, server, retry=QUICK) as client:
        server.sandbox.faults[:] = [Fault(kind="idle_close")]
        for _ in range(5):
            assert await all_rows(client) == rows_of(api, server)
