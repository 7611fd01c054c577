"""The rows that Rooms starts with, except users."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from opentoclose_async.sandbox.rooms.fixed.company import COMPANY_ID
from opentoclose_async.sandbox.rooms.fixed.permissions import GUEST_PERMISSIONS, PERMISSIONS
from opentoclose_async.sandbox.seeds.draw import Draw
from opentoclose_async.sandbox.seeds.moments import LONGEST, created_day, moment
from opentoclose_async.sandbox.seeds.room_parts import FIRST_ROOM_ID
from opentoclose_async.sandbox.seeds.users import FIRST_ROOMS_USER_ID

FIRST_REGION_ID: Final = 51
FIRST_OFFICE_ID: Final = 201
_PENDING: Final = 2
_CLOSED: Final = 3
"""Of four statuses that a room may have; the other two are active."""

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


def rooms_rooms(
    seed: int, count: int, offices: int, users: int, names: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """
    Make the rooms: active ones, some waiting for review, and closed ones, over years.

    Args:
        seed: Picks the data.
        count: Number of rooms.
        offices: Number of offices to choose from.
        users: Number of users to choose owners from.
        names: The names of the rooms after the first; the addresses of those after them.
    """
    for number in range(count):
        draw = Draw(seed, "rooms room", number)
        street = f"{10 + draw.below(900)} {draw.choice(_STREETS)} Street"
        city, state, postal_code, _ = draw.choice(_CITIES)
        owner = FIRST_ROOMS_USER_ID + draw.below(users) if users else None
        status = draw.below(4)
        office = FIRST_OFFICE_ID + draw.below(offices) if offices else None
        room_status = str(1 + draw.below(7))
        created = created_day(seed, number)
        changed = created + draw.below(LONGEST - 49)
        ended = changed + draw.below(50)
        yield {
            "roomId": FIRST_ROOM_ID + number,
            "companyId": COMPANY_ID,
            "name": names[number - 1] if 0 < number <= len(names) else f"{street}, {city}",
            "officeId": office,
            "createdDate": moment(draw, created),
            "submittedForReviewDate": moment(draw, ended) if status == _PENDING else None,
            "closedDate": moment(draw, ended) if status == _CLOSED else None,
            "rejectedDate": None,
            "createdByUserId": owner,
            "rejectedByUserId": None,
            "closedStatusId": "sold" if status == _CLOSED else None,
            "fieldDataLastUpdatedDate": moment(draw, changed),
            "roomOwnerIds": [] if owner is None else [owner],
            "data": {
                "address1": street,
                "city": city,
                "state": state,
                "postalCode": postal_code,
                "companyRoomStatus": room_status,
            },
        }


def _moment(draw: Draw) -> str:
    """Draw a date and time in UTC, with or without "Z", as in responses."""
    text = draw.date_and_time().replace(" ", "T")
    return f"{text}.783Z" if draw.chance(50) else f"{text}.697"
