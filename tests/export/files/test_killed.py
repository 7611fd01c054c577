"""Exports that are repeatedly killed, and resumed until they are complete."""

import contextlib
import csv
import gzip
import importlib
import itertools
import os
import signal
import subprocess
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from attrs import define, field

from opentoclose_async.export import ExportReport, export
from opentoclose_async.export.runner import BATCH_ROWS
from opentoclose_async.sandbox import RunningSandbox, Sandbox
from tests.cli.processes import credentials, environment
from tests.clients import rooms_client
from tests.export.formats.file_formats import KINDS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="nothing kills like SIGKILL here")

ROWS = 4000
PAGE_SIZE = 100
CONCURRENCY = 4
MOST_RUNS = 40
ROOT = Path(__file__).parents[3]

EXPORT = f"""
import sys
import anyio
from opentoclose_async import AsyncRooms
from opentoclose_async.export import export

def tell(progress):
    print(progress.rows, flush=True)
    sys.stdin.readline()

async def main():
    print("begins", flush=True)
    async with AsyncRooms(base_url=sys.argv[1], quota=None) as rooms:
        users = rooms.users.iter_users(page_size={PAGE_SIZE}, concurrency={CONCURRENCY})
        await export(users, sys.argv[2], resume=True, progress=tell)

anyio.run(main)
"""
"""Start or resume an export; report each page and wait until told to continue."""

LEAD = 3
"""
Pages that a process may be ahead of what was read of it: so it is killed wherever it happens to be,
and still not so late that nothing is left to do.
"""

