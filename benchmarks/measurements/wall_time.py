"""Seconds for a whole list over a network with latency, compared with reading page after page."""

from statistics import median
from typing import Literal

from attrs import frozen

from benchmarks.client_process import PAGE_SIZE, Job, missing_package, run_whole
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import RunningServer, running_server

__all__ = ["BOUND", "measure"]

CONNECTIONS = 32
BOUND = "bound: pages / connections x latency"
OTC = "opentoclose-async, Open To Close"
OTC_TRIO = "opentoclose-async, Open To Close, trio"
ROOMS = "opentoclose-async, Rooms"
ALLOWED = {OTC: 1.18, OTC_TRIO: 1.28, ROOMS: 1.18}
"""How many times the bound they may take."""
SEQUENTIAL_TURNS = 1
"""Reading page after page only waits, and long."""


@frozen
class Contender:
    """
    A way to read.

    Attributes:
        label: Its name in the table.
        reader: What reads.
        api: The API to use.
        sequential: It reads one page after another, so part of the list is enough.
        backend: The event loop.
    """

    label: str
    reader: str
    api: Literal["rooms", "otc"] = "rooms"
    sequential: bool = False
    backend: Literal["asyncio", "trio"] = "asyncio"

    @property
    def missing(self) -> str | None:
        """The package that it needs and that is not installed, if any."""
        return missing_package(self.reader) or missing_package(self.backend)


CONTENDERS = (
    Contender(OTC, "sdk", "otc"),
    Contender(OTC_TRIO, "sdk", "otc", backend="trio"),
    Contender(ROOMS, "sdk"),
    Contender("opentoclose-async, Rooms, trio", "sdk", backend="trio"),
    Contender("httpx.AsyncClient, 32 workers", "httpx_workers"),
    Contender("httpx2.AsyncClient, 32 workers", "httpx2_workers"),
    Contender("aiohttp, 32 workers", "aiohttp_workers"),
    Contender("httpx.Client, page after page", "httpx_sequential", sequential=True),
    Contender("docusign-rooms, page after page", "official_client", sequential=True),
)


def measure(*, quick: bool) -> Outcome:
    """Read the list with each contender in turn, several times over."""
    rows, latency_ms, turns = (4_000, 10.0, 1) if quick else (100_000, 50.0, 5)
    part = 10
    bound = rows / PAGE_SIZE / CONNECTIONS * latency_ms / 1000.0
    walls: dict[str, list[float]] = {}
    with running_server(rows=rows, latency_ms=latency_ms) as server:
        for turn in range(turns):
            for contender in CONTENDERS:
                if contender.missing or (contender.sequential and turn >= SEQUENTIAL_TURNS):
                    continue
                walls.setdefault(contender.label, []).append(
                    _seconds(contender, server, rows, part)
                )
    medians = {label: median(values) for label, values in walls.items()}
    table_rows: list[list[str | float | None]] = [[BOUND, bound, 1.0, None]]
    for contender in CONTENDERS:
        wall = medians.get(contender.label)
        if wall is None:
            label = f"{contender.label} ({contender.missing} is not installed)"
            table_rows.append([label, None, None, None])
        else:
            scaled = f"a {part}th, scaled" if contender.sequential else "all"
            table_rows.append([contender.label, wall, wall / bound, scaled])
    table = Table(
        f"Seconds for {rows:,} rows at {latency_ms:g} ms latency, {CONNECTIONS} connections",
        ["client", "seconds", "of bound", "rows read"],
        table_rows,
        f"Median of {turns} turns (page after page: one), fresh processes. We return models in "
        "order; the workers return dicts in any order, and know the number of pages in advance. "
        "docusign-rooms has its missing client_side_validation set.",
    )
    claims = [
        Claim(
            f"100,000 rows of {label.partition(', ')[2]} at 50 ms and 32 connections within "
            f"{most:g}x of the bound",
            medians[label] / bound <= most,
            f"{medians[label]:.2f} s, {medians[label] / bound:.2f}x",
        )
        for label, most in ALLOWED.items()
        if label in medians
    ]
    return Outcome([table], [] if quick else claims, {BOUND: bound, **medians})


def _seconds(contender: Contender, server: RunningServer, rows: int, part: int) -> float:
    share = part if contender.sequential else 1
    job = Job(
        contender.reader,
        server.base_url,
        rows // share,
        connections=CONNECTIONS,
        api=contender.api,
        backend=contender.backend,
    )
    return run_whole(job).wall * share
