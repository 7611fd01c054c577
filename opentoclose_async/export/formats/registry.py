"""The table of file formats: a new format is one module in this folder and one row here."""

from collections.abc import Callable, Iterator, Mapping

from attrs import frozen

from opentoclose_async._tables.table_plan import TablePlan
from opentoclose_async.export.formats.comma_separated import CommaSeparated
from opentoclose_async.export.formats.json_array import JSONArray
from opentoclose_async.export.formats.json_lines import JSONLines
from opentoclose_async.export.formats.parquet import ParquetSink
from opentoclose_async.export.formats.sink import Sink
from opentoclose_async.export.formats.text_sinks import GzippedSink, PlainSink, TextFormat

__all__ = ["FORMATS", "Format"]


@frozen
class Format:
    """
    A file format.

    Attributes:
        name: Its name, which is also the suffix of its files.
        make_sink: Make its sink from the plan of the table, and whether the file is for Excel.
        is_table: Whether all rows have the same columns.
        for_excel: Whether it takes ``excel=True``.
        is_typed: Whether its columns have types, and so may be nested.
    """

    name: str
    make_sink: Callable[[TablePlan, bool], Sink]
    is_table: bool = False
    for_excel: bool = False
    is_typed: bool = False


def _plain_and_gzipped(
    name: str,
    make_text: Callable[[TablePlan, bool], TextFormat],
    *,
    is_table: bool = False,
    for_excel: bool = False,
) -> Iterator[Format]:
    yield Format(name, lambda plan, excel: PlainSink(make_text(plan, excel)), is_table, for_excel)
    yield Format(
        f"{name}.gz", lambda plan, excel: GzippedSink(make_text(plan, excel)), is_table, for_excel
    )


_ROWS = (
    *_plain_and_gzipped("jsonl", lambda plan, _: JSONLines(plan.columns, plan.names, plan.editor)),
    *_plain_and_gzipped("json", lambda plan, _: JSONArray(plan.columns, plan.names, plan.editor)),
    *_plain_and_gzipped(
        "csv",
        lambda plan, excel: CommaSeparated(
            plan.columns, plan.names, excel=excel, editor=plan.editor
        ),
        is_table=True,
        for_excel=True,
    ),
    Format(
        "parquet",
        lambda plan, _: ParquetSink(
            plan.columns, plan.names, editor=plan.editor, structs=plan.structs
        ),
        is_table=True,
        is_typed=True,
    ),
)

FORMATS: Mapping[str, Format] = {row.name: row for row in _ROWS}
"""The formats by name."""
