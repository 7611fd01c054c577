"""The sink of each format."""

from collections.abc import Callable

from opentoclose_async.export.formats.comma_separated import CommaSeparated
from opentoclose_async.export.formats.json_array import JSONArray
from opentoclose_async.export.formats.json_lines import JSONLines
from opentoclose_async.export.formats.layout import Layout
from opentoclose_async.export.formats.parquet import ParquetSink
from opentoclose_async.export.formats.sink import Sink
from opentoclose_async.export.formats.text import GzippedSink, PlainSink, TextFormat

__all__ = ["make_sink"]

_TEXTS: dict[str, Callable[[Layout], TextFormat]] = {
    "jsonl": lambda layout: JSONLines(layout.columns, layout.names),
    "json": lambda layout: JSONArray(layout.columns, layout.names),
    "csv": lambda layout: CommaSeparated(layout.columns, layout.names, excel=layout.excel),
}


def make_sink(layout: Layout) -> Sink:
    """
    Make the sink for a file.

    Args:
        layout: How the rows are to stand in it.

    Raises:
        ConfigurationError: If what the format needs is not installed.
    """
    if layout.format == "parquet":
        return ParquetSink(layout.columns, layout.names)
    name, dot, _ = layout.format.partition(".")
    text = _TEXTS[name](layout)
    return GzippedSink(text) if dot else PlainSink(text)
