"""The base of all groups of methods: sending an operation and opening a list."""

from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any, ClassVar, TypeVar

from attrs import field, frozen

from opentoclose_async._protocol.arguments import flag, query_texts, refuse, whole_number
from opentoclose_async._protocol.conversion.custom_fields import CustomFields
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._protocol.messages import Operation, Request
from opentoclose_async._protocol.paging.pages import PageRange
from opentoclose_async._runtime.call import CheckedCall, check_keywords, checked_call
from opentoclose_async._runtime.concurrency.background import Background
from opentoclose_async._runtime.lists.endpoint import ListEndpoint, RawPage
from opentoclose_async._runtime.lists.filter_check import FilterCheck
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async._runtime.public_names import public_name
from opentoclose_async._runtime.session import Session
from opentoclose_async._runtime.signatures import name_every_keyword
from opentoclose_async._runtime.uncopyable import Uncopyable

__all__ = ["Core", "Resource"]

T = TypeVar("T")


@frozen
class Core:
    """
    What a client shares with its groups of methods.

    Attributes:
        session: Sends operations.
        background: Runs page requests.
        max_connections: Maximum number of requests in flight.
        confirm_end: Whether to request rows after the last one of a list.
        strict: Whether a value that is not of the model's type is an error.
        strict_filters: Whether unknown filters, and filters that the server ignores, are errors.
        usual_pages: Pages of the latest list of each model.
    """

    session: Session
    background: Background
    max_connections: int
    confirm_end: bool = True
    strict: bool = False
    strict_filters: bool = False
    usual_pages: dict[type, int] = field(factory=dict)


class Resource(Uncopyable):
    """
    A group of methods of a client.

    Args:
        core: What the client shares with it.
    """

    _reads_objects: ClassVar[bool] = True
    """Whether a successful GET has a body, unless its status is 204."""

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        for name, value in vars(cls).items():
            if isinstance(value, FunctionType) and not name.startswith("_"):
                name_every_keyword(value)

    def __init__(self, core: Core) -> None:
        self._core = core
        self._name = public_name(type(self))

    def __repr__(self) -> str:
        from opentoclose_async._runtime.group_display import group_text  # rarely needed

        return group_text(public_name(type(self)), type(self))

    def _repr_html_(self) -> str:
        """Return a table of its methods, for notebooks."""
        from opentoclose_async._runtime.group_display import group_html  # rarely needed

        return group_html(public_name(type(self)), type(self))

    async def _send(
        self,
        method: str,
        path: str,
        convert: Callable[[Any], T],
        call: CheckedCall,
        *,
        query: Mapping[str, Any] | None = None,
        content: bytes | None = None,
        content_type: str | None = None,
    ) -> T:
        """
        Send an operation.

        Args:
            method: HTTP method.
            path: Path below the base URL, escaped.
            convert: Convert the decoded JSON to the result.
            call: The call's options, checked.
            query: Query parameters by the API's names.
            content: The body.
            content_type: Its media type, if it is not JSON.
        """
        headers = call.headers
        if content_type is not None:
            headers = {**headers, "Content-Type": content_type}
        texts = {**query_texts(query or {}), **call.query}
        return await self._core.session.send(
            Operation(
                Request(method, path, texts, content, headers),
                convert,
                expects_body=method == "GET" and self._reads_objects,
                name=f"{self._name}.{call.method}",
            ),
            call.sending,
        )

    def _checked(
        self, method: str, options: CallOptions, keywords: type = CallOptions
    ) -> CheckedCall:
        """
        Check the options of a call, before anything else happens.

        Args:
            method: The name of the method, for errors.
            options: What it was given.
            keywords: The TypedDict of the keywords that it takes.
        """
        check_keywords(method, keywords, options)
        return checked_call(options, self._core.session.defaults, method)

    def _filters_are_strict(self, options: PageOptions) -> bool:
        """Return whether the filters of a list are strict, by its keywords or the client's."""
        strict = options.get("strict_filters")
        return flag("strict_filters", self._core.strict_filters if strict is None else strict)

    def _open(
        self,
        path: str,
        convert: Callable[[list[dict[str, Any]]], list[T]],
        read: Callable[[Any], RawPage],
        options: PageOptions,
        *,
        kind: RowKind,
        query: Mapping[str, str],
        position: str,
        size: str,
        largest_page: int,
        method: str,
        check: FilterCheck | None = None,
        custom_fields: CustomFields | None = None,
    ) -> Pager[T]:
        """
        Open a list.

        Args:
            path: Path below the base URL, escaped.
            convert: Convert the rows of a page to items.
            read: Read the JSON of a response.
            options: The caller's keywords.
            kind: The model of the rows, and what identifies one.
            query: The filters by the API's names, as ``query_texts`` returns them.
            position: The query parameter for the position of the first row.
            size: The query parameter for the number of rows.
            largest_page: Maximum number of rows that the server returns per request.
            method: The name of the method that iterates over it.
            check: Checks whether the first page matches the filters.
            custom_fields: The fields that the account defines for the rows, if it does.
        """
        page_size = options.get("page_size")
        page_size = whole_number(
            "page_size", largest_page if page_size is None else page_size, 1, largest_page
        )
        concurrency = options.get("concurrency")
        concurrency = whole_number(
            "concurrency", self._core.max_connections if concurrency is None else concurrency, 1
        )
        max_items = options.get("max_items")
        if max_items is not None:
            whole_number("max_items", max_items, 0)
        start = whole_number("start", options.get("start", 0), 0)
        confirm_end = options.get("confirm_end")
        if confirm_end is None:
            confirm_end = self._core.confirm_end
        call = checked_call(options, self._core.session.defaults)
        template = Request("GET", path, {**query, **call.query}, headers=call.headers)
        for name in (position, size):
            if name in (options.get("extra_query") or {}):
                raise refuse(
                    f"extra_query[{name!r}]",
                    call.query.get(name),
                    "left out (pages are asked for with start, page_size and max_items)",
                )

        def ask(page_range: PageRange) -> Request:
            pages = {position: str(page_range.start), size: str(page_range.count)}
            return Request("GET", path, {**template.query, **pages}, headers=template.headers)

        endpoint = ListEndpoint(
            self._core.session,
            self._core.background,
            ask,
            read,
            kind,
            template,
            flag("confirm_end", confirm_end),
            call.sending,
            name=f"{self._name}.{method}",
            usual_pages=self._core.usual_pages,
            check=check,
            custom_fields=custom_fields,
        )
        return Pager(endpoint, convert, page_size, concurrency, start, max_items)
