"""A list on the server: how to ask for rows of it, and one answer as it came."""

from collections.abc import Callable
from typing import Any

from attrs import evolve, field, frozen

from opentoclose_async._protocol.answers.json_reader import read_json
from opentoclose_async._protocol.conversion.row_kind import RowKind, check_rows
from opentoclose_async._protocol.messages import Operation, Request
from opentoclose_async._protocol.paging.pages import Window
from opentoclose_async._protocol.quota import Permit
from opentoclose_async._runtime.concurrency.background import Background
from opentoclose_async._runtime.session import Counters, SendOptions, Session
from opentoclose_async.exceptions import DataFormatError, OpenToCloseAPIError, RateLimitError

__all__ = ["Listing", "Row", "RowPage"]

Row = dict[str, Any]


@frozen
class RowPage:
    """
    One answer of a list: its rows as decoded, and what it says about the rest.

    Attributes:
        rows: The rows.
        total: Rows in the whole list; None if not said.
        more: True if the answer links to a next page.
        silent: The answer had no body (204).
    """

    rows: list[Row]
    total: int | None = None
    more: bool | None = None
    silent: bool = False


@frozen
class Listing:
    """
    A list on the server: how to ask for rows of it, and through what.

    Attributes:
        session: What sends.
        background: Where the workers run.
        ask: Make the request for a window of rows.
        read: Read the answer's JSON (None for a 204).
        kind: What its rows are.
        request: What is asked for, without a window.
        confirm_end: Look behind the last row unless the server says that it is the last.
        options: How the calls depart from the client's ways.
        counters: What reading it has cost so far.
        loads: Read the answer's JSON text.
    """

    session: Session
    background: Background
    ask: Callable[[Window], Request]
    read: Callable[[Any], RowPage]
    kind: RowKind
    request: Request
    confirm_end: bool = True
    options: SendOptions | None = None
    counters: Counters = field(factory=Counters)
    loads: Callable[[bytes], Any] = read_json

    async def completed(self) -> "Listing":
        """
        Fill in what its path leaves open.

        Raises:
            OpenToCloseAPIError: If that cannot be found out.
        """
        request = await self.session.complete(self.request)
        if request is self.request:
            return self

        def ask(window: Window) -> Request:
            return evolve(self.ask(window), path=request.path)

        return evolve(self, request=request, ask=ask)

    def name_request(self, error: Exception) -> None:
        """Say in an error of ours what was asked, where it does not say so yet."""
        if isinstance(error, OpenToCloseAPIError):
            error.name_request(self.request.method, self.request.path)

    async def fetch(self, window: Window, permit: Permit | None = None) -> RowPage:
        """
        Ask for a window of rows.

        What is JSON, and no list, is asked for once more: gateways slip, and a list must not end
        because one did.

        Args:
            window: The rows.
            permit: Leave to send that the caller has waited for already.

        Raises:
            OpenToCloseAPIError: If it cannot be had.
        """

        def read(answer: Any) -> RowPage:
            page = self.read(answer)
            check_rows(page.rows, window.start)
            return page

        operation = Operation(self.ask(window), read, self.loads, expects_body=True)
        try:
            return await self.session.send(
                operation, self.options, permit=permit, counters=self.counters
            )
        except DataFormatError as error:
            if error.status_code is None or isinstance(error.response_data, str):
                raise  # no JSON
            try:
                return await self.session.send(operation, self.options, counters=self.counters)
            except RateLimitError:
                raise error from None  # what came is known, if it may be asked for again or not
