"""Exports in processes that are killed at arbitrary moments and resumed until complete."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import anyio
import pytest
from attrs import define, field

from opentoclose_async.export import ExportReport, export
from opentoclose_async.export.runner import BATCH_ROWS
from opentoclose_async.sandbox import RunningSandbox
from tests.cli.processes import credentials, environment
from tests.clients import rooms_client
from tests.export.formats.file_formats import content_of
from tests.thoroughness import scaled

pytestmark = pytest.mark.skipif(os.name != "posix", reason="nothing kills like SIGKILL here")

ROWS = BATCH_ROWS + 1_000
PAGE_SIZE = 100
CONCURRENCY = 4
MOST_RUNS = 40

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

PAGES_AHEAD = 3
"""
Pages a process may write before its reports are read: it is killed wherever it happens to be, but
before nothing is left to do.
"""

MOST_REPEATED_REQUESTS = 2 * CONCURRENCY + -(-BATCH_ROWS // (PAGE_SIZE - 1)) + 1
"""
The most requests that a kill may repeat: for pages read ahead, in flight or not yet taken;
for pages of the unwritten batch; and one for the page that the next process begins with.
"""

Start = Callable[..., RunningSandbox]


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
        _permit(process, PAGES_AHEAD)
        for line in process.stdout:
            if line != "begins\n":
                _permit(process, 1)
                seen.append(int(line))
            if len(seen) == pages:
                return True
            if self.at_the_end and seen and seen[-1] > ROWS - PAGE_SIZE:
                self.at_the_end = False
                return True
        return False


def _permit(process: subprocess.Popen[str], pages: int) -> None:
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):  # the process has ended
        process.stdin.write("\n" * pages)
        process.stdin.flush()


@pytest.mark.parametrize(
    ("suffix", "pages"),
    [
        ("jsonl", [0, 1, 27]),
        ("parquet", [27]),
        *scaled([], [("json", [28]), ("csv.gz", [27])]),
    ],
)
def test_a_killed_export_produces_the_same_file(
    start_server: Start, tmp_path: Path, suffix: str, pages: list[int]
) -> None:
    server = start_server(users=ROWS, latency=0.003)
    whole, path = tmp_path / f"whole.{suffix}", tmp_path / f"killed.{suffix}"
    needed = export_at_one_go(server, whole).requests
    assert server.sandbox.stats.rooms.requests == needed
    killer = Killer(server, path, iter(pages))
    killer.run()
    assert content_of(path) == content_of(whole)
    assert killer.kills == len(pages) + 1
    beyond = server.sandbox.stats.rooms.requests - 2 * needed
    assert beyond <= killer.kills * MOST_REPEATED_REQUESTS
    # The last kill may have left a checkpoint next to the complete file; resuming tidies up.
    report = export_at_one_go(server, path, resume=True)
    assert (report.requests, report.rows) == (0, ROWS)
    assert sorted(tmp_path.iterdir()) == sorted([whole, path])
