"""The paged lists of Rooms: one envelope, around arrays of different names."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import ModelConverter
from opentoclose_async._protocol.conversion.model import Model, camel_case
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async._runtime.lists.endpoint import RawPage
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async.exceptions import DataFormatError

__all__ = ["LARGEST_PAGE", "ListOperation", "OnePageOptions"]

L = TypeVar("L", bound=Model)
M = TypeVar("M", bound=Model)

LARGEST_PAGE = 100
"""Rows; the official description allows a count from 1 to 100."""

MOST_SHOWN = 200
"""Maximum number of characters of a response's field names in an error."""


class OnePageOptions(CallOptions, total=False):
    """Keywords of the methods that get one page of a list."""

    start_position: int | None
    """Position of the first row, from 0."""
    count: int | None
    """Maximum number of rows to return, 1 to 100."""


@frozen(kw_only=True)
class ListOperation(Generic[L, M]):
    """
    An operation of the official description that returns a list in pages.

    Attributes:
        name: What the names of its methods end with, such as "offices".
        path: Path below the account, with IDs in braces.
        page: The model of a page.
        array: The field of a page that has the rows, by its wire name.
        row: The model of a row.
        key: The field that identifies a row, by its wire name.
        one_page: The TypedDict of the keywords for one page.
        all_pages: The TypedDict of the keywords for all pages.
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
        """How to treat rows."""
        return RowKind(self.row, camel_case, self.key)

    @property
    def read_rows(self) -> Callable[[Any], RawPage]:
        """A function that reads the rows of a page from its JSON."""
        return rows_reader(self.array)

    def convert_page(self, value: Any, converter: ModelConverter) -> L:
        """Convert the JSON of a page to its model."""
        return converter.structure(envelope(value, self.array), self.page)

    def convert_rows(self, rows: list[dict[str, Any]], converter: ModelConverter) -> list[M]:
        """Convert the rows of a page to models."""
        return converter.rows(rows, self.row, path=self.array)


def envelope(value: Any, array: str) -> dict[str, Any]:
    """
    Check the envelope of a list.

    An empty response (204) is an empty list, as older lists return. An object without the array is
    an error whatever its status: a sibling API of DocuSign sends errors with status 200.

    Args:
        value: The decoded JSON.
        array: The name of the array.

    Raises:
        DataFormatError: If the array is missing.
    """
    if value is None:
        return {array: []}
    if not isinstance(value, dict):
        raise DataFormatError(f"expected an object, got {shorten(value)}.")
    rows = value.get(array)
    if not isinstance(rows, list):
        held = shorten(", ".join(sorted(value)), MOST_SHOWN) if value else "nothing"
        raise DataFormatError(
            f"expected a list under {array!r}; the response has {held}.", path=array
        )
    return value


def rows_reader(array: str) -> Callable[[Any], RawPage]:
    """Return a function that reads the rows in an array from the JSON of a page."""

    def read(value: Any) -> RawPage:
        page = envelope(value, array)
        if value is None:
            return RawPage([], silent=True)
        total = page.get("totalRowCount")
        # The link only says that there are more rows. Links are never followed.
        return RawPage(
            page[array],
            total if type(total) is int and total >= 0 else None,
            bool(page.get("nextUri")),
        )

    return read