REPEATED = 2 * CONCURRENCY + -(-BATCH_ROWS // (PAGE_SIZE - 1)) + 1
"""
Requests that a kill may cost at most: for the pages read ahead, which are in flight or wait to be
taken; for those of the batch that was not written yet; and one for the page that the next process
begins with.
"""

Start = Callable[..., RunningSandbox]


def rows_of(path: Path) -> list[Any]:
    """Read a file's rows, in order."""
    if path.suffix == ".parquet":
        parquet = pytest.importorskip("pyarrow.parquet")
        table = parquet.read_table(path)
        return [table.schema, *table.to_pylist()]
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines(keepends=True)


def export_at_one_go(server: RunningSandbox, path: Path, *, resume: bool = False) -> ExportReport:
    async def run() -> ExportReport:
        async with rooms_client(server) as rooms:
            users = rooms.users.iter_users(page_size=PAGE_SIZE, concurrency=CONCURRENCY)
            return await export(users, path, resume=resume)

    return anyio.run(run)


@define
class Killer:
    """
    Runs an export in processes that are killed.

    Attributes:
        server: The server.
        path: The file.
        pages: After how many pages to kill each of the first processes; 0 means before the first
            request.
        at_the_end: Whether to also kill the first process that reaches the last rows.
        kills: Processes killed.
        seen: Rows written, as reported by each process.
    """

    server: RunningSandbox
    path: Path
    pages: Iterator[int]
    at_the_end: bool = True
    kills: int = 0
    seen: list[list[int]] = field(factory=list)

    def run(self) -> None:
        """Continue until the file exists."""
        while not self.path.exists():
            assert len(self.seen) < MOST_RUNS, f"no end in sight: {self.seen}"
            self._run_once()

    def _run_once(self) -> None:
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", EXPORT, self.server.rooms_base_url, self.path],
            env=environment(credentials(self.server)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        with process:
            try:
                if self._watch(process, next(self.pages, None)):
                    process.kill()
                    self.kills += 1
                    return
                _, errors = process.communicate()
                assert process.returncode == 0, errors
            finally:
                process.kill()

    def _watch(self, process: subprocess.Popen[str], pages: int | None) -> bool:
        """Read what a process reports until it is to be killed; return False if it ends earlier."""
        assert process.stdout is not None
        seen: list[int] = []
        self.seen.append(seen)
        _let_on(process, LEAD)
        for line in process.stdout:
            if line != "begins\n":
                _let_on(process, 1)
                seen.append(int(line))
            if len(seen) == pages:
                return True
            if self.at_the_end and seen and seen[-1] > ROWS - PAGE_SIZE:
                self.at_the_end = False
                return True
        return False


def _let_on(process: subprocess.Popen[str], pages: int) -> None:
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):  # it needs no more permits: it has ended
        process.stdin.write("\n" * pages)
        process.stdin.flush()


@pytest.mark.parametrize(
    ("suffix", "pages"),
    [
        ("jsonl", [0, 1, 12, 15]),
        ("json", [1, 13]),
        ("csv", [13]),
        ("csv.gz", [12]),
        ("parquet", [12]),
    ],
)
def test_a_killed_export_produces_the_same_file(
    start_server: Start, tmp_path: Path, suffix: str, pages: list[int]
) -> None:
    if suffix == "parquet":
        pytest.importorskip("pyarrow.parquet")
    server = start_server(users=ROWS, latency=0.003)
    whole, path = tmp_path / f"whole.{suffix}", tmp_path / f"killed.{suffix}"
    needed = export_at_one_go(server, whole).requests
    assert server.sandbox.stats.rooms.requests == needed
    killer = Killer(server, path, iter(pages))
    killer.run()
    assert rows_of(path) == rows_of(whole)
    assert killer.kills == len(pages) + 1
    beyond = server.sandbox.stats.rooms.requests - 2 * needed
    assert beyond <= killer.kills * REPEATED
    # The last kill may have left a checkpoint next to the complete file; resuming tidies up.
    report = export_at_one_go(server, path, resume=True)
    assert (report.requests, report.rows) == (0, ROWS)
    assert sorted(tmp_path.iterdir()) == sorted([whole, path])


STEPS = frozenset({"open", "os.rename", "os.remove", "os.truncate"})
"""The audit events of what changes a folder or a file in it."""


def kill_before_step(folder: Path, step: int) -> None:
    """Kill this process before its n-th step in a folder."""
    done = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal done
        if event in STEPS and str(arguments[0]).startswith(str(folder)):
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def survives(sandbox: Sandbox, path: Path, step: int | None) -> bool:
    """Export in a fork of this process that is killed before a step, unless it finishes earlier."""

    async def run() -> None:
        async with rooms_client(sandbox) as rooms:
            await export(rooms.users.iter_users(), path, resume=True)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # libraries may have idle threads
        child = os.fork()
    if child == 0:
        try:
            if step is not None:
                kill_before_step(path.parent, step)
            anyio.run(run)
        except BaseException:  # noqa: BLE001 - nothing may get out of a fork into the tests
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    assert killed or os.waitstatus_to_exitcode(status) == 0, f"failed at step {step}"
    return not killed


def kill_at_each_step(folder: Path, suffix: str) -> None:
    """
    Kill an export at its first step, another at its second and so on, and resume each.

    Runs in a separate process without busy threads, which can be forked: each kill then costs a
    fraction of starting an interpreter.
    """
    sandbox = Sandbox(users=BATCH_ROWS + 1)  # two batches
    if suffix == "parquet":
        # Once, not in each fork; the first array also imports pandas, if installed.
        importlib.import_module("pyarrow.parquet")
        importlib.import_module("pyarrow").array(["any"])
    for step in itertools.count(1):
        path = folder / f"step-{step}" / f"users.{suffix}"
        path.parent.mkdir()
        if survives(sandbox, path, step):
            return
        assert survives(sandbox, path, None)


@pytest.mark.parametrize("suffix", KINDS)
def test_a_kill_at_any_step_on_the_disk(tmp_path: Path, suffix: str) -> None:
    if suffix == "parquet":
        pytest.importorskip("pyarrow.parquet")
    call = "import sys, pathlib, tests.export.files.test_killed as killed; "
    call += "killed.kill_at_each_step(pathlib.Path(sys.argv[1]), sys.argv[2])"
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", call, tmp_path, suffix],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    folders = sorted(tmp_path.iterdir())
    assert len(folders) > 10
    whole = rows_of(folders[-1] / f"users.{suffix}")
    for folder in folders:
        assert [path.name for path in folder.iterdir()] == [f"users.{suffix}"], folder
        assert rows_of(folder / f"users.{suffix}") == whole, folder
