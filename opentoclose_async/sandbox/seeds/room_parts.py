"""The people, folders and task lists of the rooms that a sandbox starts with."""

from collections.abc import Iterator
from typing import Any, Final

from opentoclose_async.sandbox.rooms.operations.templates import TASK_LIST_TEMPLATES
from opentoclose_async.sandbox.seeds.draw import Draw
from opentoclose_async.sandbox.seeds.moments import created_day, moment
from opentoclose_async.sandbox.seeds.users import FIRST_ROOMS_USER_ID

FIRST_ROOM_ID: Final = 7_001
FIRST_FOLDER_ID: Final = 41_001
"""The first room's first folder; the folders of the next room begin IDS_PER_ROOM later."""
IDS_PER_ROOM: Final = 10

_FIRST_ROOM_USER_ID: Final = 1
_FIRST_TASK_LIST_ID: Final = 66_001
_FOLDERS: Final = ("General", "Disclosures")


def room_users(seed: int, rooms: int, users: int) -> Iterator[dict[str, Any]]:
    """Make the people in rooms: up to three in each."""
    for number in range(rooms):
        draw = Draw(seed, "rooms room people", number)
        people = {FIRST_ROOMS_USER_ID + draw.below(users) for _ in range(3)} if users else set()
        for place, user_id in enumerate(sorted(people)):
            yield {
                "roomUserId": _FIRST_ROOM_USER_ID + number * IDS_PER_ROOM + place,
                "roomId": FIRST_ROOM_ID + number,
                "userId": user_id,
                "roleId": 4 + place,
                "transactionSideId": ("sell", "buy", "listbuy")[place],
                "isRevoked": False,
                "invitedByUserId": FIRST_ROOMS_USER_ID,
            }


def room_folders(rooms: int) -> Iterator[dict[str, Any]]:
    """Make the folders of rooms, two in each."""
    for number in range(rooms):
        for place, name in enumerate(_FOLDERS):
            yield {
                "roomFolderId": FIRST_FOLDER_ID + number * IDS_PER_ROOM + place,
                "roomId": FIRST_ROOM_ID + number,
                "name": name,
                "isDefault": place == 0,
            }


def task_lists(seed: int, rooms: int) -> Iterator[dict[str, Any]]:
    """Make the task lists of rooms: none, one or two in each."""
    templates = list(TASK_LIST_TEMPLATES.items())
    for number in range(rooms):
        draw = Draw(seed, "rooms task lists", number)
        for place, (template_id, name) in enumerate(templates[: number % (len(templates) + 1)]):
            yield {
                "taskListId": _FIRST_TASK_LIST_ID + number * IDS_PER_ROOM + place,
                "roomId": FIRST_ROOM_ID + number,
                "name": name,
                "taskListTemplateId": template_id,
                "submittedForReviewDate": None,
                "approvalDate": None,
                "rejectedDate": None,
                "createdDate": moment(draw, created_day(seed, number) + draw.below(60)),
                "approvedByUserId": None,
                "rejectedByUserId": None,
                "comment": None,
            }
