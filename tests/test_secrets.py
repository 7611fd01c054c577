"""No token is in anything that a person, a log or an error reporter could see."""

import gc
import pickle
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args

import anyio
import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, Rooms
from opentoclose_async.exceptions import OpenToCloseAPIError
from opentoclose_async.export import Progress, export
from opentoclose_async.sandbox import Fault, RunningSandbox
from opentoclose_async.sandbox.faults.plan import FaultKind
from tests.clients import blocking_otc_client, blocking_rooms_client, otc_client, rooms_client

KINDS = get_args(FaultKind)
HARMLESS = {"slow", "slow_body", "repeat_page", "other_host", "idle_close"}
"""Faults that do not break the first page."""
STATUSES = (400, 401, 403, 404, 409, 422, 429, 500, 503)
QUICK: dict[str, Any] = {"retry": None, "timeout": 2.0}


class Witness:
    """
    Collect everything that a person could see.

    Args:
        caplog: Captures the records of every logger.
        secrets: The secrets that must not be in it.
    """

    def __init__(self, caplog: pytest.LogCaptureFixture, *secrets: str) -> None:
        caplog.set_level(1)
        for name in ("httpx", "httpcore", "asyncio", "opentoclose_async"):
            caplog.set_level(1, logger=name)
        self._caplog = caplog
        self._secrets = [form for secret in secrets for form in (secret, secret.rstrip("="))]
        self.texts: list[str] = []

    def look_at(self, error: BaseException) -> None:
        """Collect an error with its causes, as error reporters do."""
        described = traceback.TracebackException.from_exception(error, capture_locals=True)
        self.texts += described.format()
        todo: list[BaseException | None] = [error]
        while todo:
            each = todo.pop()
            if each is None:
                continue
            self.texts += [str(each), repr(each), repr(each.args), repr(vars(each))]
            request = getattr(each, "_request", None)
            if request is not None:
                self.texts += [repr(request), repr(request.headers), str(request.url)]
            todo += [each.__cause__, each.__context__]
        self.texts.append(repr(pickle.dumps(error)))

    def check(self) -> None:
        """Check that there is no secret in it."""
        self.texts += [
            f"{record.getMessage()} {record.args!r} {vars(record)!r}"
            for record in self._caplog.records
        ]
        for text in self.texts:
            for secret in self._secrets:
                # The message must not show it, or CI's log would.
                assert secret not in text, f"a secret is in {text.replace(secret, '***')[:2000]}"


@pytest.fixture
def server(start_server: Callable[..., RunningSandbox]) -> RunningSandbox:
    return start_server(users=150)


@pytest.fixture
def witness(caplog: pytest.LogCaptureFixture, server: RunningSandbox) -> Iterator[Witness]:
    config = server.sandbox.config
    witness = Witness(caplog, config.otc_token, config.rooms_token)
    yield witness
    witness.check()


@contextmanager
def struck_by(server: RunningSandbox, fault: Fault) -> Iterator[None]:
    server.sandbox.faults[:] = [fault]
    yield
    server.sandbox.faults.clear()


@pytest.mark.anyio
async def test_a_successful_call_shows_none(server: RunningSandbox, witness: Witness) -> None:
    async with otc_client(server) as otc, rooms_client(server) as rooms:
        users = await otc.users.list_users()
        summaries = await rooms.users.list_users()
        page = await rooms.users.get_users()
        things = [otc, rooms, otc.users, rooms.users, otc.users.iter_users(), users[0], page]
        things += [summaries[0], otc.counters]
        witness.texts += [repr(thing) for thing in things]
        witness.texts += [repr(vars(thing)) for thing in (otc, rooms, otc.users, rooms.users)]
    assert any("receive_response_headers" in record for record in _messages(witness))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.loops_in_turn
