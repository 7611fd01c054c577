"""A row that is not an object raises an error with its position, however the list is read."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Quota
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.export import export

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]

PLACE = 150
"""On the second page."""


class Lists:
    """
    Two hundred users, one of them replaced by something that is not an object.

    Args:
        row: The replacement.
    """

    def __init__(self, row: Any) -> None:
        self.rows: list[Any] = [{"id": number, "userId": number} for number in range(1, 201)]
        self.rows[PLACE] = row

    def __call__(self, request: httpx.Request) -> httpx.Response:
        query = request.url.params
        if "startPosition" in query:
            start, count = int(query["startPosition"]), int(query.get("count", 100))
            page: Any = {"userSummaries": self.rows[start : start + count], "totalRowCount": 200}
        else:
            start, count = int(query.get("offset", 0)), int(query.get("limit", 20))
            page = self.rows[start : start + count]
        return httpx.Response(200, json=page)

    def otc(self, **options: Any) -> AsyncOpenToClose:
        return AsyncOpenToClose("k", quota=None, transport=httpx.MockTransport(self), **options)

    def rooms(self) -> AsyncRooms:
        transport = httpx.MockTransport(self)
        return AsyncRooms("account", access_token="t", quota=None, transport=transport)


async def each(stream: Any) -> list[Any]:
    return [item async for item in stream]


WAYS: dict[str, Callable[[Pager[Any]], Awaitable[Any]]] = {
    "collect": lambda pager: pager.collect(),
    "iterate": each,
    "pages": lambda pager: each(pager.pages()),
    "raw": lambda pager: pager.raw().collect(),
    "verbatim": lambda pager: pager.verbatim().collect(),
    "verified": lambda pager: each(pager.verified()),
    "raw verified": lambda pager: each(pager.raw().verified()),
    "verbatim verified": lambda pager: each(pager.verbatim().verified()),
    "arrow": lambda pager: pager.to_arrow(),
    "pandas": lambda pager: pager.to_pandas(),
}


def check(error: DataFormatError) -> None:
    assert "expected an object as row " in str(error)
    assert f"at position {PLACE} of the list" in str(error)
    assert f"start={PLACE + 1}" in str(error)
    assert "/users" in str(error)
    assert error.status_code == 200
    assert error.start is not None
    assert error.start <= PLACE


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", [None, "x", 5, [], ["id"], True], ids=repr)
async def test_every_way_of_reading_says_where_it_is(way: str, row: Any) -> None:
    async with Lists(row).otc() as otc:
        with pytest.raises(DataFormatError) as caught:
            await WAYS[way](otc.users.iter_users())
    check(caught.value)


@pytest.mark.parametrize("way", WAYS)
async def test_every_way_of_reading_an_envelope_says_where_it_is(way: str) -> None:
    async with Lists(None).rooms() as rooms:
        with pytest.raises(DataFormatError) as caught:
            await WAYS[way](rooms.users.iter_users())
        check(caught.value)
        with pytest.raises(DataFormatError) as caught:
            await rooms.users.get_users(start_position=100)
        assert caught.value.path == f"userSummaries[{PLACE - 100}]"


@pytest.mark.parametrize("verify", [True, False])
@pytest.mark.parametrize("name", ["u.jsonl", "u.jsonl.gz", "u.csv", "u.parquet"])
async def test_every_export_says_where_it_is_also_when_it_is_resumed(
    tmp_path: Path, name: str, verify: bool
) -> None:
    lists = Lists(None)
    async with lists.otc() as otc:
        for resume in (False, True, True):
            with pytest.raises(DataFormatError) as caught:
                await export(otc.users.iter_users(), tmp_path / name, verify=verify, resume=resume)
            check(caught.value)
            assert not (tmp_path / name).exists()
        lists.rows[PLACE] = {"id": PLACE + 1}
        path = tmp_path / name
        report = await export(otc.users.iter_users(), path, verify=verify, resume=True)
    assert report.rows == 200


async def test_the_rows_on_both_sides_of_it_can_be_read() -> None:
    async with Lists(None).otc() as otc:
        before = await otc.users.list_users(limit=PLACE)
        behind = await otc.users.list_users(offset=PLACE + 1)
    assert [user.id for user in before + behind] == [*range(1, 151), *range(152, 201)]


async def test_a_malformed_page_is_requested_again() -> None:
    lists = Lists(None)
    good = Lists({"id": PLACE + 1})
    answers = 0

    def once(request: httpx.Request) -> httpx.Response:
        nonlocal answers
        answers += 1
        return lists(request) if answers == 2 else good(request)

    async with AsyncOpenToClose("k", quota=None, transport=httpx.MockTransport(once)) as otc:
        assert len(await otc.users.list_users(concurrency=1)) == 200


async def test_it_is_reported_if_the_quota_allows_no_second_request() -> None:
    lists = Lists(None)
    lists.rows = [None]
    transport = httpx.MockTransport(lists)
    async with AsyncOpenToClose("k", quota=Quota.parse("1/h"), transport=transport) as otc:
        with pytest.raises(DataFormatError, match="at position 0 of the list"):
            await otc.users.list_users()


async def test_definitions_of_fields_are_rows_too() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=[{"group": {}}, None])

    async with AsyncOpenToClose("k", quota=None, transport=httpx.MockTransport(answer)) as otc:
        with pytest.raises(DataFormatError, match="at position 1 of the list"):
            await otc.get_property_fields()
