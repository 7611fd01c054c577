"""Users and teams of Open To Close, through the client, against the sandbox in process."""

import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, FilterWarning
from opentoclose_async.exceptions import (
    AuthenticationError,
    NotFoundError,
    ServerError,
    ValidationError,
)
from opentoclose_async.otc.models import Status, Team, User
from opentoclose_async.sandbox import Fault, Sandbox
from tests.clients import otc_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=345, teams=12)


async def test_list_users_returns_all_in_order(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        users = await otc.users.list_users()
    assert [user.id for user in users] == list(range(1, 346))
    assert all(isinstance(user, User) for user in users)


async def test_a_model_keeps_the_servers_own_object(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        user = await otc.users.retrieve_user(123)
    assert user.raw == sandbox.otc_rows("users")[122]
    assert "custom_fields" in user.raw  # which no attribute stands for
    assert user.status in (Status.ACTIVE, Status.INACTIVE)


async def test_filters_as_params_and_as_keywords_are_the_same(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        by_params = await otc.users.list_users({"role": "Agent", "status": "Active"})
        by_keywords = await otc.users.list_users(role="Agent", status="Active")
        named = await otc.users.list_users(params={"role": "Agent", "status": "Active"})
    assert by_params == by_keywords == named
    assert by_params
    assert {user.role for user in by_params} == {"Agent"}


async def test_sort_orders_the_whole_list(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        users = await otc.users.list_users(sort="last_name")
    names = [user.last_name or "" for user in users]
    assert len(names) == 345
    assert names == sorted(names, key=str.lower)


@pytest.mark.parametrize("limit", [0, 1, 20, 99, 100, 101, 250, 345, 1000])
async def test_limit_caps_the_result(sandbox: Sandbox, limit: int) -> None:
    async with otc_client(sandbox) as otc:
        users = await otc.users.list_users(limit=limit)
    assert [user.id for user in users] == list(range(1, 346))[:limit]


@pytest.mark.parametrize("offset", [0, 1, 100, 344, 345, 1000])
async def test_offset_skips(sandbox: Sandbox, offset: int) -> None:
    async with otc_client(sandbox) as otc:
        users = await otc.users.list_users({"offset": offset, "limit": 120})
    assert [user.id for user in users] == list(range(1, 346))[offset : offset + 120]


async def test_iter_users_takes_a_page_size(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        pages = [page async for page in otc.users.iter_users(page_size=50, limit=120).pages()]
    assert [(page.start, len(page.items)) for page in pages] == [(0, 50), (50, 50), (100, 20)]


async def test_create_update_retrieve_delete(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        created = await otc.users.create_user({"username": "ana", "email": "ana@example.test"})
        assert created.id is not None
        changed = await otc.users.update_user(created.id, {"role": "Agent", "phone": None})
        assert (changed.role, changed.phone, changed.username) == ("Agent", None, "ana")
        assert await otc.users.retrieve_user(created.id) == changed
        confirmation = await otc.users.delete_user(created.id)
        assert isinstance(confirmation, dict)
        assert confirmation
        with pytest.raises(NotFoundError) as caught:
            await otc.users.retrieve_user(created.id)
    assert caught.value.status_code == 404
    assert (caught.value.method, caught.value.endpoint) == ("GET", f"/users/{created.id}")


async def test_a_delete_without_a_response_body_returns_an_empty_dict() -> None:
    async with otc_client(Sandbox(delete_status=204)) as otc:
        assert await otc.users.delete_user(1) == {}
        assert await otc.teams.delete_team(1) == {}


async def test_teams_work_like_users(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        teams = await otc.teams.list_teams()
        assert len(teams) == 12
        assert all(isinstance(team, Team) for team in teams)
        team = await otc.teams.create_team({"name": "Harbour", "team_lead_id": 5})
        assert team.id is not None
        assert (await otc.teams.update_team(team.id, {"name": "Bay"})).name == "Bay"
        assert [found.id async for found in otc.teams.iter_teams(team_lead_id=5)].count(
            team.id
        ) == 1
        await otc.teams.delete_team(team.id)
        assert len(await otc.teams.list_teams()) == 12
    members = teams[0].team_members
    assert members
    assert members[0].raw["first_name"]


async def test_a_wrong_key_is_an_authentication_error_though_the_status_is_200(
    sandbox: Sandbox,
) -> None:
    transport = httpx.ASGITransport(sandbox)
    async with AsyncOpenToClose(
        "wrong", base_url="http://sandbox.test/v1", transport=transport
    ) as otc:
        with pytest.raises(AuthenticationError, match="OPEN_TO_CLOSE_API_KEY") as caught:
            await otc.users.list_users()
    assert caught.value.status_code == 200


async def test_a_refusal_of_the_server_has_field_errors(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError) as caught:
            await otc.users.create_user({"email": "no at sign"})
    assert caught.value.status_code == 400
    assert "email" in caught.value.field_errors


@pytest.mark.parametrize("bad", [0, -1, True, "5", 1.0, None, 2**70])
async def test_an_invalid_id_is_not_sent(sandbox: Sandbox, bad: object) -> None:
    async with otc_client(sandbox) as otc:
        for call in (otc.users.retrieve_user, otc.users.delete_user, otc.teams.retrieve_team):
            with pytest.raises(ValidationError, match="_id must be"):
                await call(bad)  # type: ignore[arg-type]  # that is the point
        with pytest.raises(ValidationError, match="user_id"):
            await otc.users.update_user(bad, {"role": "Agent"})  # type: ignore[arg-type]  # that is the point
    assert sandbox.stats.otc.requests == 0


@pytest.mark.parametrize(
    "bad", [{}, [], None, "x", [("a", 1)], {1: 2}, {"a": float("nan")}, {"a": {1}}]
)
async def test_an_invalid_body_is_not_sent(sandbox: Sandbox, bad: object) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match="user_data"):
            await otc.users.create_user(bad)  # type: ignore[arg-type]  # that is the point
        with pytest.raises(ValidationError, match="team_data"):
            await otc.teams.update_team(1, bad)  # type: ignore[arg-type]  # that is the point
    assert sandbox.stats.otc.requests == 0


async def test_a_received_model_is_no_body_but_a_part_of_it_is(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        user = await otc.users.retrieve_user(1)
        with pytest.raises(ValidationError, match="such as a part of its to_dict"):
            await otc.users.update_user(1, user)  # type: ignore[arg-type]  # that is the point
        changed = user.to_dict() | {"first_name": "Zoe"}
        assert (await otc.users.update_user(1, changed)).first_name == "Zoe"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", -1),
        ("offset", -1),
        ("limit", "5"),
        ("offset", True),
        ("page_size", 0),
        ("page_size", 101),
        ("concurrency", 0),
        ("max_items", -1),
        ("start", -1),
        ("role", object()),
        ("role", float("nan")),
        ("extra_query", 5),
        ("extra_headers", {"X": "a\r\nb"}),
        ("timeout", 0),
        ("retry", -1),
        ("strict_filters", "yes"),
    ],
)
async def test_an_invalid_list_argument_is_named(
    sandbox: Sandbox, name: str, value: object
) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError) as caught:
            await otc.users.list_users(**{name: value})  # type: ignore[arg-type]  # that is the point
    assert name in caught.value.message
    assert sandbox.stats.otc.requests == 0


async def test_limit_and_max_items_together_are_refused(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match="limit and max_items"):
            otc.users.iter_users({"limit": 5}, max_items=5)


async def test_an_unknown_filter_goes_through_to_the_server(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.warns(FilterWarning) as warned:
            await otc.users.list_users(
                {"territory": "North", "flag": True, "nothing": None}, limit=5
            )
    assert [str(each.message).split()[1] for each in warned] == ["territory", "flag"]
    (request,) = sandbox.stats.otc.log
    assert request.query == {"territory": "North", "flag": "true", "offset": "0", "limit": "5"}


async def test_a_list_with_status_204_is_empty() -> None:
    async with otc_client(Sandbox(users=0, empty_list_status=204)) as otc:
        assert await otc.users.list_users() == []


async def test_request_reaches_paths_without_a_method(sandbox: Sandbox) -> None:
    async with otc_client(sandbox) as otc:
        rows = await otc.request("GET", "/users", query={"limit": 2, "role": None})
        made = await otc.request("POST", "/teams", body={"name": "x"}, extra_headers={"X-A": "b"})
        with pytest.raises(NotFoundError):
            await otc.request("GET", "/unlisted")
    assert [row["id"] for row in rows] == [1, 2]
    assert made["name"] == "x"


@pytest.mark.parametrize("path", ["events", "", "/a b", "/../x", "/a?b=1", "//a#b", "/\n", None])
async def test_a_path_that_leads_elsewhere_is_refused(sandbox: Sandbox, path: str) -> None:
    async with otc_client(sandbox) as otc:
        with pytest.raises(ValidationError, match="path must be"):
            await otc.request("GET", path)
    assert sandbox.stats.otc.requests == 0


async def test_an_html_error_page_is_a_server_error(sandbox: Sandbox) -> None:
    page = "<html><body>Internal Server Error</body></html>"
    sandbox.faults.append(
        Fault(kind="status", status=200, body=page, headers={"content-type": "text/html"})
    )
    async with otc_client(sandbox) as otc:
        with pytest.raises(ServerError, match="HTML page"):
            await otc.users.retrieve_user(1)
