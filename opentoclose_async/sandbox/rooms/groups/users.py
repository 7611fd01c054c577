"""The users of a Rooms account."""

from typing import Final

from starlette.responses import Response

from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.http.routing import Call
from opentoclose_async.sandbox.rooms.groups.group import Routing
from opentoclose_async.sandbox.rooms.pages import RoomsQuery, answer_page
from opentoclose_async.sandbox.tables import Selection, Table

_FIRST_NAME: Final = "json_extract(document, '$.firstName')"
_LAST_NAME: Final = "json_extract(document, '$.lastName')"
SEARCHED_TEXTS: Final = (
    _FIRST_NAME,
    _LAST_NAME,
    f"{_FIRST_NAME} || ' ' || {_LAST_NAME}",
    "json_extract(document, '$.email')",
)
"""What the `filter` parameter compares: names and email addresses (reference of GetUsers)."""

_SORTS: Final = {
    "FirstNameAsc": ("firstName", False),
    "LastNameAsc": ("lastName", False),
    "EmailAsc": ("email", False),
    "FirstNameDesc": ("firstName", True),
    "LastNameDesc": ("lastName", True),
    "EmailDesc": ("email", True),
}
_ACCESS_LEVELS: Final = ("Company", "Region", "Office", "Contributor")
_STATUSES: Final = ("Active", "Pending")


def user_routes(config: SandboxConfig, table: Table) -> Routing:
    """
    Route GetUsers.

    Args:
        config: How lists behave.
        table: Where the users are.
    """

    def get_users(call: Call) -> Response:
        selection = _selection(RoomsQuery(call.query))
        return answer_page(call, config, table, selection, "userSummaries")

    return {"/users": {"GET": get_users}}


def _selection(query: RoomsQuery) -> Selection:
    equal: list[tuple[str, str]] = []
    for name in ("defaultOfficeId", "titleId", "roleId"):
        number = query.integer(name)
        if number is not None:
            equal.append((name, str(number)))
    for name, words in (("accessLevel", _ACCESS_LEVELS), ("status", _STATUSES)):
        word = query.one_of(name, words)
        if word is not None:
            equal.append((name, word))
    if query.boolean("lockedOnly"):
        equal.append(("isLockedOut", "1"))
    field, descending = _SORTS.get(query.one_of("sort", _SORTS) or "", (None, False))
    return Selection(
        equal=tuple(equal),
        starts_with=query.text("filter"),
        order_by=field,
        descending=descending,
    )
