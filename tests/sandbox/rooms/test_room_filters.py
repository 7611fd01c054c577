"""The filters of the list of rooms are those of the official description."""

from typing import Any

import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.clients import rooms_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

NOW = 1_790_000_000.0  # 2026-09-21 14:13:20 UTC


async def found(sandbox: Sandbox, **query: Any) -> list[int]:
    async with rooms_client(sandbox) as client:
        response = await client.get("/rooms", params=query)
    assert response.status_code == 200, response.text
    return [room["roomId"] for room in response.json()["rooms"]]


@pytest.fixture
def dated() -> Sandbox:
    """Three closed rooms, of one moment each, which the API writes in several ways."""
    sandbox = Sandbox(rooms=3, users=1, wall_clock=lambda: NOW)
    for room, moment in (
        (7001, "2024-05-01T00:00:00"),
        (7002, "2024-05-02T10:00:00.5Z"),
        (7003, "2030-01-01T00:00:00.000Z"),
    ):
        changes = {"closedDate": moment, "fieldDataLastUpdatedDate": moment, "officeId": room}
        sandbox.update("rooms", "rooms", room, changes)
    return sandbox


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [7001, 7002, 7003]),
        # Closed at the start or later, before the end; without an end, before now.
        ({"roomClosedStartDate": "2024-05-01"}, [7001, 7002]),
        ({"roomClosedStartDate": "2024/05/01 00:00:01"}, [7002]),
        ({"roomClosedEndDate": "2024-05-02"}, [7001]),
        ({"roomClosedEndDate": "2024-05-01"}, []),
        ({"roomClosedEndDate": "2031-01-01"}, [7001, 7002, 7003]),
        ({"roomClosedStartDate": "2024-05-02", "roomClosedEndDate": "2024-05-03"}, [7002]),
        # Changed after the start, before the end; without an end, before now.
        ({"fieldDataChangedStartDate": "2024-05-01"}, [7002]),
        ({"fieldDataChangedStartDate": "2024-04-30 23:59:59"}, [7001, 7002]),
        ({"fieldDataChangedEndDate": "2024-05-02 10:00:00"}, [7001]),
        ({"fieldDataChangedEndDate": "2024/05/02 10:00:01"}, [7001, 7002]),
        # All together.
        ({"fieldDataChangedStartDate": "2020-01-01", "officeId": 7002}, [7002]),
        ({"roomClosedStartDate": "2020-01-01", "fieldDataChangedEndDate": "2020-01-01"}, []),
    ],
)
async def test_rooms_by_dates(dated: Sandbox, query: dict[str, Any], expected: list[int]) -> None:
    assert await found(dated, roomStatus="closed", **query) == expected


async def test_rooms_that_were_never_closed_or_changed_have_no_date(dated: Sandbox) -> None:
    dated.update("rooms", "rooms", 7001, {"closedDate": None, "fieldDataLastUpdatedDate": None})
    for name in ("roomClosed", "fieldDataChanged"):
        assert 7001 not in await found(
            dated, roomStatus="open,closed", **{f"{name}StartDate": "2000-01-01"}
        )


async def test_a_change_is_found_at_once(dated: Sandbox) -> None:
    query = {"roomStatus": "closed", "fieldDataChangedStartDate": "2024-06-01"}
    assert await found(dated, **query) == []
    async with rooms_client(dated) as client:
        await client.put("/rooms/7001/field_data", json={"data": {"city": "Reno"}})
    assert await found(dated, fieldDataChangedEndDate="2027-01-01", **query) == [7001]


async def test_the_default_status_is_active() -> None:
    sandbox = Sandbox(rooms=80)
    by_status = {
        status: await found(sandbox, roomStatus=status)
        for status in ("active", "pending", "closed")
    }
    assert all(by_status.values())
    assert await found(sandbox) == by_status["active"]
    assert await found(sandbox, roomStatus="open") == sorted(
        by_status["active"] + by_status["pending"]
    )


def test_rooms_are_of_many_years() -> None:
    rooms = Sandbox(rooms=300).rooms_rows("rooms")
    years = {str(year) for year in range(2019, 2027)}
    changed, submitted = "fieldDataLastUpdatedDate", "submittedForReviewDate"
    for field in ("createdDate", "closedDate", submitted, changed):
        assert {room[field][:4] for room in rooms if room[field]} == years
    for room in rooms:
        assert room["createdDate"][:10] <= room[changed][:10]
        assert room["closedDate"] is None or (
            room[changed][:10] <= room["closedDate"][:10] < "2026-11"
        )
