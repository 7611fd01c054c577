"""The secrets of a sign-in appear in no error, log, repr, hook or traceback."""

import pickle
import secrets
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import anyio
import httpx
import pytest

from opentoclose_async import (
    FileTokenStore,
    JWTGrant,
    MemoryTokenStore,
    RefreshToken,
    code_challenge,
)
from opentoclose_async._docusign.grants import Auth
from opentoclose_async.exceptions import NetworkError, OpenToCloseAPIError
from opentoclose_async.sandbox import Fault, RunningSandbox
from opentoclose_async.sandbox.faults.plan import FaultKind
from tests.docusign.signed_in import (
    TokenServer,
    blocking_signed_in,
    grant_of,
    public_app,
    secret_app,
    signed_in,
)
from tests.test_secrets import HARMLESS, Witness

STATUSES = (302, 400, 401, 404, 429, 503)
QUICK: dict[str, Any] = {"retry": None, "timeout": 2.0}
WAYS = ("jwt", "secret", "code", "public")


@pytest.fixture
def server(start_server: Callable[..., RunningSandbox]) -> RunningSandbox:
    return start_server(users=150)


@pytest.fixture
def witness(caplog: pytest.LogCaptureFixture, server: RunningSandbox) -> Iterator[Witness]:
    sandbox = server.sandbox
    key = sandbox.private_key.splitlines()
    witness = Witness(caplog, sandbox.config.client_secret, key[1], key[-2])
    yield witness
    witness.check()


def way_in(way: str, server: RunningSandbox, witness: Witness) -> Auth:
    """Return a way to sign in and watch for its secrets."""
    sandbox = server.sandbox
    if way == "jwt":
        return grant_of(sandbox)
    if way == "secret":
        auth = secret_app(sandbox, refresh_token=sandbox.refresh_token)
    elif way == "code":
        auth = secret_app(sandbox, code=sandbox.authorize())
    else:
        verifier = secrets.token_urlsafe(64)
        code = sandbox.authorize(code_challenge(verifier))
        auth = public_app(sandbox, code=code, code_verifier=verifier)
    given = (auth.refresh_token, auth.code, auth.code_verifier)
    witness._secrets += [each for each in given if each is not None]
    return auth


def look_at_package_frames(witness: Witness, error: BaseException) -> None:
    """Examine an error without the test's own frame, which may contain secrets."""
    outermost = error.__traceback__
    witness.look_at(error.with_traceback(outermost and outermost.tb_next))


def watch_what_was_issued(server: RunningSandbox, witness: Witness) -> None:
    tokens = server.sandbox._tokens
    witness._secrets += [*tokens._access, *tokens._refresh]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.anyio
async def test_a_successful_sign_in_shows_none(
    way: str, server: RunningSandbox, witness: Witness
) -> None:
    auth = way_in(way, server, witness)
    async with signed_in(server, auth) as rooms:
        await rooms.users.list_users()
        server.sandbox.revoke_tokens()
        await rooms.users.list_users()
        user = await rooms.get_user_info()
        parts = [auth, rooms, rooms.users, user, rooms._core.session, rooms._auth_session]
        witness.texts += [repr(part) for part in parts]
        witness.texts += [repr(vars(part)) for part in (rooms, *parts[4:])]
    watch_what_was_issued(server, witness)
    assert server.sandbox.stats.rooms.by_status[200] == 4


