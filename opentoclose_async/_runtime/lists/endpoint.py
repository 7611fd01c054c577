"""A list endpoint: how to request a window of its rows, and one page as it arrived."""

from collections.abc import Callable
from typing import Any

from attrs import evolve, field, frozen

from opentoclose_async._protocol.conversion.custom_fields import CustomFields
from opentoclose_async._protocol.conversion.row_kind import RowKind, check_rows
from opentoclose_async._protocol.messages import Operation, Request
from opentoclose_async._protocol.paging.pages import PageRange
from opentoclose_async._protocol.quota.permits import Permit
from opentoclose_async._protocol.responses.json_reader import read_json
from opentoclose_async._runtime.concurrency.background import Background
from opentoclose_async._runtime.lists.filter_check import FilterCheck
from opentoclose_async._runtime.session import Counters, SendOptions, Session
from opentoclose_async.exceptions import DataFormatError, OpenToCloseAPIError, RateLimitError

__all__ = ["ListEndpoint", "RawPage", "Row"]

Row = dict[str, Any]


@frozen
class RawPage:
    """
    One page of a list: its decoded rows, before conversion, and the response's paging details.

    Attributes:
        rows: The rows.
        total: Rows in the whole list; None if the response does not say.
        more: Whether the response links to a next page; None if unknown.
        silent: Whether the response had no body (204).
    """

    rows: list[Row]
    total: int | None = None
    more: bool | None = None
    silent: bool = False


@frozen
class ListEndpoint:
    """
    A list on the server, and how to request rows of it.

    Attributes:
        session: Sends the requests.
        background: Runs the workers.
        ask: Build the request for a range of rows.
        read: Convert the response's decoded JSON (None for a 204) to a page.
        kind: The kind of its rows.
        request: The request without a range.
        confirm_end: Request rows after the last one, unless the server says that it is the last.
        options: Overrides of the client's send options.
        counters: Counts the requests for this list.
        loads: Decode a response's JSON text.
        usual_pages: Pages of the client's latest list of each model.
        name: The public name of the method that iterates over the list.
        check: Checks whether the first page matches the filters.
        custom_fields: The fields that the account defines for the rows, if it does.
    """

    session: Session
    background: Background
    ask: Callable[[PageRange], Request]
    read: Callable[[Any], RawPage]
    kind: RowKind
    request: Request
    confirm_end: bool = True
    options: SendOptions | None = None
    counters: Counters = field(factory=Counters)
    loads: Callable[[bytes], Any] = read_json
    usual_pages: dict[type, int] = field(factory=dict)
    name: str = ""
    check: FilterCheck | None = None
    custom_fields: CustomFields | None = None

    async def completed(self) -> "ListEndpoint":
        """
        Return the endpoint with its path completed.

        Raises:
            OpenToCloseAPIError: If what the path lacks cannot be found out.
        """
        request = await self.session.complete(self.request)
        if request is self.request:
            return self

        def ask(page_range: PageRange) -> Request:
            return evolve(self.ask(page_range), path=request.path)

        return evolve(self, request=request, ask=ask)

    def name_request(self, error: Exception) -> None:
        """Add the request to one of our errors that does not name it yet."""
        if isinstance(error, OpenToCloseAPIError):
            error.name_request(self.request.method, self.request.path)

    async def fetch(self, page_range: PageRange, permit: Permit | None = None) -> RawPage:
        """
        Request a range of rows.

        If the response is JSON but not a list, the request is repeated once: a gateway's slip must
        not end a long read.

        Args:
            page_range: The rows to request.
            permit: A permit to send that the caller already holds.

        Raises:
            OpenToCloseAPIError: If the request fails.
        """

        def read(answer: Any) -> RawPage:
            page = self.read(answer)
            check_rows(page.rows, page_range.start)
            return page

        operation = Operation(
            self.ask(page_range), read, self.loads, expects_body=True, name=self.name
        )
        try:
            page = await self.session.send(
                operation, self.options, permit=permit, counters=self.counters
            )
        except DataFormatError as error:
            if error.status_code is None or isinstance(error.response_data, str):
                raise  # not JSON
            try:
                page = await self.session.send(operation, self.options, counters=self.counters)
            except RateLimitError:
                raise error from None  # more useful than that there is no quota for a retry
        if self.check is not None:
            self.check(page.rows)
        return page
