"""All rows that a sandbox starts with, by API and resource."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.otc.plain_resources import PLAIN_RESOURCES
from opentoclose_async.sandbox.rooms.fixed import forms as rooms_form_rows
from opentoclose_async.sandbox.rooms.fixed import look_ups as rooms_look_up_rows
from opentoclose_async.sandbox.seeds import contacts as seeding_contacts
from opentoclose_async.sandbox.seeds import look_ups as look_up_rows
from opentoclose_async.sandbox.seeds import properties as seeding_properties
from opentoclose_async.sandbox.seeds import property_parts as seeding_property_parts
from opentoclose_async.sandbox.seeds import rooms as seeding_rooms
from opentoclose_async.sandbox.seeds import users as seeding
from opentoclose_async.sandbox.seeds.plain_rows import plain_rows

Rows = dict[tuple[str, str], Iterable[dict[str, Any]]]
"""Rows by API and resource."""


@attrs.frozen
class StartingRows:
    """
    The rows that a sandbox starts with.

    Args:
        at_once: Rows made before serving, so that no request waits for them.
        when_needed: Rows made on first use, since most sandboxes never need them.
    """

    at_once: Rows
    when_needed: Rows


def starting_rows(config: SandboxConfig) -> StartingRows:
    """Return the rows for these settings; they can be read once."""
    seed = config.seed
    teams = list(seeding.otc_teams(seed, config.teams, config.users))
    look_ups = look_up_rows.look_up_rows()
    properties = seeding_properties.otc_properties(
        seed,
        config.properties,
        config.agents,
        teams,
        look_ups["property_fields"],
        look_ups["time_zones"],
    )
    parts = seeding_property_parts.property_parts(
        seed, config.properties, config.contacts, config.users, look_ups["contact_roles"]
    )
    return StartingRows(
        at_once={
            ("otc", "users"): seeding.otc_users(seed, config.users),
            ("otc", "teams"): teams,
            ("otc", "agents"): seeding_contacts.otc_agents(seed, config.agents),
            ("otc", "contacts"): seeding_contacts.otc_contacts(seed, config.contacts),
            ("otc", "tags"): seeding_contacts.otc_tags(seed, config.tags),
            ("otc", "properties"): properties,
            ("rooms", "users"): seeding.rooms_users(seed, config.rooms_user_count),
        },
        when_needed={
            **{("otc", name): rows for name, rows in (look_ups | parts).items()},
            **{
                ("otc", resource.name): plain_rows(resource, config.properties)
                for resource in PLAIN_RESOURCES
            },
            **{("rooms", name): rows for name, rows in _rows_of_rooms(config).items()},
        },
    )


def _rows_of_rooms(config: SandboxConfig) -> dict[str, Iterable[dict[str, Any]]]:
    seed, users = config.seed, config.rooms_user_count
    return {
        "regions": seeding_rooms.rooms_regions(seed, config.regions),
        "offices": seeding_rooms.rooms_offices(seed, config.offices, config.regions),
        "roles": seeding_rooms.rooms_roles(seed),
        "rooms": seeding_rooms.rooms_rooms(seed, config.rooms, config.offices, users),
        "user_places": (),
        "form_groups": rooms_form_rows.rooms_form_groups(
            seeding_rooms.FIRST_OFFICE_ID, config.offices
        ),
        **{
            name: _PartOfRooms(config, name)
            for name in ("room_users", "room_folders", "room_documents", "task_lists")
        },
        **{
            name: rooms_look_up_rows.rooms_look_up_rows(name)
            for name in rooms_look_up_rows.LOOK_UP_ARRAYS
        },
    }


@attrs.frozen
class _PartOfRooms:
    """The rows of one kind of room contents, made on first use."""

    config: SandboxConfig
    name: str

    def __iter__(self) -> Iterator[dict[str, Any]]:
        config = self.config
        parts = seeding_rooms.rooms_parts(config.seed, config.rooms, config.rooms_user_count)
        return iter(parts[self.name])
