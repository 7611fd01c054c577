"""What every group of Rooms shares: calls as the official description lists them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Generic, TypeVar

from attrs import frozen

from opentoclose_async._docusign.account import Account
from opentoclose_async._protocol.arguments import path_with, plain_text, positive_id, whole_number
from opentoclose_async._protocol.conversion.converter import Model, ModelConverter
from opentoclose_async._protocol.conversion.request_models import body_of
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import CallOptions, Core, Resource, check_keywords
from opentoclose_async._runtime.uploads import FileContent, file_form
from opentoclose_async.rooms.conversion import CONVERTER
from opentoclose_async.rooms.lists import LARGEST_PAGE, PagedList
from opentoclose_async.rooms.queries import query_of

__all__ = ["Endpoint", "RoomsResource", "gives", "nothing"]

L = TypeVar("L", bound=Model)
M = TypeVar("M", bound=Model)
T = TypeVar("T")


def gives(model: type[M]) -> Callable[[Any, ModelConverter], M]:
    """Make what turns an answer into a model."""

    def convert(value: Any, converter: ModelConverter) -> M:
        return converter.record(value, model)

    return convert


def nothing(_: Any, __: ModelConverter) -> None:
    """Make nothing of an answer: it is a 204, or says no more than one."""


@frozen(kw_only=True)
class Endpoint(Generic[T]):
    """
    An operation of the official description.

    Attributes:
        name: The method that calls it.
        verb: HTTP method.
        path: Where it is, below the account; its ids in braces.
        answer: Turn the decoded JSON into what the method gives, by a converter.
        of_account: The path is below the account, as all are but those of look-ups.
        body: The model of the body, if it has one.
        body_optional: There may be nothing in the body.
        keywords: The keywords that the method takes.
    """

    name: str
    verb: str
    path: str
    answer: Callable[[Any, ModelConverter], T]
    of_account: bool = True
    body: type | None = None
    body_optional: bool = False
    keywords: type = CallOptions


class RoomsResource(Resource):
    """
    A group of methods of Rooms.

    Args:
        core: What the client hands to its resources.
        account: Whose data it is.
    """

    def __init__(self, core: Core, account: Account) -> None:
        super().__init__(core)
        self._account = account
        self._converter = CONVERTER.as_strict(core.strict)

    async def _call(
        self,
        endpoint: Endpoint[T],
        options: CallOptions,
        body: object = None,
        **ids: int | str,
    ) -> T:
        check_keywords(endpoint.name, endpoint.keywords, options)
        path = self._path(endpoint.path, ids, of_account=endpoint.of_account)
        query = query_of(endpoint.keywords, options)
        content = None
        if endpoint.body is not None:
            left_out = endpoint.body_optional and body is None
            content = b"{}" if left_out else body_of("body", body, endpoint.body)
        return await self._send(
            endpoint.verb, path, self._reads(endpoint), options, query=query, content=content
        )

    async def _upload(
        self,
        endpoint: Endpoint[T],
        options: CallOptions,
        file: FileContent,
        name: str | None,
        **ids: int | str,
    ) -> T:
        check_keywords(endpoint.name, endpoint.keywords, options)
        self._check_values(options)
        path = self._path(endpoint.path, ids)
        form, content_type = await file_form(file, name, "file")
        return await self._send(
            endpoint.verb,
            path,
            self._reads(endpoint),
            options,
            content=form,
            content_type=content_type,
        )

    async def _get_page(
        self, of: PagedList[L, M], options: Mapping[str, Any], **ids: int | str
    ) -> L:
        check_keywords(f"get_{of.name}", of.one_page, options)
        path = self._path(of.path, ids)
        query = query_of(of.one_page, options)
        if (start := options.get("start_position")) is not None:
            query["startPosition"] = whole_number("start_position", start, 0)
        if (count := options.get("count")) is not None:
            query["count"] = whole_number("count", count, 1, LARGEST_PAGE)
        call_options: Any = options
        convert = partial(of.convert_page, converter=self._converter)
        return await self._send("GET", path, convert, call_options, query=query)

    def _iterate(
        self, verb: str, of: PagedList[L, M], options: Mapping[str, Any], **ids: int | str
    ) -> Pager[M]:
        check_keywords(f"{verb}_{of.name}", of.all_pages, options)
        page_options: Any = options
        return self._open(
            self._path(of.path, ids),
            partial(of.convert_rows, converter=self._converter),
            of.read_rows,
            page_options,
            kind=of.kind,
            query=query_of(of.all_pages, options),
            position="startPosition",
            size="count",
            largest_page=LARGEST_PAGE,
        )

    def _reads(self, endpoint: Endpoint[T]) -> Callable[[Any], T]:
        def convert(value: Any) -> T:
            return endpoint.answer(value, self._converter)

        return convert

    def _path(self, path: str, ids: Mapping[str, int | str], *, of_account: bool = True) -> str:
        whole = path_with(path, **{name: _checked(name, value) for name, value in ids.items()})
        return self._account.path + whole if of_account else f"/v2{whole}"


_TEXT_IDS = frozenset(
    {"field_set_id", "form_group_id", "form_id", "form_library_id", "provider_id"}
)
"""The ids of a path that are texts: GUIDs, but for the provider's."""


def _checked(name: str, value: object) -> int | str:
    return plain_text(name, value) if name in _TEXT_IDS else positive_id(name, value)
