"""The users of a Rooms account: reading, invitations, offices, regions and locks."""

from typing import Any, Final

from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call, json_response
from opentoclose_async.sandbox.rooms.fixed.permissions import manager_permissions
from opentoclose_async.sandbox.rooms.operations.group import OperationGroup, Routing
from opentoclose_async.sandbox.rooms.pages import RoomsQuery, answer_page
from opentoclose_async.sandbox.rooms.wire import (
    FieldKind,
    RoomsRefusalError,
    bad_request,
    read_body,
)
from opentoclose_async.sandbox.tables import Selection

_FIRST_NAME: Final = "json_extract(document, '$.firstName')"
_LAST_NAME: Final = "json_extract(document, '$.lastName')"
SEARCHED_TEXTS: Final = (
    _FIRST_NAME,
    _LAST_NAME,
    f"{_FIRST_NAME} || ' ' || {_LAST_NAME}",
    "json_extract(document, '$.email')",
)
"""The texts that `filter` searches: names and email addresses (reference of GetUsers)."""

_SORTS: Final = {
    "FirstNameAsc": ("firstName", False),
    "LastNameAsc": ("lastName", False),
    "EmailAsc": ("email", False),
    "FirstNameDesc": ("firstName", True),
    "LastNameDesc": ("lastName", True),
    "EmailDesc": ("email", True),
}
_FILTERED_ACCESS_LEVELS: Final = ("Company", "Region", "Office", "Contributor")
_STATUSES: Final = ("Active", "Pending")

_INVITATION: Final[dict[str, FieldKind]] = {
    **dict.fromkeys(("firstName", "lastName", "email", "accessLevel"), str),
    **dict.fromkeys(("eSignPermissionProfileId", "redirectUrl"), str),
    **dict.fromkeys(("roleId", "defaultOfficeId"), int),
    **dict.fromkeys(("regions", "offices"), (list, int)),
    "subscribeToRoomsActivityNotifications": bool,
}
_REQUIRED: Final = (
    *("accessLevel", "defaultOfficeId", "email", "eSignPermissionProfileId"),
    *("firstName", "lastName", "roleId"),
)
_ACCESS_LEVELS: Final = ("Contributor", "Office", "Region", "Company", "Admin")


