"""Rooms lists: read the query, and build the response around a page of rows."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

import attrs
import orjson
from starlette.datastructures import QueryParams
from starlette.responses import Response

from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.http.routing import Call, json_text_response, parse_integer
from opentoclose_async.sandbox.rooms.lenient_json import INT32
from opentoclose_async.sandbox.tables import Page, Selection, Table

MAX_COUNT: Final = 100
"""The largest `count`, and its default (documented)."""


class BadQueryError(Exception):
    """A query parameter is invalid; the message is for the response."""


@attrs.frozen
class RoomsQuery:
    """The query of a request, read strictly; an empty parameter counts as absent."""

    parameters: QueryParams

    def text(self, name: str) -> str | None:
        """Read a string."""
        return self.parameters.get(name) or None

    def integer(self, name: str) -> int | None:
        """Read a 32-bit integer."""
        text = self.text(name)
        if text is None:
            return None
        number = parse_integer(text)
        if number is None or number not in INT32:
            raise BadQueryError(f"{name} must be an integer.")
        return number

    def boolean(self, name: str) -> bool:
        """Read a boolean in any case; absent is false."""
        text = (self.text(name) or "false").lower()
        if text not in ("true", "false"):
            raise BadQueryError(f"{name} must be true or false.")
        return text == "true"

    def one_of(self, name: str, values: Collection[str]) -> str | None:
        """Read one of several words."""
        text = self.text(name)
        if text is not None and text not in values:
            raise BadQueryError(f"{name} must be one of {', '.join(values)}.")
        return text


def answer_page(
    call: Call,
    config: SandboxConfig,
    table: Table,
    selection: Selection,
    array_key: str,
    shape: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None,
) -> Response:
    """
    Return the page of a list that `startPosition` and `count` request.

    Args:
        call: The request.
        config: The page cap, and what pages omit.
        table: The table that holds the rows.
        selection: The rows of the list, and their order.
        array_key: The key of the rows in the response.
        shape: Makes what is sent from a row; the row itself if None.

    Raises:
        BadQueryError: One of the two parameters is out of range.
    """
    start, count = _position(RoomsQuery(call.query))
    size = min(count, config.rooms_page_cap)
    page = table.page(selection, max(0, start - size) if call.repeats_page else start, size)
    if shape is not None:
        shaped = [orjson.dumps(shape(orjson.loads(text))).decode() for text in page.documents]
        page = Page(shaped, page.total)
    return _answer(call, config, page, start, count, size, array_key, {})


def answer_rows(
    call: Call,
    config: SandboxConfig,
    rows: Sequence[Mapping[str, Any]],
    array_key: str,
    extra: Mapping[str, Any],
) -> Response:
    """
    Return the requested page of a list in memory.

    Args:
        call: The request.
        config: The page cap, and what pages omit.
        rows: All rows of the list.
        array_key: The key that the rows go under.
        extra: Other fields of the response.

    Raises:
        BadQueryError: `startPosition` or `count` is out of range.
    """
    start, count = _position(RoomsQuery(call.query))
    size = min(count, config.rooms_page_cap)
    first = max(0, start - size) if call.repeats_page else start
    texts = [orjson.dumps(row).decode() for row in rows[first : first + size]]
    return _answer(call, config, Page(texts, len(rows)), start, count, size, array_key, extra)


def _answer(
    call: Call,
    config: SandboxConfig,
    page: Page,
    start: int,
    count: int,
    size: int,
    array_key: str,
    extra: Mapping[str, Any],
) -> Response:
    given = len(page.documents)
    if given == 0 and config.empty_list_status == 204:
        return Response(status_code=204)
    envelope = {
        **extra,
        "resultSetSize": given,
        "startPosition": start,
        # The position of the last row (official sample: two rows, 0 and 1).
        "endPosition": start + max(given, 1) - 1,
    }
    links: dict[str, str | None] = {"nextUri": None, "priorUri": None}
    if given and start + given < page.total:
        links["nextUri"] = _uri(call, start + given, count)
    if start > 0:
        links["priorUri"] = _uri(call, max(0, start - size), count)
    rest = envelope | ({} if config.omit_next_uri else links)
    if not config.omit_total_row_count:
        rest["totalRowCount"] = page.total
    # The rows are already JSON; only the rest needs encoding.
    tail = orjson.dumps(rest).decode().removeprefix("{")
    return json_text_response(f'{{"{array_key}":{page.as_json_array()},{tail}')


def _position(query: RoomsQuery) -> tuple[int, int]:
    start = query.integer("startPosition")
    count = query.integer("count")
    if start is not None and start < 0:
        raise BadQueryError("startPosition must not be negative.")
    if count is not None and not 1 <= count <= MAX_COUNT:
        raise BadQueryError(f"count must be a number between 1 and {MAX_COUNT}.")
    return start or 0, count or MAX_COUNT


def _uri(call: Call, start: int, count: int) -> str:
    kept = [
        (name, value)
        for name, value in call.query.multi_items()
        if name not in ("startPosition", "count")
    ]
    query = QueryParams([*kept, ("startPosition", str(start)), ("count", str(count))])
    return f"{call.base_url}{call.path}?{query}"
