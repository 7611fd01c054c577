"""How ``--since`` and ``--until`` are read, and which lists have a filter for them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async._accounts.date_filters import DATE_FILTERS
from opentoclose_async._accounts.lists import LISTS, PARENTS
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async.cli.export.dates import add_period, read_period
from opentoclose_async.exceptions import ConfigurationError

ROOMS = ListName("rooms")
FILTERS = DATE_FILTERS[Api.ROOMS][ROOMS]
WITHOUT = [
    (api, name)
    for api, lists in LISTS.items()
    for name in lists
    if (PARENTS[api].list_name if name in PARENTS[api].lists else name) not in DATE_FILTERS[api]
]


@pytest.mark.parametrize(("api", "name"), WITHOUT)
def test_every_list_without_a_date_filter_is_refused(api: Api, name: ListName) -> None:
    with pytest.raises(ConfigurationError, match=f"{api} has no filter by date for {name}") as told:
        add_period(api, name, {}, read_period("2026-01-01", None))
    assert "Lists with one: rooms (those whose details changed), room-doc" in str(told.value)
    assert add_period(api, name, {"x": 1}, read_period(None, None)) == {"x": 1}


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("2026-11-01", "2026-11-01 00:00:00"),
        ("2026-11-01T09:30Z", "2026-11-01 09:30:00"),
        ("2026-11-01T09:30:15Z", "2026-11-01 09:30:15"),
        ("2026-11-01 09:30:15+02:00", "2026-11-01 07:30:15"),
        ("2026-11-01T00:30:00-05:00", "2026-11-01 05:30:00"),
        ("2999-12-31", "2999-12-31 00:00:00"),
    ],
)
def test_moments_are_sent_in_utc(text: str, sent: str) -> None:
    assert add_period(Api.ROOMS, ROOMS, {}, read_period(text, None)) == {
        "room_status": "open,closed",
        FILTERS.since: sent,
    }
    assert add_period(Api.ROOMS, ROOMS, {}, read_period(None, text))[FILTERS.until] == sent


@given(
    st.datetimes(datetime(1970, 1, 2), datetime(9000, 1, 1)),  # noqa: DTZ001 - the zone follows
    st.integers(-23 * 60, 23 * 60),
)
def test_a_zone_does_not_change_the_moment(moment: datetime, minutes: int) -> None:
    whole = moment.replace(microsecond=0, tzinfo=UTC)
    local = whole.astimezone(timezone(timedelta(minutes=minutes)))
    assert read_period(local.isoformat(), None).since == whole
