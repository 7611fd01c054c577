"""Types of the blocking clients; never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal, assert_type

import httpx

from opentoclose_async import OpenToClose, Quota, RetryPolicy, Rooms
from opentoclose_async._docusign.user_info import UserInfo
from opentoclose_async._runtime.session import Counters
from opentoclose_async.blocking import Pager
from opentoclose_async.otc.models import Team, User
from opentoclose_async.otc.operations.teams import BlockingTeams
from opentoclose_async.otc.operations.users import BlockingUsers as OtcUsers
from opentoclose_async.rooms.models import UserSummary, UserSummaryList
from opentoclose_async.rooms.operations.users import BlockingUsers as RoomsUsers
from opentoclose_async.types import QuotaStatus


def open_to_close_is_made_and_closed(transport: httpx.AsyncBaseTransport) -> None:
    assert_type(OpenToClose(), OpenToClose)
    made = OpenToClose(
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
    with made as opened:
        assert_type(opened, OpenToClose)
    with OpenToClose(None, retry=None, quota="documented") as another:
        assert_type(another, OpenToClose)
        assert_type(another.users, OtcUsers)
        assert_type(another.teams, BlockingTeams)


def rooms_is_made_and_closed(transport: httpx.AsyncBaseTransport) -> None:
    assert_type(Rooms(), Rooms)
    made = Rooms(
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
    with made as opened:
        assert_type(opened, Rooms)
        assert_type(opened.users, RoomsUsers)


def open_to_close_itself(otc: OpenToClose) -> None:
    assert_type(otc.request("GET", "/events"), Any)
    answer = otc.request(
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
    assert_type(otc.waiting_until, float | None)
    assert_type(otc.quota, Quota | None)
    assert_type(otc.quota_status(), QuotaStatus)
    otc.close()


def rooms_itself(rooms: Rooms) -> None:
    assert_type(rooms.request("GET", "/v2/offices", query={"count": 5}), Any)
    assert_type(rooms.account_id, str | None)
    assert_type(rooms.get_user_info(timeout=5), UserInfo)
    assert_type(rooms.environment, Literal["production", "demo"])
    assert_type(rooms.counters, Counters)
    assert_type(rooms.waiting_until, float | None)
    assert_type(rooms.quota, Quota | None)
    assert_type(rooms.quota_status(), QuotaStatus)
    rooms.close()


def users_of_open_to_close(otc: OpenToClose) -> None:
    assert_type(otc.users.list_users(), list[User])
    assert_type(otc.users.list_users({"limit": 5, "custom": "x"}), list[User])
    assert_type(otc.users.list_users(params=None, role="Agent", sort="email"), list[User])
    assert_type(otc.users.iter_users(), Pager[User])
    assert_type(
        otc.users.iter_users(role="Agent", limit=None, page_size=50, start=0, timeout=5),
        Pager[User],
    )
    assert_type(otc.users.create_user({"name": "Ada"}), User)
    assert_type(otc.users.create_user(user_data={"name": "Ada"}, retry=None), User)
    assert_type(otc.users.retrieve_user(5), User)
    assert_type(otc.users.retrieve_user(user_id=5, timeout=1), User)
    assert_type(otc.users.update_user(5, {"phone": None}), User)
    assert_type(otc.users.update_user(user_id=5, user_data={}, extra_headers={}), User)
    assert_type(otc.users.delete_user(5), dict[str, Any])
    assert_type(otc.users.delete_user(user_id=5, extra_query={"hard": 1}), dict[str, Any])


def teams_of_open_to_close(otc: OpenToClose) -> None:
    assert_type(otc.teams.list_teams(), list[Team])
    assert_type(otc.teams.list_teams({"custom": "x"}, team_lead_id=7, limit=5), list[Team])
    assert_type(otc.teams.iter_teams(), Pager[Team])
    assert_type(otc.teams.iter_teams(status="Active", sort="name", page_size=10), Pager[Team])
    assert_type(otc.teams.create_team({"name": "North"}), Team)
    assert_type(otc.teams.create_team(team_data={"name": "North"}, timeout=1.5), Team)
    assert_type(otc.teams.retrieve_team(5), Team)
    assert_type(otc.teams.retrieve_team(team_id=5, retry=None), Team)
    assert_type(otc.teams.update_team(5, {"territory": "North"}), Team)
    assert_type(otc.teams.update_team(team_id=5, team_data={}, extra_query={}), Team)
    assert_type(otc.teams.delete_team(5), dict[str, Any])
    assert_type(otc.teams.delete_team(team_id=5, timeout=1), dict[str, Any])


def users_of_rooms(rooms: Rooms) -> None:
    assert_type(rooms.users.get_users(), UserSummaryList)
    assert_type(
        rooms.users.get_users(filter="Ad", title_id=None, start_position=100, count=50, timeout=5),
        UserSummaryList,
    )
    assert_type(rooms.users.iter_users(), Pager[UserSummary])
    assert_type(rooms.users.iter_users(sort="EmailAsc", concurrency=None), Pager[UserSummary])
    assert_type(rooms.users.list_users(), list[UserSummary])
    assert_type(rooms.users.list_users(status="Pending", max_items=5), list[UserSummary])


def a_method_is_a_function_to_hand_on(otc: OpenToClose, threads: ThreadPoolExecutor) -> None:
    assert_type(threads.submit(otc.users.retrieve_user, 5).result(), User)
    assert_type(list(threads.map(otc.teams.retrieve_team, [1, 2])), list[Team])
