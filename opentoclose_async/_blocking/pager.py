"""The Pager of the blocking clients, with ``for`` instead of ``async for``."""

from collections import deque
from collections.abc import Callable, Coroutine, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from opentoclose_async._blocking.borrowed_arguments import takes_arguments_of
from opentoclose_async._blocking.caller import Caller
from opentoclose_async._protocol.paging.pages import Page
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._runtime.lists.page_stream import PageStream
from opentoclose_async._runtime.lists.pager import ListDescription
from opentoclose_async._runtime.lists.pager import Pager as AsyncPager
from opentoclose_async._runtime.lists.verified_stream import VerifiedStream
from opentoclose_async._runtime.session import Counters
from opentoclose_async._runtime.uncopyable import Uncopyable
from opentoclose_async.exceptions import OpenToCloseAPIError

__all__ = ["PageIterator", "Pager", "call_with", "open_pager"]

T = TypeVar("T")
R = TypeVar("R")

WAYS_TO_READ = ("for row in pager", "rows = pager.collect()", "frame = pager.to_pandas()")
"""What notebooks say about reading a Pager."""

ASYNC_FOR = (
    "a Pager of a blocking client is read with 'for', not 'async for': write 'for row in pager'. "
    "In async code use AsyncOpenToClose or AsyncRooms, whose pagers do not block the event loop."
)

PAGES_AT_ONCE = 32
"""Maximum number of ready pages to take from the event loop at once."""


class Pager(Uncopyable, Generic[T]):
    """
    The rows of a list, fetched when iterated over; each iteration reads the list again.

    ``for row in pager`` yields rows, ``for page in pager.pages()`` yields pages,
    ``pager.collect()`` returns all rows, and ``pager.raw()`` yields plain dicts.

    A failed page raises its error after the rows before it; the error's ``start`` is the position
    to resume from. Leaving a loop early stops the fetching.

    Args:
        caller: Makes the calls.
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
            position: Where to start instead of ``start``, to resume an earlier iteration.
            max_items: Maximum number of rows, instead of the pager's own ``max_items``.

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
        Iterate over pages without losing rows while the list changes.

        See the async Pager's ``verified``, which has the same arguments.
        """
        stream = self._async_pager().verified(
            position=position, last_keys=last_keys, record=record, max_items=max_items
        )
        return PageIterator(self._caller, stream)

    def collect(self) -> list[T]:
        """Read all rows into a list."""
        return self._caller.call(self._async_pager().collect)

    @takes_arguments_of(AsyncPager.to_arrow)
    def to_arrow(self, **options: Any) -> Any:
        """Read all rows into a ``pyarrow.Table``; see the async Pager's ``to_arrow``."""
        return self._caller.call(lambda: self._async_pager().to_arrow(**options))

    @takes_arguments_of(AsyncPager.to_pandas)
    def to_pandas(self, **options: Any) -> Any:
        """Read all rows into a ``pandas.DataFrame`` with the columns of ``to_arrow``."""
        return self._caller.call(lambda: self._async_pager().to_pandas(**options))

    @takes_arguments_of(AsyncPager.to_polars)
    def to_polars(self, **options: Any) -> Any:
        """Read all rows into a ``polars.DataFrame`` with the columns of ``to_arrow``."""
        return self._caller.call(lambda: self._async_pager().to_polars(**options))

    def raw(self) -> "Pager[dict[str, Any]]":
        """Return a pager of the same list that yields the server's objects as plain dicts."""
        return Pager(self._caller, lambda: self._async_pager().raw())

    def verbatim(self) -> "Pager[VerbatimRow]":
        """Return a pager of the same list whose plain dicts keep the JSON text they came as."""
        return Pager(self._caller, lambda: self._async_pager().verbatim())

    @property
    def description(self) -> ListDescription:
        """What the pager reads, and how; for code that handles lists of any kind."""
        return self._async_pager().description

    @property
    def counters(self) -> Counters:
        """Requests and retries for this list so far, including those of ``raw()``."""
        return self._async_pager().counters

    def __repr__(self) -> str:
        if "_opened" not in vars(self):  # its arguments were invalid
            return "<Pager (not constructed)>"
        return repr(self._async_pager())

    def _repr_html_(self) -> str:
        """Return a table of what it reads, for notebooks."""
        return self._async_pager()._repr_html_(WAYS_TO_READ)

    def __bool__(self) -> bool:
        return True  # without this, __len__ would decide

    if not TYPE_CHECKING:  # type checkers report these mistakes by themselves

        def __aiter__(self) -> None:
            """Refuse ``async for``."""
            raise TypeError(ASYNC_FOR)

        def __len__(self) -> int:
            """Refuse ``len``."""
            raise TypeError(
                "a Pager has no length before it is read: write 'len(pager.collect())'; pages "
                "report the total, if the server does."
            )

        def __getitem__(self, index: object) -> None:
            """Refuse an index."""
            raise TypeError(
                "a Pager has no rows before it is read: write 'pager.collect()[0]', and pass start "
                "and max_items to read only some rows."
            )

    def _async_pager(self) -> AsyncPager[T]:
        client = self._caller.client
        if client is not self._client:  # after a fork
            self._client, self._opened = client, self._open_list()
        return self._opened


def open_pager(caller: Caller[Any], open_list: Callable[[], AsyncPager[T]]) -> Pager[T]:
    """Make a pager; jedi infers the type of its rows from a function, not from a constructor."""
    return Pager(caller, open_list)


def call_with(pager: Pager[T], function: Callable[[AsyncPager[T]], Coroutine[Any, Any, R]]) -> R:
    """Call a coroutine function with the async pager of a blocking one."""
    return pager._caller.call(lambda: function(pager._async_pager()))  # noqa: SLF001 - its own module


class PageIterator(Uncopyable, Iterator[Page[T]]):
    """
    An iterator over the pages of a list. Dropping it stops the fetching.

    Args:
        caller: Makes the calls.
        stream: The async iterator, in the event loop.
    """

    def __init__(self, caller: Caller[Any], stream: PageStream[T] | VerifiedStream[T]) -> None:
        self._caller = caller
        self._stream = stream
        self._ready: deque[Page[T]] = deque()
        self._resume_position: int | None = None
        self._interrupted = False

    def __iter__(self) -> "PageIterator[T]":
        return self

    if not TYPE_CHECKING:

        def __aiter__(self) -> None:
            """Refuse ``async for``."""
            raise TypeError(ASYNC_FOR.replace("row in pager", "page in pager.pages()"))

    def __next__(self) -> Page[T]:
        if not self._ready:
            self._fetch()
        page = self._ready.popleft()
        self._resume_position = page.start + len(page.items)
        return page

    def close(self) -> None:
        """Stop fetching and wait until all workers have stopped."""
        self._ready.clear()
        self._caller.call(self._stream.aclose)

    def _fetch(self) -> None:
        if self._interrupted:
            raise OpenToCloseAPIError(
                "This iteration was interrupted, and pages may be missing from it. Start a new one"
                + (
                    "."
                    if self._resume_position is None
                    else f" with start={self._resume_position}."
                ),
                start=self._resume_position,
            )
        # An interruption may lose pages that have already left the loop.
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
