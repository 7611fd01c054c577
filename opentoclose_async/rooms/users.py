"""The users of a Rooms account."""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict, Unpack

from opentoclose_async.protocol.arguments import (
    flag,
    path_with,
    plain_text,
    positive_id,
    whole_number,
)
from opentoclose_async.protocol.convert import camel_case
from opentoclose_async.protocol.rows import RowKind
from opentoclose_async.rooms.lists import LARGEST_PAGE, envelope, read_rows
from opentoclose_async.rooms.models import CONVERTER, UserSummary, UserSummaryList
from opentoclose_async.runtime.pages import Pager
from opentoclose_async.runtime.resource import (
    CallOptions,
    Core,
    PageOptions,
    Resource,
    check_keywords,
)

__all__ = ["UserFilters", "UserPageOptions", "UserQuery", "UserSort", "Users"]

UserSort = Literal[
    "FirstNameAsc",
    "LastNameAsc",
    "EmailAsc",
    "FirstNameDesc",
    "LastNameDesc",
    "EmailDesc",
]


class UserQuery(TypedDict, total=False):
    """
    Which users, in which order.

    Attributes:
        filter: Only users whose name or e-mail address starts so; no wildcard.
        sort: The order.
        default_office_id: Only users of this default office.
        access_level: Only users of this level, as "Company"; Rooms version 6 only.
        title_id: Only users whose managers have this title; Rooms version 5 only.
        role_id: Only users of this role; Rooms version 6 only.
        status: Only "Active" or only "Pending" users.
        locked_only: Only users whose accounts are locked.
    """

    filter: str | None
    sort: UserSort | str | None
    default_office_id: int | None
    access_level: str | None
    title_id: int | None
    role_id: int | None
    status: str | None
    locked_only: bool | None


class UserFilters(UserQuery, PageOptions, total=False):
    """Keywords of ``iter_users`` and ``list_users``: which users, and how to read them."""


class UserPageOptions(UserQuery, CallOptions, total=False):
    """
    Keywords of ``get_users``: which users, and which page of them.

    Attributes:
        start_position: Position of the first row, from 0.
        count: Rows to give at most, 1 to 100.
    """

    start_position: int | None
    count: int | None


class Users(Resource):
    """
    Read the users of the account.

    Args:
        core: What the client hands to its resources.
        account_id: The account's GUID.
    """

    def __init__(self, core: Core, account_id: str) -> None:
        super().__init__(core)
        self._path = path_with("/v2/accounts/{account_id}/users", account_id=account_id)

    async def get_users(self, **options: Unpack[UserPageOptions]) -> UserSummaryList:
        """
        Read one page of users (operation Users_GetUsers).

        Args:
            **options: The filters of ``UserQuery``, ``start_position`` and ``count``, and timeout,
                retry, extra_query, extra_headers.

        Returns:
            The page; without an argument, the first 100 users.
        """
        check_keywords("get_users", UserPageOptions, options)
        query = _query(options)
        if (start := options.get("start_position")) is not None:
            query["startPosition"] = whole_number("start_position", start, 0)
        if (count := options.get("count")) is not None:
            query["count"] = whole_number("count", count, 1, LARGEST_PAGE)
        return await self._send("GET", self._path, _read_page, options, query=query)

    def iter_users(self, **filters: Unpack[UserFilters]) -> Pager[UserSummary]:
        """
        Read users page by page, as they are iterated over.

        Args:
            **filters: The filters of ``UserQuery``, and the keywords of ``PageOptions``.
        """
        check_keywords("iter_users", UserFilters, filters)
        return self._open(
            self._path,
            _convert_rows,
            _read_rows,
            filters,
            kind=RowKind(UserSummary, camel_case, "userId"),
            query=_query(filters),
            position="startPosition",
            size="count",
            largest_page=LARGEST_PAGE,
        )

    async def list_users(self, **filters: Unpack[UserFilters]) -> list[UserSummary]:
        """
        Read all users, every page of them.

        Args:
            **filters: The filters of ``UserQuery``, and the keywords of ``PageOptions``.

        Returns:
            The users, in the server's order.
        """
        check_keywords("list_users", UserFilters, filters)
        return await self.iter_users(**filters).collect()


_read_rows = read_rows("userSummaries")
_IDS = frozenset({"default_office_id", "title_id", "role_id"})


def _read_page(value: Any) -> UserSummaryList:
    return CONVERTER.structure(envelope(value, "userSummaries"), UserSummaryList)


def _convert_rows(rows: list[dict[str, Any]]) -> list[UserSummary]:
    return CONVERTER.structure(rows, list[UserSummary], path="userSummaries")


def _query(options: Mapping[str, Any]) -> dict[str, Any]:
    """Check the filters and give them their wire names."""
    query: dict[str, Any] = {}
    for name in UserQuery.__annotations__:
        value = options.get(name)
        if value is None:
            continue
        if name in _IDS:
            positive_id(name, value)
        elif name == "locked_only":
            flag(name, value)
        else:
            plain_text(name, value)
        query[camel_case(name)] = value
    return query
