"""The layout of an exported file: its format and its columns."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from opentoclose_async._protocol.argument_names import named
from opentoclose_async._protocol.arguments import flag, refuse
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async._tables.columns import Column, Kind, columns_of, table_names
from opentoclose_async._tables.table_options import ALL_FIELDS, TableOptions, invalid_option
from opentoclose_async._tables.table_plan import TablePlan, plan_table
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
        plan: The columns.
        excel: Whether the file is for Excel.
        options: How the columns were wanted, as far as it is not the default.
    """

    format: str
    plan: TablePlan
    excel: bool = False
    options: Mapping[str, Any] = field(factory=dict)

    @property
    def identity(self) -> dict[str, Any]:
        """What the bytes of the file depend on besides the rows."""
        is_table = FORMATS[self.format].is_table
        names = table_names(self.plan.columns, self.plan.names) if is_table else self.plan.names
        return {
            "format": self.format,
            "columns": None if names is None else list(names),
            "excel": self.excel,
            **self.options,
        }

    def make_sink(self) -> Sink:
        """
        Make the sink that writes this layout.

        Raises:
            ConfigurationError: If a package that the format needs is not installed.
        """
        return FORMATS[self.format].make_sink(self.plan, self.excel)


def layout_of(
    path: Path,
    kind: RowKind,
    column: Column | None = None,
    *,
    format: object = None,  # noqa: A002 - the documented name
    columns: object = None,
    excel: object = False,
    table: TableOptions | None = None,
    member: str = "",
    kinds: Mapping[str, Kind] | None = None,
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
        table: How the columns are wanted.
        member: The member of a row that holds its custom fields, if it has any.
        kinds: The kinds of the custom fields by key, if some are wanted; None if they are not known
            yet. Then columns are not checked.

    Raises:
        ValidationError: For an unknown format or column; the message lists the known ones.
    """
    table = table or TableOptions()
    name = check_format(format) or _format_of(path)
    if flag("excel", excel) and not FORMATS[name].for_excel:
        for_excel = " and ".join(each.name for each in FORMATS.values() if each.for_excel)
        raise invalid_option("excel", f"is for {for_excel} only, not for {name}")
    if table.nested is not None and not FORMATS[name].is_typed:
        typed = " and ".join(each.name for each in FORMATS.values() if each.is_typed)
        raise invalid_option("nested", f"is for {typed} only, not for {name}")
    every = columns_of(kind.model, kind.wire_name)
    if column is not None:
        every = (column, *(each for each in every if each.name != column.name))
    if table.fields is not None and kinds is None:
        columns = None
    plan = plan_table(every, table, columns, member, kinds)
    return Layout(name, plan, excel is True, _identity_of(table, kinds))


def _identity_of(table: TableOptions, kinds: Mapping[str, Kind] | None) -> dict[str, Any]:
    """Return what distinguishes options from the default, under which checkpoints say nothing."""
    found: dict[str, Any] = {}
    if table.fields is not None:
        found["fields"] = list(kinds or ()) if table.fields == ALL_FIELDS else list(table.fields)
        found["field_layout"] = table.field_layout or "flat"
    if table.nested == "json":
        found["nested"] = table.nested
    if table.names != "wire":
        found["names"] = table.names
    return found


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
        f"{', '.join(f'.{known}' for known in FORMATS)}, or pass "
        f"{named('format')}: {', '.join(FORMATS)}"
    )
    raise ValidationError(
        f"{named('format')} {problem}. Nothing was sent.", field_errors={"format": [problem]}
    )
