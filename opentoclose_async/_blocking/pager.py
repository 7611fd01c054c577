"""A Pager for blocking code: the same list, the same face, ``for`` in place of ``async for``."""

from collections import deque
from collections.abc import Callable, Coroutine, Hashable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from opentoclose_async._blocking.caller import Caller
from opentoclose_async._protocol.answers.verbatim import VerbatimRow
from opentoclose_async._protocol.paging.pages import Page
from opentoclose_async._runtime.lists.page_stream import PageStream
from opentoclose_async._runtime.lists.pager import ListDescription
from opentoclose_async._runtime.lists.pager import Pager as AsyncPager
from opentoclose_async._runtime.lists.verified import VerifiedStream
from opentoclose_async._runtime.session import Counters
from opentoclose_async._runtime.stays_here import StaysHere
from opentoclose_async.exceptions import OpenToCloseAPIError

__all__ = ["PageIterator", "Pager", "call_with"]

T = TypeVar("T")
R = TypeVar("R")

PAGES_AT_ONCE = 32
"""Pages to bring over from the event loop together, at most, if they are there already."""


class Pager(StaysHere, Generic[T]):
    """
    The rows of a list, read when iterated over; each iteration reads anew.

    ``for row in pager`` gives rows, ``for page in pager.pages()`` pages; ``pager.collect()`` gives
    a list of all rows; ``pager.raw()`` is the same list as plain dicts.

    An error that a page cannot be had for is raised after all rows before it were delivered; its
    ``start`` is the position to go on from. Leaving a loop early stops the fetching.

    Args:
        caller: What makes calls.
        open_list: Open the list on the async client of the process.
    """

    def __init__(self, caller: Caller[Any], open_list: Callable[[], AsyncPager[T]]) -> None:
        self._caller = caller
        self._open_list = open_list
        self._client = caller.client
        self._opened = open_list()

    def __iter__(self) -> Iterator[T]:
        """Iterate over the rows."""
        for page in self.pages():
            yield from page.items

    def pages(
        self, *, position: int | None = None, max_items: int | None = None
    ) -> "PageIterator[T]":
        """
        Iterate over pages.

        Args:
            position: Where to begin in place of ``start``, to go on with an earlier reading.
            max_items: Rows to read at most, in place of the pager's own ``max_items``.

        Returns:
            An iterator of ``Page``: ``items``, ``start`` (rows before it) and ``total``. A list
            without rows has no page.
        """
        stream = self._async_pager().pages(position=position, max_items=max_items)
        return PageIterator(self._caller, stream)

    def verified(
        self,
        *,
        position: int | None = None,
        last_keys: Sequence[Hashable] = (),
        record: bytes = b"",
        max_items: int | None = None,
    ) -> "PageIterator[T]":
        """
        Iterate over pages in a way that loses no row of a list that changes meanwhile.

        See the async Pager's ``verified``, whose arguments are the same.
        """
        stream = self._async_pager().verified(
            position=position, last_keys=last_keys, record=record, max_items=max_items
        )
        return PageIterator(self._caller, stream)

    def collect(self) -> list[T]:
        """Read all rows into a list."""
        return self._caller.call(self._async_pager().collect)

    def to_arrow(self) -> Any:
        """Read all rows into a ``pyarrow.Table``, see the async Pager's ``to_arrow``."""
        return self._caller.call(self._async_pager().to_arrow)

    def to_pandas(self) -> Any:
        """Read all rows into a ``pandas.DataFrame`` with the columns of ``to_arrow``."""
        return self._caller.call(self._async_pager().to_pandas)

    def raw(self) -> "Pager[dict[str, Any]]":
        """Give the same list as the server's own objects, without the cost of models."""
        return Pager(self._caller, lambda: self._async_pager().raw())

    def verbatim(self) -> "Pager[VerbatimRow]":
        """Give the same list as the server's own objects, each with the text that it came as."""
        return Pager(self._caller, lambda: self._async_pager().verbatim())

    @property
    def description(self) -> ListDescription:
        """What is read, and how, for what handles lists of any kind."""
        return self._async_pager().description

    @property
    def counters(self) -> Counters:
        """What reading this list has cost so far: requests and retries, ``raw()`` included."""
        return self._async_pager().counters

    def __repr__(self) -> str:
        if "_opened" not in vars(self):  # its arguments were not acceptable
            return "<Pager (half made)>"
        return repr(self._async_pager())

    def _async_pager(self) -> AsyncPager[T]:
        client = self._caller.client
        if client is not self._client:  # a fork lies between
            self._client, self._opened = client, self._open_list()
        return self._opened


def call_with(pager: Pager[T], function: Callable[[AsyncPager[T]], Coroutine[Any, Any, R]]) -> R:
    """Call a coroutine function with the async pager that is behind a blocking one."""
    return pager._caller.call(lambda: function(pager._async_pager()))  # noqa: SLF001 - its own module


class PageIterator(StaysHere, Iterator[Page[T]]):
    """
    One reading of a list, page by page; dropping it stops the fetching.

    Args:
        caller: What makes calls.
        stream: The reading, in the event loop.
    """

    def __init__(self, caller: Caller[Any], stream: PageStream[T] | VerifiedStream[T]) -> None:
        self._caller = caller
        self._stream = stream
        self._ready: deque[Page[T]] = deque()
        self._read_on_from: int | None = None
        self._interrupted = False

    def __iter__(self) -> "PageIterator[T]":
        return self

    def __next__(self) -> Page[T]:
        if not self._ready:
            self._fetch()
        page = self._ready.popleft()
        self._read_on_from = page.start + len(page.items)
        return page

    def close(self) -> None:
        """Stop fetching and wait until the last worker has stopped."""
        self._ready.clear()
        self._caller.call(self._stream.aclose)

    def _fetch(self) -> None:
        if self._interrupted:
            raise OpenToCloseAPIError(
                "This reading was interrupted, and pages may be missing from it; begin a new one"
                + ("." if self._read_on_from is None else f" with start={self._read_on_from}."),
                start=self._read_on_from,
            )
        # Pages may have left the loop when an interruption gets in their way.
        self._interrupted = True
        try:
            arrived = self._caller.call(self._stream.next_pages, PAGES_AT_ONCE)
        except OpenToCloseAPIError:
            self._interrupted = False
            raise
        except BaseException:
            self._stream.abandon()
            raise
        self._ready.extend(arrived)
        self._interrupted = False
        if not arrived:
            raise StopIteration
