"""The base of all resources of Open To Close: five calls on records of one kind."""

import logging
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar, get_type_hints

from opentoclose_async._protocol.arguments import (
    body_object,
    encode_json,
    entry_of,
    positive_id,
    query_texts,
    refuse,
    text_keyed,
    whole_number,
)
from opentoclose_async._protocol.conversion.converter import ModelConverter
from opentoclose_async._protocol.conversion.custom_fields import CustomFields
from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._protocol.filters.first_page import SentFilter
from opentoclose_async._protocol.filters.near_misses import near_miss
from opentoclose_async._protocol.shortening import cut, shorten
from opentoclose_async._protocol.suggestions import meaning
from opentoclose_async._runtime.lists.endpoint import RawPage
from opentoclose_async._runtime.lists.filter_check import FilterCheck, filter_check
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async._runtime.resource import Core, Resource
from opentoclose_async.exceptions import DataFormatError, ValidationError
from opentoclose_async.otc.filter_rules import RULES, rule_for

__all__ = ["ListOptions", "Records", "unsupported"]

M = TypeVar("M", bound=Model)

CONVERTER = ModelConverter()
logger = logging.getLogger("opentoclose_async")
LARGEST_PAGE = 100
"""Maximum number of rows that the server returns per request; its default is 20."""

_PAGE_KEYWORDS = frozenset(get_type_hints(PageOptions))
_KEYWORDS = ("limit", "offset", *get_type_hints(PageOptions))
_PAGER_NAMES = (("limit", "max_items"), ("offset", "start"))
"""The API's names for keywords of the Pager."""


class ListOptions(PageOptions, total=False):
    """Keywords of every list of Open To Close."""

    limit: int | None
    """Maximum number of rows to return, however many requests that takes."""
    offset: int | None
    """Rows to skip."""


