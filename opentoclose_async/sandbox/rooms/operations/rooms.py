"""The rooms of a Rooms account, and their details."""

from typing import Any, Final

from starlette.responses import Response

from opentoclose_async.sandbox.http.multipart import is_form, read_form
from opentoclose_async.sandbox.http.routing import Call, json_response
from opentoclose_async.sandbox.rooms.fixed.company import COMPANY_ID
from opentoclose_async.sandbox.rooms.fixed.field_sets import field_set
from opentoclose_async.sandbox.rooms.fixed.response_fields import ROOM, ROOM_FOLDER, ROOM_SUMMARY
from opentoclose_async.sandbox.rooms.operations.group import OperationGroup, Routing
from opentoclose_async.sandbox.rooms.operations.templates import ROOM_TEMPLATES
from opentoclose_async.sandbox.rooms.pages import RoomsQuery, answer_page
from opentoclose_async.sandbox.rooms.room_filter import RoomFilter
from opentoclose_async.sandbox.rooms.wire import (
    FieldKind,
    as_utc,
    bad_request,
    guid,
    not_found,
    read_body,
    shaped,
)
from opentoclose_async.sandbox.tables import Selection

_FIELDS: Final[dict[str, FieldKind]] = {
    **dict.fromkeys(("name", "transactionSideId", "listingSource"), str),
    **dict.fromkeys(("roleId", "ownerId", "templateId", "officeId"), int),
    "fieldData": dict,
}
_PARTS: Final = ("room_users", "room_documents", "room_folders", "task_lists")


class RoomRecords(OperationGroup):
    """Rooms; the field data of each is stored in its row."""

    def routes(self) -> Routing:
        """Return the handlers by path and method."""
        return {
            "/rooms": {"GET": self.get_rooms, "POST": self.create},
            "/rooms/{room_id}": {"GET": self.get_room, "DELETE": self.delete},
            "/rooms/{room_id}/field_data": {
                "GET": self.get_field_data,
                "PUT": self.update_field_data,
            },
            "/rooms/{room_id}/field_set": {"GET": self.get_field_set},
            "/rooms/{room_id}/picture": {"PUT": self.update_picture},
            "/rooms/{room_id}/room_folders": {"GET": self.get_folders},
        }

    def get_rooms(self, call: Call) -> Response:
        """Return a page of active rooms, or of those with the requested statuses."""
        now = as_utc(self.now())
        selection = Selection(matches=RoomFilter.read(RoomsQuery(call.query), now))
        return answer_page(
            call,
            self.config,
            self.tables["rooms"],
            selection,
            "rooms",
            lambda row: shaped(row, ROOM_SUMMARY),
        )

    def create(self, call: Call) -> Response:
        """Add a room, with its owner in it."""
        fields = read_body(call, _FIELDS, ["name", "roleId"])
        owner_id = fields.get("ownerId") or self.caller_id()
        owner = self.find("users", "user", str(owner_id))
        self.find("roles", "role", str(fields["roleId"]))
        office_id = fields.get("officeId") or owner["defaultOfficeId"]
        if office_id is None:
            raise bad_request("officeId is required: the owner has no default office.")
        self.find("offices", "office", str(office_id))
        if fields.get("templateId") not in (None, *ROOM_TEMPLATES):
            raise not_found("room template")
        data = (fields.get("fieldData") or {}).get("data") or {}
        row = self.tables["rooms"].insert(
            {
                "companyId": COMPANY_ID,
                "name": fields["name"],
                "officeId": office_id,
                "createdDate": self.now(),
                "createdByUserId": self.caller_id(),
                "roomOwnerIds": [owner_id],
                "fieldDataLastUpdatedDate": self.now() if data else None,
                "data": data,
            }
        )
        self.tables["room_users"].insert(
            {
                "roomId": row["roomId"],
                "userId": owner_id,
                "roleId": fields["roleId"],
                "transactionSideId": fields.get("transactionSideId"),
                "isRevoked": False,
                "invitedByUserId": None,
            }
        )
        self.tables["room_folders"].insert(
            {"roomId": row["roomId"], "name": "General", "isDefault": True}
        )
        return json_response(_detailed(row, with_data=True), 201)

    def get_room(self, call: Call, *, room_id: str) -> Response:
        """Return one room, with its field data if requested."""
        with_data = RoomsQuery(call.query).boolean("includeFieldData")
        return json_response(_detailed(self.find("rooms", "room", room_id), with_data=with_data))

    def delete(self, _: Call, *, room_id: str) -> Response:
        """Remove a room and its contents."""
        room = self.find("rooms", "room", room_id)
        for part in _PARTS:
            table = self.tables[part]
            for row in table.rows(room["roomId"]):
                table.delete(row[table.id_field])
        self.tables["rooms"].delete(room["roomId"])
        return Response(status_code=204)

    def get_field_data(self, _: Call, *, room_id: str) -> Response:
        """Return a room's field data."""
        return json_response({"data": self.find("rooms", "room", room_id)["data"]})

    def update_field_data(self, call: Call, *, room_id: str) -> Response:
        """Change some of a room's field data, and return what was sent."""
        room = self.find("rooms", "room", room_id)
        data = read_body(call, {"data": dict}, ["data"])["data"]
        changes = {"data": {**room["data"], **data}, "fieldDataLastUpdatedDate": self.now()}
        self.tables["rooms"].update(room["roomId"], changes)
        return json_response({"data": data})

    def get_field_set(self, _: Call, *, room_id: str) -> Response:
        """Return the field set of a room."""
        self.find("rooms", "room", room_id)
        return json_response(field_set(guid("field set", 1)))

    def update_picture(self, call: Call, *, room_id: str) -> Response:
        """Accept a room's picture."""
        room = self.find("rooms", "room", room_id)
        name, _ = read_file(call)
        url = f"https://images.rooms.example/rooms/{room['roomId']}/{name}"
        return json_response({"url": url})

    def get_folders(self, call: Call, *, room_id: str) -> Response:
        """Return a page of a room's folders."""
        room = self.find("rooms", "room", room_id)
        rows = self.tables["room_folders"].rows(room["roomId"])
        return self.answer_list(call, [shaped(row, ROOM_FOLDER) for row in rows], "folders")


def read_file(call: Call) -> tuple[str, bytes]:
    """
    Read the name and the content of the file in the form part `file`.

    Raises:
        RoomsRefusalError: There is no such file.
    """
    if not is_form(call.content_type):
        raise bad_request("The body must be multipart/form-data.")
    try:
        files = read_form(call.content_type, call.body).files
    except ValueError as error:
        raise bad_request(str(error)) from None
    if len(files) != 1 or files[0].part != "file":
        raise bad_request("The form must have one file, in the part file.")
    return files[0].filename, files[0].content


def _detailed(room: dict[str, Any], *, with_data: bool) -> dict[str, Any]:
    data = {"data": room["data"]} if with_data else None
    return {**shaped(room, ROOM), "fieldData": data}
