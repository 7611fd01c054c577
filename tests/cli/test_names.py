"""What the command line names without importing it is what there is."""

from typing import get_type_hints

import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async._accounts.lists import LISTS, open_list, parents_of
from opentoclose_async._accounts.names import Api
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async._runtime.quota import opening
from opentoclose_async.cli.filter_names import FILTERS, PAGE_KEYWORDS, filters_of
from opentoclose_async.cli.names import FORMAT_NAMES
from opentoclose_async.cli.people.command import PEOPLE_EPILOG
from opentoclose_async.cli.people.memberships import COLUMNS
from opentoclose_async.cli.quota.store_option import VARIABLE
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.formats.registry import FORMATS
from opentoclose_async.otc.records import ListOptions


def test_the_formats() -> None:
    assert tuple(FORMATS) == FORMAT_NAMES


def test_the_filters_of_open_to_close() -> None:
    client = AsyncOpenToClose("key")
    own = set(get_type_hints(ListOptions))
    for name in LISTS[Api.OTC]:
        group = getattr(client, name.replace("-", "_"))
        assert set(FILTERS[Api.OTC].get(name, {})) == set(get_type_hints(group._filters)) - own


def test_the_filters_of_rooms() -> None:
    client = AsyncRooms("account", access_token="token")
    for name in LISTS[Api.ROOMS]:
        of = () if parents_of(name) is None else (1,)
        known = FILTERS[Api.ROOMS].get(name, {})
        for key, values in known.items():
            value = {"true": True, "NUMBER": 1, "YYYY-MM-DD": "2026-11-01"}.get(
                values[0], values[0]
            )
            open_list(client, name, {key: value}, *of)  # refuses unknown ones
        for key in {key for each in FILTERS[Api.ROOMS].values() for key in each} - set(known):
            with pytest.raises(ValidationError):
                open_list(client, name, {key: "x"}, *of)


def test_the_keywords_of_every_list() -> None:
    assert set(PAGE_KEYWORDS) == set(get_type_hints(PageOptions)) - set(get_type_hints(CallOptions))


def test_a_list_of_each_room_has_the_filters_of_rooms() -> None:
    assert {"sort", "room_status"} <= set(filters_of(Api.ROOMS, "room-users"))
    assert "room_status" not in filters_of(Api.ROOMS, "users")


def test_the_columns_of_people() -> None:
    assert f"Columns: {', '.join(COLUMNS)}." in PEOPLE_EPILOG


def test_the_variable_of_the_quota_store() -> None:
    assert opening.VARIABLE == VARIABLE
