"""
What a client tells its hooks.

A client takes ``on_request``, ``on_response``, ``on_retry`` and ``on_wait``: functions of one
argument, the event, plain or async. An async one is awaited, and the request with it, so keep them
quick. What a hook raises is logged and changes nothing. No event holds a credential.

To see the answers of some calls only, call them within ``collect_responses``.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from attrs import define, field, frozen

from opentoclose_async.exceptions import OpenToCloseAPIError

__all__ = [
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
        method: HTTP method, as "GET".
        path: Path below the base URL, as "/users/5".
        query: Query parameters by wire name; they may hold personal data.
        attempt: 1 for the first time that it is sent, 2 for the first repetition.
    """

    method: str
    path: str
    query: Mapping[str, str]
    attempt: int


@frozen(kw_only=True)
class ResponseEvent:
    """
    An answer came, good or bad; its body is read.

    Attributes:
        method: HTTP method, as "GET".
        path: Path below the base URL, as "/users/5".
        attempt: Which sending of the request it answers, from 1.
        status: HTTP status.
        seconds: From the sending to the end of the body.
        size: Bytes of the body, unpacked.
        request_id: What DocuSign support asks for (X-DocuSign-TraceToken); None for Open To Close.
        quota: Requests that each window counts and allows, as "3/500 in 30s"; "off" without one.
        headers: Of its headers, those about limits, dates, ids for support and who answered, by
            lower-case name, as ``headers["x-ratelimit-remaining"]``.
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
        method: HTTP method, as "GET".
        path: Path below the base URL, as "/users/5".
        attempt: The attempt that failed, from 1.
        delay: Seconds until the next one; the quota may make it later.
        error: What the caller would have got without another attempt.
    """

    method: str
    path: str
    attempt: int
    delay: float
    error: OpenToCloseAPIError


@frozen(kw_only=True)
class WaitEvent:
    """
    The next request in line has to wait for the quota.

    Attributes:
        seconds: How long, as things stand; an answer may shorten or lengthen it.
        until: When that is over, an aware datetime in UTC.
    """

    seconds: float
    until: datetime


RequestHook = Callable[[RequestEvent], object]
"""Gets each request; may be async."""
ResponseHook = Callable[[ResponseEvent], object]
"""Gets each answer; may be async."""
RetryHook = Callable[[RetryEvent], object]
"""Gets each failure that is not the last word; may be async."""
WaitHook = Callable[[WaitEvent], object]
"""Gets each wait for the quota; may be async."""


@define(eq=False)
class _Collection:
    responses: list[ResponseEvent] = field(factory=list)
    closed: bool = False


_collections: ContextVar[tuple[_Collection, ...]] = ContextVar("_collections", default=())


@contextmanager
def collect_responses() -> Iterator[list[ResponseEvent]]:
    """
    Collect the answers to all calls that are made within a ``with`` block, of any client.

    ::

        with collect_responses() as responses:
            user = await otc.users.retrieve_user(5)
        print(responses[-1].headers.get("x-ratelimit-remaining"))

    Attempts that were repeated and the pages of lists are among them, and so are calls of tasks
    that the block begins; those of other tasks and threads are not. Blocks may be within others.

    Returns:
        A list that grows as answers come; after the block it stays as it is.
    """
    collection = _Collection()
    around = _collections.get()
    _collections.set((*around, collection))
    try:
        yield collection.responses
    finally:
        collection.closed = True
        # Not by a token: a generator that is closed elsewhere ends in another context.
        if _collections.get()[-1:] == (collection,):
            _collections.set(around)


def collecting() -> bool:
    """Tell whether anybody collects the answers to what is being called."""
    return bool(_collections.get())


def collected(event: ResponseEvent) -> None:
    """Give an answer to all who collect them."""
    for collection in _collections.get():
        if not collection.closed:
            collection.responses.append(event)
