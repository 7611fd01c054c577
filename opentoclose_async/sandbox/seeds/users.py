"""The users of both APIs, and the teams, that a sandbox starts with."""

from collections.abc import Iterator
from typing import Any, Final

from opentoclose_async.sandbox.seeds.draw import Draw, draw_person

FIRST_ROOMS_USER_ID: Final = 30_001
"""Far from 1, so that a client that confuses ids with positions fails."""

_FIRST_TEAM_MEMBER_ID: Final = 700_001
_TEAM_SIZE: Final = 4

_ROLE: Final = (
    ("Agent",) * 9
    + ("Senior Agent",) * 4
    + ("Team Lead",) * 2
    + (
        "Transaction Coordinator",
        "Administrator",
    )
)
_DEPARTMENT: Final = ("Residential Sales", "Commercial", "Luxury Sales", "Closings", "Marketing")
_PERMISSIONS: Final = {
    "Agent": ["read", "write"],
    "Senior Agent": ["read", "write", "mentor"],
    "Team Lead": ["read", "write", "manage_team"],
    "Transaction Coordinator": ["read", "write", "manage_tasks"],
    "Administrator": ["full_access", "user_management", "system_config"],
}
_SPECIALIZATION: Final = ("Residential", "Luxury Residential", "Commercial", "New Construction")
_TERRITORY: Final = ("Downtown", "Harbor District", "North Hills", "Lakeside", "Old Town")
_LANGUAGES: Final = ("en", "es", "fr", "zh")

# Admin is in the official description's list of response values, not among the values to filter by.
_ACCESS_LEVEL: Final = (
    ("Contributor",) * 60 + ("Office",) * 24 + ("Region",) * 10 + ("Company",) * 5 + ("Admin",)
)
_ROLE_ID: Final = {"Contributor": 4, "Office": 3, "Region": 2, "Company": 1, "Admin": 1}


def otc_users(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Make the users of Open To Close, numbered from 1."""
    for number in range(1, count + 1):
        yield _otc_user(seed, number)


def otc_teams(seed: int, count: int, users: int) -> Iterator[dict[str, Any]]:
    """Make the teams of Open To Close, numbered from 1, with members out of so many users."""
    for number in range(1, count + 1):
        draw = Draw(seed, "otc team", number)
        specialization = draw.choice(_SPECIALIZATION)
        territory = draw.choice(_TERRITORY)
        members = _team_members(seed, number, users)
        yield {
            "id": number,
            "name": f"{territory} {specialization} {number}",
            "description": None if draw.chance(25) else f"{specialization} in {territory}",
            "team_lead_id": members[0]["user_id"] if members else None,
            "status": "Inactive" if draw.chance(12) else "Active",
            "specialization": specialization,
            "territory": territory,
            "commission_split": (50 + 5 * draw.below(9)) / 100,
            "target_revenue": 250_000 * (1 + draw.below(40)),
            "created": draw.date_and_time(),
            "team_members": members,
        }


def rooms_users(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Make the users of Rooms, numbered from `FIRST_ROOMS_USER_ID`."""
    for number in range(count):
        yield _rooms_user(seed, FIRST_ROOMS_USER_ID + number)


def _otc_user(seed: int, number: int) -> dict[str, Any]:
    draw = Draw(seed, "otc user", number)
    person = draw_person(draw, number)
    role = draw.choice(_ROLE)
    active = not draw.chance(18)
    return {
        "id": number,
        "username": person.username,
        "email": person.email,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "role": role,
        "status": "Active" if active else "Inactive",
        "phone": None if draw.chance(10) else draw.phone(),
        "department": None if draw.chance(15) else draw.choice(_DEPARTMENT),
        "hire_date": None if draw.chance(8) else draw.date(),
        "last_login": draw.date_and_time() if active else None,
        "permissions": _PERMISSIONS[role] if active else [],
        "created": draw.date_and_time(),
        "time_zone_id": 1 + draw.below(9),
        "custom_fields": {
            "license": {
                "state": draw.choice(("AZ", "CO", "NM", "UT")),
                "number": draw.below(10**6),
            },
            "languages": sorted({"en", draw.choice(_LANGUAGES)}),
        },
    }


def _team_members(seed: int, team: int, users: int) -> list[dict[str, Any]]:
    if users == 0:
        return []
    first = (team - 1) * _TEAM_SIZE
    # Short of users, a person is in several teams, but in none twice.
    user_ids = [(first + place) % users + 1 for place in range(min(_TEAM_SIZE, users))]
    return [
        {
            "id": _FIRST_TEAM_MEMBER_ID + first + place,
            "user_id": user["id"],
            "first_name": user["first_name"],
            "last_name": user["last_name"],
            "email": user["email"],
            "role": user["role"],
        }
        for place, user in enumerate(_otc_user(seed, user_id) for user_id in user_ids)
    ]


def _rooms_user(seed: int, user_id: int) -> dict[str, Any]:
    draw = Draw(seed, "rooms user", user_id)
    person = draw_person(draw, user_id)
    access_level = draw.choice(_ACCESS_LEVEL)
    return {
        "userId": user_id,
        "email": person.email,
        "firstName": person.first_name,
        "lastName": person.last_name,
        "isLockedOut": draw.chance(5),
        "status": "Pending" if draw.chance(14) else "Active",
        "accessLevel": access_level,
        "defaultOfficeId": 201 + draw.below(12),
        "titleId": None,
        "roleId": _ROLE_ID[access_level],
        "profileImageUrl": (
            f"https://images.rooms.example/profiles/{user_id}.png" if draw.chance(40) else None
        ),
        "legacyAgentCode": f"A-{draw.below(10**5):05}",
    }
