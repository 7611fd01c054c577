"""All rows that a sandbox starts with, by API and resource."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
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
from opentoclose_async.sandbox.seeds import room_parts
from opentoclose_async.sandbox.seeds import rooms as seeding_rooms
from opentoclose_async.sandbox.seeds import users as seeding
from opentoclose_async.sandbox.seeds.odd_names import ODD_ROOM_NAMES
from opentoclose_async.sandbox.seeds.plain_rows import plain_rows
from opentoclose_async.sandbox.seeds.property_documents import property_documents
from opentoclose_async.sandbox.seeds.room_documents import room_documents
from opentoclose_async.sandbox.seeds.special_documents import special_documents

Rows = dict[tuple[str, str], Iterable[dict[str, Any]]]
"""Rows by API and resource."""
MOST_KEPT = 5_000
"""Rows of one kind that are kept for the next sandbox."""


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
    look_ups = look_up_rows.look_up_rows()
    parts = seeding_property_parts.property_parts(
        seed, config.properties, config.contacts, config.users, look_ups["contact_roles"]
    )
    return StartingRows(
        at_once={
            ("otc", "users"): _drawn(seeding.otc_users, seed, config.users),
            ("otc", "teams"): _drawn(seeding.otc_teams, seed, config.teams, config.users),
            ("otc", "agents"): _drawn(seeding_contacts.otc_agents, seed, config.agents),
            ("otc", "contacts"): _drawn(seeding_contacts.otc_contacts, seed, config.contacts),
            ("otc", "tags"): _drawn(seeding_contacts.otc_tags, seed, config.tags),
            ("otc", "properties"): _drawn(
                _properties, seed, config.properties, config.agents, config.teams, config.users
            ),
            ("rooms", "users"): _drawn(seeding.rooms_users, seed, config.rooms_user_count),
        },
        when_needed={
            **{("otc", name): rows for name, rows in (look_ups | parts).items()},
            **{
                ("otc", resource.name): plain_rows(resource, config.properties)
                for resource in PLAIN_RESOURCES
            },
            ("otc", "property_documents"): property_documents(
                seed, config.properties, files=config.otc_files, oddities=config.oddities
            ),
            **{("rooms", name): rows for name, rows in _rows_of_rooms(config).items()},
        },
    )


def _drawn(
    draw: Callable[..., Iterable[dict[str, Any]]], seed: int, *counts: int
) -> Iterable[dict[str, Any]]:
    """Draw rows, or return those drawn before: tests start many sandboxes with the same rows."""
    if sum(counts) > MOST_KEPT:
        return draw(seed, *counts)
    return _kept(draw, seed, *counts)


@lru_cache(maxsize=16)
def _kept(
    draw: Callable[..., Iterable[dict[str, Any]]], seed: int, *counts: int
) -> tuple[dict[str, Any], ...]:
    return tuple(draw(seed, *counts))


def _properties(
    seed: int, properties: int, agents: int, teams: int, users: int
) -> Iterable[dict[str, Any]]:
    look_ups = look_up_rows.look_up_rows()
    return seeding_properties.otc_properties(
        seed,
        properties,
        agents,
        list(_drawn(seeding.otc_teams, seed, teams, users)),
        look_ups["property_fields"],
        look_ups["time_zones"],
    )


def _rows_of_rooms(config: SandboxConfig) -> dict[str, Iterable[dict[str, Any]]]:
    seed, users = config.seed, config.rooms_user_count
    return {
        "regions": seeding_rooms.rooms_regions(seed, config.regions),
        "offices": seeding_rooms.rooms_offices(seed, config.offices, config.regions),
        "roles": seeding_rooms.rooms_roles(seed),
        "rooms": seeding_rooms.rooms_rooms(
            seed, config.rooms, config.offices, users, ODD_ROOM_NAMES if config.oddities else ()
        ),
        "user_places": (),
        "form_groups": rooms_form_rows.rooms_form_groups(
            seeding_rooms.FIRST_OFFICE_ID, config.offices
        ),
        "room_users": room_parts.room_users(seed, config.rooms, users),
        "room_folders": room_parts.room_folders(config.rooms),
        "room_documents": _documents_of_rooms(config),
        "task_lists": room_parts.task_lists(seed, config.rooms),
        **{
            name: rooms_look_up_rows.rooms_look_up_rows(name)
            for name in rooms_look_up_rows.LOOK_UP_ARRAYS
        },
    }


def _documents_of_rooms(config: SandboxConfig) -> Iterator[dict[str, Any]]:
    if config.rooms:
        yield from special_documents(
            config.seed, large_bytes=config.large_document_bytes, oddities=config.oddities
        )
    yield from room_documents(config.seed, config.rooms, config.rooms_user_count, config.documents)
