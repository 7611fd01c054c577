import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.clients import ids, otc_client


def test_rows_depend_on_the_seed_alone() -> None:
    few, many, other = Sandbox(users=10), Sandbox(users=50), Sandbox(users=10, seed=8)

    assert many.otc_rows("users")[:10] == few.otc_rows("users") != other.otc_rows("users")
    assert many.rooms_rows("users")[:10] == few.rooms_rows("users") != other.rooms_rows("users")


def test_users_look_like_users() -> None:
    users = Sandbox(users=1000).otc_rows("users")

    assert [user["id"] for user in users] == list(range(1, 1001))
    assert (
        len({user["email"] for user in users}) == len({user["username"] for user in users}) == 1000
    )
    assert {"Agent", "Senior Agent", "Team Lead", "Administrator"} <= {u["role"] for u in users}
    assert {user["status"] for user in users} == {"Active", "Inactive"}
    assert any(not user["first_name"].isascii() for user in users)
    assert any("'" in user["last_name"] for user in users)
    for field in ("phone", "department", "hire_date", "last_login"):
        assert 0 < sum(user[field] is None for user in users) < 500
    assert all(user["email"].isascii() and user["email"].endswith(".example") for user in users)
    assert all(isinstance(user["custom_fields"]["license"]["state"], str) for user in users)


def test_team_members_are_users() -> None:
    sandbox = Sandbox()
    users = {user["id"]: user for user in sandbox.otc_rows("users")}
    teams = sandbox.otc_rows("teams")

    assert len(teams) == 12
    for team in teams:
        members = team["team_members"]
        assert team["team_lead_id"] == members[0]["user_id"]
        assert isinstance(team["commission_split"], float)
        assert isinstance(team["target_revenue"], int)
        for member in members:
            assert member["last_name"] == users[member["user_id"]]["last_name"]
            assert member["id"] not in users


@pytest.mark.parametrize(("users", "size"), [(0, 0), (1, 1), (3, 3), (9, 4)])
def test_teams_of_few_users(users: int, size: int) -> None:
    for team in Sandbox(users=users).otc_rows("teams"):
        members = {member["user_id"] for member in team["team_members"]}
        assert len(members) == len(team["team_members"]) == size
        assert (team["team_lead_id"] is None) == (size == 0)


def test_rooms_users_look_like_users() -> None:
    sandbox = Sandbox(users=5, rooms_users=1000)
    users = sandbox.rooms_rows("users")

    assert len(users) == 1000
    assert len(sandbox.otc_rows("users")) == 5
    levels = {user["accessLevel"] for user in users}
    assert levels == {"Contributor", "Office", "Region", "Company", "Admin"}
    assert {user["status"] for user in users} == {"Active", "Pending"}
    assert {user["isLockedOut"] for user in users} == {True, False}
    assert {user["titleId"] for user in users} == {None}
    assert 0 < sum(user["profileImageUrl"] is None for user in users) < 1000
    assert all("legacyAgentCode" in user for user in users)


@pytest.mark.anyio
async def test_rows_can_be_changed_directly() -> None:
    sandbox = Sandbox(users=4)
    async with otc_client(sandbox) as otc:
        assert ids(await otc.get("/users")) == [1, 2, 3, 4]
        assert sandbox.delete("otc", "users", 2)
        assert not sandbox.delete("otc", "users", 2)
        assert ids(await otc.get("/users")) == [1, 3, 4]
        assert sandbox.insert("otc", "users", {"id": 2, "role": "Agent"})["id"] == 2
        assert sandbox.insert("otc", "users", {"role": "Agent"}) == {"id": 5, "role": "Agent"}
        assert sandbox.insert("otc", "users", {"id": -3})["id"] == -3
        assert ids(await otc.get("/users")) == [-3, 1, 2, 3, 4, 5]
        assert sandbox.update("otc", "users", 2, {"role": "Lead"}) == {"id": 2, "role": "Lead"}
        assert sandbox.update("otc", "users", 99, {}) is None
        with pytest.raises(ValueError, match="already has a row 2"):
            sandbox.insert("otc", "users", {"id": 2})
        assert len(ids(await otc.get("/users"))) == 6
    sandbox.insert("rooms", "users", {"userId": 3})
    assert sandbox.rooms_rows("users")[0] == {"userId": 3}


def test_closing_releases_the_rows() -> None:
    with Sandbox(users=1) as sandbox:
        assert sandbox.otc_rows("users")
    sandbox.close()
    with pytest.raises(Exception, match="closed"):
        sandbox.otc_rows("users")
