"""The bodies that properties are created with."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from opentoclose_async._protocol.arguments import positive_id, refuse
from opentoclose_async._protocol.conversion.row_kind import id_in
from opentoclose_async._protocol.printable import printable
from opentoclose_async._protocol.shortening import cut, shorten
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.otc.field_catalogue import FieldCatalogue
from opentoclose_async.otc.field_definitions import (
    Field,
    find_option,
    listed,
    options_listed,
    plain_title,
)
from opentoclose_async.otc.field_values import field_text, refuse_field

__all__ = ["is_api_format", "members_of", "named_member", "property_body", "the_only_member"]

TITLE = "contract_title"

DEFAULTS = {
    "client_type": ("contract_client_type", "Buyer"),
    "status": ("contract_status", "Listing- Active"),
}
"""Values of a new property that has none, by short name, as in ``open_to_close``."""

MOST_LISTED = 20
"""Maximum number of team members that an error names."""


def is_api_format(data: object) -> bool:
    """Return whether data is a body in the API's own format rather than a mapping of fields."""
    return (
        isinstance(data, Mapping)
        and "team_member_id" in data
        and isinstance(data.get("fields"), list)
    )


def named_member(data: object, team_member_id: object) -> int | None:
    """Return the team member that the argument, the data or both name."""
    within = data.get("team_member_id") if isinstance(data, Mapping) else None
    if within is not None:
        within = positive_id("property_data['team_member_id']", within)
    if team_member_id is None:
        return within
    member = positive_id("team_member_id", team_member_id)
    if within not in (None, member):
        raise refuse_field(
            "team_member_id", f"is {within}, but team_member_id is {member}; pass one of them"
        )
    return member


def property_body(
    data: object,
    catalogue: FieldCatalogue,
    team_member_id: int,
    *,
    preserve_text_values: bool,
    time_zone_id: int = 1,
) -> dict[str, Any]:
    """
    Make the body that creates a property.

    Args:
        data: A title; or values by the fields' keys or short names, where None values are omitted.
            It may have a ``team_member_id`` and a ``time_zone_id``, too.
        catalogue: The account's fields.
        team_member_id: The team member that the property belongs to.
        preserve_text_values: Use the titles of choices, as the account spells them, instead of ids.
        time_zone_id: The time zone, if the data has none.

    Returns:
        ``team_member_id``, ``time_zone_id`` and ``fields``, each with an id and a value. The client
        type defaults to "Buyer", the status to "Listing- Active".

    Raises:
        ValidationError: For a field or option that the account does not have, a value that does not
            fit its field, a field given twice, or data without a title.
    """
    values = _values(data)
    member = named_member(values, positive_id("team_member_id", team_member_id))
    values.pop("team_member_id", None)
    zone = positive_id("time_zone_id", time_zone_id)
    if "time_zone_id" in values:
        zone = positive_id("property_data['time_zone_id']", values.pop("time_zone_id"))
    given: dict[str, str] = {}
    fields: list[dict[str, Any]] = []
    for name, value in values.items():
        field = catalogue.field(name)
        if field.key in given:
            problem = f"means the same field as {given[field.key]!r}; pass one of them"
            raise refuse_field(name, problem)
        given[field.key] = name
        content = _content(field, name, value, preserve_text_values)
        fields.append({"id": field.id, "value": content})
    if TITLE in catalogue.fields and TITLE not in given:
        raise refuse("property_data", data, "a title, or a mapping with one")
    for name, (key, default) in DEFAULTS.items():
        if key in catalogue.fields and key not in given:
            field = catalogue.fields[key]
            content = _default(field, name, default, preserve_text_values)
            fields.append({"id": field.id, "value": content})
    return {"team_member_id": member, "time_zone_id": zone, "fields": fields}


def _values(data: object) -> dict[str, Any]:
    """Return the values by the caller's names, without None values."""
    if isinstance(data, str) and data.strip():
        return {"title": data}
    if not isinstance(data, Mapping):
        raise refuse("property_data", data, "a title, not blank, or a mapping of fields")
    return {key: value for key, value in data.items() if value is not None}


def _content(field: Field, name: str, value: object, preserve_text_values: bool) -> int | str:
    if not field.is_choice:
        text = field_text(name, field.kind, value)
        if field.key == TITLE and not text.strip():
            raise refuse_field(name, f"must be a title, not blank, not {shorten(value)}")
        return text
    option = find_option(field, value, given_as=name)
    return option.title if preserve_text_values else option.id


def _default(field: Field, name: str, default: str, preserve_text_values: bool) -> int | str:
    # A caller's "Buyer" may mean the option "Cash Buyer"; a default must match exactly.
    titles = {plain_title(option.title) for option in field.options}
    if field.is_choice and plain_title(default) not in titles:
        options = options_listed(field.options)
        raise refuse_field(
            name, f"must be given: this account has no {default!r}; options: {options}"
        )
    return _content(field, name, default, preserve_text_values)


def the_only_member(teams: Iterable[Any]) -> int:
    """
    Return the id of the only member of all teams.

    Args:
        teams: The account's teams as the API sends them.

    Raises:
        ValidationError: If there is no member, or more than one, with a list of them.
    """
    names: dict[int, str] = {}
    for team in teams:
        for identity, member in members_of(team):
            if not names.get(identity):
                names[identity] = _name_of(member)
    if len(names) == 1:
        return next(iter(names))
    problem = "must be given: the account's teams have no member"
    if names:
        shown = [f"{each} ({name})" if name else str(each) for each, name in names.items()]
        listing = listed(shown, MOST_LISTED)
        problem = f"must be given, as one of the members of the account's teams: {listing}"
    raise ValidationError(
        f"team_member_id {problem}. Nothing was sent.",
        field_errors={"team_member_id": [problem]},
    )


def members_of(team: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the ids and members of a team as the API sends it. An id may be a string of digits."""
    members = team.get("team_members") if isinstance(team, Mapping) else None
    for member in members if isinstance(members, list) else ():
        identity = id_in(member)
        if identity is not None:
            yield identity, member


def _name_of(member: Mapping[str, Any]) -> str:
    whole = member.get("name")
    parts = (whole,) if whole else (member.get("first_name"), member.get("last_name"))
    return printable(cut(" ".join(part for part in parts if part and isinstance(part, str))))
