"""The look-up lists of Rooms, which are outside any account."""

from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call, Handler, json_response
from opentoclose_async.sandbox.rooms.fixed.look_ups import LOOK_UP_ARRAYS, PLACE
from opentoclose_async.sandbox.rooms.operations.group import RoomsTables, Routing


def look_up_routes(tables: RoomsTables) -> Routing:
    """Return the routes by their paths under the version."""
    return {f"/{name}": {"GET": _handler(tables, name)} for name in LOOK_UP_ARRAYS}


def _handler(tables: RoomsTables, name: str) -> Handler:
    def get_list(_: Call) -> Response:
        rows = [
            {field: value for field, value in row.items() if field != PLACE}
            for row in tables[name].rows()
        ]
        return json_response({LOOK_UP_ARRAYS[name]: rows})

    return get_list
