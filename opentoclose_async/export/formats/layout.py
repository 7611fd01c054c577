"""The layout of an exported file: its format and its columns."""

from pathlib import Path
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.arguments import flag, refuse
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async._tables.columns import Column, check_names, columns_of, table_names
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.formats.registry import FORMATS
from opentoclose_async.export.formats.sink import Sink

__all__ = ["Layout", "check_format", "layout_of"]


@frozen
class Layout:
    """
    How rows are laid out in a file.

    Attributes:
        format: The name of the format.
        columns: All columns of the rows.
        names: The selected columns, in this order; None if none were selected.
        excel: Whether the file is for Excel.
    """

    format: str
    columns: tuple[Column, ...]
    names: tuple[str, ...] | None = None
    excel: bool = False

    @property
    def identity(self) -> dict[str, Any]:
        """What the bytes of the file depend on besides the rows."""
        is_table = FORMATS[self.format].is_table
        names = table_names(self.columns, self.names) if is_table else self.names
        return {
            "format": self.format,
            "columns": None if names is None else list(names),
            "excel": self.excel,
        }

    def make_sink(self) -> Sink:
        """
        Make the sink that writes this layout.

        Raises:
            ConfigurationError: If a package that the format needs is not installed.
        """
        return FORMATS[self.format].make_sink(self.columns, self.names, self.excel)


def layout_of(
    path: Path,
    kind: RowKind,
    column: Column | None = None,
    *,
    format: object = None,  # noqa: A002 - the documented name
    columns: object = None,
    excel: object = False,
) -> Layout:
    """
    Choose the layout of a file.

    Args:
        path: The file; its suffix selects the format if ``format`` is None.
        kind: The kind of rows.
        column: A column to add in front, instead of any of the same name.
        format: The name of the format.
        columns: The names of the columns to write.
        excel: Whether the file is for Excel.

    Raises:
        ValidationError: For an unknown format or column; the message lists the known ones.
    """
    name = check_format(format) or _format_of(path)
    if flag("excel", excel) and not FORMATS[name].for_excel:
        for_excel = " and ".join(each.name for each in FORMATS.values() if each.for_excel)
        problem = f"is for {for_excel} only, not for {name}"
        raise ValidationError(
            f"excel {problem}. Nothing was sent.", field_errors={"excel": [problem]}
        )
    every = columns_of(kind.model, kind.wire_name)
    if column is not None:
        every = (column, *(each for each in every if each.name != column.name))
    return Layout(name, every, check_names("columns", columns, every), excel is True)


def check_format(format: object) -> str | None:  # noqa: A002 - the documented name
    """
    Check the name of a format; None is allowed.

    Raises:
        ValidationError: For an unknown format; the message lists the known ones.
    """
    if format is None or (isinstance(format, str) and format in FORMATS):
        return format
    raise refuse("format", format, f"one of: {', '.join(FORMATS)}")


def _format_of(path: Path) -> str:
    suffixes = "".join(path.suffixes).lower()
    for known in FORMATS:
        if suffixes.endswith(f".{known}"):
            return known
    problem = (
        f"cannot be inferred from {shorten(path.name)}: end the name in "
        f"{', '.join(f'.{known}' for known in FORMATS)}, or pass one of: {', '.join(FORMATS)}"
    )
    raise ValidationError(
        f"format {problem}. Nothing was sent.", field_errors={"format": [problem]}
    )
