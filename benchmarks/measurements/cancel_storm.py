"""Check that a client still works after many cancelled calls."""

from benchmarks.client_process import Job, run
from benchmarks.readers.cancel_storm import CALLS_AFTER
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

TASKS = 40
CONNECTIONS = 10
CONTENDERS = {"opentoclose-async": "sdk_storm", "httpx.AsyncClient": "httpx_storm"}


def measure(*, quick: bool) -> Outcome:
    """Cancel calls at random, then make three more."""
    seconds, deadline, turns = (0.2, 0.5, 1) if quick else (5.0, 2.0, 2)
    table_rows: list[list[str | int | float | None]] = []
    claims: list[Claim] = []
    with running_server(rows=1_000, latency_ms=20.0) as server:
        for label, reader in CONTENDERS.items():
            succeeded: list[int] = []
            error: str | None = None
            for _ in range(turns):
                measured = run(
                    Job(
                        reader,
                        server.base_url,
                        0,
                        connections=CONNECTIONS,
                        storm_seconds=seconds,
                        storm_tasks=TASKS,
                        deadline=deadline,
                    )
                )
                succeeded.append(measured.succeeded)
                error = error or measured.error
            table_rows.append(
                [label, *(f"{number} of {CALLS_AFTER}" for number in succeeded), error]
            )
            if reader == "sdk_storm":
                claims.append(
                    Claim(
                        "after five seconds of 40 tasks cancelling calls at random on 10 "
                        "connections, the next three calls succeed",
                        min(succeeded) == CALLS_AFTER,
                        ", ".join(f"{number} of {CALLS_AFTER}" for number in succeeded),
                    )
                )
    table = Table(
        f"Calls that succeed within {deadline:g} s after {seconds:g} s of cancelled calls",
        ["client", *(f"turn {number + 1}" for number in range(turns)), "error"],
        table_rows,
        f"{TASKS} tasks on {CONNECTIONS} connections, 20 ms latency.",
    )
    return Outcome([table], claims)
