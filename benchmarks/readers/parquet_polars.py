"""Convert a file of JSON lines to Parquet with Polars, without holding all of it."""

import importlib

from benchmarks.client_process import Job, Meter

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Convert the file."""
    polars = importlib.import_module("polars")  # an optional peer
    target = f"{job.file}.parquet"
    with meter.running():
        polars.scan_ndjson(job.file).sink_parquet(target, compression="zstd")
    meter.rows = polars.scan_parquet(target).select(polars.len()).collect().item()
