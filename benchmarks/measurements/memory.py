"""Peak memory of reading page by page: it must not grow with the list."""

from statistics import median

from benchmarks.client_process import Job, run_whole
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

ALLOWED_GROWTH = 12.0
CONNECTIONS = 32


def measure(*, quick: bool) -> Outcome:
    """Read a short and a long list, each in a fresh process."""
    sizes = (1_000,) if quick else (20_000, 400_000)
    turns = 1 if quick else 3
    peaks: dict[int, float] = {}
    for rows in sizes:
        with running_server(rows=rows) as server:
            job = Job("sdk", server.base_url, rows, connections=CONNECTIONS)
            peaks[rows] = median(run_whole(job).peak_memory for _ in range(turns))
    growth = peaks[sizes[-1]] - peaks[sizes[0]]
    table = Table(
        "Peak memory of the process, in MB, reading typed pages and keeping none",
        ["rows", "peak MB"],
        [[f"{rows:,}", peak] for rows, peak in peaks.items()],
        f"{CONNECTIONS} connections, median of {turns} turns, imports included.",
    )
    claim = Claim(
        "peak memory for 400k rows within 12 MB of that for 20k",
        growth <= ALLOWED_GROWTH,
        f"{growth:+.1f} MB",
    )
    return Outcome(
        [table], [] if quick else [claim], {str(rows): peak for rows, peak in peaks.items()}
    )
