"""The rows that Rooms starts with, except users."""

import base64
from collections.abc import Iterator
from typing import Any, Final

from opentoclose_async.sandbox.rooms.fixed.company import COMPANY_ID
from opentoclose_async.sandbox.rooms.fixed.permissions import GUEST_PERMISSIONS, PERMISSIONS
from opentoclose_async.sandbox.rooms.operations.templates import TASK_LIST_TEMPLATES
from opentoclose_async.sandbox.seeds.draw import Draw
from opentoclose_async.sandbox.seeds.users import FIRST_ROOMS_USER_ID

FIRST_REGION_ID: Final = 51
FIRST_OFFICE_ID: Final = 201
FIRST_ROOM_ID: Final = 7_001
_FIRST_DOCUMENT_ID: Final = 510_001
_FIRST_FOLDER_ID: Final = 41_001
_FIRST_ROOM_USER_ID: Final = 1
_FIRST_TASK_LIST_ID: Final = 66_001

_CITIES: Final = (
    ("Tucson", "US-AZ", "85701", "mountain"),
    ("Denver", "US-CO", "80202", "mountain"),
    ("Seattle", "US-WA", "98101", "pacific"),
    ("Santa Fe", "US-NM", "87501", "mountain"),
)
_STREETS: Final = ("Elm", "Harbor", "Juniper", "Mesa", "Orchard", "Summit")
_ROLES: Final = (
    # The roles of users come first, with the ids that the users' rows have.
    ("Default Admin", False, True),
    ("Regional Manager", False, False),
    ("Office Manager", False, False),
    ("Agent", False, False),
    ("Buyer", True, False),
    ("Seller", True, False),
    ("Outside Lender", True, False),
)
_POWERS: Final = ("auto", "canDelete", "canManage", "canRemove", "isHidden")
"""Prefixes of permissions that only administrators have, apart from guest permissions."""
_FOLDERS: Final = ("General", "Disclosures")


