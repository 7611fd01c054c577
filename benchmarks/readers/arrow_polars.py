"""Read a file of JSON lines into an Arrow table with Polars."""

import importlib

from benchmarks.client_process import Job, Meter

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Read the file."""
    polars = importlib.import_module("polars")  # an optional peer
    with meter.running():
        table = polars.read_ndjson(job.file).to_arrow()
    meter.rows = table.num_rows
