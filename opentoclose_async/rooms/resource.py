"""The base class of all groups of Rooms, which sends the operations of the official description."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Generic, TypeVar

from attrs import frozen

from opentoclose_async._docusign.account import Account
from opentoclose_async._protocol.arguments import (
    path_with,
    plain_text,
    positive_id,
    query_texts,
    whole_number,
)
from opentoclose_async._protocol.conversion.converter import ModelConverter
from opentoclose_async._protocol.conversion.model import Model, camel_case
from opentoclose_async._protocol.conversion.request_models import body_of
from opentoclose_async._protocol.filters.first_page import SentFilter
from opentoclose_async._runtime.call import check_keywords
from opentoclose_async._runtime.lists.filter_check import FilterCheck, filter_check
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async._runtime.resource import Core, Resource
from opentoclose_async._runtime.uploads import FileContent, file_form
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.rooms.conversion import CONVERTER
from opentoclose_async.rooms.filter_rules import RULES
from opentoclose_async.rooms.lists import LARGEST_PAGE, ListOperation
from opentoclose_async.rooms.queries import query_of

__all__ = ["RoomsOperation", "RoomsResource", "as_model", "as_nothing"]

L = TypeVar("L", bound=Model)
M = TypeVar("M", bound=Model)
T = TypeVar("T")


def as_model(model: type[M]) -> Callable[[Any, ModelConverter], M]:
    """Return a function that converts the JSON of a response to a model."""

    def convert(value: Any, converter: ModelConverter) -> M:
        return converter.record(value, model)

    return convert


def as_nothing(_: Any, __: ModelConverter) -> None:
    """Ignore the JSON of a response: it is a 204, or says no more than one."""


@frozen(kw_only=True)
class RoomsOperation(Generic[T]):
    """
    An operation of the official description that is not a list.

    Attributes:
        name: The method that sends it.
        verb: HTTP method.
        path: Path below the account, with IDs in braces.
        convert: Convert the decoded JSON to what the method returns.
        of_account: Whether the path is below the account. Those of look-ups are not.
        body: The model of the body; None if it takes none.
        body_optional: Whether the body may be left out.
        keywords: The TypedDict of the method's keywords.
    """

    name: str
    verb: str
    path: str
    convert: Callable[[Any, ModelConverter], T]
    of_account: bool = True
    body: type | None = None
    body_optional: bool = False
    keywords: type = CallOptions


class RoomsResource(Resource):
    """
    A group of operations.

    Args:
        core: What the client passes to its resources.
        account: The account that the operations are for.
    """

    def __init__(self, core: Core, account: Account) -> None:
        super().__init__(core)
        self._account = account
        self._converter = CONVERTER.as_strict(core.strict)

    async def _call(
        self,
        operation: RoomsOperation[T],
        options: CallOptions,
        body: object = None,
        query: Mapping[str, Any] | None = None,
        **ids: int | str,
    ) -> T:
        given: Any = {**(query or {}), **options}
        call = self._checked(operation.name, given, operation.keywords)
        path = self._path(operation.path, ids, of_account=operation.of_account)
        texts = query_of(operation.keywords, given)
        content = None
        if operation.body is not None:
            is_empty = operation.body_optional and body is None
            content = b"{}" if is_empty else body_of("body", body, operation.body)
        convert = self._convert_by(operation)
        return await self._send(operation.verb, path, convert, call, query=texts, content=content)

    async def _upload(
        self,
        operation: RoomsOperation[T],
        options: CallOptions,
        file: FileContent,
        name: str | None,
        **ids: int | str,
    ) -> T:
        call = self._checked(operation.name, options, operation.keywords)
        path = self._path(operation.path, ids)
        form, content_type = await file_form(file, name, "file")
        convert = self._convert_by(operation)
        return await self._send(
            operation.verb, path, convert, call, content=form, content_type=content_type
        )

    async def _get_page(
        self,
        of: ListOperation[L, M],
        query: Mapping[str, Any],
        options: CallOptions,
        **ids: int | str,
    ) -> L:
        given: Any = {**query, **options}
        method = f"get_{of.name}"
        call = self._checked(method, given, of.one_page)
        path = self._path(of.path, ids)
        texts = query_texts(query_of(of.one_page, given))
        check = self._filter_check(method, of, given, texts)
        if (start := given.get("start_position")) is not None:
            texts["startPosition"] = str(whole_number("start_position", start, 0))
        if (count := given.get("count")) is not None:
            texts["count"] = str(whole_number("count", count, 1, LARGEST_PAGE))
        convert = partial(of.convert_page, converter=self._converter)
        page = await self._send("GET", path, convert, call, query=texts)
        if check is not None:
            try:
                check([row for row in page.raw.get(of.array, ()) if isinstance(row, dict)])
            except DataFormatError as error:
                error.name_request("GET", path)
                raise
        return page

    def _iterate(
        self,
        verb: str,
        of: ListOperation[L, M],
        filters: Mapping[str, Any],
        options: PageOptions,
        **ids: int | str,
    ) -> Pager[M]:
        given: Any = {**filters, **options}
        method = f"{verb}_{of.name}"
        check_keywords(method, of.all_pages, given)
        query = query_texts(query_of(of.all_pages, given))
        return self._open(
            self._path(of.path, ids),
            partial(of.convert_rows, converter=self._converter),
            of.read_rows,
            given,
            kind=of.kind,
            query=query,
            position="startPosition",
            size="count",
            largest_page=LARGEST_PAGE,
            method=f"iter_{of.name}",
            check=self._filter_check(method, of, given, query),
        )

    def _filter_check(
        self,
        method: str,
        of: ListOperation[L, M],
        given: PageOptions,
        query: Mapping[str, str],
    ) -> FilterCheck | None:
        """
        Return the check of a list's first page; None if there is nothing to check.

        Args:
            method: The method that reads the list.
            of: The list.
            given: Its keywords.
            query: Those that are sent, by wire name.
        """
        rules = RULES.get(of.name, {})
        sent = [
            SentFilter(name, query[wire_name], rules.get(wire_name))
            for name in given
            if (wire_name := camel_case(name)) in query
        ]
        strict = self._filters_are_strict(given)
        return filter_check(f"{self._name}.{method}", sent, (), strict=strict)

    def _convert_by(self, operation: RoomsOperation[T]) -> Callable[[Any], T]:
        return lambda value: operation.convert(value, self._converter)

    def _path(self, path: str, ids: Mapping[str, int | str], *, of_account: bool = True) -> str:
        whole = path_with(path, **{name: _checked_id(name, value) for name, value in ids.items()})
        return self._account.path + whole if of_account else f"/v2{whole}"


_TEXT_IDS = frozenset(
    {"field_set_id", "form_group_id", "form_id", "form_library_id", "provider_id"}
)
"""The IDs that are strings: GUIDs, except for the provider's."""


def _checked_id(name: str, value: object) -> int | str:
    return plain_text(name, value) if name in _TEXT_IDS else positive_id(name, value)
