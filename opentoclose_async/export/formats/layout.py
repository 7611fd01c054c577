"""How the rows of a list are to stand in a file: in which format, and which columns of them."""

from pathlib import Path
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.arguments import flag, refuse
from opentoclose_async._protocol.conversion.converter import shorten
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._tables.columns import Column, check_names, columns_of, table_names
from opentoclose_async.exceptions import ValidationError

__all__ = ["FORMATS", "Layout", "check_format", "layout_of"]

FORMATS: tuple[str, ...] = ("jsonl", "jsonl.gz", "json", "json.gz", "csv", "csv.gz", "parquet")
"""The names of the formats; each is also the suffix of its files."""
OF_TABLES = frozenset({"csv", "csv.gz", "parquet"})
"""Those whose rows all have the same columns."""
FOR_EXCEL = ("csv", "csv.gz")


@frozen
class Layout:
    """
    How rows stand in a file.

    Attributes:
        format: The name of the format.
        columns: All columns that the rows have.
        names: Those that are wanted, in this order; None where nobody has chosen.
        excel: Whether Excel is to open it.
    """

    format: str
    columns: tuple[Column, ...]
    names: tuple[str, ...] | None = None
    excel: bool = False

    @property
    def identity(self) -> dict[str, Any]:
        """What the bytes of the file depend on besides the rows."""
        is_table = self.format in OF_TABLES
        names = table_names(self.columns, self.names) if is_table else self.names
        return {
            "format": self.format,
            "columns": None if names is None else list(names),
            "excel": self.excel,
        }


def layout_of(
    path: Path,
    kind: RowKind,
    *,
    format: object = None,  # noqa: A002 - the documented name
    columns: object = None,
    excel: object = False,
) -> Layout:
    """
    Make the layout of a file.

    Args:
        path: The file; its suffix tells the format if no name does.
        kind: What the rows are.
        format: The name of the format.
        columns: The names of the columns that are wanted.
        excel: Whether Excel is to open it.

    Raises:
        ValidationError: If there is no such format or column, with those that there are.
    """
    name = check_format(format) or _told_by(path)
    if flag("excel", excel) and name not in FOR_EXCEL:
        problem = f"is for {' and '.join(FOR_EXCEL)} only, not for {name}"
        raise ValidationError(
            f"excel {problem}. Nothing was sent.", field_errors={"excel": [problem]}
        )
    every = columns_of(kind.model, kind.wire_name)
    return Layout(name, every, check_names("columns", columns, every), excel is True)


def check_format(format: object) -> str | None:  # noqa: A002 - the documented name
    """
    Check the name of a format, if there is one.

    Raises:
        ValidationError: If there is no such format, with those that there are.
    """
    if format is None or (isinstance(format, str) and format in FORMATS):
        return format
    raise refuse("format", format, f"one of: {', '.join(FORMATS)}")


def _told_by(path: Path) -> str:
    suffixes = "".join(path.suffixes).lower()
    for known in FORMATS:
        if suffixes.endswith(f".{known}"):
            return known
    problem = (
        f"is not to be told from {shorten(path.name)}: end the name in "
        f"{', '.join(f'.{known}' for known in FORMATS)}, or name one of: {', '.join(FORMATS)}"
    )
    raise ValidationError(
        f"format {problem}. Nothing was sent.", field_errors={"format": [problem]}
    )
