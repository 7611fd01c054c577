"""Files of each format without an export: what their sinks give, batch by batch."""

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from opentoclose_async._protocol.answers.verbatim import VerbatimRow
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async.export.formats.choice import make_sink
from opentoclose_async.export.formats.layout import layout_of
from opentoclose_async.export.formats.sink import Sink
from tests.protocol.answers.json_rows import Sample

__all__ = ["count", "data_of", "prefixes", "rows_before", "sink_of"]

Batches = Sequence[Sequence[VerbatimRow]]


def sink_of(name: str, columns: Sequence[str] | None = None, *, excel: bool = False) -> Sink:
    """Make the sink of a format for rows of the sample."""
    return make_sink(
        layout_of(Path("rows"), RowKind(Sample), format=name, columns=columns, excel=excel)
    )


def prefixes(sink: Sink, batches: Batches) -> list[bytes]:
    """Give what the part file is after its beginning and after each batch."""
    before = accumulate(map(len, batches), initial=0)
    encoded = [sink.encode(batch, rows) for batch, rows in zip(batches, before, strict=False)]
    return list(accumulate([sink.begin(), *encoded]))


def data_of(sink: Sink, *batches: Sequence[VerbatimRow]) -> bytes:
    """Give the whole part file."""
    return prefixes(sink, batches)[-1] + sink.end(sum(map(len, batches)))


def rows_before(batches: Batches) -> list[list[VerbatimRow]]:
    """Give the rows that there are after no batch, and after each."""
    return list(accumulate([[], *(list(batch) for batch in batches)]))


def count(sink: Sink, path: Path, data: bytes) -> int:
    """Let a file be counted."""
    path.write_bytes(data)
    return sink.count(path)
