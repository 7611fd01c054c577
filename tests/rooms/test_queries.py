"""Query parameters of Rooms on the wire, and IDs in paths."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async import AsyncRooms
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.rooms.models import RoomStatus

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]


class Recorder(httpx.AsyncBaseTransport):
    """Returns an empty page for every list, and records requests."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.requests.append(request)
        return httpx.Response(200, json={"rooms": [], "forms": [], "fieldSetId": "x"})

    @property
    def query(self) -> dict[str, str]:
        return dict(self.requests[-1].url.params)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


def client_of(recorder: Recorder) -> AsyncRooms:
    return AsyncRooms("account", access_token="token", transport=recorder)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 3, 1, 9, 5, 7, 999, UTC), "2026-03-01 09:05:07"),
        (datetime.fromisoformat("2026-03-01T09:05"), "2026-03-01 09:05:00"),
        (datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=2))), "2026-02-28 23:00:00"),
        (date(2026, 3, 1), "2026-03-01"),
        ("2026/03/01 09:05:07", "2026/03/01 09:05:07"),
    ],
)
async def test_moments_are_sent_in_utc(recorder: Recorder, moment: Any, text: str) -> None:
    with anyio.fail_after(10):
        async with client_of(recorder) as rooms:
            await rooms.rooms.get_rooms(
                field_data_changed_start_date=moment, room_closed_end_date=moment
            )
    assert recorder.query == {"fieldDataChangedStartDate": text, "roomClosedEndDate": text}


async def test_a_moment_before_the_first_year_of_utc_is_rejected(recorder: Recorder) -> None:
    first = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))
    async with client_of(recorder) as rooms:
        with pytest.raises(ValidationError, match="room_closed_start_date must be a moment"):
            await rooms.rooms.get_rooms(room_closed_start_date=first)
    assert recorder.requests == []


@pytest.mark.parametrize(
    ("status", "text"),
    [
        ("closed", "closed"),
        ("closed,open", "closed,open"),
        (["closed", "open"], "closed,open"),
        ((RoomStatus.CLOSED, RoomStatus.PENDING), "Closed,Pending"),
    ],
)
async def test_one_status_or_several_can_be_passed(
    recorder: Recorder, status: Any, text: str
) -> None:
    with anyio.fail_after(10):
        async with client_of(recorder) as rooms:
            await rooms.rooms.list_rooms(room_status=status)
    assert recorder.query["roomStatus"] == text


@pytest.mark.parametrize("status", [[], ["closed", 5], ["closed", ""], {"closed"}])
async def test_an_invalid_status_is_rejected(recorder: Recorder, status: Any) -> None:
    async with client_of(recorder) as rooms:
        with pytest.raises(ValidationError, match="room_status"):
            await rooms.rooms.list_rooms(room_status=status)
    assert recorder.requests == []


async def test_a_filter_that_is_none_is_not_sent(recorder: Recorder) -> None:
    with anyio.fail_after(10):
        async with client_of(recorder) as rooms:
            await rooms.rooms.get_rooms(room_status=None, office_id=None, count=None)
    assert recorder.query == {}


async def test_a_string_id_cannot_change_the_path(recorder: Recorder) -> None:
    with anyio.fail_after(10):
        async with client_of(recorder) as rooms:
            await rooms.form_groups.get_form_group_forms("../../users?x=1#")
    assert recorder.requests[-1].url.raw_path == (
        b"/restapi/v2/accounts/account/form_groups/..%2F..%2Fusers%3Fx%3D1%23/forms"
    )


async def test_look_ups_are_not_below_the_account(recorder: Recorder) -> None:
    with anyio.fail_after(10):
        async with client_of(recorder) as rooms:
            await rooms.fields.get_field_set("x", fields_custom_data_filters=["None"])
            with pytest.raises(Exception, match="countries"):  # the response is no list
                await rooms.countries.get_countries()
    assert recorder.requests[-1].url.path == "/restapi/v2/countries"


async def test_without_a_body_access_is_revoked_at_once(recorder: Recorder) -> None:
    with anyio.fail_after(10):
        async with client_of(recorder) as rooms:
            await rooms.rooms.revoke_room_user_access(5, 7)
            revoked = {"revocationDate": "2026-03-01"}
            await rooms.rooms.revoke_room_user_access(5, 7, revoked)
    now, later = recorder.requests
    assert now.url.path == "/restapi/v2/accounts/account/rooms/5/users/7/revoke_access"
    assert (now.content, now.headers["Content-Type"]) == (b"{}", "application/json")
    assert later.content == b'{"revocationDate":"2026-03-01"}'
