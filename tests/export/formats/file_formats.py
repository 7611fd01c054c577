"""The bytes of each format, batch by batch, without an export; and reading its files back."""

import csv
import gzip
import io
import json
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async.export.formats.layout import layout_of
from opentoclose_async.export.formats.sink import Sink
from tests.protocol.responses.json_rows import Sample

__all__ = [
    "KINDS",
    "content_of",
    "count",
    "data_of",
    "prefixes",
    "rows_before",
    "rows_of",
    "sink_of",
    "text_of",
]

KINDS = ("jsonl", "json", "csv.gz", "parquet")
"""One format of each kind on the disk: appended to, ended, compressed, and converted."""

Batches = Sequence[Sequence[VerbatimRow]]


def sink_of(name: str, columns: Sequence[str] | None = None, *, excel: bool = False) -> Sink:
    """Make the sink of a format for rows of the sample."""
    layout = layout_of(Path("rows"), RowKind(Sample), format=name, columns=columns, excel=excel)
    return layout.make_sink()


def prefixes(sink: Sink, batches: Batches) -> list[bytes]:
    """Return the part file's bytes after its beginning and after each batch."""
    before = accumulate(map(len, batches), initial=0)
    encoded = [
        sink.seal(sink.encode(batch, rows)) for batch, rows in zip(batches, before, strict=False)
    ]
    return list(accumulate([sink.begin(), *encoded]))


def data_of(sink: Sink, *batches: Sequence[VerbatimRow]) -> bytes:
    """Return the complete part file."""
    return prefixes(sink, batches)[-1] + sink.end(sum(map(len, batches)))


def rows_before(batches: Batches) -> list[list[VerbatimRow]]:
    """Return the rows after no batch, and after each."""
    return list(accumulate([[], *(list(batch) for batch in batches)]))


def count(sink: Sink, path: Path, data: bytes) -> int:
    """Count the rows of a file."""
    path.write_bytes(data)
    return sink.count(path)


def text_of(path: Path, name: str = "") -> bytes:
    """Read a file, decompressed; ``name`` is its format if its suffix is not."""
    data = path.read_bytes()
    return gzip.decompress(data) if (name or path.name).endswith("gz") else data


def content_of(path: Path) -> Any:
    """Return what a file says, however its rows were batched."""
    return pq.read_table(path, use_threads=False) if path.suffix == ".parquet" else text_of(path)


def rows_of(path: Path, name: str = "") -> list[dict[str, Any]]:
    """Read a file with a standard reader of its format."""
    form = (name or path.name).removesuffix(".gz").rpartition(".")[2]
    if form == "parquet":
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return rows
    text = text_of(path, name).decode("utf-8-sig")
    if form == "csv":
        return list(csv.DictReader(io.StringIO(text, newline="")))
    if form == "json":
        parsed: list[dict[str, Any]] = json.loads(text)
        return parsed
    return [json.loads(line) for line in text.splitlines()]
