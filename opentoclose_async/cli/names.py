"""Names that options take; importing them loads no format."""

from pathlib import Path

__all__ = ["DASH", "FORMAT_NAMES"]

DASH = Path("-")
"""Means standard output instead of a file."""

FORMAT_NAMES = ("jsonl", "jsonl.gz", "json", "json.gz", "csv", "csv.gz", "parquet")
"""The formats of ``export.formats.registry``, which takes long to import."""
