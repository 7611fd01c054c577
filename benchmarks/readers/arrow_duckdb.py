"""Read a file of JSON lines into an Arrow table with DuckDB."""

import importlib

from benchmarks.client_process import Job, Meter

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Read the file."""
    duckdb = importlib.import_module("duckdb")  # an optional peer
    with meter.running():
        table = duckdb.read_json(job.file, format="newline_delimited").to_arrow_table()
    meter.rows = table.num_rows
