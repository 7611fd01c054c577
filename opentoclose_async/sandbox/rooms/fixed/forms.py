"""The forms and form libraries of Rooms, and the form groups at the start."""

from collections.abc import Iterator
from typing import Any, Final

from opentoclose_async.sandbox.rooms.fixed.look_ups import PLACE
from opentoclose_async.sandbox.rooms.wire import guid

_NAMES: Final = (
    "Purchase agreement",
    "Listing agreement",
    "Seller's disclosure",
    "Counter offer",
    "Residential lease",
    "Lead paint disclosure",
    "Repair request",
    "Wire fraud advisory",
    "Final inspection",
    "Extension of closing",
)
FORMS: Final = {guid("form", number): name for number, name in enumerate(_NAMES, start=1)}
"""Form names by id."""

_PER_LIBRARY: Final = 5
LIBRARIES: Final = {
    guid("form library", number): tuple(FORMS)[(number - 1) * _PER_LIBRARY :][:_PER_LIBRARY]
    for number in (1, 2)
}
"""Form ids by form library id."""

_GROUPS: Final = (("Listings", 3), ("Purchases", 4), ("Rentals", 1))


def rooms_form_groups(first_office: int, offices: int) -> Iterator[dict[str, Any]]:
    """
    Yield the form groups; each has its place in the list as its row id.

    Args:
        first_office: The id of the first office.
        offices: The number of offices, which are dealt to the groups in turn.
    """
    for place, (name, count) in enumerate(_GROUPS):
        yield {
            PLACE: place + 1,
            "formGroupId": guid("form group", place + 1),
            "name": name,
            "officeIds": [first_office + number for number in range(place, offices, len(_GROUPS))],
            "forms": [
                {"formId": form_id, "isRequired": number == 0}
                for number, form_id in enumerate(tuple(FORMS)[place : place + count])
            ],
        }
