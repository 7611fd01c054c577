"""The types that the async clients show to the type checkers, which read this; it is never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

import asyncio
from datetime import datetime
from typing import Any, Literal, assert_type

import httpx

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Pager, Quota, RetryPolicy
from opentoclose_async._docusign.user_info import UserInfo, UserInfoAccount
from opentoclose_async._runtime.session import Counters
from opentoclose_async.otc.models import Team, User
from opentoclose_async.otc.operations.teams import Teams
from opentoclose_async.otc.operations.users import Users as OtcUsers
from opentoclose_async.rooms.models import UserSummary, UserSummaryList
from opentoclose_async.rooms.operations.users import Users as RoomsUsers
from opentoclose_async.types import QuotaStatus


async def open_to_close_is_made_and_closed(transport: httpx.AsyncBaseTransport) -> None:
    assert_type(AsyncOpenToClose(), AsyncOpenToClose)
    made = AsyncOpenToClose(
        "key",
        base_url="https://api.example.com/v1",
        timeout=10,
        retry=RetryPolicy(attempts=8),
        quota=Quota.parse("20/2s"),
        max_wait=5.0,
        max_connections=4,
        transport=transport,
        proxy=None,
    )
    async with made as opened:
        assert_type(opened, AsyncOpenToClose)
    async with AsyncOpenToClose(None, retry=None, quota="documented") as another:
        assert_type(another, AsyncOpenToClose)
        assert_type(another.users, OtcUsers)
        assert_type(another.teams, Teams)


async def rooms_is_made_and_closed(transport: httpx.AsyncBaseTransport) -> None:
    assert_type(AsyncRooms(), AsyncRooms)
    made = AsyncRooms(
        "account",
        access_token="token",
        environment="demo",
        base_url=None,
        timeout=2.5,
        retry=None,
        quota=None,
        max_wait=0,
        max_connections=32,
        transport=transport,
    )
    async with made as opened:
        assert_type(opened, AsyncRooms)
        assert_type(opened.users, RoomsUsers)


async def open_to_close_itself(otc: AsyncOpenToClose) -> None:
    assert_type(await otc.request("GET", "/events"), Any)
    answer = await otc.request(
        "POST",
        "/events",
        query={"page": 1, "draft": None},
        body=[{"name": "Closing"}],
        timeout=5,
        retry=None,
        extra_query={"deep": True},
        extra_headers={"X-Reason": "a test"},
    )
    assert_type(answer, Any)
    assert_type(otc.counters, Counters)
    assert_type(otc.counters.requests, int)
    assert_type(otc.counters.retries, int)
    assert_type(otc.waiting_until, float | None)
    assert_type(otc.quota, Quota | None)
    assert_type(await otc.quota_status(), QuotaStatus)
    await otc.aclose()


async def rooms_itself(rooms: AsyncRooms) -> None:
    assert_type(await rooms.request("GET", "/v2/offices", query={"count": 5}), Any)
    assert_type(rooms.account_id, str | None)
    user = await rooms.get_user_info(timeout=5, retry=None, extra_query={}, extra_headers={})
    assert_type(user, UserInfo)
    assert_type((user.sub, user.name, user.email), tuple[str | None, str | None, str | None])
    assert_type((user.given_name, user.family_name), tuple[str | None, str | None])
    assert_type(user.created, datetime | None)
    assert_type(user.accounts, list[UserInfoAccount])
    (account,) = user.accounts
    assert_type((account.account_id, account.account_name), tuple[str | None, str | None])
    assert_type((account.is_default, account.base_uri), tuple[bool | None, str | None])
    assert_type(rooms.environment, Literal["production", "demo"])
    assert_type(rooms.counters, Counters)
    assert_type(rooms.waiting_until, float | None)
    assert_type(rooms.quota, Quota | None)
    assert_type(await rooms.quota_status(), QuotaStatus)
    await rooms.aclose()


async def users_of_open_to_close(otc: AsyncOpenToClose) -> None:
    assert_type(await otc.users.list_users(), list[User])
    assert_type(await otc.users.list_users({"limit": 5, "custom": "x"}), list[User])
    assert_type(await otc.users.list_users(params=None, role="Agent", sort="email"), list[User])
    assert_type(otc.users.iter_users(), Pager[User])
    listed = otc.users.iter_users(
        {"custom": 1},
        role="Agent",
        status="Active",
        sort="last_name",
        limit=None,
        offset=20,
        page_size=50,
        max_items=None,
        concurrency=2,
        start=0,
        timeout=5,
        retry=RetryPolicy(),
        extra_query={},
        extra_headers={},
    )
    assert_type(listed, Pager[User])
    assert_type(await otc.users.create_user({"name": "Ada"}), User)
    assert_type(await otc.users.create_user(user_data={"name": "Ada"}, retry=None), User)
    assert_type(await otc.users.retrieve_user(5), User)
    assert_type(await otc.users.retrieve_user(user_id=5, timeout=1), User)
    assert_type(await otc.users.update_user(5, {"phone": None}), User)
    assert_type(await otc.users.update_user(user_id=5, user_data={}, extra_headers={}), User)
    assert_type(await otc.users.delete_user(5), dict[str, Any])
    assert_type(await otc.users.delete_user(user_id=5, extra_query={"hard": 1}), dict[str, Any])


async def teams_of_open_to_close(otc: AsyncOpenToClose) -> None:
    assert_type(await otc.teams.list_teams(), list[Team])
    assert_type(await otc.teams.list_teams({"custom": "x"}, team_lead_id=7, limit=5), list[Team])
    assert_type(otc.teams.iter_teams(), Pager[Team])
    assert_type(otc.teams.iter_teams(status="Active", sort="name", page_size=10), Pager[Team])
    assert_type(await otc.teams.create_team({"name": "North"}), Team)
    assert_type(await otc.teams.create_team(team_data={"name": "North"}, timeout=1.5), Team)
    assert_type(await otc.teams.retrieve_team(5), Team)
    assert_type(await otc.teams.retrieve_team(team_id=5, retry=None), Team)
    assert_type(await otc.teams.update_team(5, {"territory": "North"}), Team)
    assert_type(await otc.teams.update_team(team_id=5, team_data={}, extra_query={}), Team)
    assert_type(await otc.teams.delete_team(5), dict[str, Any])
    assert_type(await otc.teams.delete_team(team_id=5, timeout=1), dict[str, Any])


async def users_of_rooms(rooms: AsyncRooms) -> None:
    assert_type(await rooms.users.get_users(), UserSummaryList)
    page = await rooms.users.get_users(
        filter="Ad",
        sort="EmailAsc",
        default_office_id=1,
        access_level="Company",
        title_id=None,
        role_id=2,
        status="Active",
        locked_only=False,
        start_position=100,
        count=50,
        timeout=5,
        retry=None,
        extra_query={},
        extra_headers={},
    )
    assert_type(page, UserSummaryList)
    assert_type(rooms.users.iter_users(), Pager[UserSummary])
    listed = rooms.users.iter_users(
        filter=None,
        sort="AnOrderOfTomorrow",
        locked_only=True,
        page_size=10,
        max_items=5,
        concurrency=None,
        start=200,
        timeout=5,
    )
    assert_type(listed, Pager[UserSummary])
    assert_type(await rooms.users.list_users(), list[UserSummary])
    assert_type(await rooms.users.list_users(status="Pending", max_items=5), list[UserSummary])


async def several_calls_at_once(otc: AsyncOpenToClose, rooms: AsyncRooms) -> None:
    user, team, page = await asyncio.gather(
        otc.users.retrieve_user(1), otc.teams.retrieve_team(2), rooms.users.get_users()
    )
    assert_type(user, User)
    assert_type(team, Team)
    assert_type(page, UserSummaryList)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(otc.users.list_users())
    assert_type(task.result(), list[User])
