"""The parts of a list: a range of rows to request, what a response shows, a page delivered."""

from typing import Generic, TypeVar

from attrs import frozen

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


@frozen
class Page(Generic[T]):
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
    return f"the server says that the list has {total} rows"


def no_row_error(position: int, although: str) -> DataFormatError:
    """Make the error for a position without a row, although something says there is one."""
    return DataFormatError(
        f"there is no row at position {position}, requested twice, although {although}. All rows "
        f"before it were read; resume with start={position} once the server is consistent.",
        start=position,
    )
