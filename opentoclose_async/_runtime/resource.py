"""What every resource of both APIs shares: sending an operation, and opening a list."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, ClassVar, TypedDict, TypeVar, get_type_hints

from attrs import evolve, frozen

from opentoclose_async._protocol.arguments import (
    cut,
    is_number,
    query_texts,
    refuse,
    text_keyed,
    whole_number,
)
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._protocol.extra_headers import extra_headers
from opentoclose_async._protocol.messages import Operation, Request
from opentoclose_async._protocol.paging.pages import Window
from opentoclose_async._protocol.retry import RetryPolicy
from opentoclose_async._runtime.concurrency.background import Background
from opentoclose_async._runtime.lists.listing import Listing, RowPage
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.session import SendOptions, Session
from opentoclose_async._runtime.stays_here import StaysHere
from opentoclose_async.exceptions import ValidationError

__all__ = ["CallOptions", "Core", "PageOptions", "Resource"]

T = TypeVar("T")


class CallOptions(TypedDict, total=False):
    """
    Keywords that every call takes.

    Attributes:
        timeout: Seconds for connecting, and for each read and write, of this call.
        total_timeout: Seconds for getting a request out, and again for its whole answer; five times
            ``timeout`` if None.
        retry: The RetryPolicy of this call; None sends once.
        extra_query: Query parameters that the method has no keyword for, by wire name.
        extra_headers: Headers to add.
    """

    timeout: float
    total_timeout: float | None
    retry: RetryPolicy | None
    extra_query: Mapping[str, Any]
    extra_headers: Mapping[str, str]


class PageOptions(CallOptions, total=False):
    """
    Keywords that every reading of a list takes.

    Attributes:
        page_size: Rows to ask for at a time; the most that the server allows if not given.
        max_items: Rows to read at most, however many requests that takes.
        concurrency: Pages to fetch at the same time, at most; the client's max_connections if not
            given.
        start: Position of the first row to read, from 0.
        confirm_end: Whether to look behind the last row where the server does not say that it is
            the last; the client's ``confirm_end`` if not given.
    """

    page_size: int | None
    max_items: int | None
    concurrency: int | None
    start: int
    confirm_end: bool | None


@frozen
class Core:
    """
    What a client hands to its resources.

    Attributes:
        session: What sends.
        background: Where pages are fetched.
        max_connections: Requests on the way at the same time, at most.
        confirm_end: Whether lists are read until a place behind the last row is seen to be empty.
        strict: Whether a value of another kind than the model's is an error.
    """

    session: Session
    background: Background
    max_connections: int
    confirm_end: bool = True
    strict: bool = False


class Resource(StaysHere):
    """
    A group of methods of a client.

    Args:
        core: What the client hands to its resources.
    """

    _reads_objects: ClassVar[bool] = True
    """What it reads is never nothing, other than with status 204."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def _send(
        self,
        method: str,
        path: str,
        convert: Callable[[Any], T],
        options: CallOptions,
        *,
        query: Mapping[str, Any] | None = None,
        content: bytes | None = None,
        content_type: str | None = None,
    ) -> T:
        request = _request(method, path, query or {}, options, content)
        if content_type is not None:
            request = evolve(request, headers={**request.headers, "Content-Type": content_type})
        return await self._core.session.send(
            Operation(request, convert, expects_body=method == "GET" and self._reads_objects),
            _send_options(options, self._core.session),
        )

    def _check_values(self, options: CallOptions) -> None:
        """Check the values of a call's options, where other requests or files come first."""
        _request("GET", "/", {}, options)
        _send_options(options, self._core.session)

    def _open(
        self,
        path: str,
        convert: Callable[[list[dict[str, Any]]], list[T]],
        read: Callable[[Any], RowPage],
        options: PageOptions,
        *,
        kind: RowKind,
        query: Mapping[str, Any],
        position: str,
        size: str,
        largest_page: int,
    ) -> Pager[T]:
        """
        Open a list.

        Args:
            path: Where it is.
            convert: Turn the rows of a page into items.
            read: Read an answer's JSON.
            options: The caller's keywords.
            kind: What the rows are.
            query: The filters, by wire name.
            position: The query parameter for the position of the first row.
            size: The query parameter for the number of rows.
            largest_page: Rows that the server gives at a time, at most.
        """
        page_size = options.get("page_size")
        page_size = whole_number(
            "page_size", largest_page if page_size is None else page_size, 1, largest_page
        )
        concurrency = options.get("concurrency")
        concurrency = whole_number(
            "concurrency", self._core.max_connections if concurrency is None else concurrency, 1
        )
        max_items = options.get("max_items")
        if max_items is not None:
            whole_number("max_items", max_items, 0)
        start = whole_number("start", options.get("start", 0), 0)
        confirm_end = options.get("confirm_end")
        if confirm_end is None:
            confirm_end = self._core.confirm_end
        template = _request("GET", path, query, options)
        for name in (position, size):
            if name in (options.get("extra_query") or {}):
                raise refuse(
                    f"extra_query[{name!r}]",
                    template.query.get(name),
                    "left out (pages are asked for with start, page_size and max_items)",
                )

        def ask(window: Window) -> Request:
            pages = {position: str(window.start), size: str(window.count)}
            return Request("GET", path, {**template.query, **pages}, headers=template.headers)

        listing = Listing(
            self._core.session,
            self._core.background,
            ask,
            read,
            kind,
            template,
            check_flag("confirm_end", confirm_end),
            _send_options(options, self._core.session),
        )
        return Pager(listing, convert, page_size, concurrency, start, max_items)


