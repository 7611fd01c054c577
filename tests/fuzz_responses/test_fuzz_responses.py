"""A few hundred of the many thousands of cases that ``python -m tests.fuzz_responses`` can run."""

import asyncio
import re

import httpx
import pytest

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.exceptions import OpenToCloseAPIError
from tests.fuzz_responses.answers import Answer
from tests.fuzz_responses.calls import Call
from tests.fuzz_responses.cases import Case, draw_case
from tests.fuzz_responses.judging import AT_ONCE, Outcome, carry_out
from tests.fuzz_responses.tally import run, table
from tests.fuzz_responses.transports import Played, StubTransport, socket_server
from tests.legacy.options import set_options
from tests.thoroughness import scaled

CASES = scaled(200, 4000)


@pytest.mark.parametrize("part", range(4))
def test_any_response_results_in_a_value_or_a_package_error(
    part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_options(monkeypatch, retry=AT_ONCE)  # and without the drop-in's quota
    first = part * CASES // 4
    tally = run(range(first, first + CASES // 4))
    assert tally.convictions == []
    assert tally.by_came["value"] > CASES // 40, table(tally.by_came)
    assert len(tally.by_came) > 5, table(tally.by_came)


def test_a_seed_always_gives_the_same_case() -> None:
    assert draw_case(7) == draw_case(7)
    assert len({draw_case(seed).what for seed in range(200)}) > 15


def asking(body: bytes, way: str = "", name: str = "request") -> Case:
    """Return a case with a valid response."""
    call = Call("" if name == "request" else "users", name, "page")
    played = Played((Answer(200, (), body, body),), ())
    return Case(0, AsyncOpenToClose, call, way, "stub", "asyncio", "given", False, False, played)


def outcome_of(case: Case, kind: type[StubTransport]) -> Outcome:
    with socket_server() as server:
        return carry_out(case, server, measure=True, make_transport=lambda each: kind(each.played))


class Raising(StubTransport):
    """Raises an error that is not one of the package's."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise LookupError("year 99999 is out of range")


class Rounding(StubTransport):
    """Returns a different number than the drawn response."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=httpx.ByteStream(b"[1.0]"))


class Refusing(StubTransport):
    """Makes a valid response unreadable."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=httpx.ByteStream(b"[1"))


class Wordy(StubTransport):
    """Returns a far too long message."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise OpenToCloseAPIError("x" * 100_000)


class Hoarding(StubTransport):
    """Uses more memory than allowed."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.hoard = bytearray(100_000_000)
        return await super().handle_async_request(request)


class Forgetful(StubTransport):
    """Leaves a task behind that nothing awaits."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        task = asyncio.create_task(self._fail())
        await asyncio.sleep(0)
        del task
        return await super().handle_async_request(request)

    async def _fail(self) -> None:
        raise KeyError("left behind")


class Endless(StubTransport):
    """Returns another row with every request."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await super().handle_async_request(request)
        return httpx.Response(200, json=[{"id": self.requests}])


@pytest.mark.parametrize(
    ("kind", "charge"),
    [
        (Raising, "LookupError: year 99999"),
        (Rounding, r"another value: \[1.0\] and not \[1\]"),
        (Refusing, "a valid response was not read"),
        (Wordy, "says too much"),
        (Hoarding, "memory: 1"),
        (Forgetful, "the event loop says"),
    ],
)
def test_a_faulty_transport_is_convicted(kind: type[StubTransport], charge: str) -> None:
    assert outcome_of(asking(b"[1]"), StubTransport).charges == ()
    (found, *_) = outcome_of(asking(b"[1]"), kind).charges
    assert re.search(charge, found)


def test_an_endless_list_is_convicted() -> None:
    found = outcome_of(asking(b"[]", "rows", "iter_users"), Endless)
    assert found.came == "EndlessError"
    assert any("endless" in charge for charge in found.charges)
