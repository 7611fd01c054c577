"""The table of file formats: a new format is one module in this folder and one row here."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import frozen

from opentoclose_async._tables.columns import Column
from opentoclose_async.export.formats.comma_separated import CommaSeparated
from opentoclose_async.export.formats.json_array import JSONArray
from opentoclose_async.export.formats.json_lines import JSONLines
from opentoclose_async.export.formats.parquet import ParquetSink
from opentoclose_async.export.formats.sink import Sink
from opentoclose_async.export.formats.text_sinks import GzippedSink, PlainSink, TextFormat

__all__ = ["FORMATS", "Format"]

Columns = Sequence[Column]
Names = Sequence[str] | None


@frozen
class Format:
    """
    A file format.

    Attributes:
        name: Its name, which is also the suffix of its files.
        make_sink: Make its sink from all columns of the rows, the names of the selected ones
            (None for all), and whether the file is for Excel.
        is_table: Whether all rows have the same columns.
        for_excel: Whether it takes ``excel=True``.
    """

    name: str
    make_sink: Callable[[Columns, Names, bool], Sink]
    is_table: bool = False
    for_excel: bool = False


def _plain_and_gzipped(
    name: str,
    make_text: Callable[[Columns, Names, bool], TextFormat],
    *,
    is_table: bool = False,
    for_excel: bool = False,
) -> Iterator[Format]:
    yield Format(
        name,
        lambda columns, names, excel: PlainSink(make_text(columns, names, excel)),
        is_table,
        for_excel,
    )
    yield Format(
        f"{name}.gz",
        lambda columns, names, excel: GzippedSink(make_text(columns, names, excel)),
        is_table,
        for_excel,
    )


_ROWS = (
    *_plain_and_gzipped("jsonl", lambda columns, names, _: JSONLines(columns, names)),
    *_plain_and_gzipped("json", lambda columns, names, _: JSONArray(columns, names)),
    *_plain_and_gzipped(
        "csv",
        lambda columns, names, excel: CommaSeparated(columns, names, excel=excel),
        is_table=True,
        for_excel=True,
    ),
    Format("parquet", lambda columns, names, _: ParquetSink(columns, names), is_table=True),
)

FORMATS: Mapping[str, Format] = {row.name: row for row in _ROWS}
"""The formats by name."""
