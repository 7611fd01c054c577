"""What every refusal promises, whatever was refused."""

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
"""Part of all values in the tables that no message may show."""

LONGEST_MESSAGE = 400
REFUSALS = (AuthenticationError, ConfigurationError, ValidationError)


def beginning_of(value: object) -> str:
    try:
        return repr(value)[:40]
    except Exception:  # noqa: BLE001 - what cannot be shown is among the values
        return "cannot be shown"


@frozen(repr=False)
class Bad:
    """
    A value that is not acceptable.

    Attributes:
        value: The value.
        told: What the message must say is allowed, or at least part of it.
        shown: What the message must show: the beginning of the value unless given.
    """

    value: Any
    told: str
    shown: str = Factory(lambda row: beginning_of(row.value), takes_self=True)

    def __repr__(self) -> str:
        return f"{type(self.value).__name__} {self.shown[:20]}"


class NeverCalled(httpx.AsyncBaseTransport):
    """A transport that remembers what it should not have been asked."""

    def __init__(self) -> None:
        self.requests: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(f"{request.method} {request.url}")
        raise AssertionError("A request was sent.")


async def attempt(call: Callable[[], Any]) -> BaseException | None:
    """Call, wait if there is something to wait for, and give what was raised."""
    try:
        result = call()
        if inspect.isawaitable(result):
            await result
    except Exception as error:  # noqa: BLE001 - it is looked at
        return error
    return None


def complaints(error: BaseException | None, argument: str, bad: Bad) -> list[str]:
    """Say in which ways a refusal is not what is promised."""
    where = f"{argument}={bad!r}"
    if type(error) not in REFUSALS:
        return [f"{where}: {error!r}"[:300]]
    assert isinstance(error, OpenToCloseAPIError)
    text = str(error)
    found = []
    if argument not in text:
        found.append(f"{where}: the argument is not named in {text!r}")
    if bad.told not in text:
        found.append(f"{where}: {bad.told!r} is not in {text!r}")
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
