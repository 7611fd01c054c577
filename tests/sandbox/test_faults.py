import gzip
from typing import Any, get_args

import anyio
import httpx
import pytest

from opentoclose_async.sandbox import Fault, Sandbox
from opentoclose_async.sandbox.faults.plan import FaultKind
from tests.sandbox.clients import control_client, ids, otc_client, rooms_client, user_ids

pytestmark = pytest.mark.anyio

WITHIN_THE_ANSWER: list[FaultKind] = [
    "status",
    "html",
    "no_array_key",
    "repeat_page",
    "truncated_json",
    "gzip_bomb",
    "other_host",
    "slow",
    "slow_body",
]


async def test_status_before_and_after_processing(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    sandbox.faults = [Fault(kind="status", times=1), Fault(kind="status", times=1, after=True)]

    first = await otc.post("/users", json={"role": "Agent"})
    assert (first.status_code, len(sandbox.otc_rows("users"))) == (503, 200)
    second = await otc.post("/users", json={"role": "Agent"})
    assert (second.status_code, len(sandbox.otc_rows("users"))) == (503, 201)
    third = await otc.post("/users", json={"role": "Agent"})
    assert (third.status_code, third.json()["id"]) == (201, 202)
    assert sandbox.faults == []


@pytest.mark.parametrize(
    ("body", "content_type", "content"),
    [
        ("Bad Request", "text/plain", b"Bad Request"),
        ({"oops": [1]}, "application/json", b'{"oops":[1]}'),
    ],
)
async def test_status_with_body_and_headers(
    otc: httpx.AsyncClient, sandbox: Sandbox, body: Any, content_type: str, content: bytes
) -> None:
    sandbox.faults = [Fault(kind="status", status=400, body=body, headers={"Retry-After": "7"})]
    response = await otc.get("/users")

    assert response.status_code == 400
    assert response.headers["content-type"].startswith(content_type)
    assert response.headers["retry-after"] == "7"
    assert response.content == content


async def test_status_without_body_is_the_usual_error(
    otc: httpx.AsyncClient, rooms: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    sandbox.faults = [Fault(kind="status", status=502)]

    assert (await otc.get("/users")).json() == {"detail": "Bad gateway."}
    assert (await rooms.get("/users")).json()["errorCode"] == "HTTP_502"
    sandbox.faults = [Fault(kind="status", status=204)]
    assert (await otc.get("/users")).content == b""


async def test_html(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    sandbox.faults = [Fault(kind="html", after=True)]
    response = await otc.delete("/users/1")

    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert sandbox.otc_rows("users")[0]["id"] == 2


async def test_list_without_its_array(rooms: httpx.AsyncClient, sandbox: Sandbox) -> None:
    sandbox.faults = [Fault(kind="no_array_key")]
    response = await rooms.get("/users")

    assert response.status_code == 200
    assert set(response.json()) == {"message", "referenceId"}
    assert "x-docusign-tracetoken" in response.headers


async def test_repeated_page(
    otc: httpx.AsyncClient, rooms: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    sandbox.faults = [Fault(kind="repeat_page")]

    assert ids(await otc.get("/users", params={"limit": 2, "offset": 4})) == [3, 4]
    page = await rooms.get("/users", params={"count": 2, "startPosition": 4})
    assert user_ids(page) == [30_003, 30_004]
    assert page.json()["startPosition"] == 4


WITHOUT_CONNECTION = [kind for kind in get_args(FaultKind) if kind not in WITHIN_THE_ANSWER]


@pytest.mark.parametrize("kind", WITHOUT_CONNECTION)
async def test_broken_connections_in_process(
    otc: httpx.AsyncClient, sandbox: Sandbox, kind: FaultKind
) -> None:
    sandbox.faults = [Fault(kind=kind, seconds=0.0)]

    with pytest.raises(ConnectionResetError, match="fault"):
        await otc.get("/users")
    assert sandbox.stats.otc.in_flight == 0


@pytest.mark.parametrize("kind", WITHIN_THE_ANSWER)
async def test_changed_responses_need_no_connection(
    otc: httpx.AsyncClient, sandbox: Sandbox, kind: FaultKind
) -> None:
    sandbox.faults = [Fault(kind=kind, seconds=0.0)]

    async with otc.stream("GET", "/users") as response:
        assert response.status_code == (503 if kind == "status" else 200)
    assert sandbox.stats.otc.in_flight == 0


async def test_truncated_json_has_a_matching_length(
    otc: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    whole = (await otc.get("/users")).content
    sandbox.faults = [Fault(kind="truncated_json")]
    response = await otc.get("/users")

    assert response.content == whole[: len(whole) // 2]
    assert int(response.headers["content-length"]) == len(response.content)


async def test_gzip_bomb_is_an_empty_list_of_a_hundred_megabytes(
    otc: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    sandbox.faults = [Fault(kind="gzip_bomb")]
    async with otc.stream("GET", "/users") as response:
        packed = b"".join([part async for part in response.aiter_raw()])

    assert len(packed) < 110_000
    unpacked = gzip.decompress(packed)
    assert len(unpacked) == 100_000_002
    assert (unpacked[:1], unpacked[-1:]) == (b"[", b"]")
    assert unpacked[1:-1].isspace()


async def test_links_to_another_host(rooms: httpx.AsyncClient, sandbox: Sandbox) -> None:
    sandbox.faults = [Fault(kind="other_host", location="https://elsewhere.test")]
    page = (await rooms.get("/users", params={"count": 10, "startPosition": 10})).json()

    own = f"https://elsewhere.test/restapi/v2/accounts/{sandbox.config.account_id}/users?"
    assert page["nextUri"].startswith(own)
    assert page["priorUri"].startswith(own)
    assert len(page["userSummaries"]) == 10


async def test_slow_body_comes_whole(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    whole = (await otc.get("/users")).content
    sandbox.faults = [Fault(kind="slow_body", seconds=0.01)]

    assert (await otc.get("/users")).content == whole


async def test_drop_after_processing(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    sandbox.faults = [Fault(kind="drop", method="POST", after=True, times=1)]

    with pytest.raises(ConnectionResetError):
        await otc.post("/users", json={"role": "Agent"})
    assert len(sandbox.otc_rows("users")) == 201
    assert sandbox.stats.otc.log[-1].status is None
    assert sandbox.stats.otc.by_status == {}


async def test_hang_ends_after_its_time(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    sandbox.faults = [Fault(kind="hang", seconds=0.0)]

    with pytest.raises(ConnectionResetError):
        await otc.get("/users")


async def test_hang_lasts_until_the_client_leaves(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    sandbox.faults = [Fault(kind="hang", after=True)]
    left = False

    async def ask() -> None:
        nonlocal left
        try:
            await otc.post("/users", json={"role": "Agent"})
        finally:
            left = True

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(ask)
        await anyio.wait_all_tasks_blocked()
        assert len(sandbox.otc_rows("users")) == 201
        assert sandbox.stats.otc.in_flight == 1
        tasks.cancel_scope.cancel()
    assert left
    assert sandbox.stats.otc.in_flight == 0


async def test_slow(otc: httpx.AsyncClient, sandbox: Sandbox) -> None:
    sandbox.faults = [Fault(kind="slow", seconds=0.001)]

    assert ids(await otc.get("/users", params={"limit": 1})) == [1]


async def test_only_matching_requests_are_affected(
    otc: httpx.AsyncClient, rooms: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    sandbox.faults = [
        Fault(kind="status", api="rooms", status=500),
        Fault(kind="status", path="/v1/teams", method="GET", status=501),
        Fault(kind="status", times=0, status=502),
    ]

    assert (await rooms.get("/users")).status_code == 500
    assert (await otc.get("/users")).status_code == 200
    assert (await otc.get("/teams/3")).status_code == 501
    assert (await otc.put("/teams/3", json={"name": "x"})).status_code == 200


async def test_a_fault_ends_after_its_number_of_times(
    otc: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    sandbox.faults.append(Fault(kind="status", times=2))

    seen = [(await otc.get("/users")).status_code for _ in range(4)]
    assert seen == [503, 503, 200, 200]


async def test_probability_repeats_with_the_seed() -> None:
    async def seen(seed: int) -> list[int]:
        sandbox = Sandbox(users=1, teams=0, seed=seed)
        sandbox.faults = [Fault(kind="status", probability=0.3)]
        async with otc_client(sandbox) as otc:
            return [(await otc.get("/users")).status_code for _ in range(60)]

    first = await seen(1)
    assert first == await seen(1) != await seen(2)
    assert 5 < first.count(503) < 35


async def test_refused_requests_get_no_fault() -> None:
    sandbox = Sandbox(otc_quota=[(1, 3600.0)])
    sandbox.faults = [Fault(kind="status", times=1)]
    async with otc_client(sandbox) as otc:
        seen = [(await otc.get("/users")).status_code for _ in range(2)]
        assert seen == [503, 429]


@pytest.mark.parametrize(
    "fault",
    [
        7,
        {},
        {"kind": "meteor"},
        {"kind": "drop", "when": "now"},
        {"kind": "drop", "probability": 2},
        {"kind": "drop", "probability": "often"},
        {"kind": "drop", "times": -1},
        {"kind": "drop", "times": 1.5},
        {"kind": "drop", "api": "other"},
        {"kind": "status", "status": 42},
        {"kind": "status", "headers": {"retry-after": 7}},
        {"kind": "hang", "seconds": -1},
    ],
)
async def test_invalid_faults_are_refused(sandbox: Sandbox, fault: Any) -> None:
    async with control_client(sandbox) as control:
        response = await control.put("/faults", json=[{"kind": "drop"}, fault])
        assert response.status_code == 400
        assert response.json()["detail"]
    assert sandbox.faults == []


async def test_faults_over_the_control_endpoint(sandbox: Sandbox) -> None:
    async with control_client(sandbox) as control, rooms_client(sandbox) as rooms:
        put = await control.put("/faults", json=[{"kind": "status", "status": 418, "times": 3}])
        assert put.json()[0]["times"] == 3
        assert (await rooms.get("/users")).status_code == 418
        assert (await control.get("/faults")).json()[0]["times"] == 2
        assert (await control.delete("/faults")).json() == []
        assert (await rooms.get("/users")).status_code == 200
        assert (await control.put("/faults", json={})).status_code == 400
        assert (await control.put("/faults", content=b"?")).status_code == 400
