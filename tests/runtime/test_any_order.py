"""Calls, iterations, faults, cancelling and closing, in any order: all promises are kept."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Literal

import anyio
import anyio.lowlevel
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Quota, RetryPolicy
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.sandbox import Fault, RunningSandbox
from opentoclose_async.sandbox.faults.plan import FaultKind
from tests.faults.harness import APIS, DEADLINE, QUICK, ApiName, make_client, rows_of, unharmed
from tests.runtime.concurrency.begun_tasks import Call, Client, End, Read, Task, Way, check_end
from tests.runtime.server_in_memory import ROWS, Fate, ServerInMemory
from tests.runtime.virtual_time import run_in_virtual_time
from tests.thoroughness import repeatable, scaled

TINY = 1e-6
LONG_AFTER = 100.0
"""Seconds; longer than any window or pause."""


@frozen
class Wait:
    """Let time pass, and other tasks run this many steps."""

    seconds: float = 0.0
    turns: int = 0


@frozen
class Stop:
    """Cancel one of the tasks started so far."""

    which: int


@frozen
class Close:
    """Close the client, maybe in a task that is being cancelled."""

    cancelled: bool = False


Step = Call | Read | Wait | Stop | Close


@frozen
class Script:
    """A client, a server and the steps taken with them."""

    api: Literal["otc", "rooms"]
    connections: int
    quota: str | None
    fates: list[Fate]
    steps: list[Step]


SECONDS = st.sampled_from([0.0, 0.0, 0.125, 0.5, 1.0, 2.5])
FATES = st.one_of(
    st.builds(Fate, seconds=SECONDS, steps=st.integers(0, 5)),
    st.builds(Fate, st.sampled_from(["unreachable", "lost", "cut", "silent"]), SECONDS),
    st.builds(
        Fate,
        seconds=SECONDS,
        status=st.sampled_from([404, 429, 500, 503]),
        retry_after=st.sampled_from([None, 1, 3]),
    ),
)
ENDS = st.one_of(
    st.just(End()),
    st.builds(End, st.sampled_from([0.0, 0.125, 0.5, 1.0, 1.5, 30.0]), st.booleans()),
)
STEPS = st.one_of(
    st.builds(Call, st.booleans(), ENDS),
    st.builds(
        Read,
        st.sampled_from(["rows", "rows closed", "pages", "collect", "verified"]),
        st.sampled_from([None, None, 0, 1, 7]),
        st.sampled_from([2, 5, 100]),
        ENDS,
    ),
    st.builds(Wait, SECONDS, st.integers(0, 12)),
    st.builds(Stop, st.integers(0, 8)),
)
SCRIPTS = st.builds(
    Script,
    st.sampled_from(["otc", "rooms"]),
    st.integers(1, 4),
    st.sampled_from([None, "1/s", "3/s", "2/0.5s, 5/10s"]),
    st.lists(FATES, max_size=12),
    # Closed near the end or not at all, so that most of what is drawn happens with an open client.
    st.one_of(
        st.lists(STEPS, min_size=1, max_size=12),
        st.builds(
            lambda before, close, after: [*before, close, *after],
            st.lists(STEPS, max_size=10),
            st.builds(Close, st.booleans()),
            st.lists(STEPS, max_size=3),
        ),
    ),
)


def client_of(script: Script, server: ServerInMemory) -> Client:
    options: dict[str, Any] = {
        "transport": server,
        "max_connections": script.connections,
        "quota": None if script.quota is None else Quota.parse(script.quota),
        "retry": RetryPolicy(attempts=3, first_delay=0.25),
    }
    if script.api == "otc":
        return AsyncOpenToClose("key", base_url="http://a.test", **options)
    return AsyncRooms(account_id="4f2c", access_token="token", base_url="http://a.test", **options)


async def play(script: Script, backend: str) -> None:
    """Run a script, and check afterwards that every promise was kept."""
    living = count_tasks(backend)
    server = ServerInMemory(script.fates)
    client = client_of(script, server)
    tasks: list[Task] = []
    async with anyio.create_task_group() as group:
        for step in script.steps:
            if isinstance(step, Wait):
                await anyio.sleep(step.seconds)
                for _ in range(step.turns):
                    await anyio.lowlevel.checkpoint()
            elif isinstance(step, Stop):
                for task in tasks[step.which :][:1]:
                    task.stop()
            elif isinstance(step, Close):
                with anyio.CancelScope() as scope:
                    if step.cancelled:
                        scope.cancel()
                    await client.aclose()
                assert server.closed
            else:
                natively = step.end.natively and backend == "asyncio"
                tasks.append(Task(step, len(tasks), natively))
                group.start_soon(tasks[-1].run, client)
    if not server.closed:
        await anyio.sleep(LONG_AFTER)  # workers of a loop that was left stop by themselves
    for task in tasks:
        check_end(task, ROWS, server.carried_out)
    check_requests(script, server)
    if not server.closed:
        await check_usable(script, client, server)
        await client.aclose()
    await check_closed(client, server)
    assert count_tasks(backend) == living


def count_tasks(backend: str) -> int:
    if backend == "asyncio":
        return len(asyncio.all_tasks())
    import trio

    return trio.lowlevel.current_statistics().tasks_living


def check_requests(script: Script, server: ServerInMemory) -> None:
    """Check what the server saw: requests at a time, in each window and in pauses."""
    assert server.in_flight == 0
    assert server.most_in_flight <= script.connections
    assert server.after_close == 0
    if script.quota is None:
        return
    for window in Quota.parse(script.quota).windows:
        for first, one_too_many in zip(
            server.arrived, server.arrived[window.count :], strict=False
        ):
            assert one_too_many - first >= window.seconds - TINY
    for since, until in server.refused:
        assert not [at for at in server.arrived if since + TINY < at < until - TINY]


async def check_usable(script: Script, client: Client, server: ServerInMemory) -> None:
    """Check that every connection and permit is free, by the maximum number of calls together."""
    windows = () if script.quota is None else Quota.parse(script.quota).windows
    at_once = min([script.connections, *(window.count for window in windows)])
    server.hold_until_together(script.connections)
    asked = len(server.arrived)
    with anyio.fail_after(LONG_AFTER):
        async with anyio.create_task_group() as group:
            for _ in range(script.connections):
                group.start_soon(client.request, "GET", "/users/1")
    first, *others = server.arrived[asked : asked + at_once]
    assert server.refused or all(at - first < TINY for at in others)  # then they are spaced
    # One request left for now suffices for one after another, unless some are wrongly thought to
    # be in flight.
    await anyio.sleep(LONG_AFTER)
    server.hold_until_together(1)
    server.burst_left = 1
    for _ in range(2):
        await client.request("GET", "/users/1")
    waited = server.arrived[-1] - server.arrived[-2]
    assert (
        waited < TINY
        or server.refused
        or (windows and min(window.count for window in windows) == 1)
    )


async def check_closed(client: Client, server: ServerInMemory) -> None:
    """Check that nothing is sent any more, whatever is called."""
    asked = len(server.arrived)
    uses: list[Callable[[], Awaitable[Any]]] = [
        lambda: client.request("GET", "/users/1"),
        client.users.list_users,
        lambda: anext(client.users.iter_users().pages()),
        lambda: anext(aiter(client.users.iter_users())),
        lambda: anext(client.users.iter_users().verified()),
    ]
    for use in uses:
        with pytest.raises(ConfigurationError, match="closed"):
            await use()
    await client.aclose()
    assert len(server.arrived) == asked


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@repeatable(100)
@given(script=SCRIPTS)
def test_every_promise_is_kept_in_any_order(backend: str, script: Script) -> None:
    run_in_virtual_time(backend, play, script, backend)


@pytest.mark.anyio
@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("seed", range(scaled(1, 4)))
async def test_every_promise_is_kept_over_real_sockets(
    seed: int, api: ApiName, start_server: Callable[..., RunningSandbox], anyio_backend: str
) -> None:
    server = start_server(users=230, seed=seed, latency=0.002)
    dice = random.Random(seed)
    kinds: tuple[FaultKind, ...] = ("drop", "cut", "reset", "slow", "status")
    # The first client stays open and must stay fully usable; the second is closed in the middle.
    async with unharmed(api, server, retry=QUICK, max_connections=4) as client:
        server.sandbox.faults[:] = [
            Fault(kind=kind, probability=0.05, seconds=0.01) for kind in kinds
        ]
        await mistreat(client, dice, 40, rows_of(api, server), anyio_backend)
        await check_places(api, client, server, 4)
        server.sandbox.faults[:] = [Fault(kind="slow", probability=0.2, seconds=0.01)]
        other = make_client(api, server, retry=QUICK, max_connections=4)
        async with anyio.create_task_group() as group:
            group.start_soon(mistreat, other, dice, 10, rows_of(api, server), anyio_backend)
            await anyio.sleep(dice.uniform(0, 0.05))
            await other.aclose()
        with pytest.raises(ConfigurationError, match="closed"):
            await other.users.list_users()


@pytest.mark.anyio
@pytest.mark.parametrize("api", APIS)
async def test_a_client_whose_block_is_cancelled_is_closed(
    api: ApiName, start_server: Callable[..., RunningSandbox]
) -> None:
    server = start_server(users=1500, latency=0.02)
    async with unharmed(api, server):
        for delay in (0.01, 0.05, 0.09):
            client = make_client(api, server)
            with anyio.move_on_after(delay):
                async with client:
                    await client.users.iter_users(page_size=10).raw().collect()
            with pytest.raises(ConfigurationError, match="closed"):
                await client.users.list_users()


async def mistreat(
    client: Client, dice: random.Random, times: int, rows: list[dict[str, Any]], backend: str
) -> None:
    """Start various tasks, cancel some, and check how each ends."""
    tasks: list[Task] = []
    ways: tuple[Way, ...] = ("rows", "rows closed", "pages", "collect", "verified")
    async with anyio.create_task_group() as group:
        for number in range(times):
            end = End(dice.choice([None, dice.uniform(0, 0.05)]), dice.random() < 0.5)
            most = dice.choice([None, None, 1, 70])
            choice: list[Call | Read] = [Call(end=end), Read(dice.choice(ways), most, 20, end)]
            step = dice.choice(choice)
            tasks.append(Task(step, number, end.natively and backend == "asyncio"))
            group.start_soon(tasks[-1].run, client)
            await anyio.sleep(dice.choice([0, 0, 0.003]))
            if dice.random() < 0.2:
                dice.choice(tasks).stop()
    for task in tasks:
        check_end(task, rows, {})


async def check_places(api: ApiName, client: Client, server: RunningSandbox, places: int) -> None:
    """Check that the maximum number of calls reach the server together."""
    stats = server.sandbox.stats.otc if api == "otc" else server.sandbox.stats.rooms
    server.sandbox.faults[:] = [Fault(kind="hang", seconds=DEADLINE)]
    with anyio.fail_after(DEADLINE / 2):
        async with anyio.create_task_group() as group:
            asked = stats.requests
            for _ in range(places):
                group.start_soon(partial(client.request, "GET", "/users/1", timeout=DEADLINE))
            while stats.requests < asked + places:  # noqa: ASYNC110 - the server has no event
                await anyio.sleep(0.005)
            group.cancel_scope.cancel()
