"""``opentoclose quota``: what is used of an account's quota, and by whom."""

import json
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async import FileQuotaStore, OpenToClose, Rooms
from opentoclose_async.sandbox import RunningSandbox
from tests.cli.in_process import invoke_command
from tests.cli.processes import TIME_LIMIT, base_url, credentials, run, start
from tests.cli.terminal import at_terminal, needs_a_terminal

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the file is found by XDG_STATE_HOME"
)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that ``file`` keeps its state in."""
    folder = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


def command(running: RunningSandbox, api: str, *more: str) -> list[str]:
    return ["quota", "--api", api, "--base-url", base_url(running, api), *more]


def settings(running: RunningSandbox, **more: str) -> dict[str, str]:
    return {**credentials(running), "OPENTOCLOSE_QUOTA_STORE": "file", **more}


def used_by_otc(running: RunningSandbox) -> None:
    key = running.sandbox.config.otc_token
    with OpenToClose(key, base_url=running.otc_base_url, quota_store="file") as otc:
        otc.users.retrieve_user(1)


@pytest.mark.usefixtures("state")
def test_shows_who_uses_what_and_sends_nothing(running: RunningSandbox, tmp_path: Path) -> None:
    config = running.sandbox.config
    with Rooms(
        config.account_id,
        access_token=config.rooms_token,
        base_url=running.rooms_base_url,
        quota_store=FileQuotaStore(),
    ) as rooms:
        rooms.users.get_users(count=1)
    sent = running.sandbox.stats.rooms.requests
    result = run(*command(running, "rooms"), folder=tmp_path, variables=settings(running))
    assert (result.returncode, result.stderr) == (0, "")
    title, window, hour, client = result.stdout.splitlines()
    assert title.endswith(f"DocuSign Rooms, account {config.account_id}, quota store file")
    assert window == "1 of 500 requests in 30 s, free now"
    assert hour == "1 of 3000 requests in 3600 s, free now"
    assert "1 in 30 s, 1 in 3600 s, 0 in flight, seen " in client
    assert running.sandbox.stats.rooms.requests == sent


@pytest.mark.usefixtures("state")
def test_json_has_the_same(running: RunningSandbox, tmp_path: Path) -> None:
    used_by_otc(running)
    arguments = command(running, "otc", "--json", "--quota", "5/h")
    result = run(*arguments, folder=tmp_path, variables=settings(running))
    assert (result.returncode, result.stderr) == (0, "")
    status: dict[str, Any] = json.loads(result.stdout)
    (window,) = status["windows"]
    assert window == {"window": {"count": 5, "seconds": 3600.0}, "used": 1, "free_in": 0.0}


@pytest.mark.usefixtures("state")
def test_an_account_that_nobody_uses(running: RunningSandbox, tmp_path: Path) -> None:
    result = run(*command(running, "otc"), folder=tmp_path, variables=settings(running))
    assert result.returncode == 0
    assert "No client has used this quota lately" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "variables", "code", "expected"),
    [
        (["--quota-store", "off"], {}, 1, "There is no quota store to read"),
        (["--quota-store", "fil"], {}, 2, "must be file, off or the URL of a Redis server"),
        (["--quota", "off"], {}, 2, "has no windows to show"),
        ([], {"DOCUSIGN_ACCOUNT_ID": "", "DOCUSIGN_ACCESS_TOKEN": "x"}, 1, "DOCUSIGN_ACCOUNT_ID"),
        ([], {"DOCUSIGN_ACCESS_TOKEN": ""}, 1, "DOCUSIGN_ACCESS_TOKEN"),
    ],
)
@pytest.mark.usefixtures("state")
def test_what_is_missing_is_reported(
    running: RunningSandbox,
    arguments: list[str],
    variables: dict[str, str],
    code: int,
    expected: str,
) -> None:
    given = settings(running, COLUMNS="300", **variables)
    status, out, err = invoke_command(*command(running, "rooms", *arguments), **given)
    assert (status, out) == (code, "")
    assert expected in err


@pytest.mark.usefixtures("state", "interruptible")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_watching_ends_with_a_signal(
    running: RunningSandbox, tmp_path: Path, number: int, code: int
) -> None:
    arguments = command(running, "otc", "--watch", "--json")
    with start(*arguments, folder=tmp_path, variables=settings(running)) as process:
        try:
            assert process.stdout is not None
            assert [json.loads(process.stdout.readline())["clients"] for _ in range(2)] == [[], []]
            process.send_signal(number)
            _, err = process.communicate(timeout=TIME_LIMIT)
        finally:
            process.kill()
    assert (process.returncode, err) == (code, "")


@needs_a_terminal
@pytest.mark.usefixtures("state")
def test_a_terminal_shows_a_table(running: RunningSandbox, tmp_path: Path) -> None:
    used_by_otc(running)
    arguments = command(running, "otc", "--quota", "5/h")
    screen = at_terminal(
        *arguments, folder=tmp_path, variables=settings(running), columns=120, stdout_too=True
    )
    assert screen.status == 0
    assert b"in flight" in screen.drawn
    assert b"1 of 5 requests" in screen.drawn
