"""The people in a room."""

from typing import Any, Final

from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call, json_response
from opentoclose_async.sandbox.rooms.fixed.company import COMPANY_NAME
from opentoclose_async.sandbox.rooms.fixed.response_fields import (
    ROLE_SUMMARY,
    ROOM_INVITE_RESPONSE,
    ROOM_USER,
    ROOM_USER_SUMMARY,
)
from opentoclose_async.sandbox.rooms.operations.group import OperationGroup, Routing
from opentoclose_async.sandbox.rooms.pages import RoomsQuery
from opentoclose_async.sandbox.rooms.wire import (
    FieldKind,
    RoomsRefusalError,
    as_utc,
    bad_request,
    folded,
    not_found,
    read_body,
    read_id,
    shaped,
)

_INVITATION: Final[dict[str, FieldKind]] = {
    **dict.fromkeys(("email", "firstName", "lastName", "transactionSideId"), str),
    "roleId": int,
}
_SORTS: Final = {
    "firstnameasc": ("firstName", False),
    "firstnamedesc": ("firstName", True),
    "lastnameasc": ("lastName", False),
    "lastnamedesc": ("lastName", True),
    "emailasc": ("email", False),
    "emaildesc": ("email", True),
}


class People(OperationGroup):
    """The users of rooms, with their roles."""

    def routes(self) -> Routing:
        """Return the handlers by path and method."""
        one = "/rooms/{room_id}/users/{user_id}"
        return {
            "/rooms/{room_id}/users": {"GET": self.get_users, "POST": self.invite},
            one: {"PUT": self.update},
            f"{one}/revoke_access": {"POST": self.revoke},
            f"{one}/restore_access": {"POST": self.restore},
            "/rooms/{room_id}/assignable_roles": {"GET": self.get_assignable_roles},
        }

    def get_users(self, call: Call, *, room_id: str) -> Response:
        """Return a page of users with access, by descending last name by default."""
        room = self.find("rooms", "room", room_id)
        query = RoomsQuery(call.query)
        sort = (query.text("sort") or "lastNameDesc").lower()
        if sort not in _SORTS:
            raise bad_request("sort must be firstNameAsc, lastNameAsc, emailAsc or with Desc.")
        field, descending = _SORTS[sort]
        start = folded(query.text("filter"))
        people = [self._person(row) for row in self.tables["room_users"].rows(room["roomId"])]
        people = [person for person in people if not person["isRevoked"]]
        found = [person for person in people if _begins(person, start)]
        found.sort(key=lambda person: folded(person[field]), reverse=descending)
        rows = [shaped(person, ROOM_USER_SUMMARY) for person in found]
        return self.answer_list(call, rows, "users")

    def invite(self, call: Call, *, room_id: str) -> Response:
        """Invite a person to a room; one outside the account becomes a pending user."""
        room = self.find("rooms", "room", room_id)
        fields = read_body(call, _INVITATION, ["email", "firstName", "lastName", "roleId"])
        self.find("roles", "role", str(fields["roleId"]))
        users = [row for row in self.tables["users"].rows() if row["email"] == fields["email"]]
        user = users[0] if users else self._new_user(fields)
        if self._row(room["roomId"], user["userId"]) is not None:
            raise RoomsRefusalError(400, "USER_IN_ROOM", "The user is in this room already.")
        row = self.tables["room_users"].insert(
            {
                "roomId": room["roomId"],
                "userId": user["userId"],
                "roleId": fields["roleId"],
                "transactionSideId": fields.get("transactionSideId"),
                "isRevoked": False,
                "invitedByUserId": self.caller_id(),
            }
        )
        return json_response(shaped(self._person(row), ROOM_INVITE_RESPONSE), 201)

    def update(self, call: Call, *, room_id: str, user_id: str) -> Response:
        """Change a user's role or side in a room."""
        row = self._find(room_id, user_id)
        fields = read_body(call, {"roleId": int, "transactionSideId": str})
        if fields.get("roleId") is not None:
            self.find("roles", "role", str(fields["roleId"]))
        changed = self.tables["room_users"].update(row["roomUserId"], fields)
        return json_response(shaped(self._person(changed or row), ROOM_USER))

    def revoke(self, call: Call, *, room_id: str, user_id: str) -> Response:
        """Revoke a user's access, at once or from a given date."""
        row = self._find(room_id, user_id)
        date = read_body(call, {"revocationDate": str}).get("revocationDate") if call.body else None
        if date is not None:
            try:
                as_utc(date)
            except ValueError:
                raise bad_request("revocationDate must be a date and time.") from None
        changes = {"isRevoked": date is None, "revocationDate": date}
        self.tables["room_users"].update(row["roomUserId"], changes)
        return Response(status_code=204)

    def restore(self, _: Call, *, room_id: str, user_id: str) -> Response:
        """Restore a user's access."""
        row = self._find(room_id, user_id)
        changes = {"isRevoked": False, "revocationDate": None}
        self.tables["room_users"].update(row["roomUserId"], changes)
        return Response(status_code=204)

    def get_assignable_roles(self, call: Call, *, room_id: str) -> Response:
        """Return a page of the external roles."""
        room = self.find("rooms", "room", room_id)
        query = RoomsQuery(call.query)
        start = folded(query.text("filter"))
        email = query.text("assigneeEmail")
        current = [
            row["roleId"]
            for row in self.tables["room_users"].rows(room["roomId"])
            if self._person(row)["email"] == email
        ]
        roles = [
            shaped(role, ROLE_SUMMARY)
            for role in self.tables["roles"].rows()
            if role["isExternal"] and folded(role["name"]).startswith(start)
        ]
        return self.answer_list(call, roles, "roles", currentRoleId=current[0] if current else None)

    def _find(self, room_id: str, user_id: str) -> dict[str, Any]:
        room = self.find("rooms", "room", room_id)
        row = self._row(room["roomId"], read_id("userId", user_id))
        if row is None:
            raise not_found("room user")
        return row

    def _row(self, room_id: int, user_id: int) -> dict[str, Any] | None:
        for row in self.tables["room_users"].rows(room_id):
            if row["userId"] == user_id:
                return row
        return None

    def _person(self, row: dict[str, Any]) -> dict[str, Any]:
        user = self.tables["users"].get(row["userId"]) or {}
        role = self.tables["roles"].get(row["roleId"]) or {}
        date = row.get("revocationDate")
        is_over = date is not None and as_utc(date) <= as_utc(self.now())
        return {
            **{name: user.get(name) for name in ("email", "firstName", "lastName", "titleId")},
            "companyName": COMPANY_NAME,
            "roleName": role.get("name"),
            **row,
            "isRevoked": row["isRevoked"] or is_over,
        }

    def _new_user(self, fields: dict[str, Any]) -> dict[str, Any]:
        return self.tables["users"].insert(
            {
                **{name: fields[name] for name in ("email", "firstName", "lastName", "roleId")},
                "isLockedOut": False,
                "status": "Pending",
                "accessLevel": "Contributor",
                "defaultOfficeId": None,
                "titleId": None,
                "profileImageUrl": None,
            }
        )


def _begins(person: dict[str, Any], start: str) -> bool:
    return any(
        folded(person[name]).startswith(start) for name in ("firstName", "lastName", "email")
    )
