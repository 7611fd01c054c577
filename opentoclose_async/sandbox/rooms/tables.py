"""The tables and routes of Rooms."""

from collections.abc import Callable
from typing import Final, Literal

from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.rooms.fixed.look_ups import LOOK_UP_ARRAYS, PLACE
from opentoclose_async.sandbox.rooms.operations.account import Account
from opentoclose_async.sandbox.rooms.operations.documents import Documents
from opentoclose_async.sandbox.rooms.operations.forms import FormGroups, Forms
from opentoclose_async.sandbox.rooms.operations.group import OperationGroup, Routing
from opentoclose_async.sandbox.rooms.operations.offices import Offices, Regions
from opentoclose_async.sandbox.rooms.operations.roles import Roles
from opentoclose_async.sandbox.rooms.operations.room_users import People
from opentoclose_async.sandbox.rooms.operations.rooms import RoomRecords
from opentoclose_async.sandbox.rooms.operations.task_lists import TaskLists
from opentoclose_async.sandbox.rooms.operations.templates import Templates
from opentoclose_async.sandbox.rooms.operations.users import SEARCHED_TEXTS, Users
from opentoclose_async.sandbox.tables import Database, Table

RoomsName = Literal[
    "users",
    "user_places",
    "offices",
    "regions",
    "roles",
    "rooms",
    "room_users",
    "room_folders",
    "room_documents",
    "task_lists",
    "form_groups",
    "closing_statuses",
    "contact_sides",
    "countries",
    "currencies",
    "financing_types",
    "origins_of_leads",
    "property_types",
    "room_contact_types",
    "seller_decision_types",
    "special_circumstance_types",
    "states",
    "task_date_types",
    "task_responsibility_types",
    "task_statuses",
    "time_zones",
    "transaction_sides",
]
"""The names of the Rooms tables."""

_ID_FIELDS: Final = {
    "users": "userId",
    "user_places": "userId",
    "offices": "officeId",
    "regions": "regionId",
    "roles": "roleId",
    "rooms": "roomId",
    "room_users": "roomUserId",
    "room_folders": "roomFolderId",
    "room_documents": "documentId",
    "task_lists": "taskListId",
    "form_groups": PLACE,
    **dict.fromkeys(LOOK_UP_ARRAYS, PLACE),
}
_OWNERS: Final[dict[str, str]] = dict.fromkeys(
    ("room_users", "room_folders", "room_documents", "task_lists"), "roomId"
)
_GROUPS: Final[tuple[type[OperationGroup], ...]] = (
    Account,
    Documents,
    FormGroups,
    Forms,
    Offices,
    People,
    Regions,
    Roles,
    RoomRecords,
    TaskLists,
    Templates,
    Users,
)


def rooms_tables(database: Database) -> dict[str, Table]:
    """Create the empty tables."""
    return {
        name: Table(
            database,
            f"rooms_{name}",
            id_field=id_field,
            searched=SEARCHED_TEXTS if name == "users" else (),
            owner=_OWNERS.get(name),
        )
        for name, id_field in _ID_FIELDS.items()
    }


def rooms_routes(
    config: SandboxConfig, tables: dict[str, Table], wall_clock: Callable[[], float]
) -> Routing:
    """Return the routes of all paths under an account."""
    routes: Routing = {}
    for group in _GROUPS:
        routes |= group(config, tables, wall_clock).routes()
    return routes
