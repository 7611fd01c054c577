"""Run and judge a case: is the result a value or a package error, in time, and correct?"""

import logging
import signal
import sys
import threading
import traceback
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

import anyio
import httpx
from attrs import field, frozen

from opentoclose_async import AccessToken, RefreshToken, RetryPolicy
from opentoclose_async.exceptions import DataFormatError, OpenToCloseAPIError
from tests.fuzz_responses.answers import Answer, value_of
from tests.fuzz_responses.calls import ASYNC_WAYS, BLOCKING_WAYS, DROP_INS, arguments_of
from tests.fuzz_responses.cases import Case
from tests.fuzz_responses.transports import MOST_REQUESTS, SocketServer, StubTransport

__all__ = ["AT_ONCE", "Outcome", "carry_out"]

MakeTransport = Callable[[Case], StubTransport]

AT_ONCE = RetryPolicy(attempts=2, max_wait=0, first_delay=0, longest_delay=0)
TIMEOUT = 0.3
MOST_BYTES = 400_000
"""Of a response's body."""
MOST_MEMORY = 64_000_000
"""Bytes that a call may use at a time: Python objects take many times the size of their JSON."""
LONGEST_MESSAGE = 5_000
PATIENCE = 30.0
"""Seconds until a call counts as hanging; no case waits that long for anything."""
KEY = "0a1b2c3d-0000-4000-8000-000000000000"


class HangError(BaseException):
    """Raised in code that does not end."""


@frozen
class Outcome:
    """
    The result of a case.

    Attributes:
        came: The name of the error's class, or "value".
        requests: Requests that were sent.
        charges: What is wrong; normally nothing.
    """

    came: str
    requests: int
    charges: tuple[str, ...] = field(factory=tuple)


def carry_out(
    case: Case,
    server: SocketServer,
    *,
    measure: bool = False,
    make_transport: MakeTransport = lambda case: StubTransport(case.played),
) -> Outcome:
    """
    Run a case.

    Args:
        case: The case.
        server: The server for sockets.
        measure: Measure the memory too, which takes several times as long.
        make_transport: Makes the transport used instead of a socket.
    """
    transport = make_transport(case) if case.channel == "stub" else None
    server.play(case.played)
    came, value = "value", None
    charges: list[str] = []
    if measure:
        tracemalloc.start()
    try:
        with _watched(charges), TemporaryDirectory() as folder:
            value = _call(case, server, transport, Path(folder))
    except OpenToCloseAPIError as error:
        came = type(error).__name__
        charges += _described(error)
        charges += _unread(case, error)
    except (Exception, HangError) as error:  # noqa: BLE001 - that is what is tested
        came = type(error).__name__
        where = traceback.extract_tb(error.__traceback__)[-1]
        charges.append(f"{came}: {str(error)[:200]} ({where.filename}:{where.lineno})")
    else:
        charges += _another(case, value)
    if measure:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        if peak > MOST_MEMORY:
            charges.append(f"memory: {peak / 1e6:.0f} MB")
    requests = server.requests if transport is None else transport.requests
    if requests > MOST_REQUESTS:
        charges.append(f"endless: {requests} requests")
    return Outcome(came, requests, tuple(charges))


def _call(
    case: Case, server: SocketServer, transport: httpx.AsyncBaseTransport | None, folder: Path
) -> Any:
    if case.client in DROP_INS:
        group = case.client("key", f"{server.url}/v1", timeout=TIMEOUT, max_retries=1)
        method = case.call.of(group)
        return method(**arguments_of(method))
    options = _options(case, server, transport)
    if not case.client.__name__.startswith("Async"):
        with case.client(**options) as client:
            method = case.call.of(client)
            given = method(**arguments_of(method))
            return BLOCKING_WAYS[case.way](given, folder) if case.call.is_walk else given
    return anyio.run(_call_async, case, options, folder, backend=case.backend)


async def _call_async(case: Case, options: dict[str, Any], folder: Path) -> Any:
    async with case.client(**options) as client:
        method = case.call.of(client)
        given = method(**arguments_of(method))
        return await (ASYNC_WAYS[case.way](given, folder) if case.call.is_walk else given)


