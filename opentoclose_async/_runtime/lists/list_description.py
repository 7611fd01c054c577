"""What a Pager reads, and how."""

from collections.abc import Awaitable, Callable
from typing import Any

from attrs import evolve, field, frozen

from opentoclose_async._protocol.conversion.custom_fields import CustomFields
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._protocol.messages import Request

__all__ = ["ListDescription"]


@frozen
class ListDescription:
    """
    What a Pager reads, and how.

    Attributes:
        server: The base URL.
        account: Distinguishes accounts on that server if paths do not; not a secret.
        request: The request, without a range of rows.
        complete: Complete the request's path.
        kind: The kind of its rows.
        page_size: Rows per request.
        start: Position of the first row.
        max_items: Maximum number of rows; None for all.
        name: The public name of the method that iterates over it, if it has one.
        custom_fields: The fields that the account defines for its rows, if it does.
    """

    server: str
    account: str
    request: Request = field(repr=False)
    complete: Callable[[Request], Awaitable[Request]] = field(repr=False, eq=False)
    kind: RowKind
    page_size: int
    start: int
    max_items: int | None
    name: str = ""
    custom_fields: CustomFields | None = field(default=None, eq=False, repr=False)

    @property
    def path(self) -> str:
        """The list's path; it contains a placeholder until the account is known."""
        return self.request.path

    @property
    def query(self) -> dict[str, Any]:
        """The list's filters, by wire name."""
        return dict(self.request.query)

    async def completed(self) -> "ListDescription":
        """
        Return the description with the account in its path, which may take a request.

        Raises:
            OpenToCloseAPIError: If the account cannot be found out.
        """
        return evolve(self, request=await self.complete(self.request))
