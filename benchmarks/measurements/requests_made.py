"""Requests made, compared with those needed: each one uses up some of the quota."""

import math
from typing import Literal

from benchmarks.client_process import PAGE_SIZE, Job, run_whole
from benchmarks.report import Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

LATENCY_MS = 5.0
APIS: tuple[Literal["rooms", "otc"], ...] = ("rooms", "otc")


def measure(*, quick: bool) -> Outcome:
    """Read lists of many lengths and compare the requests that the server counted."""
    sizes = (300,) if quick else (0, 1, 100, 101, 3_200, 9_950, 10_000)
    connections = (8,) if quick else (1, 8, 32)
    table_rows: list[list[str | int | float | None]] = []
    for rows in sizes:
        needed = max(1, math.ceil(rows / PAGE_SIZE))
        with running_server(rows=rows, latency_ms=LATENCY_MS) as server:
            before = 0
            for api in APIS:
                made: list[int] = []
                for number in connections:
                    run_whole(Job("sdk", server.base_url, rows, connections=number, api=api))
                    after = server.counts().requests
                    made.append(after - before)
                    before = after
                table_rows.append(
                    [
                        "rooms, total known" if api == "rooms" else "otc, no total",
                        rows,
                        needed,
                        *(f"{count} ({count / needed:.2f}x)" for count in made),
                    ]
                )
    table = Table(
        "Requests made, by connections, compared with those needed for the rows",
        ["list", "rows", "needed", *(f"{number} conn." for number in connections)],
        sorted(table_rows, key=lambda row: str(row[0]), reverse=True),
        f"Pages of {PAGE_SIZE}, {LATENCY_MS:g} ms latency, no quota. Without a total, one more "
        "request shows the end.",
    )
    return Outcome([table])
