"""Plan a table: which columns it has, by which names, and how rows are edited for it."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from opentoclose_async._protocol.argument_names import named
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async._protocol.suggestions import known_or_meant
from opentoclose_async._tables.columns import (
    EXTRA,
    Column,
    Kind,
    Objects,
    check_names,
)
from opentoclose_async._tables.row_editing import FieldMembers, RowEditor, with_python_names
from opentoclose_async._tables.table_options import ALL_FIELDS, TableOptions
from opentoclose_async.exceptions import ValidationError

__all__ = ["TablePlan", "plan_table"]

FIELDS = "fields"
"""The column that holds all fields, if they are nested."""
NO_ROWS = "No rows were read."


@frozen
class TablePlan:
    """
    The columns of a table.

    Attributes:
        columns: All columns of the rows, once they are edited.
        names: The selected ones, in this order; None if none were selected.
        editor: Edits the rows; None if they stay as they are.
        structs: Whether objects and lists that the model knows are structs and lists.
    """

    columns: tuple[Column, ...]
    names: tuple[str, ...] | None = None
    editor: RowEditor | None = None
    structs: bool = False


def plan_table(
    columns: Sequence[Column],
    options: TableOptions,
    selected: object = None,
    member: str = "",
    kinds: Mapping[str, Kind] | None = None,
) -> TablePlan:
    """
    Plan a table.

    Args:
        columns: The columns of the rows, by the names on the wire.
        options: How they are wanted.
        selected: The names of the columns to keep, by the names of the table; None for all.
        member: The member of a row that holds its custom fields, if it has any.
        kinds: The kinds of all custom fields by key, if some are wanted.

    Raises:
        ValidationError: For an unknown column or field.
    """
    python_names = options.names == "python"
    own = tuple(map(with_python_names, columns)) if python_names else tuple(columns)
    if options.fields is None or kinds is None:
        editor = RowEditor(columns, python_names=True) if python_names else None
        names = check_names("columns", selected, own)
        return TablePlan(own, names, editor, options.structs)
    keys = tuple(kinds) if options.fields == ALL_FIELDS else _checked(options.fields, kinds)
    keep = isinstance(selected, (list, tuple)) and member in selected
    if not keep:
        own = tuple(each for each in own if each.name != member)
    nested = options.field_layout == "nested"
    distinct = _distinct(kinds, () if nested else (*(each.name for each in own), member, EXTRA))
    new = tuple(Column(distinct[key], kinds[key]) for key in keys)
    if nested:
        new = (Column(FIELDS, Kind.JSON, Objects(new) if new else None),)
    editor = RowEditor(
        columns,
        python_names,
        FieldMembers(
            member,
            keep,
            {key: distinct[key] for key in keys},
            FIELDS if nested else None,
            others=options.fields == ALL_FIELDS,
        ),
    )
    names = check_names("columns", selected, (*own, *new), NO_ROWS)
    if names is not None:
        added = [each.name for each in new if each.name not in names]
        last = len(names) - (names[-1] == EXTRA)
        names = (*names[:last], *added, *names[last:])
    return TablePlan((*own, *new), names, editor, options.structs)


def _checked(keys: Sequence[str], kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    for key in keys:
        if key not in kinds:
            problem = (
                f"{shorten(key)} is not a field of this account's properties; "
                f"{known_or_meant(key, tuple(kinds), 'fields')}"
            )
            raise ValidationError(
                f"{named('fields')}: {problem} {NO_ROWS}", field_errors={"fields": [problem]}
            )
    return tuple(keys)


def _distinct(keys: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """
    Return a name for each key that no other column has, whatever the case.

    DuckDB and other databases do not tell upper from lower case. The names depend on the account's
    fields only, not on which of them are wanted.
    """
    used = {name.casefold() for name in taken}
    names: dict[str, str] = {}
    for key in keys:
        name, count = key, 1
        while name.casefold() in used:
            name = f"field_{key}" if count == 1 else f"field_{key}_{count}"
            count += 1
        used.add(name.casefold())
        names[key] = name
    return names