class Records(Resource, Generic[M]):
    """
    Records of one kind. Each call checks its arguments before anything is sent.

    Args:
        core: What the client shares with its resources.

    Attributes:
        _path: Path of the records, with placeholders for the ids of what they belong to.
        _list_path: Path of the list if it differs: some of the vendor's paths end with a slash.
        _noun: What method names end with.
        _id: The argument for a record's id.
        _data: The argument for a record's fields.
        _model: The model of a record.
        _filters: The keywords of the list.
        _largest_page: Maximum number of rows that the server returns per request.
        _required: Fields that a new record must have.
        _only: Fields that a record may have; any if empty. Others are dropped.
        _renamed: Pairs of the ``open_to_close`` package's name for a field and the API's.
        _refused: Pairs of a field that the API does not accept and what to pass instead.
    """

    _path: ClassVar[str]
    _list_path: ClassVar[str] = ""
    _noun: ClassVar[str]
    _id: ClassVar[str]
    _data: ClassVar[str]
    _model: type[M]
    _filters: ClassVar[type] = ListOptions
    _largest_page: ClassVar[int] = LARGEST_PAGE
    _required: ClassVar[tuple[str, ...]] = ()
    _only: ClassVar[tuple[str, ...]] = ()
    _renamed: ClassVar[tuple[tuple[str, str], ...]] = ()
    _refused: ClassVar[tuple[tuple[str, str], ...]] = ()

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._converter = CONVERTER.as_strict(core.strict)
        self._custom_fields: CustomFields | None = None

    def _iterate(
        self,
        verb: str,
        params: Mapping[str, Any] | None,
        filters: Mapping[str, Any],
        options: Mapping[str, Any],
        **ids: int,
    ) -> Pager[M]:
        """
        Open the list.

        Args:
            verb: "list" or "iter".
            params: Filters, ``limit`` and ``offset``, by the API's names.
            filters: The same as keywords; None leaves one out.
            options: The keywords of ``PageOptions``, and filters that the API does not document.
            **ids: Ids of what the records belong to.
        """
        method = f"{verb}_{self._name.rpartition('.')[2]}"
        path = _filled(self._list_path or self._path, ids)
        within = {} if params is None else dict(text_keyed("params", params))
        page_options: Any = {name: options[name] for name in options if name in _PAGE_KEYWORDS}
        given = {name: value for name, value in filters.items() if value is not None}
        given |= {name: options[name] for name in options if name not in _PAGE_KEYWORDS}
        for name, keyword in _PAGER_NAMES:
            counts = [each.pop(name) for each in (within, given) if name in each]
            if counts:
                _set_count(name, counts[-1], page_options, keyword)
        self._check_names(method, [*within, *given], page_options)
        texts = query_texts(within, "params")
        query = {name: text for name, text in texts.items() if name not in given}
        query |= query_texts(given)
        return self._open(
            path,
            self._convert_rows,
            self._read_rows,
            page_options,
            kind=RowKind(self._model),
            query=query,
            position="offset",
            size="limit",
            largest_page=self._largest_page,
            method=f"iter_{self._name.rpartition('.')[2]}",
            check=self._filter_check(method, query, page_options),
            custom_fields=self._custom_fields,
        )

    def _check_names(self, method: str, names: Sequence[str], options: PageOptions) -> None:
        """
        Check the names of filters.

        Raises:
            ValidationError: For a misspelt one and, if filters are strict, one that the API does
                not document.
        """
        known = _names_of(self._filters)
        unknown = [name for name in names if name not in known]
        for name in unknown:
            if name in _PAGE_KEYWORDS:
                raise _refuse_name(method, name, " in params: pass it as a keyword.")
            near = None
            if name not in self._model.__annotations__:  # such a filter is likely
                near = near_miss(name, (*known, *_KEYWORDS))
            if near is not None:
                hint = f"; {meaning(near)} If the API knows it, pass it in extra_query."
                raise _refuse_name(method, name, hint)
        if unknown and self._filters_are_strict(options):
            listed = f"known are {', '.join(known)}." if known else "no filters are documented."
            raise _refuse_name(method, unknown[0], f", as strict_filters is set; {listed}")

    def _filter_check(
        self, method: str, query: Mapping[str, str], options: PageOptions
    ) -> FilterCheck | None:
        """Return the check of the first page; None if there is nothing to check."""
        known = _names_of(self._filters)
        sent = [
            SentFilter(name, text, RULES[name], is_known=True)
            if name in known
            else SentFilter(name, text, rule_for(name), is_known=False)
            for name, text in query.items()
        ]
        return filter_check(
            f"{self._name}.{method}", sent, known, strict=self._filters_are_strict(options)
        )

    async def _create(self, body: Mapping[str, Any], options: CallOptions, **ids: int) -> M:
        call = self._checked(f"create_{self._noun}", options)
        path = _filled(self._path, ids)
        content = self._content(body, new=True)
        return await self._send("POST", path, self._convert, call, content=content)

    async def _retrieve(self, options: CallOptions, **ids: int) -> M:
        call = self._checked(f"retrieve_{self._noun}", options)
        return await self._send("GET", self._path_of(ids), self._convert, call)

    async def _update(self, body: Mapping[str, Any], options: CallOptions, **ids: int) -> M:
        call = self._checked(f"update_{self._noun}", options)
        path = self._path_of(ids)
        content = self._content(body, new=False)
        return await self._send("PUT", path, self._convert, call, content=content)

    async def _delete(self, options: CallOptions, **ids: int) -> dict[str, Any]:
        call = self._checked(f"delete_{self._noun}", options)
        return await self._send("DELETE", self._path_of(ids), _confirmation, call)

    def _path_of(self, ids: Mapping[str, int]) -> str:
        return _filled(f"{self._path}/{{{self._id}}}", ids)

    def _content(self, body: Mapping[str, Any], *, new: bool) -> bytes:
        """Check and encode the body of a create or an update."""
        name = self._data
        content = body_object(name, body)
        names = dict(self._renamed)
        fields = {names.get(each, each): value for each, value in body.items()}
        for each, instead in self._refused:
            if each in fields:
                problem = f"is not accepted by the API; pass {instead} instead"
                raise ValidationError(
                    f"{entry_of(name, each)} {problem}. Nothing was sent.",
                    field_errors={each: [problem]},
                )
        missing = [each for each in self._required if fields.get(each) in (None, "")]
        if new and missing:
            raise refuse(name, body, f"a mapping with {' and '.join(missing)}")
        dropped = sorted(each for each in fields if self._only and each not in self._only)
        if dropped:
            logger.warning("%s: dropped %s, unknown to the API", name, ", ".join(dropped))
            fields = {each: value for each, value in fields.items() if each in self._only}
        if not fields:
            raise refuse(name, body, f"a mapping with {' or '.join(self._only)}")
        return content if fields.keys() == body.keys() else encode_json(name, fields)

    def _convert(self, value: Any) -> M:
        return self._converter.record(value, self._model)

    def _convert_rows(self, rows: list[dict[str, Any]]) -> list[M]:
        return self._converter.rows(rows, self._model)

    def _read_rows(self, value: Any) -> RawPage:
        """Read a bare array. A response without a body (204) is an empty page."""
        if value is None:
            return RawPage([], silent=True)
        if not isinstance(value, list):
            raise DataFormatError(f"expected a list, each a {self._noun}, got {shorten(value)}.")
        return RawPage(value)


def unsupported(method: str, why: str) -> ValidationError:
    """Make the error for something that the API cannot do."""
    return ValidationError(f"{method}: {why} Nothing was sent.")


def _refuse_name(method: str, name: str, hint: str) -> ValidationError:
    shown = cut(name)
    return ValidationError(
        f"{method} takes no argument {shown!r}{hint} Nothing was sent.",
        field_errors={shown: ["is not known"]},
    )


@cache
def _names_of(keywords: type) -> tuple[str, ...]:
    """Return the names of the filters among a list's keywords."""
    return tuple(
        name for name in get_type_hints(keywords) if name not in get_type_hints(ListOptions)
    )


def _filled(path: str, ids: Mapping[str, int]) -> str:
    return path.format(**{name: positive_id(name, value) for name, value in ids.items()})


def _set_count(name: str, value: object, options: dict[str, Any], keyword: str) -> None:
    """Set a keyword of the Pager to what was passed by the API's name for it."""
    if value is None:
        return
    if options.get(keyword) is not None:
        raise ValidationError(
            f"{name} and {keyword} mean the same; pass one of them.",
            field_errors={name: [f"was passed in addition to {keyword}"]},
        )
    options[keyword] = whole_number(name, value, 0)


def _confirmation(value: Any) -> dict[str, Any]:
    if value is None or value == []:  # PHP encodes an empty object as a list
        return {}
    if not isinstance(value, dict):
        raise DataFormatError(f"expected an object as confirmation, got {shorten(value)}.")
    return value
