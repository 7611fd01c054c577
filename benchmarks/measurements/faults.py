"""A server that breaks responses: every row must still arrive, in order."""

from typing import Literal

from attrs import frozen

from benchmarks.client_process import Job, run
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

BROKEN = 0.15
ATTEMPTS = 8
CONNECTIONS = 8


@frozen
class Contender:
    """A way to read, and which API it reads from."""

    label: str
    reader: str
    api: Literal["rooms", "otc"] = "rooms"


CONTENDERS = (
    Contender("opentoclose-async, rooms", "sdk"),
    Contender("opentoclose-async, otc", "sdk", "otc"),
    Contender("httpx.AsyncClient", "httpx_workers"),
)


def measure(*, quick: bool) -> Outcome:
    """Read from a server that breaks the same responses for every reader."""
    rows, seeds = (2_000, (1,)) if quick else (20_000, (1, 2, 3))
    table_rows: list[list[str | int | float | None]] = []
    whole = True
    retried = broken_in_all = 0
    for contender in CONTENDERS[:1] if quick else CONTENDERS:
        arrived = broken = retries = 0
        in_order: bool | None = True
        error = None
        for seed in seeds:
            with running_server(rows=rows, latency_ms=5.0, broken=BROKEN, seed=seed) as server:
                measured = run(
                    Job(
                        contender.reader,
                        server.base_url,
                        rows,
                        connections=CONNECTIONS,
                        api=contender.api,
                        attempts=ATTEMPTS,
                    )
                )
                broken += server.counts().broken
            arrived += measured.rows
            retries += measured.retries
            in_order = in_order and measured.in_order
            error = error or measured.error
        if contender.reader == "sdk":
            whole = whole and bool(in_order) and arrived == rows * len(seeds) and error is None
            retried, broken_in_all = retried + retries, broken_in_all + broken
        else:
            in_order = None
        table_rows.append(
            [
                contender.label,
                f"{arrived:,} of {rows * len(seeds):,}",
                None if in_order is None else "yes" if in_order else "no",
                broken,
                retries,
                None if error is None else error.split(":")[0],
            ]
        )
    table = Table(
        f"Reading {rows:,} rows with {BROKEN:.0%} of the responses broken",
        ["client", "rows arrived", "in order", "broken", "retries", "error"],
        table_rows,
        f"500, 503, dropped, cut short; seeds {', '.join(map(str, seeds))}; {ATTEMPTS} attempts. "
        "httpx retries nothing: its loop ends at the first broken response.",
    )
    claim = Claim(
        "15% of responses broken: every row still arrives, in order",
        whole,
        f"{broken_in_all} broken, {retried} retries",
    )
    return Outcome([table], [claim])
