"""The properties that a sandbox starts with."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from opentoclose_async.sandbox.otc.field_values import Definition, write_values
from opentoclose_async.sandbox.otc.properties import inbound_email_address
from opentoclose_async.sandbox.seeds.contacts import CITIES, STREETS, otc_agent
from opentoclose_async.sandbox.seeds.draw import Draw

_BROKERAGES: Final = (None, "Harborview Realty", "Northgate Homes")
_NOTES: Final = (
    "",
    "",
    "Gate code at the office.<br>Call&nbsp;first.",
    "Seller leaves the washer & dryer.<br><br>Keys: lockbox",
)
_SHOWING: Final = ("", "By appointment.\nTwo hours' notice.", "Vacant: go and show.")
_BEGINS: Final = ("", "09:00:00", "14:30:00")


def otc_properties(
    seed: int,
    count: int,
    agents: int,
    teams: Sequence[dict[str, Any]],
    definitions: Sequence[Definition],
    time_zones: Sequence[dict[str, Any]],
) -> Iterator[dict[str, Any]]:
    """
    Make the properties, numbered from 1.

    Args:
        seed: Picks the data.
        count: Number of properties.
        agents: Number of agents to choose from.
        teams: The teams to choose from.
        definitions: The account's field definitions.
        time_zones: The time zones to choose from.
    """
    for number in range(1, count + 1):
        draw = Draw(seed, "otc property", number)
        agent = otc_agent(seed, 1 + draw.below(agents)) if agents and draw.chance(80) else None
        yield {
            "id": number,
            "created": draw.date_and_time(),
            "timezone": draw.choice(time_zones)["country_zone"],
            **_team(draw, teams),
            "agent_id": None if agent is None else agent["id"],
            "agent_name": None if agent is None else agent["name"],
            "brokerage": draw.choice(_BROKERAGES),
            "api_data": None,
            "inbound_email_address": inbound_email_address(number),
            "field_values": _field_values(seed, number, definitions),
        }


def _team(draw: Draw, teams: Sequence[dict[str, Any]]) -> dict[str, Any]:
    team = draw.choice(teams) if teams else {}
    members = team.get("team_members")
    member = draw.choice(members) if members else None
    return {
        "team_id": team.get("id"),
        "team_name": team.get("name"),
        "team_user_id": None if member is None else member["id"],
        "team_user_name": member and f"{member['first_name']} {member['last_name']}",
    }


def _field_values(
    seed: int, number: int, definitions: Sequence[Definition]
) -> list[dict[str, Any]]:
    draw = Draw(seed, "otc property values", number)
    choices = {
        definition["key"]: draw.choice(definition["options"])["title"]
        for definition in definitions
        if definition["type"] == "choice"
    }
    address = f"{1 + draw.below(9000)} {draw.choice(STREETS)}"
    city, state, zip_code = draw.choice(CITIES)
    begins = draw.choice(_BEGINS)
    values = {
        **choices,
        "contract_title": address,
        "purchase_amount": f"{150_000 + 2_500 * draw.below(400)}.00",
        "earnest_money": str(1_000 * (1 + draw.below(20))),
        "commission_rate": f"{2 + draw.below(9) / 4:.2f}",
        "property_address": address,
        "property_city": city,
        "property_state": state,
        "property_zip": zip_code,
        "mls_number": "" if draw.chance(30) else f"{draw.below(10**7):07}",
        "bedrooms": str(1 + draw.below(6)),
        "lot_acres": "" if draw.chance(50) else f"{draw.below(400) / 100:.2f}",
        "important_notes": draw.choice(_NOTES),
        "showing_instructions": draw.choice(_SHOWING),
        "contract_date": "" if draw.chance(40) else draw.date(),
        "closing_date": "" if draw.chance(40) else draw.date(),
        "listing_date": draw.date(),
        "year_built": "" if draw.chance(10) else str(1900 + draw.below(125)),
    }
    items = write_values(number, values, definitions)
    for item in items:
        if item["key"] == "closing_date" and item["value"]:
            item["start_time"] = begins
    return items
