"""Signing in by JWT grant: one shared token, renewed in time without losing a row."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async import AccessToken, AsyncRooms, JWTGrant, Quota, RetryPolicy
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    DataFormatError,
    NetworkError,
    RateLimitError,
    ServerError,
)
from opentoclose_async.hooks import RetryEvent
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox
from tests.docusign.signed_in import (
    TokenServer,
    blocking_signed_in,
    grant_of,
    issued,
    mocked,
    refused,
    signed_in,
    token_requests,
)

pytestmark = pytest.mark.anyio

Start = Callable[..., RunningSandbox]
DEADLINE = 20.0
AT_ONCE = RetryPolicy(attempts=3, first_delay=0.0)


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=345)


async def test_a_hundred_concurrent_calls_share_one_token(start_server: Start) -> None:
    server = start_server(users=345, latency=0.01)
    async with signed_in(server) as rooms:
        with anyio.fail_after(DEADLINE):
            async with anyio.create_task_group() as group:
                for _ in range(100):
                    group.start_soon(rooms.users.get_users)
    assert token_requests(server.sandbox) == 1
    assert server.sandbox.stats.rooms.by_status == {200: 100}
    user_infos = [r for r in server.sandbox.stats.auth.log if r.path == "/oauth/userinfo"]
    assert len(user_infos) == 1


async def test_a_token_that_expires_mid_list_is_renewed_once_and_no_row_is_lost(
    start_server: Start,
) -> None:
    server = start_server(users=3000, latency=0.005)
    seen: list[int | None] = []
    async with signed_in(server, max_connections=8) as rooms:
        with anyio.fail_after(DEADLINE):
            async for user in rooms.users.iter_users():
                seen.append(user.user_id)
                if len(seen) == 500:
                    server.sandbox.revoke_tokens()
    assert seen == [row["userId"] for row in server.sandbox.rooms_rows("users")]
    assert server.sandbox.stats.rooms.by_status[401] >= 1
    assert token_requests(server.sandbox) == 2


class LateRefusals(httpx.AsyncBaseTransport):
    """Refuse the first token: one call at once, the others after the second token is in use."""

    def __init__(self) -> None:
        self.token_requests = 0
        self.refused = 0
        self.second_in_use = anyio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            self.token_requests += 1
            return issued(access_token=f"token{self.token_requests}")
        if request.headers["authorization"] != "Bearer token1":
            self.second_in_use.set()
            return httpx.Response(200, json={"userSummaries": []})
        self.refused += 1
        if self.refused > 1:
            await self.second_in_use.wait()
        return httpx.Response(401)


async def test_a_late_refusal_uses_the_token_that_others_have_renewed() -> None:
    transport = LateRefusals()
    async with AsyncRooms("a", auth=grant_of(Sandbox()), transport=transport) as rooms:
        with anyio.fail_after(DEADLINE):
            async with anyio.create_task_group() as group:
                for _ in range(8):
                    group.start_soon(rooms.users.get_users)
    assert transport.refused == 8
    assert transport.token_requests == 2


async def test_a_create_refused_with_401_is_sent_again(sandbox: Sandbox) -> None:
    again: list[RetryEvent] = []
    async with signed_in(sandbox, retry=None, on_retry=again.append) as rooms:
        await rooms.users.get_users()
        sandbox.revoke_tokens()
        with pytest.raises(Exception, match=r"answered (404|405)") as caught:
            await rooms.request("POST", "/v2/accounts/{account_id}/users", body={"a": 1})
        assert not isinstance(caught.value, AuthenticationError)
        assert (rooms.counters.requests, rooms.counters.retries) == (3, 1)
    (event,) = again
    assert (event.method, event.attempt, event.delay) == ("POST", 1, 0.0)
    assert isinstance(event.error, AuthenticationError)


async def test_a_second_401_is_raised() -> None:
    sandbox = Sandbox(users=3)
    sandbox.faults = [Fault(api="rooms", kind="status", status=401)]
    async with signed_in(sandbox) as rooms:
        with pytest.raises(AuthenticationError, match="may use Rooms") as caught:
            await rooms.users.get_users()
    assert caught.value.status_code == 401
    assert sandbox.stats.rooms.by_status == {401: 2}
    assert token_requests(sandbox) == 2


async def test_a_given_access_token_is_not_renewed(sandbox: Sandbox) -> None:
    async with signed_in(sandbox, AccessToken("stale")) as rooms:
        with pytest.raises(AuthenticationError, match="/oauth/userinfo answered 401"):
            await rooms.users.get_users()
    config = sandbox.config
    async with signed_in(sandbox, AccessToken("stale"), account_id=config.account_id) as rooms:
        with pytest.raises(AuthenticationError, match="DOCUSIGN_ACCESS_TOKEN"):
            await rooms.users.get_users()
    assert sandbox.stats.rooms.by_status == {401: 1}
    assert token_requests(sandbox) == 0


async def test_a_renewal_does_not_count_as_an_attempt(sandbox: Sandbox) -> None:
    async with signed_in(sandbox, retry=RetryPolicy(attempts=2, first_delay=0.0)) as rooms:
        await rooms.users.get_users()
        sandbox.revoke_tokens()
        sandbox.faults = [Fault(api="rooms", kind="status", status=500, times=1)]
        assert len((await rooms.users.get_users()).user_summaries) == 100


async def test_a_token_request_is_retried_although_it_is_a_post() -> None:
    grants = TokenServer(httpx.ReadTimeout("late"), httpx.Response(503), issued())
    async with mocked(Sandbox(), grants, retry=AT_ONCE) as rooms:
        await rooms.users.get_users()
    assert len(grants.forms) == 3
    assert grants.bearers == ["tok"]


@pytest.mark.parametrize(
    ("answer", "kind", "message"),
    [
        (httpx.ConnectError("nobody"), NetworkError, r"/oauth/token: no connection .*auth_url"),
        (httpx.Response(500), ServerError, "POST /oauth/token answered 500"),
        (httpx.Response(429, headers={"Retry-After": "90"}), RateLimitError, "/oauth/token"),
        (refused("invalid_client", status=401), AuthenticationError, "client_secret"),
        (refused("odd_error"), AuthenticationError, "odd_error.*check the integration key"),
        (httpx.Response(200, text="hello"), DataFormatError, "not JSON: .*auth_url"),
        (httpx.Response(200, json="hello"), DataFormatError, "not a JSON object"),
        (httpx.Response(200, html="<p>Sign in</p>"), DataFormatError, "HTML page"),
        (httpx.Response(200, json={"token_type": "Bearer"}), DataFormatError, "no access token"),
        (issued(access_token="a b"), DataFormatError, "no access token"),
        (issued(expires_in="soon"), DataFormatError, "how long"),
        (issued(token_type="mac"), DataFormatError, "not a bearer token"),
    ],
    ids=str,
)
@pytest.mark.loops_in_turn
async def test_a_failure_at_the_token_endpoint_raises_the_usual_error(
    answer: httpx.Response | Exception, kind: type[Exception], message: str
) -> None:
    grants = TokenServer(answer)
    async with mocked(Sandbox(), grants) as rooms:
        with pytest.raises(kind, match=message) as caught:
            await rooms.users.get_users()
        assert getattr(caught.value, "endpoint", None) == "/oauth/token"
        with pytest.raises(kind, match=message):
            await rooms.users.list_users()
        assert rooms.counters.requests == 0
    assert grants.bearers == []


async def test_expires_in_may_be_a_string() -> None:
    grants = TokenServer(issued(expires_in="3600"))
    async with mocked(Sandbox(), grants) as rooms:
        await rooms.users.get_users()
        await rooms.users.get_users()
    assert len(grants.forms) == 1


async def test_each_caller_that_waits_for_a_failed_renewal_gets_a_copy_of_its_error() -> None:
    errors: list[AuthenticationError] = []
    grants = TokenServer(refused("invalid_grant", "user_not_found"))
    async with mocked(Sandbox(), grants) as rooms:

        async def call() -> None:
            with pytest.raises(AuthenticationError) as caught:
                await rooms.users.get_users()
            errors.append(caught.value)

        with anyio.fail_after(DEADLINE):
            async with anyio.create_task_group() as group:
                for _ in range(10):
                    group.start_soon(call)
    assert len(grants.forms) == 1
    assert len({id(error) for error in errors}) == 10


class Held(httpx.AsyncBaseTransport):
    """Hold token requests until ``release`` is set."""

    def __init__(self) -> None:
        self.asked = anyio.Event()
        self.release = anyio.Event()
        self.grants = TokenServer(issued())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            self.asked.set()
            await self.release.wait()
        return await self.grants.transport.handle_async_request(request)


async def test_a_call_cancelled_while_a_token_is_fetched_leaves_the_client_usable() -> None:
    transport = Held()
    async with AsyncRooms("a", auth=grant_of(Sandbox()), transport=transport) as rooms:
        with anyio.fail_after(DEADLINE):
            async with anyio.create_task_group() as group:
                group.start_soon(rooms.users.get_users)
                await transport.asked.wait()
                group.cancel_scope.cancel()
            transport.release.set()
            await rooms.users.get_users()
    assert len(transport.grants.forms) == 1


async def test_closing_a_client_while_it_signs_in_fails_its_calls() -> None:
    transport = Held()
    rooms = AsyncRooms("a", auth=grant_of(Sandbox()), transport=transport)
    raised: list[Exception] = []

    async def call() -> None:
        with pytest.raises(ConfigurationError, match="closed") as caught:
            await rooms.users.get_users()
        raised.append(caught.value)

    with anyio.fail_after(DEADLINE):
        async with anyio.create_task_group() as group:
            group.start_soon(call)
            await transport.asked.wait()
            await rooms.aclose()
        with pytest.raises(ConfigurationError, match="closed"):
            await rooms.get_user_info()
    assert len(raised) == 1


async def test_token_requests_are_logged_and_not_counted_in_the_quota(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="opentoclose_async")
    paths: list[str] = []
    options: dict[str, Any] = {"quota": Quota.parse("1/1h"), "max_wait": 0.0}
    options["on_request"] = lambda event: paths.append(event.path)
    async with signed_in(sandbox, **options) as rooms:
        await rooms.users.get_users()
    account = sandbox.config.account_id
    assert paths == ["/oauth/token", "/oauth/userinfo", f"/v2/accounts/{account}/users"]
    lines = [record.getMessage() for record in caplog.records]
    assert any(line.startswith("POST /oauth/token 200") for line in lines)


async def test_user_info_describes_the_signed_in_user(sandbox: Sandbox) -> None:
    async with signed_in(sandbox) as rooms:
        user = await rooms.get_user_info()
        sandbox.revoke_tokens()
        assert (await rooms.get_user_info()).sub == sandbox.config.user_id
    assert user.email == user.raw["email"]
    assert user.created is not None
    assert (user.created.year, user.created.microsecond) == (2015, 450_000)
    (account,) = user.accounts
    assert account.account_id == sandbox.config.account_id
    assert account.is_default is True
    assert account.raw == user.raw["accounts"][0]


def test_blocking_calls_from_several_threads_share_one_token(start_server: Start) -> None:
    server = start_server(users=345, latency=0.005)
    with blocking_signed_in(server) as rooms, ThreadPoolExecutor(8) as pool:
        before = rooms.account_id
        counts = list(
            pool.map(lambda _: len(rooms.users.list_users()), range(16), timeout=DEADLINE)
        )
        assert rooms.get_user_info().sub == server.sandbox.config.user_id
        after = rooms.account_id
    assert (before, after) == (None, server.sandbox.config.account_id)
    assert counts == [345] * 16
    assert token_requests(server.sandbox) == 1


class CountsClosings(httpx.MockTransport):
    """A transport that counts how often it is closed."""

    closed = 0

    async def aclose(self) -> None:
        self.closed += 1


async def test_a_custom_transport_is_closed_once() -> None:
    transport = CountsClosings(TokenServer(issued()))
    async with AsyncRooms("a", auth=grant_of(Sandbox()), transport=transport) as rooms:
        await rooms.users.get_users()
    assert transport.closed == 1


def test_auth_and_access_token_exclude_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    auth = JWTGrant("key", "user", "key.pem")
    with pytest.raises(ConfigurationError, match="either auth or access_token"):
        AsyncRooms("a", auth=auth, access_token="t")
    monkeypatch.setenv("DOCUSIGN_ACCESS_TOKEN", "t")
    assert AsyncRooms("a", auth=auth).account_id == "a"
