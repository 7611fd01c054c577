"""Run a reader in a fresh process, to measure its CPU time and memory alone."""

import contextlib
import importlib
import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from attrs import asdict, define, field, frozen

from benchmarks.page_bodies import FIRST_ID

__all__ = ["PAGE_SIZE", "Job", "Measured", "Meter", "missing_package", "run", "run_whole"]

PAGE_SIZE = 100
SECONDS_AT_MOST = 300.0


@frozen
class Job:
    """
    The task of a reader.

    Attributes:
        reader: The module of ``benchmarks.readers``.
        base_url: The server's scheme, host and port.
        rows: Rows to read.
        connections: Maximum number of requests in flight.
        warm_pages: Pages to read before measuring, to open connections and warm up the code.
        typed: Whether to convert rows to models.
        api: The API to use.
        backend: The event loop.
        quota: The quota to obey, such as "20/2s"; None for no limit.
        attempts: Maximum number of requests for one page.
        storm_seconds: How long to cancel calls for.
        storm_tasks: How many tasks to cancel calls in.
        deadline: Seconds that each call after the storm may take.
        calls: Calls to make in each thread.
        threads: How many threads make calls.
        accounts: How many accounts to read at once.
        authority: A PEM file with the authority that signed the server's certificate.
        file: The file to write or read.
        verify: Whether an export is verified.
        pause_collector: Whether the garbage collector is paused meanwhile.
    """

    reader: str
    base_url: str
    rows: int
    connections: int = 1
    warm_pages: int = 0
    typed: bool = True
    api: Literal["rooms", "otc"] = "rooms"
    backend: Literal["asyncio", "trio"] = "asyncio"
    quota: str | None = None
    attempts: int = 1
    storm_seconds: float = 0.0
    storm_tasks: int = 0
    deadline: float = 2.0
    calls: int = 0
    threads: int = 1
    accounts: int = 1
    authority: str | None = None
    file: str = ""
    verify: bool = True
    pause_collector: bool = False

    @property
    def starts(self) -> range:
        """The page offsets, for readers that cannot discover them."""
        return range(0, self.rows, PAGE_SIZE)


@frozen
class Measured:
    """
    The result of a reader.

    Attributes:
        rows: Rows read while measuring.
        pages: Pages read while measuring.
        in_order: Whether the rows came in the list's order, with none missing.
        wall: Wall-clock seconds.
        cpu: Seconds of CPU time.
        peak_memory: Peak resident megabytes over the life of the process.
        retries: Retries.
        succeeded: Calls that succeeded.
        longest_stall: The longest time in milliseconds that another task of the event loop would
            have waited for its turn, if watched.
        longest_hold: The most CPU time in milliseconds that the loop's thread spent meanwhile.
        error: The error that stopped the reader, if any.
    """

    rows: int
    pages: int
    in_order: bool
    wall: float
    cpu: float
    peak_memory: float
    retries: int = 0
    succeeded: int = 0
    longest_stall: float = 0.0
    longest_hold: float = 0.0
    error: str | None = None

    @property
    def cpu_per_call(self) -> float:
        """Milliseconds of CPU time per call."""
        return self.cpu * 1000.0 / max(1, self.succeeded)

    @property
    def cpu_per_page(self) -> float:
        """Milliseconds of CPU time per page."""
        return self.cpu * 1000.0 / max(1, self.pages)


@define
class Meter:
    """What a reader reports to while it reads."""

    rows: int = 0
    pages: int = 0
    in_order: bool = True
    wall: float = 0.0
    cpu: float = 0.0
    retries: int = 0
    succeeded: int = 0
    longest_stall: float = 0.0
    longest_hold: float = 0.0
    error: str | None = field(default=None)

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Measure what is done within."""
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.wall = time.perf_counter() - wall
            self.cpu = time.process_time() - cpu

    def add_page(self, ids: Sequence[int | None]) -> None:
        """Count a page whose rows should follow those before it."""
        expected = FIRST_ID + self.rows
        if ids != list(range(expected, expected + len(ids))):
            self.in_order = False
        self.add_unordered_page(len(ids))

    def add_unordered_page(self, rows: int) -> None:
        """Count a page that may come in any order."""
        self.rows += rows
        self.pages += 1


Reader = Callable[[Job, Meter], None]

NEEDS = {
    "accounts_aiohttp": "aiohttp",
    "aiohttp_workers": "aiohttp",
    "arrow_duckdb": "duckdb",
    "arrow_polars": "polars",
    "calls_requests": "requests",
    "conversion_msgspec": "msgspec",
    "export_script": "aiohttp",
    "httpx2_workers": "httpx2",
    "official_client": "docusign_rooms",
    "parquet_duckdb": "duckdb",
    "parquet_polars": "polars",
    "trio": "trio",
}
"""The packages of readers that not every installation has."""


def missing_package(reader: str) -> str | None:
    """Return the package that a reader needs and that is not installed, if any."""
    package = NEEDS.get(reader)
    return None if package is None or importlib.util.find_spec(package) else package


def run(job: Job) -> Measured:
    """
    Run a job in a separate process.

    Raises:
        RuntimeError: If the process failed; a reader's own error is in the result.
    """
    # Loopback only: ignore proxies from the environment.
    environment = {
        name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")
    }
    finished = subprocess.run(
        [sys.executable, "-m", "benchmarks.client_process"],
        input=json.dumps(asdict(job)),
        capture_output=True,
        text=True,
        env=environment,
        timeout=SECONDS_AT_MOST,
        check=False,
    )
    if finished.returncode != 0:
        raise RuntimeError(f"{job.reader} failed: {finished.stderr[-2000:]}")
    measured: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    return Measured(**measured)


def run_whole(job: Job) -> Measured:
    """
    Run a job that must read every row and make every call.

    Raises:
        RuntimeError: If it did not, or not in order.
    """
    measured = run(job)
    wanted = job.accounts * job.rows, job.threads * job.calls
    if measured.error or not measured.in_order or wanted != (measured.rows, measured.succeeded):
        raise RuntimeError(f"{job}: {measured}")
    return measured


def _peak_memory() -> float:
    # A child starts out with its parent's ru_maxrss on Linux; VmHWM is its own.
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024.0
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest / (1024.0 * 1024.0 if sys.platform == "darwin" else 1024.0)


def main() -> None:
    """Run the job on standard input, and print its result."""
    job = Job(**json.load(sys.stdin))
    read: Reader = importlib.import_module(f"benchmarks.readers.{job.reader}").read
    meter = Meter()
    try:
        read(job, meter)
    except Exception as error:  # noqa: BLE001 - a failure of a client is a result, too
        meter.error = f"{type(error).__name__}: {error}"
    measured = Measured(peak_memory=_peak_memory(), **asdict(meter))
    print(json.dumps(asdict(measured)))


if __name__ == "__main__":
    main()
