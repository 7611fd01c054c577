"""Responses of Rooms with values that do not fit the official description."""

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async import AsyncRooms
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.rooms.conversion import CONVERTER
from tests.rooms.description import (
    array_of,
    definition,
    definitions,
    fields_of,
    only_sent,
    snake_case,
)
from tests.rooms.random_values import JSON, responses_of
from tests.rooms.samples import check_reading, model_named
from tests.thoroughness import repeatable, scaled

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

ANSWERS = [
    name for name in definitions() if "enum" not in definition(name) and name not in only_sent()
]


@pytest.mark.parametrize("name", scaled(ANSWERS[::2], ANSWERS))
@given(data=st.data())
@repeatable(3)
def test_an_odd_value_in_one_field_does_not_affect_the_others(
    name: str, data: st.DataObject
) -> None:
    answer = data.draw(responses_of(name))
    optional = sorted(set(fields_of(name)) - {array_of(name)})
    if not optional:
        return
    odd = data.draw(st.sampled_from(optional))
    answer[odd] = data.draw(JSON)
    model = CONVERTER.structure(answer, model_named(name))
    assert model.raw is answer
    for field, schema in fields_of(name).items():
        if field != odd:
            check_reading(getattr(model, snake_case(field)), answer.get(field), schema)


def client(answer: Any, **options: Any) -> AsyncRooms:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=answer))
    return AsyncRooms("account", access_token="t", transport=transport, quota=None, **options)


async def test_dates_numbers_and_objects_of_the_wrong_type_stay_as_received() -> None:
    answer = {"roomId": "5", "createdDate": "soon", "closedDate": 20260301, "fieldData": []}
    async with client(answer) as rooms:
        room: Any = await rooms.rooms.get_room(5)
    assert (room.room_id, room.created_date, room.closed_date) == ("5", "soon", 20260301)
    assert room.field_data is None
    assert room.raw == answer
    async with client(answer, strict=True) as rooms:
        with pytest.raises(DataFormatError) as caught:
            await rooms.rooms.get_room(5)
    assert caught.value.path == "roomId"


async def test_a_page_is_lenient_except_when_strict() -> None:
    page: dict[str, Any] = {"userSummaries": [{"userId": 1, "roleId": "x"}], "startPosition": "0"}
    async with client(page) as rooms:
        read: Any = await rooms.users.get_users()
        assert (read.start_position, read.user_summaries[0].role_id) == ("0", "x")
    async with client(page, strict=True) as rooms:
        with pytest.raises(DataFormatError, match="roleId"):
            await rooms.users.get_users()
        with pytest.raises(DataFormatError, match=r"userSummaries\[0\]\.roleId"):
            await rooms.users.list_users()


async def test_a_record_is_unwrapped() -> None:
    async with client({"data": {"roomId": 5, "name": "Main"}}) as rooms:
        room = await rooms.rooms.get_room(5)
        assert (room.room_id, room.name) == (5, "Main")
    async with client({"data": {"room": {"roomId": 5}}}) as rooms:
        with pytest.raises(DataFormatError, match="bare or wrapped in 'data'"):
            await rooms.rooms.get_room(5)


async def test_a_field_that_the_description_calls_data_is_no_wrapper() -> None:
    answer = {"data": {"data": {"roomId": 5}, "companyRoomStatus": "a"}}
    async with client(answer) as rooms:
        read = await rooms.rooms.get_room_field_data(5)
    assert read.data == answer["data"]
    assert read.raw == answer
