"""The types of the drop-in client, which gives dicts; read by the type checkers and never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from typing import Any, assert_type

from opentoclose_async import OpenToCloseAPI, Quota
from opentoclose_async._runtime.session import Counters
from opentoclose_async.legacy.resources import TeamsAPI, UsersAPI
from opentoclose_async.types import QuotaStatus


def it_is_made_and_closed() -> None:
    assert_type(OpenToCloseAPI(), OpenToCloseAPI)
    assert_type(OpenToCloseAPI("key"), OpenToCloseAPI)
    assert_type(OpenToCloseAPI("key", "https://api.example.com/v1"), OpenToCloseAPI)
    with OpenToCloseAPI(api_key=None, base_url=None) as client:
        assert_type(client, OpenToCloseAPI)
        assert_type(client.users, UsersAPI)
        assert_type(client.teams, TeamsAPI)


def itself(client: OpenToCloseAPI) -> None:
    assert_type(client.request("GET", "/events", query={"page": 1}, timeout=5), Any)
    assert_type(client.counters, Counters)
    assert_type(client.waiting_until, float | None)
    assert_type(client.quota, Quota | None)
    assert_type(client.quota_status(), QuotaStatus)
    client.close()


def users(client: OpenToCloseAPI) -> None:
    assert_type(client.users.list_users(), list[dict[str, Any]])
    assert_type(client.users.list_users({"limit": "5"}), list[dict[str, Any]])
    assert_type(client.users.list_users(params={"role": "Agent"}), list[dict[str, Any]])
    assert_type(client.users.create_user({"name": "Ada"}), dict[str, Any])
    assert_type(client.users.create_user(user_data={"name": "Ada"}), dict[str, Any])
    assert_type(client.users.retrieve_user(5), dict[str, Any])
    assert_type(client.users.retrieve_user(user_id=5), dict[str, Any])
    assert_type(client.users.update_user(5, {"phone": None}), dict[str, Any])
    assert_type(client.users.update_user(user_id=5, user_data={}), dict[str, Any])
    assert_type(client.users.delete_user(5), dict[str, Any])
    assert_type(client.users.delete_user(user_id=5), dict[str, Any])


def teams(client: OpenToCloseAPI) -> None:
    assert_type(client.teams.list_teams(), list[dict[str, Any]])
    assert_type(client.teams.list_teams(params={"status": "Active"}), list[dict[str, Any]])
    assert_type(client.teams.create_team({"name": "North"}), dict[str, Any])
    assert_type(client.teams.create_team(team_data={"name": "North"}), dict[str, Any])
    assert_type(client.teams.retrieve_team(5), dict[str, Any])
    assert_type(client.teams.retrieve_team(team_id=5), dict[str, Any])
    assert_type(client.teams.update_team(5, {"name": "South"}), dict[str, Any])
    assert_type(client.teams.update_team(team_id=5, team_data={}), dict[str, Any])
    assert_type(client.teams.delete_team(5), dict[str, Any])
    assert_type(client.teams.delete_team(team_id=5), dict[str, Any])