@pytest.mark.parametrize("kind", get_args(FaultKind))
@pytest.mark.loops_in_turn
@pytest.mark.anyio
async def test_a_fault_of_the_sign_in_shows_none(
    kind: FaultKind, server: RunningSandbox, witness: Witness
) -> None:
    seen = 0
    for way in ("jwt", "code"):
        auth = way_in(way, server, witness)
        server.sandbox.faults = [Fault(kind=kind, api="auth", seconds=0.15, after=True)]
        async with signed_in(server, auth, **QUICK) as rooms:
            for call in (rooms.users.get_users, rooms.users.list_users):
                with anyio.fail_after(10):
                    try:
                        await call()
                    except OpenToCloseAPIError as error:
                        witness.look_at(error)
                        seen += 1
    watch_what_was_issued(server, witness)
    assert seen or kind in HARMLESS | {"no_array_key"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.anyio
async def test_an_error_status_of_the_sign_in_shows_none(
    way: str, server: RunningSandbox, witness: Witness
) -> None:
    for status in STATUSES:
        server.sandbox.faults = []
        auth = way_in(way, server, witness)
        server.sandbox.faults = [Fault(kind="status", status=status, api="auth", after=True)]
        async with signed_in(server, auth, **QUICK) as rooms:
            with pytest.raises(OpenToCloseAPIError) as caught:
                await rooms.users.get_users()
            witness.look_at(caught.value)
    watch_what_was_issued(server, witness)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.anyio
async def test_a_server_that_repeats_the_request_shows_none(
    way: str, server: RunningSandbox, witness: Witness
) -> None:
    sent: list[str] = []
    for status in STATUSES:

        def repeat(request: httpx.Request, status: int = status) -> httpx.Response:
            text = request.content.decode()
            sent.append(text.rpartition("=")[2])
            body = {"error": "invalid_grant", "error_description": text, "said": text}
            return httpx.Response(status, json=body)

        auth = way_in(way, server, witness)
        transport = httpx.MockTransport(repeat)
        async with signed_in(server, auth, transport=transport, retry=None) as rooms:
            with pytest.raises(OpenToCloseAPIError) as caught:
                await rooms.users.get_users()
            look_at_package_frames(witness, caught.value)
    assert len(sent) == len(STATUSES)
    witness._secrets += sent


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.anyio
async def test_a_cancelled_call_shows_none(
    way: str, server: RunningSandbox, witness: Witness
) -> None:
    auth = way_in(way, server, witness)
    server.sandbox.faults = [Fault(kind="hang", api="auth", seconds=5)]
    cancelled: BaseException | None = None
    async with signed_in(server, auth, timeout=0.2, retry=None) as rooms:
        with anyio.move_on_after(0.05):
            try:
                await rooms.users.get_users()
            except BaseException as error:
                cancelled = error
                raise
    assert cancelled is not None
    shown = traceback.TracebackException.from_exception(cancelled, capture_locals=True)
    witness.texts += shown.format()


def test_a_failed_blocking_call_shows_none(server: RunningSandbox, witness: Witness) -> None:
    for way in WAYS:
        auth = way_in(way, server, witness)
        server.sandbox.faults = [Fault(kind="drop", api="auth", after=True)]
        with blocking_signed_in(server, auth, **QUICK) as rooms:
            with pytest.raises(OpenToCloseAPIError) as caught:
                rooms.users.list_users()
            witness.look_at(caught.value)
            witness.texts.append(repr(rooms))
    watch_what_was_issued(server, witness)


@pytest.mark.anyio
async def test_a_failing_store_shows_none(
    server: RunningSandbox, witness: Witness, tmp_path: Path
) -> None:
    class Refusing:
        def __init__(self, error: Exception) -> None:
            self.error = error

        def load(self) -> str | None:
            return None

        def save(self, refresh_token: str) -> None:
            raise self.error

    (tmp_path / "folder" / "inside").mkdir(parents=True)
    seen = 0
    for error in (OSError(13, "not allowed"), LookupError("no such table"), None):
        store = FileTokenStore(tmp_path / "folder") if error is None else Refusing(error)
        auth = secret_app(server, code=server.sandbox.authorize(), store=store)
        async with signed_in(server, auth) as rooms:
            try:
                await rooms.users.get_users()
            except Exception as raised:  # noqa: BLE001 - any error is examined
                look_at_package_frames(witness, raised)
                seen += 1
        watch_what_was_issued(server, witness)
    assert seen == 3


@pytest.mark.anyio
async def test_an_invalid_key_is_in_no_frame(server: RunningSandbox, witness: Witness) -> None:
    body = "".join(["s3cret", "keytext" * 8])
    witness._secrets.append(body)
    auth = grant_of(
        server,
        private_key=f"-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----",
    )
    async with signed_in(server, auth) as rooms:
        try:
            await rooms.users.get_users()
        except OpenToCloseAPIError as error:
            look_at_package_frames(witness, error)
        else:
            pytest.fail("the key was accepted")


class PutsRequestsIntoErrors(httpx.MockTransport):
    """A transport whose errors hold the request."""

    def __init__(self, kind: type[httpx.RequestError]) -> None:
        super().__init__(self._fail)
        self.kind = kind

    def _fail(self, request: httpx.Request) -> httpx.Response:
        raise self.kind(f"nothing from {request.url.host}", request=request)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.anyio
async def test_the_request_is_removed_from_the_errors_of_a_transport(
    way: str, server: RunningSandbox, witness: Witness
) -> None:
    for kind in (httpx.ConnectError, httpx.ReadTimeout):
        auth = way_in(way, server, witness)
        transport = PutsRequestsIntoErrors(kind)
        async with signed_in(server, auth, transport=transport, retry=None) as rooms:
            with pytest.raises(OpenToCloseAPIError) as caught:
                await rooms.users.get_users()
        look_at_package_frames(witness, caught.value)
        cause = caught.value.__cause__
        if kind is httpx.ConnectError:
            assert isinstance(cause, httpx.ConnectError)
            assert "authorization" not in cause.request.headers
        else:
            assert cause is None


@pytest.mark.anyio
async def test_hooks_see_token_requests_without_secrets(
    server: RunningSandbox, witness: Witness
) -> None:
    events: list[Any] = []
    hooks: dict[str, Any] = dict.fromkeys(("on_request", "on_response", "on_retry"), events.append)
    server.sandbox.faults = [Fault(kind="status", status=503, api="auth", times=1)]
    async with signed_in(server, **hooks) as rooms:
        await rooms.users.get_users()
    assert len(events) >= 6
    witness.texts += [repr(event) for event in events]
    for event in events:
        if (error := getattr(event, "error", None)) is not None:
            witness.look_at(error)
    watch_what_was_issued(server, witness)


def test_grants_pickle_and_their_reprs_show_none() -> None:
    secret = "".join(["s3cret", "-of-mine"])
    key = f"-----BEGIN PRIVATE KEY-----{secret}"
    ways: list[Any] = [
        RefreshToken("key", refresh_token=secret, client_secret=secret),
        RefreshToken("key", code=secret, client_secret=secret, store=MemoryTokenStore(secret)),
        RefreshToken("key", code="c", code_verifier=secret * 4),
        JWTGrant("key", "user", key),
        JWTGrant("key", "user", key.encode()),
    ]
    for way in ways:
        assert secret not in repr(way)
        assert repr(pickle.loads(pickle.dumps(way))) == repr(way)


@pytest.mark.anyio
async def test_an_invalid_response_is_not_quoted(server: RunningSandbox, witness: Witness) -> None:
    secret = "".join(["s3cret", "-of-mine"])
    witness._secrets.append(secret)
    bodies: list[dict[str, Any]] = [
        {"json": {"access_token": secret, "expires_in": None, "refresh_token": secret}},
        {"text": f'{{"access_token": "{secret}"'},
        {"html": f"<p>{secret}</p>"},
        {"json": [secret]},
    ]
    for body in bodies:
        grants = TokenServer(httpx.Response(200, **body))
        async with signed_in(server, transport=grants.transport, retry=None) as rooms:
            try:
                await rooms.users.get_users()
            except OpenToCloseAPIError as error:
                look_at_package_frames(witness, error)
            else:
                pytest.fail("the response was accepted")


@pytest.mark.anyio
async def test_what_a_protocol_error_quotes_of_a_response_is_left_out(
    server: RunningSandbox, witness: Witness
) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        raise httpx.RemoteProtocolError("illegal status line: b's3cret-of-mine'")

    witness._secrets.append("s3cret-of-mine")
    transport = httpx.MockTransport(answer)
    async with signed_in(server, transport=transport, retry=None) as rooms:
        with pytest.raises(NetworkError, match="RemoteProtocolError") as caught:
            await rooms.users.get_users()
    look_at_package_frames(witness, caught.value)
