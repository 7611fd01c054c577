"""A list read under a quota: never refused, and as fast as the quota allows."""

from statistics import median
from typing import Literal

from benchmarks.client_process import PAGE_SIZE, Job, run_whole
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

CONNECTIONS = 32
LATENCY_MS = 20.0
ALLOWED = 1.15


def measure(*, quick: bool) -> Outcome:
    """Obey a quota that the server enforces with a sliding window."""
    rows, count, seconds, turns = (1_500, 10, 0.5, 1) if quick else (10_000, 20, 2.0, 2)
    quota = f"{count}/{seconds:g}s"
    pages = rows // PAGE_SIZE
    requests: dict[Literal["rooms", "otc"], int] = {"rooms": pages}
    if not quick:  # its last page is full, so without a total one more request shows the end
        requests["otc"] = pages + 1
    table_rows: list[list[str | int | float | None]] = []
    claims: list[Claim] = []
    for api, needed in requests.items():
        bound = (needed - 1) // count * seconds
        walls: list[float] = []
        refused = made = 0
        for _ in range(turns):
            with running_server(rows=rows, latency_ms=LATENCY_MS, quota=quota) as server:
                measured = run_whole(
                    Job(
                        "sdk",
                        server.base_url,
                        rows,
                        connections=CONNECTIONS,
                        api=api,
                        quota=quota,
                        attempts=5,
                    )
                )
                counts = server.counts()
                walls.append(measured.wall)
                refused += counts.refused
                made = max(made, counts.requests)
        wall = median(walls)
        table_rows.append([api, made, refused, bound, wall, wall / bound])
        if api == "rooms" and not quick:
            claims.append(
                Claim(
                    "20/2s quota on 10,000 rows: no 429 and within 1.15x of the quota's bound",
                    refused == 0 and wall <= ALLOWED * bound,
                    f"{refused} x 429, {wall:.2f} s, {wall / bound:.2f}x",
                )
            )
    table = Table(
        f"Reading {rows:,} rows under a quota of {quota}, in seconds",
        ["api", "requests", "429s", "bound", "seconds", "of bound"],
        table_rows,
        f"Bound: (requests needed - 1) // {count} x {seconds:g} s. {CONNECTIONS} connections, "
        f"{LATENCY_MS:g} ms latency, {turns} turns: 429s of all, median seconds.",
    )
    return Outcome([table], claims)
