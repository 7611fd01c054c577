from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async.sandbox import Sandbox
from tests.sandbox.clients import control_client, ids, otc_client, rooms_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]


async def test_counts_and_log(rooms: httpx.AsyncClient, sandbox: Sandbox) -> None:
    sandbox = Sandbox(clock=iter(range(100)).__next__)
    async with otc_client(sandbox) as otc:
        await otc.get("/users", params={"limit": 5, "offset": 10})
        await otc.post("/teams/", json={"name": "Closers"})
        await otc.get("/users/0")

    stats = sandbox.stats.otc
    assert (stats.requests, stats.in_flight, stats.max_in_flight) == (3, 0, 1)
    assert stats.by_status == {200: 1, 201: 1, 404: 1}
    assert [(entry.method, entry.path, entry.status) for entry in stats.log] == [
        ("GET", "/v1/users", 200),
        ("POST", "/v1/teams/", 201),
        ("GET", "/v1/users/0", 404),
    ]
    assert [entry.query for entry in stats.log] == [{"limit": "5", "offset": "10"}, {}, {}]
    assert [entry.body for entry in stats.log] == [None, {"name": "Closers"}, None]
    assert [entry.at for entry in stats.log] == [0, 1, 2]
    assert sandbox.stats.rooms.requests == 0


async def test_requests_overlap(anyio_backend: str) -> None:
    sandbox = Sandbox(latency=0.01)
    async with (
        otc_client(sandbox) as otc,
        rooms_client(sandbox) as rooms,
        anyio.create_task_group() as tasks,
    ):
        for _ in range(8):
            tasks.start_soon(otc.get, "/users")
        tasks.start_soon(rooms.get, "/users")
    assert sandbox.stats.otc.requests == 8
    assert sandbox.stats.otc.max_in_flight > 1
    assert sandbox.stats.otc.in_flight == 0
    assert sandbox.stats.rooms.max_in_flight == 1


async def test_tokens_are_not_logged(
    otc: httpx.AsyncClient, rooms: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    await otc.get("/users")
    await rooms.get("/users")
    for client in (otc, rooms):
        client.params = httpx.QueryParams({"api_token": "a-wrong-token"})
        client.headers["authorization"] = "Bearer a-wrong-token"
        await client.get("/users", params={"api_token": "a-wrong-token"})

    async with control_client(sandbox) as control:
        shown = repr(sandbox.stats) + (await control.get("/stats?log=10")).text
    for secret in (sandbox.config.otc_token, sandbox.config.rooms_token, "a-wrong-token"):
        assert secret not in shown
    assert "api_token" not in shown
    assert sandbox.stats.otc.requests == sandbox.stats.rooms.requests == 2


async def test_stats_endpoint(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    for offset in range(3):
        await otc.get("/users", params={"offset": offset})

    async with control_client(sandbox) as control:
        counts: dict[str, Any] = (await control.get("/stats")).json()["otc"]
        assert counts == {
            "requests": 3,
            "in_flight": 0,
            "max_in_flight": 1,
            "rate_limited": 0,
            "by_status": {"200": 3},
            "by_route": {"GET /v1/users": 3},
            "log": [],
        }
        log = (await control.get("/stats", params={"log": 2})).json()["otc"]["log"]
        assert [entry["query"]["offset"] for entry in log] == ["1", "2"]
        assert len((await control.get("/stats?log=99")).json()["otc"]["log"]) == 3
        assert (await control.get("/stats?log=x")).status_code == 400


async def test_requests_are_counted_by_route(
    otc: httpx.AsyncClient, rooms: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    for property_id in (1, 2, 3):
        await otc.get(f"/properties/{property_id}/notes")
    await otc.post("/properties/1/notes/", json={"description": "x"})
    await otc.get("/nowhere")
    await rooms.get("/rooms/7001/users", headers={"authorization": ""})
    async with control_client(sandbox) as control:
        shown = (await control.get("/stats")).json()
        await control.post("/reset")

    assert shown["otc"]["by_route"] == {
        "GET /v1/properties/{property_id}/notes": 3,
        "POST /v1/properties/{property_id}/notes": 1,
        "GET other": 1,
    }
    assert shown["rooms"]["by_route"] == {
        "GET /restapi/v2/accounts/{account_id}/rooms/{room_id}/users": 1
    }
    assert sandbox.stats.otc.by_route == sandbox.stats.rooms.by_route == {}


async def test_reset_stats_keeps_the_rows(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    await otc.delete("/users/1")
    sandbox.reset_stats()

    assert sandbox.stats.otc.requests == 0
    assert sandbox.stats.otc.by_status == {}
    assert len(sandbox.stats.otc.log) == 0
    assert sandbox.otc_rows("users")[0]["id"] == 2


async def test_reset_endpoint_starts_again(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    before = sandbox.otc_rows("users")
    await otc.delete("/users/1")
    await otc.post("/users", json={"role": "Agent"})
    async with control_client(sandbox) as control:
        assert (await control.post("/reset")).status_code == 200

    assert sandbox.otc_rows("users") == before
    assert sandbox.stats.otc.requests == 0
    assert ids(await otc.get("/users"))[0] == 1
    assert (await otc.post("/users", json={"role": "Agent"})).json()["id"] == 201


async def test_control_paths(sandbox: Sandbox) -> None:
    async with control_client(sandbox) as control:
        assert (await control.get("/nothing")).status_code == 404
        refused = await control.get("/reset")
        assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
        assert (await control.get("http://sandbox.test/else")).status_code == 404
    assert sandbox.stats.otc.requests == 0


@pytest.mark.parametrize(
    ("client", "status"),
    [
        ("127.0.0.1", 200),
        ("::1", 200),
        ("testclient", 200),
        ("192.0.2.7", 403),
        ("2001:db8::1", 403),
    ],
)
async def test_control_serves_this_machine_only(sandbox: Sandbox, client: str, status: int) -> None:
    async with control_client(sandbox, client) as control:
        assert (await control.get("/stats")).status_code == status
