"""What every transport must keep, ours and those of others, over real sockets."""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import anyio
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.exceptions import (
    ConfigurationError,
    DataFormatError,
    NetworkError,
    OpenToCloseAPIError,
    TimeoutError,
)
from opentoclose_async.sandbox import Fault, RunningSandbox
from opentoclose_async.sandbox.faults.plan import FaultKind
from tests.clients import blocking_otc_client, otc_client
from tests.faults.harness import QUICK, requests_of
from tests.runtime.transport.contract.recorder import recording
from tests.runtime.transport.contract.transports import (
    EACH,
    KINDS,
    options_of,
)
from tests.runtime.transport.hostile_server import CHUNKED, OK, Hostile, flood, silence, trickle
from tests.security.reach import Reach

pytestmark = pytest.mark.anyio

KEY = "sEcReT-8f3a9c+/q=="
LOST: list[FaultKind] = ["drop", "reset", "cut"]
JANE = {"email": "jane@example.com"}
Start = Callable[..., RunningSandbox]


@pytest.fixture
def reach() -> Iterator[Reach]:
    with Reach(KEY) as reach:
        yield reach
        assert reach.found() == []


def client(kind: str, address: str, **options: Any) -> AsyncOpenToClose:
    known: dict[str, Any] = {"retry": None, "quota": None, "timeout": 5.0}
    return AsyncOpenToClose(KEY, base_url=address, **{**known, **options_of(kind), **options})


@EACH
async def test_a_create_whose_response_is_lost_is_sent_once(kind: str, start_server: Start) -> None:
    server = start_server()
    async with otc_client(server, retry=QUICK, timeout=5.0, **options_of(kind)) as otc:
        await otc.users.list_users()  # so that there is a connection that could be dropped
        rows = len(server.sandbox.otc_rows("users"))
        for number, fault in enumerate(LOST, 1):
            server.sandbox.faults[:] = [Fault(kind=fault, after=True)]
            with pytest.raises(OpenToCloseAPIError, match="check before you send it") as caught:
                await otc.users.create_user(JANE)
            assert caught.value.outcome_unknown
            assert requests_of("POST", server) == number
            assert len(server.sandbox.otc_rows("users")) == rows + number
        server.sandbox.faults.clear()
        assert (await otc.users.create_user(JANE)).email == JANE["email"]


@EACH
async def test_reads_updates_and_deletes_survive_a_lost_response(
    kind: str, start_server: Start
) -> None:
    server = start_server()
    async with otc_client(server, retry=QUICK, **options_of(kind)) as otc:
        for call in (
            partial(otc.users.retrieve_user, 2),
            partial(otc.users.update_user, 2, JANE),
            partial(otc.users.delete_user, 2),
        ):
            server.sandbox.faults[:] = [Fault(kind="drop", times=2)]
            await call()


@EACH
async def test_a_request_has_a_body_only_if_it_has_content(kind: str) -> None:
    large = {"text": "x" * 300_000}
    async with recording() as server, client(kind, f"{server.address}/v1") as otc:
        for method, body in (("GET", None), ("DELETE", None), ("POST", large), ("PUT", JANE)):
            await otc.request(method, "/users/5", body=body)
    for head, _ in server.requests:
        assert b"transfer-encoding" not in head.lower()
    lengths = [head.lower().count(b"content-length:") for head, _ in server.requests]
    assert lengths in ([0, 0, 1, 1], [0, 1, 1, 1])  # a DELETE may say that it has no body
    assert [len(body) > 300_000 for _, body in server.requests] == [False, False, True, False]
    assert server.requests[3][1] == b'{"email":"jane@example.com"}'
    queries = {urlsplit(head.split()[1]).query for head, _ in server.requests}
    assert [parse_qs(query) for query in queries] == [{b"api_token": [KEY.encode()]}]


@EACH
async def test_no_secret_is_in_reach_of_any_failure(kind: str, reach: Reach) -> None:
    def repeat(head: bytes) -> bytes:
        line = head.partition(b"\r\n")[0]
        secret = next((each for each in head.split(b"\r\n") if b"Bearer" in each), b"")
        return line + secret + b"\r\n\r\n"

    def cut(head: bytes) -> bytes:
        return b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + head[:50]

    async with recording() as server:
        for address, respond in (
            ("http://127.0.0.1:9", cut),
            (server.address, lambda _: b""),
            (server.address, repeat),
            (server.address, cut),
        ):
            server.respond = respond
            options: dict[str, Any] = {"retry": None, "quota": None, "timeout": 0.2}
            otc = AsyncOpenToClose(KEY, base_url=address, **options, **options_of(kind))
            rooms = AsyncRooms(
                "a", access_token=KEY, base_url=address, **options, **options_of(kind)
            )
            async with otc, rooms:
                for each in (otc, rooms):
                    with pytest.raises(OpenToCloseAPIError) as caught:
                        await each.request("POST", "/users", body=JANE)
                    reach.add(f"{address} {respond}", caught.value)


@EACH
async def test_no_secret_is_in_reach_of_a_cancellation(kind: str, reach: Reach) -> None:
    for serve in (silence, trickle(OK + b"Content-Length: 9999\r\n\r\n", b" ")):
        server, cancelled = Hostile(serve), None
        async with server.running() as address, client(kind, address) as otc:
            with anyio.move_on_after(0.05):
                try:
                    await otc.users.retrieve_user(5)
                except BaseException as error:
                    cancelled = error
                    raise
        assert cancelled is not None
        reach.add("cancelled", cancelled)


