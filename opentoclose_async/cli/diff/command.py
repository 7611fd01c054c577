"""``opentoclose diff``: how two exports of one list differ."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from opentoclose_async.cli.account_options import integer_option
from opentoclose_async.cli.completion import offer
from opentoclose_async.cli.errors import EXPECTED, write_error
from opentoclose_async.cli.output import print_lines
from opentoclose_async.cli.signals import (
    INTERRUPTED,
    READER_LEFT,
    TERMINATED,
    ReaderLeftError,
    Terminated,
    on_sigterm,
)
from opentoclose_async.cli.values import one_of

if TYPE_CHECKING:
    from opentoclose_async.diff import Diff

__all__ = ["EPILOG", "HELP", "compare_exports"]

HELP = (
    "Show which rows of a list were added, removed or changed between two exports of it, and in "
    "which fields."
)
EPILOG = (
    "Exit status: 0 if the rows are the same, 1 if they differ, 2 if there was a problem.\n\n"
    "The order of rows and columns does not matter, and a missing field is the same as null. Rows "
    "with one key are a multiset: equal ones cancel out, one left on each side has changed, and "
    "others were removed and added."
)

DIFFERENT = 1
TROUBLE = 2


class DiffFormat(StrEnum):
    """The formats of the output."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def compare_exports(
    old: Annotated[
        Path,
        typer.Argument(
            metavar="OLD",
            help="The earlier export: .jsonl, .json, .csv (also with .gz) or .parquet.",
            show_default=False,
        ),
    ],
    new: Annotated[
        Path,
        typer.Argument(
            metavar="NEW",
            help="The later export. JSON is compared with JSON, CSV with CSV, Parquet with "
            "Parquet.",
            show_default=False,
        ),
    ],
    key: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="The columns that identify a row, such as userId or roomId,userId. Default: the "
            "key of the list.",
        ),
    ] = None,
    format_name: Annotated[
        DiffFormat,
        typer.Option(
            "--format",
            parser=one_of("--format", tuple(DiffFormat), DiffFormat),
            autocompletion=offer(*DiffFormat),
            metavar="FORMAT",
            help="table: for reading; json: one JSON object per line; csv: one line per field.",
        ),
    ] = DiffFormat.TABLE,
    limit: Annotated[
        int, integer_option("--limit", "The most differences that a table shows.")
    ] = 100,
) -> None:
    """
    Write the differences to stdout.

    Args:
        old: The earlier export.
        new: The later export.
        key: The columns that identify a row, separated by commas.
        format_name: The format of the output.
        limit: The most differences that a table shows.
    """
    # Imported here because --help does without them.
    from opentoclose_async.cli.diff.formats import summary
    from opentoclose_async.cli.diff.output import Output
    from opentoclose_async.diff import diff

    names = None if key is None else [name.strip() for name in key.split(",")]
    try:
        with on_sigterm(_terminate), diff(old, new, key=names) as result:
            output = Output()
            for data in _encoded(result, old, new, format_name, limit, output.encoding):
                output.write(data)
            output.flush()
            if format_name is not DiffFormat.TABLE:
                print_lines(*summary(result, old, new), err=True)
            code = DIFFERENT if result.differs else 0
    except KeyboardInterrupt as stop:
        print_lines("interrupted", err=True)
        code = TERMINATED if isinstance(stop, Terminated) else INTERRUPTED
    except ReaderLeftError:
        code = READER_LEFT  # the reader has what it wanted
    except EXPECTED as error:
        write_error(error)
        code = TROUBLE
    raise typer.Exit(code)


def _encoded(
    result: "Diff", old: Path, new: Path, name: DiffFormat, limit: int, encoding: str
) -> Iterable[bytes]:
    from opentoclose_async.cli.diff.formats import as_csv, as_json, as_table

    if name is DiffFormat.CSV:
        return as_csv(result)
    if name is DiffFormat.JSON:
        return _lines(as_json(result), "utf-8")
    return _lines(as_table(result, old, new, limit), encoding)


def _lines(lines: Iterable[str], encoding: str) -> Iterator[bytes]:
    return (f"{line}\n".encode(encoding, "backslashreplace") for line in lines)


def _terminate(*_: object) -> None:
    raise Terminated
