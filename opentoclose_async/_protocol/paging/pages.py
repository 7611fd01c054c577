"""The parts of a list: a range of rows to request, what a response shows, a page delivered."""

from typing import Generic, TypeVar

from attrs import frozen

from opentoclose_async._protocol.display.shown import Shown, fields_of
from opentoclose_async._protocol.plurals import counted
from opentoclose_async.exceptions import DataFormatError

__all__ = [
    "LINKED",
    "LINKED_BEFORE",
    "NO_BODY",
    "ROWS_AFTER",
    "Extent",
    "Page",
    "PageRange",
    "no_row_error",
    "says_total",
]

T = TypeVar("T")

MOST_ROWS_SHOWN = 10
"""Maximum number of rows of a page that notebooks show."""


@frozen
class Page(Shown, Generic[T]):
    """
    One page of a list, as delivered.

    Attributes:
        items: The page's rows.
        start: Position of the first row in the list, from 0.
        total: Rows in the whole list, if the server says so.
    """

    items: list[T]
    start: int
    total: int | None = None

    def __repr__(self) -> str:
        return f"<Page of {self._extent()}>"

    def _repr_html_(self) -> str:
        """Return a table of the first rows, for notebooks."""
        from opentoclose_async._protocol.display.html import page_table  # rarely needed

        rows = [fields_of(row) for row in self.items[:MOST_ROWS_SHOWN]]
        return page_table(f"Page of {self._extent()}", rows, len(self.items))

    def _extent(self) -> str:
        first = self.items[0] if self.items else None
        kind = "dict" if isinstance(first, dict) else type(first).__name__
        rows = "" if first is None else f"{kind}: "
        total = "" if self.total is None else f" of {self.total}"
        word = "row" if (len(self.items) if self.total is None else self.total) == 1 else "rows"
        return f"{rows}{len(self.items)}{total} {word} from position {self.start}"


@frozen
class PageRange:
    """Rows to request: ``count`` rows from position ``start``."""

    start: int
    count: int

    @property
    def end(self) -> int:
        """Position after the last requested row."""
        return self.start + self.count


@frozen
class Extent:
    """
    What a response says about the list.

    Attributes:
        rows: Rows on the page.
        total: Rows in the whole list; None if not stated.
        more: True if the response links to a next page; False or None if it does not.
        silent: The response had no body (204): no rows, and no explanation.
    """

    rows: int
    total: int | None = None
    more: bool | None = None
    silent: bool = False


NO_BODY = "the response had no body (204)"
ROWS_AFTER = "rows further on were received already"
LINKED = "the response links to a next page"
LINKED_BEFORE = "the page before it links to a next one"
"""Reasons to expect rows where a response has none."""


def says_total(total: int) -> str:
    """Return the reason to expect rows before the end of a list of ``total`` rows."""
    return f"the server says that the list has {counted(total, 'row')}"


def no_row_error(position: int, although: str) -> DataFormatError:
    """Make the error for a position without a row, although something says there is one."""
    return DataFormatError(
        f"there is no row at position {position}, requested twice, although {although}. All rows "
        f"before it were read; resume with start={position} once the server is consistent.",
        start=position,
    )
