from collections.abc import Callable

import httpx
import pytest

from opentoclose_async.sandbox import Sandbox, SandboxConfig
from tests.sandbox.clients import otc_client, rooms_client

pytestmark = [pytest.mark.anyio, pytest.mark.loops_in_turn]


class Clock:
    """A clock that only moves when set."""

    def __init__(self, now: float = 1000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def wall_clock() -> float:
    return 1_700_000_000.25


async def statuses(client: httpx.AsyncClient, count: int) -> list[int]:
    return [(await client.get("/users", params={"x": 1})).status_code for _ in range(count)]


async def test_documented_quota_of_open_to_close(clock: Clock) -> None:
    sandbox = Sandbox(quota="documented", clock=clock)
    async with otc_client(sandbox) as otc:
        assert await statuses(otc, 2) == [200, 429]
        clock.now += 0.999
        assert await statuses(otc, 1) == [429]
        clock.now = 1001.0
        response = await otc.get("/teams")
        assert response.status_code == 200
        refused = await otc.get("/teams")
    assert refused.json() == {"detail": "Request was throttled."}
    assert "retry-after" not in refused.headers
    assert sandbox.stats.otc.rate_limited == 3


async def test_windows_slide(clock: Clock) -> None:
    async with otc_client(Sandbox(otc_quota=[(3, 10.0)], clock=clock)) as otc:
        seen = []
        for clock.now in (1000.0, 1006.0, 1009.0, 1009.5, 1010.0, 1015.9, 1016.0, 1019.0):
            seen += await statuses(otc, 1)
    assert seen == [200, 200, 200, 429, 200, 429, 200, 200]


async def test_retry_after_says_when_there_is_room(clock: Clock) -> None:
    async with otc_client(Sandbox(otc_quota=[(2, 10.0)], retry_after=True, clock=clock)) as otc:
        for clock.now in (1000.0, 1004.0, 1007.5):
            response = await otc.get("/users")
        assert (response.status_code, response.headers["retry-after"]) == (429, "3")
        clock.now += 3
        assert await statuses(otc, 1) == [200]


async def test_requests_without_the_token_do_not_count(clock: Clock) -> None:
    sandbox = Sandbox(quota="documented", clock=clock)
    async with otc_client(sandbox) as otc:
        token = otc.params
        otc.params = httpx.QueryParams()
        assert await statuses(otc, 2) == [200, 200]
        otc.params = token
        assert await statuses(otc, 2) == [200, 429]


async def test_reset_frees_the_windows(clock: Clock) -> None:
    sandbox = Sandbox(quota="documented", clock=clock)
    async with otc_client(sandbox) as otc:
        assert await statuses(otc, 2) == [200, 429]
        sandbox.reset()
        assert await statuses(otc, 2) == [200, 429]


async def test_nothing_is_limited_by_default() -> None:
    async with otc_client(Sandbox(clock=Clock())) as otc:
        assert set(await statuses(otc, 50)) == {200}


async def test_rooms_reports_both_limits(clock: Clock) -> None:
    sandbox = Sandbox(quota="documented", clock=clock, wall_clock=wall_clock)
    async with rooms_client(sandbox) as rooms:
        await rooms.get("/users")
        clock.now += 100
        headers = (await rooms.get("/users/1")).headers
    assert headers["x-ratelimit-limit"] == "3000"
    assert headers["x-ratelimit-remaining"] == "2998"
    assert headers["x-ratelimit-reset"] == "1700003501"
    assert headers["x-burstlimit-limit"] == "500"
    assert headers["x-burstlimit-remaining"] == "499"


async def test_rooms_burst_limit(clock: Clock) -> None:
    sandbox = Sandbox(rooms_quota=[(2, 30.0), (5, 3600.0)], clock=clock, retry_after=True)
    async with rooms_client(sandbox) as rooms:
        assert await statuses(rooms, 2) == [200, 200]
        refused = await rooms.get("/users")
        assert refused.status_code == 429
        assert refused.json()["errorCode"] == "BURST_APIINVOCATION_LIMIT_EXCEEDED"
        assert refused.headers["x-burstlimit-remaining"] == "0"
        assert refused.headers["x-ratelimit-remaining"] == "3"
        assert refused.headers["retry-after"] == "30"


async def test_rooms_hourly_limit_while_the_burst_limit_has_room(clock: Clock) -> None:
    sandbox = Sandbox(
        rooms_quota=[(2, 30.0), (3, 3600.0)],
        rate_limit_status=400,
        clock=clock,
        wall_clock=wall_clock,
    )
    async with rooms_client(sandbox) as rooms:
        for clock.now in (0.0, 100.0, 200.0, 300.0):
            refused = await rooms.get("/users")
    assert refused.status_code == 400
    assert refused.json()["errorCode"] == "HOURLY_APIINVOCATION_LIMIT_EXCEEDED"
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert refused.headers["x-ratelimit-reset"] == "1700003301"
    assert refused.headers["x-burstlimit-remaining"] == "2"


@pytest.mark.parametrize(
    ("seconds", "code", "present", "absent"),
    [
        (5.0, "BURST_APIINVOCATION_LIMIT_EXCEEDED", "x-burstlimit-limit", "x-ratelimit-limit"),
        (60.0, "HOURLY_APIINVOCATION_LIMIT_EXCEEDED", "x-ratelimit-limit", "x-burstlimit-limit"),
    ],
)
async def test_rooms_with_a_single_window(
    clock: Clock, seconds: float, code: str, present: str, absent: str
) -> None:
    async with rooms_client(Sandbox(rooms_quota=[(1, seconds)], clock=clock)) as rooms:
        await rooms.get("/users")
        refused = await rooms.get("/users")
    assert refused.json()["errorCode"] == code
    assert refused.headers[present] == "1"
    assert absent not in refused.headers


@pytest.mark.parametrize(
    "make",
    [
        lambda: SandboxConfig(otc_quota=[(0, 1.0)]),
        lambda: SandboxConfig(rooms_quota=[(1, 0.0)]),
        lambda: SandboxConfig(users=-1),
        lambda: SandboxConfig(latency=-0.1),
        lambda: SandboxConfig(otc_page_cap=0),
        lambda: SandboxConfig(rooms_page_cap=101),
        lambda: SandboxConfig(quota="some"),  # type: ignore[arg-type]
        lambda: SandboxConfig(empty_list_status=404),  # type: ignore[arg-type]
    ],
)
def test_settings_are_checked(make: Callable[[], SandboxConfig]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        make()


def test_settings_show_no_token() -> None:
    config = SandboxConfig()

    assert config.otc_token not in repr(config)
    assert config.rooms_token not in repr(config)
