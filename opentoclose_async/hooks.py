"""
What a client reports to its hooks.

A client takes ``on_request``, ``on_response``, ``on_retry`` and ``on_wait``: functions of one
argument, the event, plain or async. An async hook is awaited and delays its request, so keep hooks
quick. An exception in a hook is logged and changes nothing. No event contains a credential.

To see the responses to some calls only, make them within ``collect_responses``.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from attrs import define, field, frozen

from opentoclose_async.exceptions import OpenToCloseAPIError

__all__ = [
    "QuotaStoreEvent",
    "RequestEvent",
    "RequestHook",
    "ResponseEvent",
    "ResponseHook",
    "RetryEvent",
    "RetryHook",
    "WaitEvent",
    "WaitHook",
    "collect_responses",
]


@frozen(kw_only=True)
class RequestEvent:
    """
    A request is about to be sent.

    Attributes:
        method: HTTP method, such as "GET".
        path: Path below the base URL, such as "/users/5".
        query: Query parameters by wire name; they may contain personal data.
        attempt: 1 for the first attempt, 2 for the first retry.
    """

    method: str
    path: str
    query: Mapping[str, str]
    attempt: int


@frozen(kw_only=True)
class ResponseEvent:
    """
    A response, good or bad, has been read.

    Attributes:
        method: HTTP method, such as "GET".
        path: Path below the base URL, such as "/users/5".
        attempt: The attempt it responds to, from 1.
        status: HTTP status.
        seconds: From sending the request to the end of the body.
        size: Bytes of the body after decompression.
        request_id: X-DocuSign-TraceToken, which DocuSign support asks for; None for Open To Close.
        quota: Requests counted and allowed in each window, such as "3/500 in 30s"; "off" without a
            quota.
        headers: The headers about limits, dates, support ids and the server, by lower-case name,
            such as ``headers["x-ratelimit-remaining"]``.
    """

    method: str
    path: str
    attempt: int
    status: int
    seconds: float
    size: int
    request_id: str | None
    quota: str
    headers: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class RetryEvent:
    """
    A request failed and will be sent again.

    Attributes:
        method: HTTP method, such as "GET".
        path: Path below the base URL, such as "/users/5".
        attempt: The attempt that failed, from 1.
        delay: Seconds until the next attempt; the quota may make it later.
        error: The error that would have been raised without another attempt.
    """

    method: str
    path: str
    attempt: int
    delay: float
    error: OpenToCloseAPIError


@frozen(kw_only=True)
class WaitEvent:
    """
    The next request has to wait for the quota.

    Attributes:
        seconds: The expected wait; a response may shorten or lengthen it.
        until: When the wait is expected to end, an aware datetime in UTC.
    """

    seconds: float
    until: datetime


@frozen(kw_only=True)
class QuotaStoreEvent(WaitEvent):
    """
    The quota store cannot be used, so the client keeps the quota on its own for a while.

    It is passed to ``on_wait``, once for each outage.

    Attributes:
        seconds: 0.0: nothing waits for the store.
        until: When the store is tried again, an aware datetime in UTC.
        problem: What happened.
    """

    problem: str


RequestHook = Callable[[RequestEvent], object]
"""Called before each request; may be async."""
ResponseHook = Callable[[ResponseEvent], object]
"""Called with each response; may be async."""
RetryHook = Callable[[RetryEvent], object]
"""Called with each failure that will be retried; may be async."""
WaitHook = Callable[[WaitEvent], object]
"""Called with each wait for the quota; may be async."""


@define(eq=False)
class _Collection:
    responses: list[ResponseEvent] = field(factory=list)
    closed: bool = False


_collections: ContextVar[tuple[_Collection, ...]] = ContextVar("_collections", default=())


@contextmanager
def collect_responses() -> Iterator[list[ResponseEvent]]:
    """
    Collect the responses to all calls, of any client, within a ``with`` block.

    ::

        with collect_responses() as responses:
            user = await otc.users.retrieve_user(5)
        print(responses[-1].headers.get("x-ratelimit-remaining"))

    They include failed attempts, the pages of lists, and the calls of tasks started in the block,
    but not those of other tasks and threads. Blocks may be nested.

    Returns:
        A list that grows until the block ends.
    """
    collection = _Collection()
    around = _collections.get()
    _collections.set((*around, collection))
    try:
        yield collection.responses
    finally:
        collection.closed = True
        # Not with a token: a generator that is closed elsewhere ends in another context.
        if _collections.get()[-1:] == (collection,):
            _collections.set(around)


def collecting() -> bool:
    """Return whether the responses to the current call are being collected."""
    return bool(_collections.get())


def collected(event: ResponseEvent) -> None:
    """Add a response to all collections that are open."""
    for collection in _collections.get():
        if not collection.closed:
            collection.responses.append(event)
