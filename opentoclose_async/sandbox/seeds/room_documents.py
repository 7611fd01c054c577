"""The documents of the rooms that a sandbox starts with, without their contents."""

from collections.abc import Iterator
from typing import Any, Final

from opentoclose_async.sandbox.contents.kinds import type_of
from opentoclose_async.sandbox.rooms.fixed.forms import FORMS
from opentoclose_async.sandbox.seeds.draw import Draw
from opentoclose_async.sandbox.seeds.moments import LONGEST, created_day, moment
from opentoclose_async.sandbox.seeds.room_parts import (
    FIRST_FOLDER_ID,
    FIRST_ROOM_ID,
    IDS_PER_ROOM,
)
from opentoclose_async.sandbox.seeds.sizes import draw_size
from opentoclose_async.sandbox.seeds.users import FIRST_ROOMS_USER_ID

_FIRST_DOCUMENT_ID: Final = 510_001
_MOST_IN_THE_FIRST: Final = 130
"""The most documents of the first room: more than a page holds."""
_FORM_IDS: Final = tuple(FORMS)
_NAMES: Final = (
    "Listing agreement.pdf",
    "Disclosure.pdf",
    "Inspection.pdf",
)
_MORE_NAMES: Final = (
    *_NAMES,
    "Purchase agreement.pdf",
    "purchase agreement.pdf",
    "Counter offer 2.pdf",
    "Offer 3/14.pdf",
    "Disclosure: lead paint.pdf",
    "Kaufvertrag Müller.pdf",
    "Addendum “A”.pdf",
    "Front door.jpg",
    "Front door.JPG",
    "Garden 🌳.jpg",
    "Floor plan.png",
    "Survey, 2nd floor.png",
    "Notes.txt",
    "Letter to the seller.docx",
)


def room_documents(
    seed: int, rooms: int, users: int, documents: int | None
) -> Iterator[dict[str, Any]]:
    """
    Make the documents of rooms.

    Args:
        seed: Picks the data.
        rooms: Number of rooms.
        users: Number of users to choose owners from.
        documents: Number of documents in all rooms; up to three in each room if None.
    """
    names = _NAMES if documents is None else _MORE_NAMES
    for number, first_id, count in _shares(seed, rooms, documents):
        created = created_day(seed, number)
        for place in range(count):
            draw = Draw(seed, "rooms document", first_id + place)
            name = names[place] if documents is None else draw.choice(names)
            folder = 0 if documents is None else draw.below(2)
            yield document_row(
                first_id + place,
                number,
                name,
                draw,
                ownerId=FIRST_ROOMS_USER_ID + (draw.below(users) if users else 0),
                folderId=FIRST_FOLDER_ID + number * IDS_PER_ROOM + folder,
                createdDate=moment(draw, created + draw.below(LONGEST)),
            )


def document_row(
    document_id: int, room: int, name: str, draw: Draw, **fields: Any
) -> dict[str, Any]:
    """
    Make a document.

    Args:
        document_id: Its id.
        room: The number of its room.
        name: Its name; the extension decides the content type.
        draw: The source of the choices.
        fields: Fields that have no default here, and those that differ from it.
    """
    content_type = type_of(name)
    return {
        "documentId": document_id,
        "roomId": FIRST_ROOM_ID + room,
        "name": name,
        "ownerId": FIRST_ROOMS_USER_ID,
        "size": draw_size(draw, content_type),
        "folderId": FIRST_FOLDER_ID + room * IDS_PER_ROOM,
        "createdDate": None,
        "isSigned": draw.chance(30),
        "docuSignFormId": draw.choice(_FORM_IDS) if draw.chance(15) else None,
        "isArchived": draw.chance(20),
        "isVirtual": False,
        "isDynamic": False,
        "contentType": content_type,
        **fields,
    }


def _shares(seed: int, rooms: int, documents: int | None) -> Iterator[tuple[int, int, int]]:
    """Yield each room's number, the id of its first document and how many it has."""
    if documents is None:
        for number in range(rooms):
            first_id = _FIRST_DOCUMENT_ID + number * IDS_PER_ROOM
            yield number, first_id, Draw(seed, "rooms room documents", number).below(4)
        return
    if rooms == 0:
        return
    in_the_first = documents if rooms == 1 else min(_MOST_IN_THE_FIRST, documents // 2)
    yield 0, _FIRST_DOCUMENT_ID, in_the_first
    # At least one room has a weight, so that all documents have a room.
    weights = [Draw(seed, "rooms room documents", number).below(8) for number in range(1, rooms)]
    weights[-1:] = [max(1, weight) for weight in weights[-1:]]
    total = sum(weights)
    begin, passed = in_the_first, 0
    for number, weight in enumerate(weights, start=1):
        passed += weight
        end = in_the_first + (documents - in_the_first) * passed // total
        yield number, _FIRST_DOCUMENT_ID + begin, end - begin
        begin = end
