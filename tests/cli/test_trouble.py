"""Progress while nothing arrives: what is sent again and why, and no bar before the first rows."""

import io
import socket

import anyio
import pytest
from rich.console import Console

from opentoclose_async import AsyncOpenToClose, RetryPolicy
from opentoclose_async._accounts.names import Api
from opentoclose_async.cli.progress.log_lines import LogLines
from opentoclose_async.cli.progress.state import ExportState
from opentoclose_async.cli.progress.terminal_bars import TerminalBars
from opentoclose_async.cli.progress.trouble import Trouble, open_watched_client, trouble_of
from opentoclose_async.exceptions import (
    DataFormatError,
    NetworkError,
    OpenToCloseAPIError,
    RateLimitError,
    ServerError,
    TimeoutError,
)
from opentoclose_async.export import Progress
from opentoclose_async.hooks import RetryEvent
from opentoclose_async.sandbox import Fault, RunningSandbox

REFUSED = NetworkError("GET /users: refused.", connected=False)


def again(error: OpenToCloseAPIError, attempt: int = 1) -> RetryEvent:
    return RetryEvent(method="GET", path="/users", attempt=attempt, delay=1.0, error=error)


@pytest.fixture
def client() -> AsyncOpenToClose:
    return AsyncOpenToClose("key", quota=None)


@pytest.mark.parametrize(
    ("error", "attempt", "text"),
    [
        (REFUSED, 3, "no connection, retry 3 of 7"),
        (NetworkError("GET /users: the connection broke."), 1, "connection lost, retry 1 of 7"),
        (TimeoutError("GET /users: 5 s.", connected=False), 1, "no connection, retry 1 of 7"),
        (
            TimeoutError("GET /users: no response within 5 s."),
            2,
            "no response in time, retry 2 of 7",
        ),
        (ServerError(status_code=503), 1, "the server answered 503, retry 1 of 7"),
        (RateLimitError(status_code=429), 9, "refused for the quota, retry 9"),
        (DataFormatError(), 1, "unusable response, retry 1 of 7"),
    ],
)
def test_what_the_trouble_is(
    client: AsyncOpenToClose, error: OpenToCloseAPIError, attempt: int, text: str
) -> None:
    trouble = trouble_of(client)
    trouble.begin(again(error, attempt))
    assert trouble.text == text
    trouble.end()
    assert trouble.text == ""


def test_a_client_of_the_command_reports_its_trouble(running: RunningSandbox) -> None:
    running.sandbox.faults = [
        Fault(kind="status", status=503, times=1, headers={"retry-after": "0"})
    ]
    settings = {"base_url": running.otc_base_url, "api_key": running.sandbox.config.otc_token}
    client = open_watched_client(Api.OTC, settings, quota=None, quota_store="off")

    async def read() -> None:
        async with client:
            await client.users.list_users(max_items=1)

    anyio.run(read)
    assert trouble_of(client).text == "the server answered 503, retry 1 of 7"


def test_a_refused_connection_is_no_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    trouble = Trouble()
    client = AsyncOpenToClose(
        "key",
        base_url=f"http://127.0.0.1:{port}/v1",
        quota=None,
        retry=RetryPolicy(attempts=2, first_delay=0.0),
        on_retry=trouble.begin,
    )

    async def read() -> None:
        async with client:
            await client.users.list_users(max_items=1)

    with pytest.raises(NetworkError) as caught:
        anyio.run(read)
    assert not caught.value.connected
    assert trouble.text == "no connection, retry 1 of 7"


def test_before_anything_has_been_read(client: AsyncOpenToClose) -> None:
    seconds = [0.0]
    state = ExportState("users", client, clock=lambda: seconds[0])
    assert (state.begun, state.waits_for) == (False, "")
    seconds[0] = 1.5
    assert state.waits_for == "waiting for the first rows"
    trouble_of(client).begin(again(REFUSED))
    assert state.waits_for == "no connection, retry 1 of 7"
    state.take(Progress(rows=1, pages=1, total=None))
    assert (state.begun, state.waits_for, state.trouble) == (True, "", "")


def test_lines_about_trouble(client: AsyncOpenToClose, capsys: pytest.CaptureFixture[str]) -> None:
    line = LogLines().add("otc users", client)
    line.print_news()
    assert capsys.readouterr().err == ""  # nothing to say yet
    trouble_of(client).begin(again(REFUSED, 2))
    line.print_news()
    line.print_news()
    assert capsys.readouterr().err == "otc users: no connection, retry 2 of 7\n"
    line.advance(Progress(rows=1, pages=1, total=None))
    assert capsys.readouterr().err.startswith("otc users: 1 row, 1 page, ")
    trouble_of(client).begin(again(REFUSED))
    line.print_news()
    assert capsys.readouterr().err.endswith(" rows/s, no connection, retry 1 of 7\n")


def drawn(client: AsyncOpenToClose, width: int, *, pages: int = 1) -> str:
    """Return what is drawn for an export that has trouble after some pages."""
    text = io.StringIO()
    console = Console(file=text, width=width, color_system=None)
    bars = TerminalBars(console)
    bar = bars.add("rooms users", client)
    if pages:
        bar.advance(Progress(rows=100, pages=pages, total=345))
    trouble_of(client).begin(again(REFUSED))
    console.print(bars.draw())
    return text.getvalue()


def test_no_bar_before_anything_has_been_read(client: AsyncOpenToClose) -> None:
    assert drawn(client, 80, pages=0) == "rooms users: no connection, retry 1 of 7\n"
    text = io.StringIO()
    with TerminalBars(Console(file=text, force_terminal=True, color_system=None)) as bars:
        bars.add("rooms users", client).fail()
    assert "rooms users" not in text.getvalue()  # the error follows


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (80, ["rooms users ━━━━━              100/345 rows no connection, retry 1 of 7"]),
        (60, ["rooms users ━━╸        100/345 rows", "  no connection, retry 1 of 7"]),
        (40, ["rooms users 100/345 rows", "  no connection, retry 1 of 7"]),
        (20, ["rooms users 100/345", "rows"]),
    ],
)
def test_terminals_of_any_width(client: AsyncOpenToClose, width: int, lines: list[str]) -> None:
    found = drawn(client, width).replace("╺", " ").splitlines()
    assert [line.rstrip() for line in found] == lines
