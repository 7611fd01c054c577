"""CPU time that Python's garbage collector takes while a long list is collected."""

from statistics import median

from benchmarks.client_process import Job, run_whole
from benchmarks.report import Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

CONNECTIONS = 32
WAYS = {"as usual": False, "with the garbage collector paused": True}


def measure(*, quick: bool) -> Outcome:
    """Collect the same list with and without the collector in turn."""
    rows, turns = (1_000, 1) if quick else (500_000, 3)
    taken: dict[str, list[float]] = {label: [] for label in WAYS}
    with running_server(rows=rows) as server:
        for _ in range(turns):
            for label, paused in WAYS.items():
                job = Job(
                    "collect_sdk",
                    server.base_url,
                    rows,
                    connections=CONNECTIONS,
                    pause_collector=paused,
                )
                taken[label].append(run_whole(job).cpu)
    medians = {label: median(values) for label, values in taken.items()}
    usual = medians["as usual"]
    table = Table(
        f"CPU to collect {rows:,} models, in seconds",
        ["collect()", "seconds", "of usual"],
        [[label, spent, f"{spent / usual:.2f}x"] for label, spent in medians.items()],
        f"{CONNECTIONS} connections, no latency, median of {turns} turns, fresh processes.",
    )
    return Outcome([table], [], medians)
