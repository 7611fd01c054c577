"""What every resource of Open To Close shares: five calls on records of one kind."""

import logging
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar, get_type_hints

from opentoclose_async._protocol.arguments import (
    body_object,
    entry_of,
    path_with,
    positive_id,
    query_texts,
    refuse,
    text_keyed,
    whole_number,
)
from opentoclose_async._protocol.conversion.converter import Model, ModelConverter, shorten
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._runtime.lists.listing import RowPage
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import (
    CallOptions,
    Core,
    PageOptions,
    Resource,
    check_keywords,
)
from opentoclose_async.exceptions import DataFormatError, ValidationError

__all__ = ["ListOptions", "Records", "unsupported"]

M = TypeVar("M", bound=Model)

CONVERTER = ModelConverter()
logger = logging.getLogger("opentoclose_async")
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

    Attributes:
        _path: Where the records are; in braces, the ids of what they belong to.
        _list_path: Where the list is, if elsewhere: some of the vendor's paths end with a slash.
        _noun: What the names of the methods end with.
        _id: The argument for a record's id.
        _data: The argument for a record's fields.
        _model: What the records become.
        _largest_page: Rows that the server gives at most for one request.
        _required: Fields that a new record must have.
        _only: The fields that a new record may have; all, if empty.
        _renamed: What the ``open_to_close`` package calls a field, and what the API does.
        _refused: Fields that the API does not take, and what to use.
    """

    _path: ClassVar[str]
    _list_path: ClassVar[str] = ""
    _noun: ClassVar[str]
    _id: ClassVar[str]
    _data: ClassVar[str]
    _model: type[M]
    _largest_page: ClassVar[int] = LARGEST_PAGE
    _required: ClassVar[tuple[str, ...]] = ()
    _only: ClassVar[tuple[str, ...]] = ()
    _renamed: ClassVar[tuple[tuple[str, str], ...]] = ()
    _refused: ClassVar[tuple[tuple[str, str], ...]] = ()

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._converter = CONVERTER.as_strict(core.strict)

    def _iterate(
        self, params: Mapping[str, Any] | None, keywords: Mapping[str, Any], **ids: int
    ) -> Pager[M]:
        """
        Open the list.

        Args:
            params: Filters, limit and offset, as the documented ``params`` dict has them.
            keywords: The same as keywords, and those of PageOptions.
            **ids: The ids of what the records belong to.
        """
        path = _filled(self._list_path or self._path, ids)
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
            path,
            self._convert_rows,
            self._read_rows,
            options,
            kind=RowKind(self._model),
            query=filters,
            position="offset",
            size="limit",
            largest_page=self._largest_page,
        )

    async def _create(self, body: Mapping[str, Any], options: CallOptions, **ids: int) -> M:
        self._check_options("create", options)
        path = _filled(self._path, ids)
        content = self._content(body, new=True)
        return await self._send("POST", path, self._convert, options, content=content)

    async def _retrieve(self, options: CallOptions, **ids: int) -> M:
        self._check_options("retrieve", options)
        return await self._send("GET", self._path_of(ids), self._convert, options)

    async def _update(self, body: Mapping[str, Any], options: CallOptions, **ids: int) -> M:
        self._check_options("update", options)
        path = self._path_of(ids)
        content = self._content(body, new=False)
        return await self._send("PUT", path, self._convert, options, content=content)

    async def _delete(self, options: CallOptions, **ids: int) -> dict[str, Any]:
        self._check_options("delete", options)
        return await self._send("DELETE", self._path_of(ids), _confirmation, options)

    def _check_options(self, verb: str, options: CallOptions) -> None:
        # A filter may be one that we do not know; an option of a call may not.
        check_keywords(f"{verb}_{self._noun}", CallOptions, options)

    def _path_of(self, ids: Mapping[str, int]) -> str:
        return _filled(f"{self._path}/{{{self._id}}}", ids)

    def _content(self, body: Mapping[str, Any], *, new: bool) -> bytes:
        """Encode the body of a create or an update, by the names that the API has for fields."""
        name = self._data
        content = body_object(name, body)
        names = dict(self._renamed)
        fields = {names.get(each, each): value for each, value in body.items()}
        for each, instead in self._refused:
            if each in fields:
                problem = f"is not taken by the API; pass {instead} in its place"
                raise ValidationError(
                    f"{entry_of(name, each)} {problem}. Nothing was sent.",
                    field_errors={each: [problem]},
                )
        missing = [each for each in self._required if fields.get(each) in (None, "")]
        if new and missing:
            raise refuse(name, body, f"a mapping with {' and '.join(missing)}")
        if self._only:
            dropped = sorted(each for each in fields if each not in self._only)
            if dropped:
                logger.warning("%s: the API takes no %s; left out", name, ", ".join(dropped))
            fields = {each: value for each, value in fields.items() if each in self._only}
        return content if fields == body else body_object(name, fields)

    def _convert(self, value: Any) -> M:
        return self._converter.record(value, self._model)

    def _convert_rows(self, rows: list[dict[str, Any]]) -> list[M]:
        return self._converter.rows(rows, self._model)

    def _read_rows(self, value: Any) -> RowPage:
        """Read a bare array; an empty answer (204) is an empty page."""
        if value is None:
            return RowPage([], silent=True)
        if not isinstance(value, list):
            raise DataFormatError(f"expected a list, each a {self._noun}, got {shorten(value)}.")
        return RowPage(value)


def unsupported(method: str, why: str) -> ValidationError:
    """Make the error for what the API cannot do."""
    return ValidationError(f"{method}: {why} Nothing was sent.")


def _filled(path: str, ids: Mapping[str, int]) -> str:
    return path_with(path, **{name: positive_id(name, value) for name, value in ids.items()})


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
    if value is None or value == []:  # as PHP writes an object with nothing in it
        return {}
    if not isinstance(value, dict):
        raise DataFormatError(f"expected an object that confirms, got {shorten(value)}.")
    return value