@EACH
async def test_the_size_of_a_response_is_bound(kind: str) -> None:
    for head, again in (
        (OK + b"Connection: close\r\n\r\n", b" " * 1000),
        (CHUNKED, b"3e8\r\n" + b" " * 1000 + b"\r\n"),
    ):
        server = Hostile(flood(head, again))
        async with (
            server.running() as address,
            client(kind, address, max_response_bytes=100_000) as otc,
        ):
            with pytest.raises(DataFormatError, match="more than 100000 bytes"):
                await otc.users.retrieve_user(5)
            await server.left.wait()
            assert await otc.request("GET", "/x") == {}


@EACH
@pytest.mark.parametrize(
    ("options", "serve"),
    [
        ({"timeout": 0.1}, silence),
        ({"timeout": 5.0, "total_timeout": 0.2}, silence),
        ({"total_timeout": 0.2}, trickle(OK + b"Content-Length: 9999\r\n\r\n", b" ")),
        ({"timeout": 0.1, "total_timeout": 0.2}, trickle(OK + b"X: ", b"x")),
    ],
    ids=["timeout", "total timeout", "endless body", "endless head"],
)
async def test_time_is_bound(kind: str, options: dict[str, float], serve: Any) -> None:
    server = Hostile(serve)
    async with server.running() as address, client(kind, address, **options) as otc:
        with pytest.raises(NetworkError, match=r"POST /users: .*check before") as caught:
            await otc.request("POST", "/users", body=JANE)
        said_by_the_transport = "transport= failed" in str(caught.value)
        assert said_by_the_transport or isinstance(caught.value, TimeoutError)
        assert caught.value.outcome_unknown
        await server.left.wait()
        assert await otc.request("GET", "/x") == {}


@EACH
async def test_a_client_is_usable_after_a_storm_of_cancellations(
    kind: str, start_server: Start
) -> None:
    server = start_server(users=200, latency=0.005)
    async with otc_client(server, max_connections=8, timeout=5.0, **options_of(kind)) as otc:

        async def give_up_after(seconds: float) -> None:
            with anyio.move_on_after(seconds):
                await otc.users.list_users(page_size=10)

        for number in range(16):
            async with anyio.create_task_group() as group:
                for each in range(8):
                    group.start_soon(give_up_after, (5 * number + 3 * each) % 40 / 2000)
        with anyio.fail_after(10):
            assert len(await otc.users.list_users(page_size=20)) == 200


@EACH
@pytest.mark.parametrize("status", [302, 307])
async def test_a_redirect_to_another_host_is_not_followed(kind: str, status: int) -> None:
    async with (
        recording() as other,
        recording() as server,
        client(kind, f"{server.address}/v1") as otc,
    ):
        there = other.address.encode()
        server.respond = lambda _: (
            b"HTTP/1.1 %d Go\r\nLocation: %s/v1\r\nContent-Length: 0\r\n\r\n" % (status, there)
        )
        for method in ("GET", "POST"):
            with pytest.raises(OpenToCloseAPIError, match="not followed"):
                await otc.request(method, "/users")
    assert other.requests == []
    assert len(server.requests) == 2


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.parametrize("kind", ["ours", "httpx", "around httpx", "httpx-aiohttp"])
def test_a_client_in_a_second_event_loop_works_or_says_why_not(
    kind: str, start_server: Start
) -> None:
    server = start_server(users=5)
    otc = otc_client(server, timeout=5.0, **options_of(kind))
    assert len(anyio.run(otc.users.list_users)) == 5
    why = ""
    try:
        assert len(anyio.run(otc.users.list_users)) == 5
    except ConfigurationError as error:
        why = str(error)
    anyio.run(otc.aclose)
    del otc
    gc.collect()  # other transports leave connections of the first loop open
    if kind not in ("ours", "httpx"):
        assert not why or "transport= does not work in this event loop" in why
    else:
        assert not why


@pytest.mark.parametrize("kind", KINDS)
def test_threads_share_a_blocking_client(kind: str, start_server: Start) -> None:
    server = start_server(users=300)
    with (
        blocking_otc_client(server, **options_of(kind)) as otc,
        ThreadPoolExecutor(4) as threads,
    ):
        lists = list(threads.map(lambda _: otc.users.list_users(page_size=50), range(8)))
    assert {len(each) for each in lists} == {300}


@pytest.mark.parametrize("anyio_backend", ["trio"])
async def test_a_transport_for_asyncio_says_so_in_trio() -> None:
    async with client("httpx-aiohttp", "http://127.0.0.1:9") as otc:
        with pytest.raises(ConfigurationError, match=r"GET /users/5: .* in asyncio only"):
            await otc.users.retrieve_user(5)


async def test_a_create_is_sent_again_if_a_transport_around_httpx_could_not_connect() -> None:
    attempts: list[object] = []
    async with client(
        "around httpx", "http://127.0.0.1:9", retry=QUICK, on_request=attempts.append
    ) as otc:
        with pytest.raises(NetworkError, match="no connection") as caught:
            await otc.users.create_user(JANE)
    assert not caught.value.outcome_unknown
    assert len(attempts) == QUICK.attempts