def _options(
    case: Case, server: SocketServer, transport: httpx.AsyncBaseTransport | None
) -> dict[str, Any]:
    secret = f"key{case.seed}"  # clients with one key share its quota
    options: dict[str, Any] = {
        "timeout": TIMEOUT,
        "retry": AT_ONCE,
        "max_response_bytes": MOST_BYTES,
        "quota": "documented" if case.quota else None,
        "strict": case.strict,
        "max_wait": 0,
        "base_url": f"{server.url}/v1",
    }
    if transport is not None:
        options |= {"transport": transport, "base_url": "http://sandbox.test/v1"}
    if "Rooms" not in case.client.__name__:
        return {**options, "api_key": secret}
    auth_url = "http://sandbox.test" if transport is not None else server.url
    auth: Any = AccessToken(secret)
    if case.sign_in == "refresh token":
        auth = RefreshToken(KEY, refresh_token="ref")
    elif case.sign_in == "code":
        auth = RefreshToken(KEY, code="code", client_secret="secret")
    account = None if case.sign_in == "found account" else "account"
    return {**options, "auth": auth, "auth_url": auth_url, "account_id": account}


def _described(error: OpenToCloseAPIError) -> list[str]:
    """Show an error in every way that it may be shown."""
    try:
        error.get_error_details()
        shown = [str(error), repr(error), *traceback.format_exception(error)]
    except Exception as failed:  # noqa: BLE001 - any failure means it cannot be shown
        return [f"cannot be shown: {failed!r}"[:300]]
    charges = [] if shown[0].strip() else ["says nothing"]
    if max(map(len, shown[:2])) > LONGEST_MESSAGE:
        charges.append(f"says too much: {max(map(len, shown[:2]))} characters")
    return charges


def _expected(case: Case) -> str | None:
    """Return the repr of what a call without a model must return; None if unknown."""
    answer = case.played.answers[0]
    known = case.call.name == "request" and case.sign_in == "given" and case.channel == "stub"
    good = 200 <= answer.status < 300 and answer.status not in (204, 205)
    if not (known and good and answer.sound) or len(answer.plain) > MOST_BYTES:
        return None
    return "None" if not answer.plain.strip() else _shallow_value(answer)


def _shallow_value(answer: Answer) -> str | None:
    """Return the value of a response that is nested well below Python's limit."""
    nested = max(answer.plain.count(mark) for mark in (b"[[", b'{"a":', b'[{"":'))
    return None if nested > 400 else value_of(answer)


def _another(case: Case, value: Any) -> list[str]:
    expected = _expected(case)
    if expected is None or repr(value) == expected:
        return []
    return [f"another value: {repr(value)[:100]} and not {expected[:100]}"]


def _unread(case: Case, error: OpenToCloseAPIError) -> list[str]:
    if _expected(case) is None or not isinstance(error, DataFormatError):
        return []
    return [f"a valid response was not read: {error}"[:300]]


@contextmanager
def _watched(charges: list[str]) -> Iterator[None]:
    """Stop what hangs, and note what is reported where it may go unnoticed."""
    unraisable = sys.unraisablehook
    loop_log = logging.getLogger("asyncio")
    handler = _Noting(charges)
    sys.unraisablehook = lambda what: charges.append(f"unraisable: {what.exc_value!r}"[:300])
    loop_log.addHandler(handler)
    in_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGALRM, _hangs) if in_main else None
    if in_main:
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        if in_main:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        loop_log.removeHandler(handler)
        sys.unraisablehook = unraisable


class _Noting(logging.Handler):
    """Treat what an event loop complains about as a charge."""

    def __init__(self, charges: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._charges = charges

    def emit(self, record: logging.LogRecord) -> None:
        """Note the message."""
        self._charges.append(f"the event loop says: {record.getMessage()}"[:300])


def _hangs(_number: int, _frame: FrameType | None) -> None:
    raise HangError("it does not end")
