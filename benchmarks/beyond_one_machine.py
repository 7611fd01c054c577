"""
Read 200 accounts with one process and with Spark: ``python -m benchmarks.beyond_one_machine``.

Each account is a sandbox with a quota, scaled so that a list takes seconds instead of minutes. The
results, and what they mean for a thousand accounts, are saved and written into the documentation.
Spark needs the extra ``spark`` and Java; ``--no-spark`` leaves it out.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from benchmarks.machine import describe_machine, describe_versions
from benchmarks.many_sandboxes import ACCOUNT_ID, TOKEN
from benchmarks.page import filled
from benchmarks.report import Table

__all__ = ["PAGE", "RESULTS", "page_with", "saved_tables"]

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "guides" / "beyond-one-machine.md"
RESULTS = Path(__file__).with_suffix(".json")
VARIABLE = "BENCH_ROOMS_TOKEN"
ROWS_PER_REQUEST = 99
"""A verified reading asks for pages of 100 rows that overlap by one."""


@frozen
class Size:
    """
    How much to read.

    Attributes:
        accounts: The number of accounts.
        users: The number of users of each.
        count: How many requests the quota of each allows ...
        seconds: ... in this time.
        few: How many accounts to read where all would take too long.
    """

    accounts: int = 200
    users: int = 1_000
    count: int = 1
    seconds: float = 1.0
    few: int = 20

    @property
    def quota(self) -> str:
        """The quota as options spell it."""
        return f"{self.count}/{self.seconds:g}s"


@frozen
class Reading:
    """
    The result of reading accounts.

    Attributes:
        rows: The number of rows.
        seconds: How long it took.
        cpu: CPU seconds; None if unknown.
        peak: Peak megabytes of all its processes together.
        base: Megabytes before it began; None if unknown.
    """

    rows: int
    seconds: float
    cpu: float | None
    peak: float
    base: float | None = None


@frozen
class Server:
    """A running server of sandboxes."""

    port: int

    def base_url(self, account: int) -> str:
        """Return the base URL of an account."""
        return f"http://127.0.0.1:{self.port}/{account}/restapi"

    def take_counts(self) -> dict[str, int]:
        """Return the counts since the last call."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", "/stats")
            counts: dict[str, int] = json.loads(connection.getresponse().read())
            return counts
        finally:
            connection.close()


