"""The log: one line per request, in one logger, off by default."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Quota, RetryPolicy
from opentoclose_async.exceptions import OpenToCloseAPIError
from opentoclose_async.sandbox import Fault, Sandbox
from tests.clients import otc_client, rooms_client

LOGGER = "opentoclose_async"


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    logger = logging.getLogger(LOGGER)
    level, handlers = logger.level, logger.handlers[:]
    yield
    logger.setLevel(level)
    logger.handlers[:] = handlers


@pytest.mark.anyio
async def test_a_line_for_each_request_with_every_detail(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, logger=LOGGER)

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(
            200, json={"userSummaries": []}, headers={"X-DocuSign-TraceToken": "7b1f"}
        )

    async with AsyncRooms("acc", access_token="t", transport=httpx.MockTransport(answer)) as rooms:
        await rooms.users.get_users()
    (record,) = caplog.records
    assert record.name == LOGGER
    assert record.levelno == logging.INFO
    ms = vars(record)["ms"]
    assert record.getMessage() == (
        f"GET /v2/accounts/acc/users 200 in {ms} ms, attempt 1, request id 7b1f, "
        "quota 1/500 in 30s, 1/3000 in 3600s"
    )
    logged = {name: vars(record)[name] for name in ("method", "path", "status", "attempt")}
    assert logged == {
        "method": "GET",
        "path": "/v2/accounts/acc/users",
        "status": "200",
        "attempt": 1,
    }


@pytest.mark.anyio
async def test_failures_and_retries_have_their_own_lines(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, logger=LOGGER)
    calls = 0

    def answer(_: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise httpx.ReadError("broken")
        return httpx.Response(404, json={"detail": "Not found."})

    policy = RetryPolicy(first_delay=0.001, longest_delay=0.002)
    async with AsyncOpenToClose(
        "k", transport=httpx.MockTransport(answer), retry=policy, quota=Quota.parse("1/0.01s")
    ) as otc:
        with pytest.raises(OpenToCloseAPIError):
            await otc.users.retrieve_user(5)
    lines = [record.getMessage() for record in caplog.records if "waiting" not in record.message]
    assert [line.split(" in ")[0] for line in lines] == [
        "GET /users/5 NetworkError",
        "GET /users/5 attempt 1 failed; again",
        "GET /users/5 404",
    ]
    assert "attempt 2" in lines[2]


@pytest.mark.anyio
async def test_filters_are_personal_data_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)
    async with otc_client(Sandbox(users=3)) as otc:
        await otc.users.list_users(extra_query={"email": "jane@example.com"})
    assert [record for record in caplog.records if record.name == LOGGER]
    assert "jane" not in caplog.text


@pytest.mark.anyio
async def test_nothing_is_logged_by_default(caplog: pytest.LogCaptureFixture) -> None:
    sandbox = Sandbox(users=3)
    sandbox.faults[:] = [Fault(kind="status", times=1)]
    async with rooms_client(sandbox, retry=RetryPolicy(first_delay=0.001)) as rooms:
        await rooms.users.list_users()
    assert caplog.records == []


PROGRAM = """
import httpx, logging, sys
{setup}
from opentoclose_async import OpenToClose

def answer(request):
    return httpx.Response(200, json=[])

with OpenToClose("k", transport=httpx.MockTransport(answer), quota=None) as otc:
    otc.users.list_users()
with OpenToClose("k", transport=httpx.MockTransport(answer), quota=None) as otc:
    otc.users.list_users()
"""


def run(level: str, setup: str = "") -> list[str]:
    """Run a program with OPENTOCLOSE_LOG set, and return its lines on standard error."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM.format(setup=setup)],
        env={"OPENTOCLOSE_LOG": level},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stderr.splitlines()


def test_the_environment_switches_it_on() -> None:
    lines = run("info")
    assert len(lines) == 2  # one per request, although two clients turned the log on
    assert all("opentoclose_async GET /users 200 in " in line for line in lines)


def test_lines_go_where_the_application_sends_its_log() -> None:
    lines = run("INFO", 'logging.basicConfig(format="app: %(message)s")')
    assert len(lines) == 2
    assert all(line.startswith("app: GET /users 200 in ") for line in lines)


def test_an_unknown_level_is_reported_and_harmless() -> None:
    lines = run("loud")
    assert set(lines) == {"OPENTOCLOSE_LOG is 'loud'; it must be debug or info"}


def test_it_is_off_without_the_variable() -> None:
    assert run("") == []


def test_waits_and_retries_are_for_debugging(caplog: pytest.LogCaptureFixture) -> None:
    options: dict[str, Any] = {"env": {"OPENTOCLOSE_LOG": "debug"}}
    program = PROGRAM.format(setup="").replace("quota=None", "quota=Quota.parse('1/0.05s')")
    program = program.replace("import OpenToClose", "import OpenToClose, Quota").replace(
        "otc.users.list_users()", "otc.users.list_users(); otc.users.list_users()"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        **options,
    )
    assert "for the quota (1/1 in 0.05s)" in done.stderr
