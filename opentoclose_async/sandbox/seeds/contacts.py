"""The agents, contacts and tags that a sandbox starts with."""

from collections.abc import Iterator
from typing import Any, Final

from opentoclose_async.sandbox.otc.catalogue import CONTACT_TEXTS, created_object
from opentoclose_async.sandbox.seeds.draw import Draw, draw_person

STREETS: Final = ("Juniper Way", "Harbor Street", "Old Mill Road", "Ponderosa Drive", "Elm Court")
CITIES: Final = (
    ("Flagstaff", "AZ", "86001"),
    ("Santa Fe", "NM", "87501"),
    ("Durango", "CO", "81301"),
    ("Provo", "UT", "84601"),
)
"""Cities with their states and zip codes."""

_COMPANIES: Final = ("Harborview Realty", "Northgate Homes", "Summit Closings", "Bluedoor Estates")
_TAGS: Final = (
    ("Hot lead", "Contacts", "#D64545"),
    ("Past client", "Contacts", "#3E7CB1"),
    ("Relocation", "Properties", "#81A4CD"),
    ("Short sale", "Properties", "#F2A541"),
    ("New construction", "Properties", "#4C956C"),
    ("Vacant", "Properties", None),
)

# Made once: most of a contact's fields are empty, and there may be many contacts.
_NO_TEXTS: Final[dict[str, Any]] = dict.fromkeys(CONTACT_TEXTS)


def otc_agents(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Make the agents, numbered from 1."""
    for number in range(1, count + 1):
        yield otc_agent(seed, number)


def otc_agent(seed: int, number: int) -> dict[str, Any]:
    """Make one agent."""
    draw = Draw(seed, "otc agent", number)
    person = draw_person(draw, number)
    return {
        "id": number,
        "name": f"{person.first_name} {person.last_name}",
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "phone": None if draw.chance(15) else draw.phone(),
        "created": draw.date_and_time(),
    }


def otc_contacts(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Make the contacts, numbered from 1."""
    for number in range(1, count + 1):
        yield otc_contact(seed, number)


def otc_contact(seed: int, number: int) -> dict[str, Any]:
    """Make one contact."""
    draw = Draw(seed, "otc contact", number)
    person = draw_person(draw, number)
    city, state, zip_code = draw.choice(CITIES)
    professional = draw.chance(40)
    office = (
        {
            "office_name": draw.choice(_COMPANIES),
            "office_city": city,
            "office_state": state,
            "office_zip": zip_code,
            "office_country": "US",
            "office_phone": draw.phone(),
            "agent_license_number": f"{state}-{draw.below(10**6):06}",
        }
        if professional
        else {}
    )
    return {
        "id": number,
        "created": created_object(draw.date_and_time()),
        **_NO_TEXTS,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": None if draw.chance(10) else person.email,
        "office_email": f"office{number}@summit-closings.example" if professional else None,
        "address": f"{1 + draw.below(9000)} {draw.choice(STREETS)}",
        "city": city,
        "state": state,
        "zip": zip_code,
        "country": "US",
        "phone": None if draw.chance(30) else draw.phone(),
        "cell_phone": None if draw.chance(20) else draw.phone(),
        **office,
        "shared": draw.chance(50),
    }


def otc_tags(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Make the tags, numbered from 1."""
    for number in range(1, count + 1):
        title, category, color = Draw(seed, "otc tag", number).choice(_TAGS)
        named = f"{title} {number}"
        yield {"id": number, "title": named, "category": category, "color": color, "name": named}