class Users(OperationGroup):
    """Users; their offices and regions are kept in a table of their own."""

    def routes(self) -> Routing:
        """Return the handlers by path and method."""
        return {
            "/users": {"GET": self.get_users},
            "/users/invite_user": {"POST": self.invite},
            "/users/{user_id}": {"GET": self.get, "PUT": self.update, "DELETE": self.remove},
            "/users/{user_id}/reinvite": {"POST": self.reinvite},
            "/users/{user_id}/add_to_office": {"POST": self.add_to_office},
            "/users/{user_id}/remove_from_office": {"POST": self.remove_from_office},
            "/users/{user_id}/add_to_region": {"POST": self.add_to_region},
            "/users/{user_id}/remove_from_region": {"POST": self.remove_from_region},
            "/users/{user_id}/lock": {"POST": self.lock},
            "/users/{user_id}/unlock": {"POST": self.unlock},
        }

    def get_users(self, call: Call) -> Response:
        """Return a page of users."""
        selection = _selection(RoomsQuery(call.query))
        return answer_page(call, self.config, self.tables["users"], selection, "userSummaries")

    def get(self, _: Call, *, user_id: str) -> Response:
        """Return one user."""
        return json_response(self._detailed(self.find("users", "user", user_id)))

    def update(self, call: Call, *, user_id: str) -> Response:
        """Change a user's default office."""
        user = self.find("users", "user", user_id)
        fields = read_body(call, {"defaultOfficeId": int}, ["defaultOfficeId"])
        self.find("offices", "office", str(fields["defaultOfficeId"]))
        changed = self.tables["users"].update(user["userId"], fields)
        return json_response(self._detailed(changed or user))

    def remove(self, _: Call, *, user_id: str) -> Response:
        """Remove a user from the account and from its rooms."""
        user = self.find("users", "user", user_id)
        self.tables["users"].delete(user["userId"])
        self.tables["user_places"].delete(user["userId"])
        for row in self.tables["room_users"].rows():
            if row["userId"] == user["userId"]:
                self.tables["room_users"].delete(row["roomUserId"])
        return Response(status_code=204)

    def invite(self, call: Call) -> Response:
        """Add a pending user."""
        fields = read_body(call, _INVITATION, _REQUIRED)
        if fields["accessLevel"] not in _ACCESS_LEVELS:
            raise bad_request(f"accessLevel must be one of {', '.join(_ACCESS_LEVELS)}.")
        offices = {fields["defaultOfficeId"], *fields.get("offices", ())}
        regions = set(fields.get("regions", ()))
        for what, ids in (("office", offices), ("region", regions)):
            for each in ids:
                self.find(f"{what}s", what, str(each))
        self.find("roles", "role", str(fields["roleId"]))
        if any(user["email"] == fields["email"] for user in self.tables["users"].rows()):
            raise RoomsRefusalError(400, "USER_EXISTS", "There is a user with this e-mail address.")
        user = self.tables["users"].insert(
            {
                "email": fields["email"],
                "firstName": fields["firstName"],
                "lastName": fields["lastName"],
                "isLockedOut": False,
                "status": "Pending",
                "accessLevel": fields["accessLevel"],
                "defaultOfficeId": fields["defaultOfficeId"],
                "titleId": None,
                "roleId": fields["roleId"],
                "profileImageUrl": None,
            }
        )
        self._keep_places(user, sorted(offices), sorted(regions))
        return json_response(self._detailed(user), 201)

    def reinvite(self, _: Call, *, user_id: str) -> Response:
        """Send a pending user's invitation again."""
        if self.find("users", "user", user_id)["status"] != "Pending":
            raise RoomsRefusalError(400, "USER_NOT_PENDING", "The user has already accepted.")
        return Response(status_code=204)

    def add_to_office(self, call: Call, *, user_id: str) -> Response:
        """Add a user to an office."""
        return self._move(call, user_id, "office", add=True)

    def remove_from_office(self, call: Call, *, user_id: str) -> Response:
        """Remove a user from an office."""
        return self._move(call, user_id, "office", add=False)

    def add_to_region(self, call: Call, *, user_id: str) -> Response:
        """Add a user to a region."""
        return self._move(call, user_id, "region", add=True)

    def remove_from_region(self, call: Call, *, user_id: str) -> Response:
        """Remove a user from a region."""
        return self._move(call, user_id, "region", add=False)

    def lock(self, call: Call, *, user_id: str) -> Response:
        """Lock a user, with a reason."""
        user = self.find("users", "user", user_id)
        read_body(call, {"reason": str}, ["reason"])
        self.tables["users"].update(user["userId"], {"isLockedOut": True})
        return Response(status_code=204)

    def unlock(self, _: Call, *, user_id: str) -> Response:
        """Unlock a user."""
        user = self.find("users", "user", user_id)
        self.tables["users"].update(user["userId"], {"isLockedOut": False})
        return Response(status_code=204)

    def _move(self, call: Call, user_id: str, what: str, *, add: bool) -> Response:
        user = self.find("users", "user", user_id)
        place = read_body(call, {f"{what}Id": int}, [f"{what}Id"])[f"{what}Id"]
        self.find(f"{what}s", what, str(place))
        places = self._places(user)
        if not add and place not in places[f"{what}s"]:
            raise bad_request(f"The user is not in this {what}.")
        places[f"{what}s"] = sorted({*places[f"{what}s"], place} - (set() if add else {place}))
        self._keep_places(user, places["offices"], places["regions"])
        return Response(status_code=204)

    def _detailed(self, user: dict[str, Any]) -> dict[str, Any]:
        # Fields that the summary lacks (official description).
        permissions = manager_permissions(user["accessLevel"])
        return {**user, **self._places(user), "permissions": permissions}

    def _places(self, user: dict[str, Any]) -> dict[str, list[int]]:
        office = user.get("defaultOfficeId")
        kept = self.tables["user_places"].get(user["userId"]) or {
            "offices": [] if office is None else [office],
            "regions": [],
        }
        return {name: self.existing(name, kept[name]) for name in ("offices", "regions")}

    def _keep_places(self, user: dict[str, Any], offices: list[int], regions: list[int]) -> None:
        self.tables["user_places"].delete(user["userId"])
        row = {"userId": user["userId"], "offices": offices, "regions": regions}
        self.tables["user_places"].insert(row)


def _selection(query: RoomsQuery) -> Selection:
    equal: list[tuple[str, str]] = []
    for name in ("defaultOfficeId", "titleId", "roleId"):
        number = query.integer(name)
        if number is not None:
            equal.append((name, str(number)))
    for name, words in (("accessLevel", _FILTERED_ACCESS_LEVELS), ("status", _STATUSES)):
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
