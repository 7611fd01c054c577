"""Peak memory of a whole list as an Arrow table or a Parquet file, compared with its peers."""

import tempfile
from itertools import cycle
from pathlib import Path

from attrs import frozen

from benchmarks.client_process import Job, Measured, missing_package, run_whole
from benchmarks.page_bodies import FIRST_ID, ROW_TEMPLATES
from benchmarks.report import Claim, Outcome, Table
from benchmarks.server_process import running_server

__all__ = ["measure"]

CONNECTIONS = 32


@frozen
class Contender:
    """
    A way to get an Arrow table or a Parquet file.

    Attributes:
        label: Its name in the table.
        reader: What reads.
        file: What it writes or reads.
    """

    label: str
    reader: str
    file: str = "users.jsonl"


ARROW = "opentoclose-async, to_arrow"
PARQUET = "opentoclose-async, export to Parquet"
POLARS_ARROW = "Polars, JSON lines to Arrow"
POLARS_PARQUET = "Polars, JSON lines to Parquet"
CONTENDERS = (
    Contender(ARROW, "arrow_sdk"),
    Contender(POLARS_ARROW, "arrow_polars"),
    Contender("DuckDB, JSON lines to Arrow", "arrow_duckdb"),
    Contender(PARQUET, "export_sdk", "users.parquet"),
    Contender(POLARS_PARQUET, "parquet_polars"),
    Contender("DuckDB, JSON lines to Parquet", "parquet_duckdb"),
)


def measure(*, quick: bool) -> Outcome:
    """Read a list with each contender in a fresh process; the peers read it from a file."""
    rows = 1_000 if quick else 1_000_000
    measured: dict[str, Measured] = {}
    with running_server(rows=rows) as server, tempfile.TemporaryDirectory() as folder:
        lines = Path(folder, "users.jsonl")
        _write_lines(lines, rows)
        size = lines.stat().st_size / 2**20
        for contender in CONTENDERS:
            if not missing_package(contender.reader):
                job = Job(
                    contender.reader,
                    server.base_url,
                    rows,
                    connections=CONNECTIONS,
                    file=str(Path(folder, contender.file)),
                )
                measured[contender.label] = run_whole(job)
    table = Table(
        f"Peak memory of the process, in MB, with {rows:,} rows",
        ["client", "peak MB", "CPU µs a row"],
        [[label, each.peak_memory, each.cpu / rows * 1e6] for label, each in measured.items()],
        f"The rows are {size:,.0f} MB of JSON. {CONNECTIONS} connections, no latency, imports "
        "included. The peers read a file, and we a server; their memory grows with the number of "
        "cores.",
    )
    peaks = {label: each.peak_memory for label, each in measured.items()}
    return Outcome([table], [] if quick else _claims(peaks), peaks)


def _claims(peaks: dict[str, float]) -> list[Claim]:
    claims = []
    for text, ours, peer, most in (
        ("1,000,000 rows as an Arrow table", ARROW, POLARS_ARROW, 1.0),
        ("1,000,000 rows exported to Parquet", PARQUET, POLARS_PARQUET, 0.6),
    ):
        if {ours, peer} <= set(peaks):
            ratio = peaks[ours] / peaks[peer]
            claims.append(
                Claim(
                    f"{text}: a peak of at most {most:g}x that of Polars",
                    ratio <= most,
                    f"{peaks[ours]:.0f} MB, {ratio:.2f}x",
                )
            )
    return claims


def _write_lines(file: Path, rows: int) -> None:
    """Write the rows of the server's list as JSON lines."""
    templates = ROW_TEMPLATES["rooms"]
    with file.open("wb") as stream:
        for number, template in zip(range(rows), cycle(templates), strict=False):
            stream.write(template % (FIRST_ID + number, FIRST_ID + number) + b"\n")
