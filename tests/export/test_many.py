"""Several exports at once, async and blocking: a failure of one does not stop the others."""

import inspect
import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from opentoclose_async.exceptions import AuthenticationError
from opentoclose_async.export import ExportsFailed, Progress, blocking, export, export_many
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox
from tests.clients import (
    blocking_otc_client,
    blocking_rooms_client,
    otc_client,
    rooms_client,
)

Start = Callable[..., RunningSandbox]


def lines_in(path: Path) -> int:
    return len(path.read_bytes().splitlines())


@pytest.mark.anyio
async def test_several_accounts_of_both_apis(tmp_path: Path) -> None:
    north, south = Sandbox(users=250), Sandbox(users=120)
    last_rows: dict[Path, int] = {}

    def report_progress(path: Path, progress: Progress) -> None:
        last_rows[path] = progress.rows

    async with otc_client(north) as otc, rooms_client(south) as rooms:
        reports = await export_many(
            {
                tmp_path / "north.jsonl": otc.users.iter_users(),
                str(tmp_path / "south.csv"): rooms.users.iter_users(),
                tmp_path / "teams.jsonl.gz": otc.teams.iter_teams(),
            },
            progress=report_progress,
        )
    assert {path.name: report.rows for path, report in reports.items()} == {
        "north.jsonl": 250,
        "south.csv": 120,
        "teams.jsonl.gz": len(north.otc_rows("teams")),
    }
    assert last_rows[tmp_path / "north.jsonl"] == 250
    assert lines_in(tmp_path / "south.csv") == 121


@pytest.mark.anyio
async def test_a_failed_export_is_reported_and_the_others_complete(tmp_path: Path) -> None:
    sandbox = Sandbox(users=250)
    good, bad, taken = (tmp_path / f"{name}.jsonl" for name in ("good", "bad", "taken"))
    taken.touch()
    async with otc_client(sandbox) as otc, otc_client(sandbox, api_key="wrong") as wrong:
        with pytest.raises(ExportsFailed, match="2 of 3 exports failed") as caught:
            await export_many(
                {
                    bad: wrong.users.iter_users(),
                    good: otc.users.iter_users(),
                    taken: otc.users.iter_users(),
                }
            )
    assert set(caught.value.failures) == {bad, taken}
    assert isinstance(caught.value.failures[bad], AuthenticationError)
    assert caught.value.failures[bad].__notes__ == [f"while exporting to {bad}"]
    assert {path: report.rows for path, report in caught.value.reports.items()} == {good: 250}
    assert lines_in(good) == 250
    assert not bad.exists()
    with pytest.raises(ExceptionGroup) as group:
        raise caught.value
    assert len(group.value.exceptions) == 2


def test_blocking_exports_take_the_same_arguments() -> None:
    for awaited, twin in ((export, blocking.export), (export_many, blocking.export_many)):
        first, *options = inspect.signature(awaited).parameters.values()
        own_first, *own_options = inspect.signature(twin).parameters.values()
        assert (own_first.name, own_options) == (first.name, options)
        assert {"format", "columns", "excel", "resume", "verify", "overwrite", "progress"} <= {
            option.name for option in own_options
        }


def test_one_export_without_await(start_server: Start, tmp_path: Path) -> None:
    reports: list[int] = []
    with blocking_otc_client(start_server(users=345)) as otc:
        report = blocking.export(
            otc.users.iter_users(),
            tmp_path / "users.jsonl",
            progress=lambda progress: reports.append(progress.rows),
        )
    assert (report.rows, reports[-1]) == (345, 345)
    assert lines_in(tmp_path / "users.jsonl") == 345


def test_several_without_await(start_server: Start, tmp_path: Path) -> None:
    server = start_server(users=345)
    good, bad, rooms_path = (tmp_path / f"{name}.jsonl" for name in ("good", "bad", "rooms"))
    with ExitStack() as clients:
        otc = clients.enter_context(blocking_otc_client(server))
        wrong = clients.enter_context(blocking_otc_client(server, api_key="wrong"))
        rooms = clients.enter_context(blocking_rooms_client(server))
        reports = blocking.export_many(
            {good: otc.users.iter_users(), rooms_path: rooms.users.iter_users()}
        )
        assert {path: report.rows for path, report in reports.items()} == {
            good: 345,
            rooms_path: 345,
        }
        with pytest.raises(ExportsFailed) as caught:
            blocking.export_many(
                {bad: wrong.users.iter_users(), good: otc.users.iter_users()}, overwrite=True
            )
    assert list(caught.value.failures) == [bad]
    assert list(caught.value.reports) == [good]


def test_ctrl_c_keeps_what_was_read(start_server: Start, tmp_path: Path) -> None:
    path = tmp_path / "users.jsonl"
    server = start_server(users=345)
    with blocking_otc_client(server) as otc:

        def press(_: Progress) -> None:
            server.sandbox.faults = [Fault(kind="hang", seconds=60.0)]
            os.kill(os.getpid(), signal.SIGINT)

        with pytest.raises(KeyboardInterrupt):
            blocking.export(otc.users.iter_users(), path, progress=press)
    assert path.with_name("users.jsonl.checkpoint").exists()
    server.sandbox.faults = []
    with blocking_otc_client(server) as otc:
        report = blocking.export(otc.users.iter_users(), path, resume=True)
    assert report.rows == 345
    assert report.resumed > 0
    assert lines_in(path) == 345