@pytest.mark.anyio
async def test_a_fault_shows_none(
    kind: FaultKind, server: RunningSandbox, witness: Witness
) -> None:
    seen = 0
    async with otc_client(server, **QUICK) as otc, rooms_client(server, **QUICK) as rooms:
        with struck_by(server, Fault(kind=kind, seconds=0.15)):
            for call in (otc.users.list_users, rooms.users.list_users):
                with anyio.fail_after(10):
                    try:
                        await call()
                    except OpenToCloseAPIError as error:
                        witness.look_at(error)
                        seen += 1
    assert seen or kind in HARMLESS


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.anyio
async def test_an_error_status_shows_none(
    status: int, server: RunningSandbox, witness: Witness
) -> None:
    async with otc_client(server, **QUICK) as otc, rooms_client(server, **QUICK) as rooms:
        with struck_by(server, Fault(kind="status", status=status)):
            for call in (otc.users.list_users, rooms.users.list_users):
                with pytest.raises(OpenToCloseAPIError) as caught:
                    await call()
                witness.look_at(caught.value)


@pytest.mark.anyio
async def test_a_cancelled_call_shows_none(server: RunningSandbox, witness: Witness) -> None:
    with struck_by(server, Fault(kind="hang", seconds=5)):
        for client in (otc_client(server), rooms_client(server)):
            async with client:
                call = anyio.CancelScope(deadline=anyio.current_time() + 0.05)
                cancelled: BaseException | None = None
                with call:
                    try:
                        await client.request("GET", "/users")
                    except BaseException as error:
                        cancelled = error
                        raise
                assert cancelled is not None
                described = traceback.TracebackException.from_exception(
                    cancelled, capture_locals=True
                )
                witness.texts += described.format()


def test_a_failed_blocking_call_shows_none(server: RunningSandbox, witness: Witness) -> None:
    def call(client: OpenToClose | Rooms) -> None:
        client.users.list_users()

    for kind in ("status", "drop", "hang"):
        with (
            blocking_otc_client(server, **QUICK) as otc,
            blocking_rooms_client(server, **QUICK) as rooms,
            struck_by(server, Fault(kind=kind, seconds=0.15)),
        ):
            for client in (otc, rooms):
                with pytest.raises(OpenToCloseAPIError) as caught:
                    call(client)
                witness.look_at(caught.value)


@pytest.mark.parametrize("extension", ["jsonl", "csv", "parquet"])
@pytest.mark.anyio
async def test_complete_and_failed_exports_contain_none(
    extension: str, server: RunningSandbox, witness: Witness, tmp_path: Path
) -> None:
    events: list[Progress] = []
    async with otc_client(server, **QUICK) as otc, rooms_client(server, **QUICK) as rooms:
        for name, source in (("otc", otc.users), ("rooms", rooms.users)):
            report = await export(
                source.iter_users(), tmp_path / f"{name}.{extension}", progress=events.append
            )
            witness.texts.append(repr(report))
            # Ten rows a page, and the last pages fail.
            server.sandbox.faults[:] = []
            pager = source.iter_users(page_size=10, concurrency=1)
            broken = tmp_path / f"broken-{name}.{extension}"

            def break_later(progress: Progress) -> None:
                events.append(progress)
                server.sandbox.faults[:] = [Fault(kind="drop")]

            with pytest.raises(OpenToCloseAPIError) as caught:
                await export(pager, broken, progress=break_later)
            server.sandbox.faults[:] = []
            witness.look_at(caught.value)
    files = contents_of(tmp_path)
    assert len(files) == 8, "two complete files, and two partial ones with checkpoint and record"
    witness.texts += [*files, *files.values(), repr(events)]


def contents_of(folder: Path) -> dict[str, str]:
    return {file.name: file.read_bytes().decode("latin-1") for file in folder.iterdir()}


