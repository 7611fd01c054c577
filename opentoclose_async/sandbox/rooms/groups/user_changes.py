"""What changes the users of a Rooms account: invitations, offices, regions and locks."""

from typing import Any, Final

from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call, json_response
from opentoclose_async.sandbox.rooms.answers import (
    FieldKind,
    RoomsRefusalError,
    bad_request,
    read_body,
)
from opentoclose_async.sandbox.rooms.fixed.permissions import manager_permissions
from opentoclose_async.sandbox.rooms.groups.group import Family, Routing

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


class UserChanges(Family):
    """Requests about one user; the offices and regions of users are kept beside them."""

    def routes(self) -> Routing:
        """Say what answers at their paths."""
        return {
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

    def get(self, _: Call, *, user_id: str) -> Response:
        """Answer one user."""
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
        """Add a user, who is pending."""
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
            raise RoomsRefusalError(400, "USER_NOT_PENDING", "The user has accepted already.")
        return Response(status_code=204)

    def add_to_office(self, call: Call, *, user_id: str) -> Response:
        """Add a user to an office."""
        return self._move(call, user_id, "office", add=True)

    def remove_from_office(self, call: Call, *, user_id: str) -> Response:
        """Take a user out of an office."""
        return self._move(call, user_id, "office", add=False)

    def add_to_region(self, call: Call, *, user_id: str) -> Response:
        """Add a user to a region."""
        return self._move(call, user_id, "region", add=True)

    def remove_from_region(self, call: Call, *, user_id: str) -> Response:
        """Take a user out of a region."""
        return self._move(call, user_id, "region", add=False)

    def lock(self, call: Call, *, user_id: str) -> Response:
        """Lock a user out, for a reason."""
        user = self.find("users", "user", user_id)
        read_body(call, {"reason": str}, ["reason"])
        self.tables["users"].update(user["userId"], {"isLockedOut": True})
        return Response(status_code=204)

    def unlock(self, _: Call, *, user_id: str) -> Response:
        """Let a user in again."""
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
        # The detailed object has more than the summary: these (official description).
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
