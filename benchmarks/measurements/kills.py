"""An export that is killed and resumed repeatedly must end with the same file."""

import hashlib
import subprocess
import sys
import tempfile
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

import anyio
from attrs import frozen

from benchmarks.client_process import PAGE_SIZE
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import RunningServer, running_server
from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async.export import export
from opentoclose_async.export.runner import BATCH_ROWS

__all__ = ["measure", "run_export"]

CONNECTIONS = 4
BEGINS = "begins"
REPEATED_AT_MOST = 2 * CONNECTIONS + ceil(BATCH_ROWS / (PAGE_SIZE - 1)) + 1
"""
The most requests that a kill may cost: the pages read ahead, those of the batch that was not yet
written, and the page that the next process starts with.
"""

RUN_EXPORT = "from benchmarks.measurements.kills import run_export; run_export()"


@frozen
class Killing:
    """
    When to kill.

    Attributes:
        seconds: Mean lifetime of a process; it varies between half and one and a half times that.
        at_most: Maximum number of kills.
    """

    seconds: float
    at_most: int


def measure(*, quick: bool) -> Outcome:
    """Kill an export about every second, and resume it until it is done."""
    rows, latency_ms = (1_000, 40.0) if quick else (30_000, 100.0)
    killing = Killing(0.2, 2) if quick else Killing(1.0, 100)
    table_rows: list[list[str | int | float | None]] = []
    same = bounded = True
    reports: list[str] = []
    costs: list[str] = []
    for api in ("rooms", "otc"):
        with (
            running_server(rows=rows, latency_ms=latency_ms) as server,
            tempfile.TemporaryDirectory() as folder,
        ):
            whole, path = Path(folder, "whole.jsonl"), Path(folder, "killed.jsonl")
            _export(server, api, whole)
            needed = server.counts().requests
            kills = _export(server, api, path, killing)
            extra = server.counts().requests - 2 * needed
            written = path.read_bytes()
            is_same = written == whole.read_bytes()
            lines = written.count(b"\n")
        same = same and is_same
        bounded = bounded and extra <= max(1, kills) * REPEATED_AT_MOST
        reports.append(f"{api} {kills} kills, {lines:,} rows")
        costs.append(f"{api} {extra / max(1, kills):.1f} on average")
        table_rows.append(
            [
                api,
                kills,
                f"{lines:,} of {rows:,}",
                "yes" if is_same else "no",
                hashlib.sha256(written).hexdigest()[:12],
                needed,
                extra,
                extra / max(1, kills),
            ]
        )
    table = Table(
        f"Exporting {rows:,} rows with a SIGKILL about every {killing.seconds:g} s",
        ["list", "kills", "rows", "same file", "sha256", "needed", "extra", "per kill"],
        table_rows,
        "Needed: the requests of an undisturbed export; extra: those beyond that of the killed "
        f"one. Pages of {PAGE_SIZE}, {CONNECTIONS} connections, {latency_ms:g} ms latency.",
    )
    claims = [
        Claim(
            "An export that is killed repeatedly ends with the same file", same, "; ".join(reports)
        ),
        Claim(
            f"A kill costs at most {REPEATED_AT_MOST} requests: the pages read ahead, and a batch",
            bounded,
            "; ".join(costs),
        ),
    ]
    return Outcome([table], claims)


def _export(server: RunningServer, api: str, path: Path, killing: Killing | None = None) -> int:
    """
    Export in separate processes until the file exists.

    Returns:
        The number of processes killed.
    """
    dice = Random(1)
    kills = 0
    while not path.exists():
        seconds = None
        if killing is not None and kills < killing.at_most:
            seconds = killing.seconds * dice.uniform(0.5, 1.5)
        kills += _run_once(server, api, path, seconds)
    return kills


def _run_once(server: RunningServer, api: str, path: Path, seconds: float | None) -> bool:
    """
    Run one process.

    Args:
        server: The server of the list.
        api: The API to use.
        path: The file.
        seconds: When to kill it, counted from the start of the export; None to let it finish.

    Returns:
        Whether it was killed.
    """
    command = [sys.executable, "-c", RUN_EXPORT, server.base_url, api, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        # Do not count the time that Python takes to start.
        process.stdout.readline()
        try:
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
    if status != 0:
        raise RuntimeError(f"the export exited with status {status}")
    return False


def run_export() -> None:
    """Start or resume the export that the command line names."""
    base_url, api, path = sys.argv[1:]
    print(BEGINS, flush=True)
    anyio.run(_run_export, base_url, api, path)


async def _run_export(base_url: str, api: str, path: str) -> None:
    options: dict[str, Any] = {"quota": None, "max_connections": CONNECTIONS}
    async with (
        AsyncRooms("bench", access_token="loopback", base_url=f"{base_url}/restapi", **options)
        if api == "rooms"
        else AsyncOpenToClose("loopback", base_url=f"{base_url}/v1", **options)
    ) as client:
        pager: Any = client.users.iter_users(page_size=PAGE_SIZE)
        await export(pager, path, resume=True)
