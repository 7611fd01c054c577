"""What every resource of Open To Close shares: five calls on records of one kind."""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar, get_type_hints

from opentoclose_async.exceptions import DataFormatError, ValidationError
from opentoclose_async.protocol.arguments import (
    body_object,
    path_with,
    positive_id,
    query_texts,
    text_keyed,
    whole_number,
)
from opentoclose_async.protocol.convert import Model, ModelConverter, shorten
from opentoclose_async.protocol.rows import RowKind
from opentoclose_async.runtime.pages import Pager
from opentoclose_async.runtime.reading import RowPage
from opentoclose_async.runtime.resource import (
    CallOptions,
    Core,
    PageOptions,
    Resource,
    check_keywords,
)

__all__ = ["ListOptions", "Records"]

M = TypeVar("M", bound=Model)

CONVERTER = ModelConverter()
LARGEST_PAGE = 100
"""Rows; what the server gives at most for one request (its default is 20)."""

_PAGE_KEYWORDS = frozenset(get_type_hints(PageOptions))


class ListOptions(PageOptions, total=False):
    """
    Keywords that every list takes.

    Attributes:
        limit: Rows to give at most, however many requests that takes.
        offset: Rows to skip.
    """

    limit: int | None
    offset: int | None


class Records(Resource, Generic[M]):
    """
    Records of one kind: where they are, and the model they become.

    Args:
        core: What the client hands to its resources.
    """

    _path: ClassVar[str]
    _noun: ClassVar[str]
    _model: type[M]

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._model_list: Any = list[self._model]  # type: ignore[name-defined]  # made at run time

    def _iterate(self, params: Mapping[str, Any] | None, keywords: Mapping[str, Any]) -> Pager[M]:
        """
        Open the list.

        Args:
            params: Filters, limit and offset, as the documented ``params`` dict has them.
            keywords: The same as keywords, and those of PageOptions.
        """
        given = {} if params is None else dict(text_keyed("params", params))
        filters: dict[str, Any] = {
            name: given.pop(name) for name in ("limit", "offset") if name in given
        }
        filters |= query_texts(given, "params")
        options: Any = {}
        for name, value in keywords.items():
            (options if name in _PAGE_KEYWORDS else filters)[name] = value
        _take(filters, "limit", options, "max_items")
        _take(filters, "offset", options, "start")
        return self._open(
            self._path,
            self._convert_rows,
            self._read_rows,
            options,
            kind=RowKind(self._model),
            query=filters,
            position="offset",
            size="limit",
            largest_page=LARGEST_PAGE,
        )

    async def _create(self, body: Mapping[str, Any], options: CallOptions) -> M:
        self._check_options("create", options)
        content = body_object(f"{self._noun}_data", body)
        return await self._send("POST", self._path, self._convert, options, content=content)

    async def _retrieve(self, record_id: int, options: CallOptions) -> M:
        self._check_options("retrieve", options)
        return await self._send("GET", self._path_of(record_id), self._convert, options)

    async def _update(self, record_id: int, body: Mapping[str, Any], options: CallOptions) -> M:
        self._check_options("update", options)
        path = self._path_of(record_id)
        content = body_object(f"{self._noun}_data", body)
        return await self._send("PUT", path, self._convert, options, content=content)

    async def _delete(self, record_id: int, options: CallOptions) -> dict[str, Any]:
        self._check_options("delete", options)
        return await self._send("DELETE", self._path_of(record_id), _confirmation, options)

    def _check_options(self, verb: str, options: CallOptions) -> None:
        # A filter may be one that we do not know; an option of a call may not.
        check_keywords(f"{verb}_{self._noun}", CallOptions, options)

    def _path_of(self, record_id: int) -> str:
        return path_with(self._path + "/{id}", id=positive_id(f"{self._noun}_id", record_id))

    def _convert(self, value: Any) -> M:
        return CONVERTER.structure(value, self._model)

    def _convert_rows(self, rows: list[dict[str, Any]]) -> list[M]:
        models: list[M] = CONVERTER.structure(rows, self._model_list)
        return models

    def _read_rows(self, value: Any) -> RowPage:
        """Read a bare array; an empty answer (204) is an empty page."""
        if value is None:
            return RowPage([])
        if not isinstance(value, list):
            raise DataFormatError(f"expected a list of {self._noun}s, got {shorten(value)}.")
        return RowPage(value)


def _take(filters: dict[str, Any], name: str, options: dict[str, Any], keyword: str) -> None:
    """Move what the API calls ``limit`` and ``offset`` to the Pager's own keywords."""
    if name not in filters:
        return
    value = filters.pop(name)
    if value is None:
        return
    if options.get(keyword) is not None:
        raise ValidationError(
            f"{name} and {keyword} mean the same; pass one of them.",
            field_errors={name: [f"was passed beside {keyword}"]},
        )
    options[keyword] = whole_number(name, value, 0)


def _confirmation(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise DataFormatError(f"expected an object that confirms, got {shorten(value)}.")
    return value