@contextmanager
def running(size: Size) -> Iterator[Server]:
    """Run a server of sandboxes while the context is open."""
    command = [sys.executable, "-m", "benchmarks.many_sandboxes", "--quota", size.quota]
    command += ["--accounts", str(size.accounts), "--users", str(size.users)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Server(int(process.stdout.readline()))
        finally:
            process.terminate()


def accounts_file(folder: Path, server: Server, size: Size, accounts: int) -> str:
    """Write an accounts file, and return its path."""
    tables = [
        f'[[account]]\nname = "account-{number}"\napi = "rooms"\naccount_id = "{ACCOUNT_ID}"\n'
        f'access_token_env = "{VARIABLE}"\nbase_url = "{server.base_url(number)}"\n'
        f'quota = "{size.quota}"\n'
        for number in range(accounts)
    ]
    file = folder / f"accounts-{accounts}.toml"
    file.write_text("\n".join(tables), encoding="utf-8")
    return str(file)


def one_process(file: str) -> Reading:
    """Read all accounts of a file in one process of its own."""
    command = [sys.executable, "-m", "benchmarks.readers.accounts_verified", file]
    finished = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return Reading(**json.loads(finished.stdout))


def with_spark(spark: Any, **options: str) -> Reading:
    """Read all accounts of a file with Spark."""
    with _watching_memory() as peak:
        began = time.perf_counter()
        rows = spark.read.format("opentoclose").options(list="users", **options).load().count()
        seconds = time.perf_counter() - began
    # After the last look.
    return Reading(rows, seconds, None, peak())


def start_spark() -> Any:
    """Start Spark on two cores."""
    from pyspark.sql import SparkSession

    from opentoclose_async.pipelines.spark import OpenToCloseDataSource

    builder: Any = SparkSession.builder
    spark = (
        builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    spark.dataSource.register(OpenToCloseDataSource)
    return spark


def measure(size: Size, *, spark: bool) -> list[Table]:
    """Read the accounts in each way."""
    os.environ[VARIABLE] = TOKEN
    os.environ["OPENTOCLOSE_QUOTA_STORE"] = "off"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    read: dict[str, tuple[Reading, dict[str, int], int]] = {}
    with tempfile.TemporaryDirectory() as name, running(size) as server:
        all_of_them = accounts_file(Path(name), server, size, size.accounts)
        few = accounts_file(Path(name), server, size, size.few)
        server.take_counts()
        ways: dict[str, tuple[Callable[[], Reading], int]] = {
            "one process": (lambda: one_process(all_of_them), size.accounts)
        }
        session = start_spark() if spark else None
        if session is not None:
            ways |= {
                "Spark, 2 partitions of many accounts": (
                    lambda: with_spark(session, accounts=all_of_them, partitions="2"),
                    size.accounts,
                ),
                "Spark, a partition for each account": (
                    lambda: with_spark(session, accounts=few),
                    size.few,
                ),
            }
            with_spark(session, accounts=few, partitions="2")  # starts the workers
            server.take_counts()
        for label, (way, accounts) in ways.items():
            reading = way()
            read[label] = reading, server.take_counts(), accounts
        if session is not None:
            session.stop()
    return [_measured(size, read), _thousand(size, *read["one process"][:2])]


def _measured(size: Size, read: dict[str, tuple[Reading, dict[str, int], int]]) -> Table:
    needed = read["one process"][1]["most"]
    bound = (needed - 1) // size.count * size.seconds
    total = size.accounts * size.users
    rows: list[list[str | int | float | None]] = [
        ["bound: the quota of each account", size.accounts, 0, bound, total / bound, 1.0, None]
    ]
    for label, (reading, counts, accounts) in read.items():
        assert reading.rows == accounts * size.users, f"{label}: {reading.rows} rows"
        scale = size.accounts / accounts
        seconds = reading.seconds * scale
        shown = label if accounts == size.accounts else f"{label} (measured with {accounts})"
        rows.append(
            [shown, size.accounts, counts["refused"], seconds, total / seconds, seconds / bound,
             reading.peak]
        )  # fmt: skip
    return Table(
        f"{size.accounts} accounts of {size.users:,} rows, each with a quota of {size.quota}",
        ["reader", "accounts", "429s", "seconds", "rows a second", "of bound", "peak MB"],
        rows,
        f"Bound: ({needed} requests for each account - 1) // {size.count} x {size.seconds:g} s. "
        "Spark has two cores, local[2], and is running; peak MB is that of all its processes. The "
        "sandboxes share the cores.",
    )


def _thousand(size: Size, reading: Reading, counts: dict[str, int]) -> Table:
    assert reading.cpu is not None
    assert reading.base is not None
    cpu = reading.cpu / counts["requests"]
    memory = (reading.peak - reading.base) / size.accounts
    accounts = 1_000
    rows: list[list[str | int | float | None]] = []
    for api, windows in {
        "Open To Close": [(1, 1.0)],
        "Rooms": [(500, 30.0), (3_000, 3_600.0)],
    }.items():
        for length in (1_000, 10_000, 100_000, 1_000_000):
            requests = ceil(length / ROWS_PER_REQUEST) + 1
            quota = max((requests - 1) // count * seconds for count, seconds in windows)
            busy = accounts * requests * cpu
            rows.append(
                [
                    *(api, length, accounts * requests, quota / 60.0, busy / 60.0),
                    "quota" if quota >= busy else "CPU",
                    max(quota, busy) / 3600.0,
                ]
            )
    return Table(
        f"{accounts:,} accounts, read at the same time at their documented quotas, computed",
        [
            *("API", "rows each", "requests", "quota, min", "CPU of one core, min", "bound"),
            "hours in one process",
        ],
        rows,
        f"Measured above: {cpu * 1000.0:.2f} ms of CPU a request, rows converted to Arrow, and "
        f"{memory:.1f} MB of memory an account, its client and {size.users:,} rows. "
        f"{ROWS_PER_REQUEST} rows a request. An export keeps no rows.",
    )


@contextmanager
def _watching_memory() -> Iterator[Callable[[], float]]:
    """Look at the memory of the descendants of this process, JVM and workers, every half second."""
    highest = 0.0
    over = threading.Event()

    def watch() -> None:
        nonlocal highest
        while True:
            highest = max(highest, _memory_of_descendants(os.getpid()))
            if over.wait(0.5):
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield lambda: highest
    finally:
        over.set()
        watcher.join()


def _memory_of_descendants(root: int) -> float:
    """Return megabytes that are not shared, without those of the server of sandboxes."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if "many_sandboxes" not in (folder / "cmdline").read_text():
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
                parents[int(folder.name)] = int(stat[1])
        except OSError:  # it has ended
            continue
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(_own_memory(pid) for pid in family)


def _own_memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024.0


def saved_tables() -> list[Table]:
    """Return the tables of the saved run."""
    saved = json.loads(RESULTS.read_text(encoding="utf-8"))
    return [Table(**table) for table in saved["tables"]]


def page_with(tables: list[Table], page: str) -> str:
    """Return the page with the tables of a run."""
    measured, computed = tables
    places = {"two-hundred-accounts": [measured], "thousand-accounts": [computed]}
    return filled(page, places)


def main() -> int:
    """
    Measure, print, and save unless it is a quick or partial run.

    Returns:
        The exit status.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beyond_one_machine")
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to check that it runs")
    parser.add_argument("--no-spark", action="store_true", help="one process only")
    options = parser.parse_args()
    if not options.no_spark and find_spec("pyspark") is None:
        print(
            "pyspark is not installed: python -m pip install 'opentoclose-async[spark]', or leave "
            "it out with --no-spark."
        )
        return 1
    size = Size(accounts=4, users=250, few=2) if options.quick else Size()
    tables = measure(size, spark=not options.no_spark)
    for table in tables:
        print(f"\n{table}", flush=True)
    if not options.quick and not options.no_spark:
        saved = {
            "machine": describe_machine(),
            "versions": describe_versions(),
            "tables": [asdict(table) for table in tables],
        }
        RESULTS.write_text(json.dumps(saved, indent=2) + "\n", encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(page_with(tables, page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
