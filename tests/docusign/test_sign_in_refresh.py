"""Refresh tokens: each works once, and the latest must not be lost."""

import re
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async import (
    AsyncRooms,
    FileTokenStore,
    MemoryTokenStore,
    RefreshToken,
    RetryPolicy,
    code_challenge,
)
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    NetworkError,
)
from opentoclose_async.sandbox import RunningSandbox, Sandbox
from tests.docusign.signed_in import TokenServer, public_app, secret_app, signed_in
from tests.runtime.virtual_time import run_in_virtual_time

DEADLINE = 20.0
KEY = "b27f4c61-93de-4d1a-8c05-1e7a60d9f3b8"


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(users=3)


def issued(number: int, **changes: Any) -> httpx.Response:
    """Return a response with the access and refresh tokens of this number."""
    token = {"access_token": f"access{number}", "token_type": "Bearer", "expires_in": 28800}
    return httpx.Response(200, json={**token, "refresh_token": f"refresh{number}", **changes})


REFUSED = httpx.Response(400, json={"error": "invalid_grant"})


def mocked(grants: TokenServer, auth: RefreshToken, **options: Any) -> AsyncRooms:
    known = {"quota": None, "transport": grants.transport, "retry": None, **options}
    return AsyncRooms("acc", auth=auth, **known)


class RecordingStore:
    """An async store that records what is saved."""

    def __init__(self, token: str | None = None) -> None:
        self.token = token
        self.saved: list[str] = []
        self.fails = False

    async def load(self) -> str | None:
        return self.token

    async def save(self, refresh_token: str) -> None:
        if self.fails:
            raise OSError(28, "No space left on device")
        self.token = refresh_token
        self.saved.append(refresh_token)


@pytest.mark.anyio
async def test_an_app_with_a_secret_signs_in_with_a_code(sandbox: Sandbox) -> None:
    store = MemoryTokenStore()
    async with signed_in(sandbox, secret_app(sandbox, code=sandbox.authorize(), store=store)) as r:
        await r.users.get_users()
        first = store.load()
        sandbox.revoke_tokens()
        await r.users.get_users()
    assert first
    assert store.load() not in (None, first)
    # A restarted process still passes the code, which is used up.
    auth = secret_app(sandbox, code="used up", store=store)
    async with signed_in(sandbox, auth) as rooms:
        await rooms.users.get_users()


@pytest.mark.anyio
async def test_an_app_without_a_secret_signs_in_with_a_code_and_its_verifier(
    sandbox: Sandbox,
) -> None:
    verifier = secrets.token_urlsafe(64)
    code = sandbox.authorize(code_challenge(verifier))
    auth = public_app(sandbox, code=code, code_verifier=verifier)
    async with signed_in(sandbox, auth) as rooms:
        await rooms.users.get_users()
        sandbox.revoke_tokens()
        await rooms.users.get_users()


@pytest.mark.anyio
async def test_a_wrong_verifier_is_explained(sandbox: Sandbox) -> None:
    code = sandbox.authorize(code_challenge(secrets.token_urlsafe(64)))
    auth = public_app(sandbox, code=code, code_verifier="x" * 43)
    async with signed_in(sandbox, auth) as rooms:
        with pytest.raises(AuthenticationError, match=r"works once .*code_verifier"):
            await rooms.users.get_users()


@pytest.mark.anyio
async def test_the_requests_on_the_wire() -> None:
    grants = TokenServer(issued(1), issued(2), issued(3), issued(4))
    verifier = "v" * 43
    for auth in (
        RefreshToken(KEY, refresh_token="r", client_secret="hush"),
        RefreshToken(KEY, refresh_token="r"),
        RefreshToken(KEY, code="c", client_secret="hush"),
        RefreshToken(KEY, code="c", code_verifier=verifier),
    ):
        async with mocked(grants, auth) as rooms:
            await rooms.users.get_users()
    assert grants.logins == [f"{KEY}:hush", None, f"{KEY}:hush", None]
    assert grants.forms == [
        {"grant_type": "refresh_token", "refresh_token": "r"},
        {"grant_type": "refresh_token", "refresh_token": "r", "client_id": KEY},
        {"grant_type": "authorization_code", "code": "c"},
        {
            "grant_type": "authorization_code",
            "code": "c",
            "client_id": KEY,
            "code_verifier": verifier,
        },
    ]
    assert grants.bearers == ["access1", "access2", "access3", "access4"]


