"""What the paged lists of Rooms share: one envelope around arrays of different names."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import (
    Model,
    ModelConverter,
    camel_case,
    shorten,
)
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._runtime.lists.listing import RowPage
from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.exceptions import DataFormatError

__all__ = ["LARGEST_PAGE", "OnePageOptions", "PagedList"]

L = TypeVar("L", bound=Model)
M = TypeVar("M", bound=Model)

LARGEST_PAGE = 100
"""Rows; the official description allows a count from 1 to 100."""

MOST_SHOWN = 200
"""Characters of an answer's names in an error."""


class OnePageOptions(CallOptions, total=False):
    """
    Keywords of the calls that read one page of a list.

    Attributes:
        start_position: Position of the first row, from 0.
        count: Rows to give at most, 1 to 100.
    """

    start_position: int | None
    count: int | None


@frozen(kw_only=True)
class PagedList(Generic[L, M]):
    """
    A list that the server gives in pages.

    Attributes:
        name: What the names of its methods end with, as "offices".
        path: Where it is, below the account.
        page: The model of a page.
        array: Where in it the rows are, by the wire name.
        row: The model of a row.
        key: The wire name of the field that tells rows apart.
        one_page: The keywords of the call for one page.
        all_pages: The keywords of reading all of them.
    """

    name: str
    path: str
    page: type[L]
    array: str
    row: type[M]
    key: str
    one_page: type
    all_pages: type

    @property
    def kind(self) -> RowKind:
        """What the rows are."""
        return RowKind(self.row, camel_case, self.key)

    @property
    def read_rows(self) -> Callable[[Any], RowPage]:
        """What reads an answer's JSON."""
        return rows_reader(self.array)

    def convert_page(self, value: Any, converter: ModelConverter) -> L:
        """Turn an answer into a page."""
        return converter.structure(envelope(value, self.array), self.page)

    def convert_rows(self, rows: list[dict[str, Any]], converter: ModelConverter) -> list[M]:
        """Turn the rows of a page into models."""
        return converter.rows(rows, self.row, path=self.array)


def envelope(value: Any, array: str) -> dict[str, Any]:
    """
    Check the envelope of a list.

    An empty answer (204) is an empty list: older lists answer so. An object without its array is no
    list, whatever its status: a sibling API of DocuSign answers refusals so, with status 200.

    Args:
        value: The decoded JSON.
        array: The name of the array in it.

    Raises:
        DataFormatError: If there is no such array.
    """
    if value is None:
        return {array: []}
    if not isinstance(value, dict):
        raise DataFormatError(f"expected an object, got {shorten(value)}.")
    rows = value.get(array)
    if not isinstance(rows, list):
        held = shorten(", ".join(sorted(value)), MOST_SHOWN) if value else "nothing"
        raise DataFormatError(
            f"expected a list under {array!r}; the answer holds {held}.", path=array
        )
    return value


def rows_reader(array: str) -> Callable[[Any], RowPage]:
    """Make the reader of a list whose rows are under this name."""

    def read(value: Any) -> RowPage:
        page = envelope(value, array)
        if value is None:
            return RowPage([], silent=True)
        total = page.get("totalRowCount")
        # The link only says that there is more: positions are computed, and no link is followed.
        return RowPage(
            page[array],
            total if type(total) is int and total >= 0 else None,
            bool(page.get("nextUri")),
        )

    return read
