"""The roles of a Rooms account."""

from typing import Any, Final

from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call, json_response
from opentoclose_async.sandbox.rooms.fixed.permissions import PERMISSIONS
from opentoclose_async.sandbox.rooms.fixed.response_fields import ROLE, ROLE_SUMMARY
from opentoclose_async.sandbox.rooms.lenient_json import as_boolean
from opentoclose_async.sandbox.rooms.operations.group import OperationGroup, Routing, count_where
from opentoclose_async.sandbox.rooms.pages import RoomsQuery
from opentoclose_async.sandbox.rooms.wire import (
    FieldKind,
    RoomsRefusalError,
    bad_request,
    folded,
    read_body,
    shaped,
)

_FIELDS: Final[dict[str, FieldKind]] = {"name": str, "isExternal": bool, "permissions": dict}
_CONTEXTS: Final = (
    "AllRoles",
    "AssignableRolesBasedOnCompanyPermissions",
    "AssignableRolesBasedOnAllPermissions",
)


class Roles(OperationGroup):
    """Roles; one held by a user, in the account or in a room, cannot be deleted."""

    def routes(self) -> Routing:
        """Return the handlers by path and method."""
        return {
            "/roles": {"GET": self.get_roles, "POST": self.create},
            "/roles/{role_id}": {"GET": self.get_role, "PUT": self.update, "DELETE": self.delete},
        }

    def get_roles(self, call: Call) -> Response:
        """Return a page; `filter` is a prefix of the name, and the caller can assign all."""
        query = RoomsQuery(call.query)
        query.boolean("onlyAssignable")
        query.one_of("filterContext", _CONTEXTS)
        start = folded(query.text("filter"))
        rows = self.tables["roles"].rows()
        found = [row for row in rows if folded(row["name"]).startswith(start)]
        return self.answer_list(call, [shaped(row, ROLE_SUMMARY) for row in found], "roles")

    def create(self, call: Call) -> Response:
        """Add a role."""
        fields = _read_role(call, {})
        if "name" not in fields:
            raise bad_request("name is required.")
        row = self.tables["roles"].insert(
            {
                "isDefaultForAdmin": False,
                "isExternal": False,
                "permissions": dict.fromkeys(PERMISSIONS, False),
                "createdDate": self.now(),
                **fields,
            }
        )
        return json_response(shaped(row, ROLE), 201)

    def get_role(self, call: Call, *, role_id: str) -> Response:
        """Return one role, and whether it is assigned, if requested."""
        row = self.find("roles", "role", role_id)
        answer: dict[str, Any] = shaped(row, ROLE)
        if RoomsQuery(call.query).boolean("includeIsAssigned"):
            answer["isAssigned"] = self._holders(row["roleId"]) > 0
        return json_response(answer)

    def update(self, call: Call, *, role_id: str) -> Response:
        """Change fields of a role; omitted permissions stay unchanged."""
        row = self.find("roles", "role", role_id)
        fields = _read_role(call, row["permissions"])
        changed = self.tables["roles"].update(row["roleId"], fields)
        return json_response(shaped(changed or row, ROLE))

    def delete(self, _: Call, *, role_id: str) -> Response:
        """Remove an unassigned role."""
        row = self.find("roles", "role", role_id)
        count = self._holders(row["roleId"])
        if count:
            raise RoomsRefusalError(
                400, "ROLE_IN_USE", f"The role cannot be deleted: it is held {count} times."
            )
        self.tables["roles"].delete(row["roleId"])
        return Response(status_code=204)

    def _holders(self, role_id: int) -> int:
        in_account = count_where(self.tables["users"].rows(), roleId=role_id)
        return in_account + count_where(self.tables["room_users"].rows(), roleId=role_id)


def _read_role(call: Call, permissions: dict[str, bool]) -> dict[str, Any]:
    """Read a role, with defaults for the permissions it omits."""
    fields = read_body(call, _FIELDS)
    if fields.get("name") == "":
        raise bad_request("name must not be empty.")
    if "permissions" in fields:
        sent = {
            name: as_boolean(fields["permissions"][name])
            for name in PERMISSIONS
            if fields["permissions"].get(name) is not None
        }
        if None in sent.values():
            raise bad_request("permissions must be true or false.")
        fields["permissions"] = {**dict.fromkeys(PERMISSIONS, False), **permissions, **sent}
    return fields