@pytest.mark.anyio
async def test_a_restarted_process_uses_the_token_in_the_file(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    store = FileTokenStore(tmp_path / "token")
    given = sandbox.refresh_token
    for _ in range(3):  # the token that is passed works only once
        auth = secret_app(sandbox, refresh_token=given, store=store)
        async with signed_in(sandbox, auth) as rooms:
            await rooms.users.get_users()
    assert sandbox.stats.auth.by_status == {200: 6}


@pytest.mark.anyio
async def test_clients_of_one_grant_share_its_latest_token(sandbox: Sandbox) -> None:
    auth = secret_app(sandbox, refresh_token=sandbox.refresh_token)
    for _ in range(3):
        async with signed_in(sandbox, auth) as rooms:
            await rooms.users.get_users()


@pytest.mark.parametrize("in_a_file", [False, True])
def test_clients_in_several_threads_take_turns_at_a_shared_store(
    start_server: Callable[..., RunningSandbox], tmp_path: Path, *, in_a_file: bool
) -> None:
    server = start_server(users=5, latency=0.02)

    def store() -> FileTokenStore | MemoryTokenStore:
        return FileTokenStore(tmp_path / "token") if in_a_file else shared

    shared = MemoryTokenStore(server.sandbox.refresh_token if not in_a_file else None)
    if in_a_file:
        store().save(server.sandbox.refresh_token)

    def use(_: int) -> int:
        async def read() -> int:
            async with signed_in(server, secret_app(server, store=store())) as rooms:
                return len(await rooms.users.list_users())

        return anyio.run(read)

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(use, range(8))) == [5] * 8


@pytest.mark.anyio
async def test_a_token_is_saved_before_the_access_token_is_used() -> None:
    grants, store = TokenServer(issued(1)), RecordingStore("kept")
    store.fails = True
    async with mocked(grants, RefreshToken(KEY, store=store)) as rooms:
        with pytest.raises(ConfigurationError, match=r"could not be saved.*No space left"):
            await rooms.users.get_users()
        assert grants.bearers == []
        store.fails = False
        grants.answers[:] = [issued(2)]
        await rooms.users.get_users()
    # The token that could not be saved was not lost: it was saved later and used.
    assert store.saved == ["refresh1", "refresh2"]
    assert [form["refresh_token"] for form in grants.forms] == ["kept", "refresh1"]
    assert grants.bearers == ["access2"]


@pytest.mark.anyio
async def test_a_refresh_token_that_is_not_replaced_is_saved() -> None:
    grants, store = TokenServer(issued(1, refresh_token=None)), RecordingStore()
    async with mocked(grants, RefreshToken(KEY, refresh_token="given", store=store)) as rooms:
        await rooms.users.get_users()
    assert store.saved == ["given"]


@pytest.mark.anyio
async def test_if_the_stored_token_is_refused_the_given_one_is_tried_once() -> None:
    grants = TokenServer(REFUSED, issued(1), REFUSED)
    store = RecordingStore("stale")
    async with mocked(grants, RefreshToken(KEY, refresh_token="given", store=store)) as rooms:
        await rooms.users.get_users()
        assert [form["refresh_token"] for form in grants.forms] == ["stale", "given"]
        assert store.saved == ["refresh1"]
        store.token = "stale"
        grants.revoked.add("access1")
        with pytest.raises(AuthenticationError, match=r"works once.*Have the user sign in again"):
            await rooms.users.get_users()
    assert [form["refresh_token"] for form in grants.forms][2:] == ["stale"]


@pytest.mark.anyio
async def test_a_token_that_another_process_has_replaced_is_used() -> None:
    store = RecordingStore("old")

    class Replacing(TokenServer):
        def __call__(self, request: httpx.Request) -> httpx.Response:
            store.token = "of another process" if not self.forms else store.token
            return super().__call__(request)

    grants = Replacing(REFUSED, issued(1))
    async with mocked(grants, RefreshToken(KEY, store=store)) as rooms:
        await rooms.users.get_users()
    assert [form["refresh_token"] for form in grants.forms] == ["old", "of another process"]
    assert store.saved == ["refresh1"]


@pytest.mark.parametrize("failure", [httpx.ReadTimeout("late"), httpx.Response(500)], ids=repr)
@pytest.mark.anyio
async def test_a_single_use_secret_is_not_sent_again_if_it_may_have_been_used(
    failure: Exception | httpx.Response,
) -> None:
    for auth in (
        RefreshToken(KEY, refresh_token="r"),
        RefreshToken(KEY, code="c", client_secret="s"),
    ):
        grants = TokenServer(failure)
        async with mocked(grants, auth, retry=RetryPolicy(attempts=3, first_delay=0)) as rooms:
            with pytest.raises(Exception, match="/oauth/token") as caught:
                await rooms.users.get_users()
        assert len(grants.forms) == 1
        assert getattr(caught.value, "outcome_unknown", None) is True
        assert "may be used up" in caught.value.__notes__[0]


@pytest.mark.anyio
async def test_a_single_use_secret_is_sent_again_if_it_was_certainly_not_used() -> None:
    later = httpx.Response(503, headers={"Retry-After": "0"})
    grants = TokenServer(httpx.ConnectError("no"), later, issued(1))
    auth = RefreshToken(KEY, refresh_token="r")
    async with mocked(grants, auth, retry=RetryPolicy(attempts=3, first_delay=0)) as rooms:
        await rooms.users.get_users()
    assert len(grants.forms) == 3


