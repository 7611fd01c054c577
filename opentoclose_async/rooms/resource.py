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
from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._protocol.conversion.request_models import body_of
from opentoclose_async._runtime.call import check_keywords
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async._runtime.resource import Core, Resource
from opentoclose_async._runtime.uploads import FileContent, file_form
from opentoclose_async.rooms.conversion import CONVERTER
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
        **ids: int | str,
    ) -> T:
        call = self._checked(operation.name, options, operation.keywords)
        path = self._path(operation.path, ids, of_account=operation.of_account)
        query = query_of(operation.keywords, options)
        content = None
        if operation.body is not None:
            is_empty = operation.body_optional and body is None
            content = b"{}" if is_empty else body_of("body", body, operation.body)
        convert = self._convert_by(operation)
        return await self._send(operation.verb, path, convert, call, query=query, content=content)

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
        self, of: ListOperation[L, M], options: Mapping[str, Any], **ids: int | str
    ) -> L:
        call_options: Any = options
        call = self._checked(f"get_{of.name}", call_options, of.one_page)
        path = self._path(of.path, ids)
        query = query_of(of.one_page, options)
        if (start := options.get("start_position")) is not None:
            query["startPosition"] = whole_number("start_position", start, 0)
        if (count := options.get("count")) is not None:
            query["count"] = whole_number("count", count, 1, LARGEST_PAGE)
        convert = partial(of.convert_page, converter=self._converter)
        return await self._send("GET", path, convert, call, query=query)

    def _iterate(
        self, verb: str, of: ListOperation[L, M], options: Mapping[str, Any], **ids: int | str
    ) -> Pager[M]:
        check_keywords(f"{verb}_{of.name}", of.all_pages, options)
        page_options: Any = options
        return self._open(
            self._path(of.path, ids),
            partial(of.convert_rows, converter=self._converter),
            of.read_rows,
            page_options,
            kind=of.kind,
            query=query_texts(query_of(of.all_pages, options)),
            position="startPosition",
            size="count",
            largest_page=LARGEST_PAGE,
            method=f"iter_{of.name}",
        )

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
