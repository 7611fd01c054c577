"""The words for parts of a list: a window that is asked for, what came of it, a page delivered."""

from typing import Generic, TypeVar

from attrs import frozen

from opentoclose_async.exceptions import DataFormatError

__all__ = ["Extent", "Page", "Window", "no_row_error"]

T = TypeVar("T")


@frozen
class Page(Generic[T]):
    """
    One page of a list, as delivered.

    Attributes:
        items: The page's rows.
        start: Position of the first of them in the list, from 0.
        total: Rows in the whole list, where the server says so.
    """

    items: list[T]
    start: int
    total: int | None = None


@frozen
class Window:
    """Rows to ask for: so many from a position on."""

    start: int
    count: int

    @property
    def end(self) -> int:
        """Position behind the last row asked for."""
        return self.start + self.count


@frozen
class Extent:
    """
    What an answer says about the list.

    Attributes:
        rows: Rows on the page.
        total: Rows in the whole list; None if not said.
        more: True if the answer links to a next page; False or None if it does not.
        silent: The answer had no body (204): no rows, and not a word on why.
    """

    rows: int
    total: int | None = None
    more: bool | None = None
    silent: bool = False


def no_row_error(position: int, although: str) -> DataFormatError:
    """Make the error for a place that has no row although something says that it should."""
    return DataFormatError(
        f"there is no row at position {position}, asked for twice, although {although}. All rows "
        f"before it were read; read on with start={position} when the server agrees with itself.",
        start=position,
    )