class PutsRequestsIntoErrors(httpx.AsyncBaseTransport):
    """A transport whose errors hold the request."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout(f"no answer from {request.url.host}", request=request)


@pytest.mark.anyio
async def test_the_request_is_removed_from_the_errors_of_a_transport(
    caplog: pytest.LogCaptureFixture,
) -> None:
    witness = Witness(caplog, "s3cret-of-mine")
    token = "".join(["s3cret", "-of-mine"])
    transport = PutsRequestsIntoErrors()
    for client in (
        AsyncOpenToClose(token, transport=transport, retry=None),
        AsyncRooms("a", access_token=token, transport=transport, retry=None),
    ):
        async with client:
            with pytest.raises(OpenToCloseAPIError) as caught:
                await client.request("GET", "/users", query={"limit": 5})
        caught.value.__traceback__ = None  # the frame of this test contains the token
        witness.look_at(caught.value)
    assert any("limit=5" in text for text in witness.texts)
    witness.check()


@pytest.mark.anyio
async def test_an_error_that_the_caller_is_handling_keeps_its_traceback() -> None:
    client = AsyncOpenToClose("k", base_url="http://127.0.0.1:9/v1", retry=None, quota=None)
    async with client:
        try:
            raise LookupError("of the caller")
        except LookupError as mine:
            with pytest.raises(OpenToCloseAPIError):
                await client.request("GET", "/users")
            handled = mine
    assert handled.__traceback__ is not None


@pytest.mark.anyio
async def test_a_link_to_another_host_is_not_followed() -> None:
    hosts = []

    def answer(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        start = int(request.url.params["startPosition"])
        rows = [{"userId": number} for number in range(307)[start : start + 100]]
        more = "https://evil.test/next" if start < 300 else None
        return httpx.Response(200, json={"userSummaries": rows, "nextUri": more})

    async with AsyncRooms(
        "a", access_token="s3cret", transport=httpx.MockTransport(answer)
    ) as rooms:
        assert len(await rooms.users.list_users()) == 307
    assert set(hosts) == {"rooms.docusign.com"}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.anyio
async def test_a_redirect_to_another_host_is_not_followed(status: int) -> None:
    hosts = []

    def answer(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        return httpx.Response(status, headers={"Location": "https://evil.test/v1/users"})

    for client in (
        AsyncOpenToClose("s3cret", transport=httpx.MockTransport(answer), quota=None),
        AsyncRooms("a", access_token="s3cret", transport=httpx.MockTransport(answer)),
    ):
        async with client:
            with pytest.raises(OpenToCloseAPIError, match="not followed"):
                await client.request("GET", "/users")
    assert set(hosts) == {"api.opentoclose.com", "rooms.docusign.com"}


def test_a_finished_call_leaves_no_request_with_the_token_in_memory(
    server: RunningSandbox,
) -> None:
    """A debugger or heap dump finds the token only in the credential."""

    async def main() -> None:
        async with otc_client(server) as otc:
            await otc.users.list_users()

    anyio.run(main)
    gc.collect()
    secret = server.sandbox.config.otc_token
    requests = [thing for thing in gc.get_objects() if isinstance(thing, httpx.Request)]
    assert not [request for request in requests if secret in str(request.url)]


def _messages(witness: Witness) -> list[str]:
    return [record.getMessage() for record in witness._caplog.records]


class Hangs(httpx.AsyncBaseTransport):
    """A transport that keeps the request in its frame until it is cancelled."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await anyio.sleep_forever()
        raise AssertionError(request.url)


@pytest.mark.anyio
async def test_the_request_held_by_a_cancelled_custom_transport_is_in_no_traceback() -> None:
    token = "".join(["s3cret", "-of-mine"])
    async with AsyncOpenToClose(token, transport=Hangs(), quota=None) as otc:
        cancelled: BaseException | None = None
        with anyio.move_on_after(0.02):
            try:
                await otc.request("GET", "/users")
            except BaseException as error:
                cancelled = error
                raise
    assert cancelled is not None
    cancelled = cancelled.with_traceback(
        cancelled.__traceback__ and cancelled.__traceback__.tb_next
    )
    shown = traceback.TracebackException.from_exception(cancelled, capture_locals=True)
    text = "".join(shown.format())
    assert "in request" in text  # frames of this package are included
    assert "s3cret-of-mine" not in text


@pytest.mark.anyio
async def test_a_pasted_path_with_the_token_is_refused_without_it() -> None:
    token = "s3cret-of-the-account"
    async with AsyncOpenToClose(token) as otc:
        with pytest.raises(OpenToCloseAPIError, match=r"/users\?api_token=\[credential\]") as error:
            await otc.request("GET", f"/users?api_token={token}")
    assert token not in repr(error.value) + repr(vars(error.value))
