"""Seconds for a whole list over a network with latency, compared with reading page after page."""

from statistics import median
from typing import Literal

from attrs import frozen

from benchmarks.client_process import PAGE_SIZE, Job, missing_package, run
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import RunningServer, running_server

__all__ = ["BOUND", "measure"]

CONNECTIONS = 32
BOUND = "bound: pages / connections x latency"
OURS_ASYNCIO = "opentoclose-async, typed, asyncio"


@frozen
class Contender:
    """
    A way to read.

    Attributes:
        label: Its name in the table.
        reader: What reads.
        needs: The package it needs, as for ``missing_package``.
        sequential: It reads one page after another, so part of the list is enough.
        backend: The event loop.
    """

    label: str
    reader: str
    needs: str
    sequential: bool = False
    backend: Literal["asyncio", "trio"] = "asyncio"


CONTENDERS = (
    Contender(OURS_ASYNCIO, "sdk", "sdk"),
    Contender("opentoclose-async, typed, trio", "sdk", "trio", backend="trio"),
    Contender("httpx.AsyncClient, 32 workers", "httpx_workers", "sdk"),
    Contender("httpx.Client, page after page", "httpx_sequential", "sdk", sequential=True),
    Contender("docusign-rooms, page after page", "official_client", "official_client", True),
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
                if missing_package(contender.needs) or (contender.sequential and turn >= 3):
                    continue
                walls.setdefault(contender.label, []).append(
                    _seconds(contender, server, rows, part)
                )
    medians = {label: median(values) for label, values in walls.items()}
    table_rows: list[list[str | float | None]] = [[BOUND, bound, 1.0, None]]
    for contender in CONTENDERS:
        absent = missing_package(contender.needs)
        wall = medians.get(contender.label)
        if wall is None:
            table_rows.append([f"{contender.label} ({absent} is not installed)", None, None, None])
        else:
            scaled = f"a {part}th, scaled" if contender.sequential else "all"
            table_rows.append([contender.label, wall, wall / bound, scaled])
    table = Table(
        f"Seconds for {rows:,} rows at {latency_ms:g} ms latency, {CONNECTIONS} connections",
        ["client", "seconds", "of bound", "rows read"],
        table_rows,
        f"Median of {turns} turns (page after page: {min(turns, 3)}), fresh processes; "
        "docusign-rooms with its missing client_side_validation set.",
    )
    ratio = medians[OURS_ASYNCIO] / bound
    claim = Claim(
        "100,000 typed rows at 50 ms and 32 connections within 1.2x of the bound",
        ratio <= 1.2,
        f"{medians[OURS_ASYNCIO]:.2f} s, {ratio:.2f}x",
    )
    return Outcome([table], [] if quick else [claim], {BOUND: bound, **medians})


def _seconds(contender: Contender, server: RunningServer, rows: int, part: int) -> float:
    share = part if contender.sequential else 1
    job = Job(
        contender.reader,
        server.base_url,
        rows // share,
        connections=CONNECTIONS,
        backend=contender.backend,
    )
    measured = run(job)
    if measured.error is not None or measured.rows != job.rows or not measured.in_order:
        raise RuntimeError(f"{contender.label}: {measured}")
    return measured.wall * share
