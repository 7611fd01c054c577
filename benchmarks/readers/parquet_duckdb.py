"""Convert a file of JSON lines to Parquet with DuckDB."""

import importlib

from benchmarks.client_process import Job, Meter

__all__ = ["read"]


def read(job: Job, meter: Meter) -> None:
    """Convert the file."""
    duckdb = importlib.import_module("duckdb")  # an optional peer
    target = f"{job.file}.parquet"
    with meter.running():
        duckdb.read_json(job.file, format="newline_delimited").write_parquet(
            target, compression="zstd"
        )
    meter.rows = duckdb.read_parquet(target).count("*").fetchall()[0][0]