def _request(
    method: str,
    path: str,
    query: Mapping[str, Any],
    options: CallOptions | PageOptions,
    content: bytes | None = None,
) -> Request:
    extra = options.get("extra_query")
    headers = options.get("extra_headers")
    texts = query_texts(query)
    if extra is not None:
        texts |= query_texts(text_keyed("extra_query", extra), "extra_query")
    return Request(method, path, texts, content, {} if headers is None else extra_headers(headers))


def _send_options(options: CallOptions | PageOptions, session: Session) -> SendOptions | None:
    """Check a call's own timeouts and policy; None if it has none of them."""
    if not ("timeout" in options or "total_timeout" in options or "retry" in options):
        return None
    defaults = session.defaults
    return SendOptions(
        check_timeout(options.get("timeout", defaults.timeout)),
        check_retry(options.get("retry", defaults.retry)),
        check_total_timeout(options.get("total_timeout", defaults.total_timeout)),
    )


def check_timeout(timeout: object) -> float:
    """
    Check a timeout in seconds.

    Raises:
        ValidationError: Unless it is a positive number.
    """
    if not is_number(timeout) or not 0 < timeout < 86400:
        raise refuse("timeout", timeout, "a positive number of seconds, less than a day")
    return float(timeout)


def check_total_timeout(timeout: object) -> float | None:
    """
    Check a deadline in seconds.

    Raises:
        ValidationError: Unless it is a positive number, or None.
    """
    if timeout is None:
        return None
    if not is_number(timeout) or not 0 < timeout < 86400:
        raise refuse(
            "total_timeout",
            timeout,
            "a positive number of seconds, less than a day, or None for five times timeout",
        )
    return float(timeout)


def check_retry(retry: object) -> RetryPolicy | None:
    """
    Check a retry policy.

    Raises:
        ValidationError: Unless it is a RetryPolicy or None.
    """
    if retry is not None and not isinstance(retry, RetryPolicy):
        raise refuse("retry", retry, "a RetryPolicy, or None to send once")
    return retry


def check_flag(name: str, value: object) -> bool:
    """
    Check a switch.

    Raises:
        ValidationError: Unless it is True or False.
    """
    if not isinstance(value, bool):
        raise refuse(name, value, "True or False")
    return value


def check_keywords(method: str, known: type, given: Mapping[str, Any]) -> None:
    """
    Check the names of a method's keywords.

    Args:
        method: The method, for the error.
        known: The TypedDict that declares them.
        given: What was passed.

    Raises:
        ValidationError: For a name that is not declared, with the nearest that is.
    """
    names = _names_of(known)
    for name in given:
        if name not in names:
            shown = cut(name)
            near = get_close_matches(shown, names, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(names)}."
            raise ValidationError(
                f"{method} takes no argument {shown!r}; {hint} Nothing was sent.",
                field_errors={shown: ["is not known"]},
            )


@cache
def _names_of(known: type) -> tuple[str, ...]:
    return tuple(sorted(get_type_hints(known)))
