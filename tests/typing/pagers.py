"""The types that reading a list gives, with and without await; type-checked and never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from collections.abc import AsyncIterator, Hashable, Iterator
from typing import Any, assert_type

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, Page, Pager, Rooms
from opentoclose_async._blocking.pager import PageIterator
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._runtime.lists.pager import ListDescription, PageStream, RowStream
from opentoclose_async._runtime.lists.verified_stream import VerifiedStream
from opentoclose_async._runtime.session import Counters
from opentoclose_async.blocking import Pager as BlockingPager
from opentoclose_async.otc.models import Team, User
from opentoclose_async.rooms.models import UserSummary


async def rows_of_each_list(otc: AsyncOpenToClose, rooms: AsyncRooms) -> None:
    async for user in otc.users.iter_users():
        assert_type(user, User)
    async for team in otc.teams.iter_teams():
        assert_type(team, Team)
    async for summary in rooms.users.iter_users():
        assert_type(summary, UserSummary)
    assert_type([each.email async for each in rooms.users.iter_users()], list[str | None])


async def an_async_pager(pager: Pager[User]) -> None:
    assert_type(aiter(pager), RowStream[User])
    assert_type(await anext(aiter(pager)), User)
    assert_type(pager.pages(), PageStream[User])
    async for page in pager.pages():
        assert_type(page, Page[User])
    assert_type(await pager.collect(), list[User])
    assert_type(await pager, list[User])
    assert_type(await pager.raw(), list[dict[str, Any]])
    assert_type(pager.raw(), Pager[dict[str, Any]])
    async for row in pager.raw():
        assert_type(row, dict[str, Any])
    async for raw_page in pager.raw().pages():
        assert_type(raw_page.items, list[dict[str, Any]])
    assert_type(await pager.raw().collect(), list[dict[str, Any]])
    assert_type(pager.counters, Counters)
    assert_type(pager.pages(position=200, max_items=50), PageStream[User])


async def a_list_that_changes(pager: Pager[User]) -> None:
    stream = pager.verified(position=100, last_keys=[7, "x"], max_items=500)
    assert_type(stream, VerifiedStream[User])
    async for page in stream:
        assert_type(page, Page[User])
    assert_type(stream.seams, int)
    assert_type(stream.position, int)
    assert_type(stream.total, int | None)
    assert_type(stream.trusted_total, int | None)
    assert_type(stream.take_record(), bytes)
    assert_type(stream.last_keys(10), list[Hashable])


async def other_forms(pager: Pager[User]) -> None:
    assert_type(pager.verbatim(), Pager[VerbatimRow])
    assert_type([row.text async for row in pager.verbatim()], list[str])
    assert_type([row.utf8 async for row in pager.verbatim()], list[bytes])
    assert_type(await pager.to_arrow(), Any)
    assert_type(await pager.to_pandas(), Any)
    assert_type(await pager.to_polars(), Any)
    await pager.to_arrow(fields="all", field_layout="nested", nested="json", names="python")
    await pager.to_pandas(fields=["closing_date"], names="python")
    await pager.to_polars(fields=("closing_date",), nested="struct")
    assert_type(pager.description, ListDescription)
    assert_type(pager.description.max_items, int | None)
    assert_type(pager.description.name, str)


async def a_reading_by_pages(stream: PageStream[User]) -> None:
    assert_type(stream.position, int)
    assert_type(stream.total, int | None)
    assert_type(stream.trusted_total, int | None)
    pages: AsyncIterator[Page[User]] = stream
    assert_type(await anext(pages), Page[User])
    assert_type(await stream.next_pages(3), list[Page[User]])
    stream.abandon()
    await stream.aclose()


async def a_reading_by_rows(stream: RowStream[User]) -> None:
    rows: AsyncIterator[User] = stream
    assert_type(await anext(rows), User)
    await stream.aclose()


def rows_of_each_list_without_await(otc: OpenToClose, rooms: Rooms) -> None:
    for user in otc.users.iter_users():
        assert_type(user, User)
    for team in otc.teams.iter_teams():
        assert_type(team, Team)
    for summary in rooms.users.iter_users():
        assert_type(summary, UserSummary)
    assert_type([each.email for each in rooms.users.iter_users()], list[str | None])


def a_blocking_pager(pager: BlockingPager[User]) -> None:
    assert_type(iter(pager), Iterator[User])
    assert_type(list(pager), list[User])
    assert_type(pager.pages(), PageIterator[User])
    for page in pager.pages():
        assert_type(page, Page[User])
    assert_type(pager.collect(), list[User])
    assert_type(pager.raw(), BlockingPager[dict[str, Any]])
    for row in pager.raw():
        assert_type(row, dict[str, Any])
    for raw_page in pager.raw().pages():
        assert_type(raw_page.items, list[dict[str, Any]])
    assert_type(pager.raw().collect(), list[dict[str, Any]])
    assert_type(pager.counters, Counters)
    assert_type(pager.verified(position=100, max_items=5), PageIterator[User])
    assert_type(pager.verbatim(), BlockingPager[VerbatimRow])
    assert_type(pager.to_arrow(), Any)
    assert_type(pager.to_pandas(), Any)
    assert_type(pager.to_polars(), Any)
    pager.to_arrow(fields="all", field_layout="nested", nested="json", names="python")
    pager.to_pandas(fields=["closing_date"], names="python")
    assert_type(pager.description, ListDescription)


def a_blocking_reading_by_pages(pages: PageIterator[User]) -> None:
    assert_type(next(pages), Page[User])
    pages.close()


def a_page(page: Page[User]) -> None:
    assert_type(page.items, list[User])
    assert_type(page.items[0].email, str | None)
    assert_type(page.start, int)
    assert_type(page.total, int | None)


def what_reading_cost(counters: Counters) -> None:
    assert_type(counters.requests, int)
    assert_type(counters.retries, int)
