"""The requirements for every refusal of an argument."""

import inspect
import pickle
from collections.abc import Callable
from typing import Any

import httpx
from attrs import Factory, frozen

from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    OpenToCloseAPIError,
    ValidationError,
)

__all__ = ["SECRET", "Bad", "NeverCalled", "attempt", "complaints"]

SECRET = "s3cret"
"""Part of every value in the tables that no message may show."""

LONGEST_MESSAGE = 400
REFUSALS = (AuthenticationError, ConfigurationError, ValidationError)


def beginning_of(value: object) -> str:
    try:
        return repr(value)[:40]
    except Exception:  # noqa: BLE001 - some values have no repr
        return "cannot be shown"


@frozen(repr=False)
class Bad:
    """
    An invalid value.

    Attributes:
        value: The value.
        allowed: Text in the message about what is allowed.
        shown: Text that the message must contain; by default the start of the value.
    """

    value: Any
    allowed: str
    shown: str = Factory(lambda row: beginning_of(row.value), takes_self=True)

    def __repr__(self) -> str:
        return f"{type(self.value).__name__} {self.shown[:20]}"


class NeverCalled(httpx.AsyncBaseTransport):
    """A transport that records requests, although none should reach it."""

    def __init__(self) -> None:
        self.requests: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(f"{request.method} {request.url}")
        raise AssertionError("A request was sent.")


async def attempt(call: Callable[[], Any]) -> BaseException | None:
    """Call, await the result if it is awaitable, and return the error raised."""
    try:
        result = call()
        if inspect.isawaitable(result):
            await result
    except Exception as error:  # noqa: BLE001 - the caller checks it
        return error
    return None


def complaints(error: BaseException | None, argument: str, bad: Bad) -> list[str]:
    """Return how a refusal differs from the requirements."""
    where = f"{argument}={bad!r}"
    if type(error) not in REFUSALS:
        return [f"{where}: {error!r}"[:300]]
    assert isinstance(error, OpenToCloseAPIError)
    text = str(error)
    found = []
    if argument not in text:
        found.append(f"{where}: the argument is not named in {text!r}")
    if bad.allowed not in text:
        found.append(f"{where}: {bad.allowed!r} is not in {text!r}")
    if bad.shown not in text:
        found.append(f"{where}: the value is not shown in {text!r}")
    if len(text) > LONGEST_MESSAGE:
        found.append(f"{where}: the message has {len(text)} characters")
    if SECRET in f"{text} {error!r} {vars(error)}":
        found.append(f"{where}: the message shows a secret")
    copy = pickle.loads(pickle.dumps(error))
    if (type(copy), vars(copy)) != (type(error), vars(error)):
        found.append(f"{where}: the error does not pickle")
    return found
