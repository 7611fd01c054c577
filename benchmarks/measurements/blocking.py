"""Seconds for a whole list through the blocking client, compared with the async one."""

from statistics import median

from benchmarks.client_process import Job, run_whole
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

CONNECTIONS = 32
LATENCY_MS = 10.0
READERS = {"async": "sdk", "blocking": "sdk_blocking"}


def measure(*, quick: bool) -> Outcome:
    """Read the list both ways in turn, several times over."""
    rows, turns = (2_000, 1) if quick else (50_000, 5)
    walls: dict[str, list[float]] = {name: [] for name in READERS}
    with running_server(rows=rows, latency_ms=LATENCY_MS) as server:
        for _ in range(turns):
            for name, reader in READERS.items():
                job = Job(reader, server.base_url, rows, connections=CONNECTIONS)
                walls[name].append(run_whole(job).wall)
    medians = {name: median(values) for name, values in walls.items()}
    ratio = medians["blocking"] / medians["async"]
    table = Table(
        f"Seconds for {rows:,} typed rows at {LATENCY_MS:g} ms latency, {CONNECTIONS} connections",
        ["client", "seconds", "of async"],
        [[name, wall, wall / medians["async"]] for name, wall in medians.items()],
        f"Median of {turns} turns, fresh processes; the blocking client's thread starts within.",
    )
    claim = Claim(
        "50,000 rows at 10 ms and 32 connections, blocking within 1.3x of async",
        ratio <= 1.3,
        f"{medians['blocking']:.2f} s, {ratio:.2f}x",
    )
    return Outcome([table], [] if quick else [claim], medians)