def rooms_regions(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Make the regions."""
    for number in range(count):
        yield {
            "regionId": FIRST_REGION_ID + number,
            "name": f"{('North', 'South', 'East', 'West')[number % 4]} {number // 4 + 1}",
            "createdDate": _moment(Draw(seed, "rooms region", number)),
        }


def rooms_offices(seed: int, count: int, regions: int) -> Iterator[dict[str, Any]]:
    """Make the offices; those that users are in begin with FIRST_OFFICE_ID."""
    for number in range(count):
        draw = Draw(seed, "rooms office", number)
        city, state, postal_code, time_zone = draw.choice(_CITIES)
        yield {
            "officeId": FIRST_OFFICE_ID + number,
            "name": f"{city} {draw.choice(_STREETS)} Office {number + 1}",
            "regionId": FIRST_REGION_ID + draw.below(regions) if regions else None,
            "address1": f"{10 + draw.below(900)} {draw.choice(_STREETS)} Street",
            "address2": None,
            "city": city,
            "stateId": state,
            "postalCode": postal_code,
            "countryId": "US",
            "timeZoneId": time_zone,
            "phone": draw.phone(),
            "createdDate": _moment(draw),
        }


def rooms_roles(seed: int) -> Iterator[dict[str, Any]]:
    """Make the roles."""
    for number, (name, is_external, is_default) in enumerate(_ROLES, start=1):
        yield {
            "roleId": number,
            "legacyRoleId": None,
            "name": name,
            "isDefaultForAdmin": is_default,
            "isExternal": is_external,
            "createdDate": _moment(Draw(seed, "rooms role", number)),
            "permissions": {
                each: is_default
                or each in GUEST_PERMISSIONS
                or not (is_external or each.startswith(_POWERS))
                for each in PERMISSIONS
            },
        }


def rooms_rooms(seed: int, count: int, offices: int, users: int) -> Iterator[dict[str, Any]]:
    """Make the rooms: active ones, some waiting for review, and closed ones."""
    for number in range(count):
        draw = Draw(seed, "rooms room", number)
        street = f"{10 + draw.below(900)} {draw.choice(_STREETS)} Street"
        city, state, postal_code, _ = draw.choice(_CITIES)
        owner = FIRST_ROOMS_USER_ID + draw.below(users) if users else None
        status = draw.below(4)
        yield {
            "roomId": FIRST_ROOM_ID + number,
            "companyId": COMPANY_ID,
            "name": f"{street}, {city}",
            "officeId": FIRST_OFFICE_ID + draw.below(offices) if offices else None,
            "createdDate": _moment(draw),
            "submittedForReviewDate": "2026-02-03T04:05:06.007Z" if status == 2 else None,
            "closedDate": f"2026-{1 + draw.below(9):02}-11T17:15:14.82" if status == 3 else None,
            "rejectedDate": None,
            "createdByUserId": owner,
            "rejectedByUserId": None,
            "closedStatusId": "sold" if status == 3 else None,
            "fieldDataLastUpdatedDate": f"2026-{1 + draw.below(9):02}-08T09:10:11.121",
            "roomOwnerIds": [] if owner is None else [owner],
            "data": {
                "address1": street,
                "city": city,
                "state": state,
                "postalCode": postal_code,
                "companyRoomStatus": str(1 + draw.below(7)),
            },
        }


def rooms_parts(seed: int, rooms: int, users: int) -> dict[str, list[dict[str, Any]]]:
    """Make the contents of rooms: people, folders, documents and task lists."""
    parts: dict[str, list[dict[str, Any]]] = {
        "room_users": [],
        "room_folders": [],
        "room_documents": [],
        "task_lists": [],
    }
    for number in range(rooms):
        room_id = FIRST_ROOM_ID + number
        draw = Draw(seed, "rooms room people", number)
        people = {FIRST_ROOMS_USER_ID + draw.below(users) for _ in range(3)} if users else set()
        for place, user_id in enumerate(sorted(people)):
            parts["room_users"].append(
                {
                    "roomUserId": _FIRST_ROOM_USER_ID + number * 10 + place,
                    "roomId": room_id,
                    "userId": user_id,
                    "roleId": 4 + place,
                    "transactionSideId": ("sell", "buy", "listbuy")[place],
                    "isRevoked": False,
                    "invitedByUserId": FIRST_ROOMS_USER_ID,
                }
            )
        for place, name in enumerate(_FOLDERS):
            parts["room_folders"].append(
                {
                    "roomFolderId": _FIRST_FOLDER_ID + number * 10 + place,
                    "roomId": room_id,
                    "name": name,
                    "isDefault": place == 0,
                }
            )
        for place in range(draw.below(4)):
            content = f"%PDF-1.7 document {place} of room {room_id}\n".encode()
            parts["room_documents"].append(
                {
                    "documentId": _FIRST_DOCUMENT_ID + number * 10 + place,
                    "roomId": room_id,
                    "name": ("Listing agreement", "Disclosure", "Inspection")[place] + ".pdf",
                    "ownerId": FIRST_ROOMS_USER_ID,
                    "size": len(content),
                    "folderId": _FIRST_FOLDER_ID + number * 10,
                    "createdDate": _moment(draw),
                    "isSigned": draw.chance(30),
                    "docuSignFormId": None,
                    "isArchived": draw.chance(20),
                    "isVirtual": False,
                    "isDynamic": False,
                    "contentType": "application/pdf",
                    "base64Contents": base64.b64encode(content).decode(),
                }
            )
        templates = list(TASK_LIST_TEMPLATES.items())
        for place, (template_id, name) in enumerate(templates[: number % (len(templates) + 1)]):
            parts["task_lists"].append(
                {
                    "taskListId": _FIRST_TASK_LIST_ID + number * 10 + place,
                    "roomId": room_id,
                    "name": name,
                    "taskListTemplateId": template_id,
                    "submittedForReviewDate": None,
                    "approvalDate": None,
                    "rejectedDate": None,
                    "createdDate": _moment(draw),
                    "approvedByUserId": None,
                    "rejectedByUserId": None,
                    "comment": None,
                }
            )
    return parts


def _moment(draw: Draw) -> str:
    """Draw a date and time in UTC, with or without "Z", as in responses."""
    text = draw.date_and_time().replace(" ", "T")
    return f"{text}.783Z" if draw.chance(50) else f"{text}.697"
