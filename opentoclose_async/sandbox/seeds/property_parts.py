"""The parts of the properties that a sandbox starts with, except documents."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from opentoclose_async.sandbox.otc.property_parts import association
from opentoclose_async.sandbox.seeds.contacts import otc_contact
from opentoclose_async.sandbox.seeds.draw import Draw

NOTES_OF_THE_FIRST: Final = 130
"""The number of notes of the first property: more than a page holds."""

_MOST: Final = {"contacts": 4, "documents": 6, "emails": 7, "notes": 8, "tasks": 6}
_FIRST_ID: Final = {
    "contacts": 500_001,
    "emails": 720_001,
    "notes": 830_001,
    "tasks": 940_001,
}

_SUBJECTS: Final = ("Offer received", "Inspection scheduled", "Welcome!", "Closing on Friday")
_NOTES: Final = (
    "Lender confirmed the appraisal.",
    "Buyer asked for a second visit.",
    "Keys are at the front desk.",
    "Title search came back clean.",
    "Käufer bittet um Rückruf — nach 17 Uhr.",
)
_TASKS: Final = ("Order title search", "Send disclosures", "Schedule closing", "Collect deposit")
_PRIORITIES: Final = (None, None, "Low", "High")

_Make = Callable[[Draw, int], dict[str, Any]]


def property_parts(
    seed: int, properties: int, contacts: int, users: int, roles: Sequence[dict[str, Any]]
) -> dict[str, Iterator[dict[str, Any]]]:
    """
    Return the parts of all properties but documents, by resource name.

    Args:
        seed: Picks the data.
        properties: Number of properties.
        contacts: Number of contacts to associate with them.
        users: Number of users to assign tasks to.
        roles: The roles of contacts.
    """

    def contact(draw: Draw, property_id: int) -> dict[str, Any]:
        person = otc_contact(seed, 1 + draw.below(contacts))
        role = draw.choice(roles) if draw.chance(60) else None
        return association(property_id, person, draw.date_and_time(), role)

    def task(draw: Draw, property_id: int) -> dict[str, Any]:
        completed = draw.chance(50)
        return {
            "property_id": property_id,
            "title": draw.choice(_TASKS),
            "description": None,
            "status": "Completed" if completed else "Open",
            "priority": draw.choice(_PRIORITIES),
            "due_date": None if draw.chance(20) else draw.date(),
            "assignee_id": 1 + draw.below(users) if users and draw.chance(80) else None,
            "completed": completed,
            "created": draw.date_and_time(),
        }

    makers: dict[str, _Make] = {
        "emails": _email,
        "notes": _note,
        "tasks": task,
    }
    if contacts:
        makers["contacts"] = contact
    return {
        f"property_{kind}": _rows(seed, kind, properties, makers.get(kind)) for kind in _FIRST_ID
    }


def _rows(seed: int, kind: str, properties: int, make: _Make | None) -> Iterator[dict[str, Any]]:
    if make is None:
        return
    number = _FIRST_ID[kind]
    for property_id in range(1, properties + 1):
        for _ in range(number_of_parts(seed, kind, property_id)):
            yield {"id": number, **make(Draw(seed, f"otc {kind}", number), property_id)}
            number += 1


def number_of_parts(seed: int, kind: str, property_id: int) -> int:
    """Return how many parts of a kind, such as "notes", a property has."""
    if property_id == 1:
        # One property has everything.
        return NOTES_OF_THE_FIRST if kind == "notes" else _MOST[kind]
    draw = Draw(seed, "otc property parts", property_id)
    if draw.chance(15):
        return 0
    return Draw(seed, f"number of {kind}", property_id).below(_MOST[kind] + 1)


def _email(draw: Draw, property_id: int) -> dict[str, Any]:
    subject = draw.choice(_SUBJECTS)
    return {
        "property_id": property_id,
        "subject": subject,
        "body": f"<p>{subject}: see the attachment.</p>",
        "from": f"coordinator{draw.below(9)}@summit-closings.example",
        "to": f"client{draw.below(90)}@harborview-realty.example",
        "created": draw.date_and_time(),
    }


def _note(draw: Draw, property_id: int) -> dict[str, Any]:
    pinned = draw.chance(10)
    return {
        "property_id": property_id,
        "description": draw.choice(_NOTES),
        "global": None,
        "pinned": True if pinned else None,
        "private": None,
        "personal": None,
        "priority": draw.choice(_PRIORITIES),
        "priority_date": None,
        "creator": {"id": 1 + draw.below(9), "name": "Coordinator"},
        "created": draw.date_and_time(),
    }