class Held(httpx.AsyncBaseTransport):
    """Hold token requests until ``release`` is set."""

    def __init__(self) -> None:
        self.asked = anyio.Event()
        self.release = anyio.Event()
        self.grants = TokenServer(issued(1))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            self.asked.set()
            await self.release.wait()
        return await self.grants.transport.handle_async_request(request)


@pytest.mark.anyio
async def test_a_new_token_is_saved_even_if_the_call_is_cancelled_and_the_client_closed() -> None:
    transport, store = Held(), RecordingStore("kept")
    rooms = AsyncRooms("a", auth=RefreshToken(KEY, store=store), transport=transport)
    with anyio.fail_after(DEADLINE):
        async with anyio.create_task_group() as group:
            group.start_soon(rooms.users.get_users)
            await transport.asked.wait()
            group.cancel_scope.cancel()
        async with anyio.create_task_group() as group:
            group.start_soon(rooms.aclose)
            await anyio.wait_all_tasks_blocked()
            transport.release.set()
    assert store.saved == ["refresh1"]


@pytest.mark.anyio
async def test_a_plain_store_may_raise_its_own_errors() -> None:
    class Broken:
        def load(self) -> str | None:
            raise LookupError("no such row")

        def save(self, refresh_token: str) -> None:
            raise NotImplementedError

    async with mocked(TokenServer(issued(1)), RefreshToken(KEY, store=Broken())) as rooms:
        with pytest.raises(LookupError, match="no such row"):
            await rooms.users.get_users()
        with pytest.raises(LookupError, match="no such row"):
            await rooms.users.list_users()


@pytest.mark.anyio
async def test_an_empty_store_without_a_given_token_is_an_error(tmp_path: Path) -> None:
    auth = RefreshToken(KEY, store=FileTokenStore(tmp_path / "none"))
    async with mocked(TokenServer(issued(1)), auth) as rooms:
        with pytest.raises(AuthenticationError, match=re.escape("no refresh token: FileToken")):
            await rooms.users.get_users()


@pytest.mark.parametrize("lifetime", [28800, 600])
def test_a_token_is_used_until_a_minute_before_it_expires(
    lifetime: int, anyio_backend: str
) -> None:
    grants = TokenServer(*(issued(number, expires_in=lifetime) for number in range(1, 5)))

    async def main() -> None:
        async with mocked(grants, RefreshToken(KEY, store=RecordingStore("kept"))) as rooms:
            await rooms.users.get_users()
            await anyio.sleep(lifetime - 61)
            await rooms.users.get_users()
            assert grants.bearers == ["access1", "access1"]
            await anyio.sleep(2)
            await rooms.users.get_users()
            assert grants.bearers[2:] == ["access2"]

    run_in_virtual_time(anyio_backend, main)


def test_a_short_lived_token_is_used_for_half_its_life(anyio_backend: str) -> None:
    grants = TokenServer(*(issued(number, expires_in=40) for number in range(1, 5)))

    async def main() -> None:
        async with mocked(grants, RefreshToken(KEY, store=RecordingStore("kept"))) as rooms:
            for _ in range(3):
                await rooms.users.get_users()
            await anyio.sleep(21)
            await rooms.users.get_users()
        assert grants.bearers == ["access1"] * 3 + ["access2"]

    run_in_virtual_time(anyio_backend, main)


def test_a_token_that_expires_between_attempts_is_renewed(
    anyio_backend: str,
) -> None:
    grants = TokenServer(*(issued(number, expires_in=100) for number in range(1, 5)))
    seen: list[str] = []

    class Late(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.path != "/oauth/token":
                seen.append(request.headers["authorization"])
                if len(seen) == 1:
                    return httpx.Response(503, headers={"Retry-After": "50"})
            return await grants.transport.handle_async_request(request)

    async def main() -> None:
        auth = RefreshToken(KEY, store=RecordingStore("kept"))
        async with AsyncRooms("a", auth=auth, transport=Late(), quota=None) as rooms:
            await rooms.users.get_users()

    run_in_virtual_time(anyio_backend, main)
    assert seen == ["Bearer access1", "Bearer access2"]


@pytest.mark.anyio
async def test_after_a_lost_response_the_same_refresh_token_is_tried_again() -> None:
    grants = TokenServer(httpx.ReadError("gone"), issued(1))
    async with mocked(grants, RefreshToken(KEY, refresh_token="r")) as rooms:
        with pytest.raises(NetworkError):
            await rooms.users.get_users()
        await rooms.users.get_users()
    assert [form["refresh_token"] for form in grants.forms] == ["r", "r"]
