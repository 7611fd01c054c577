"""Edit the rows of a list for a table: other names, and a member for each custom field."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from attrs import Factory, field, frozen

from opentoclose_async._protocol.responses.json_members import member_texts
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._tables.columns import Column, ListOf, Objects, compact_json

__all__ = ["FieldMembers", "RowEditor", "with_python_names"]

Row = Mapping[str, Any]


@frozen
class FieldMembers:
    """
    Which members a row gets for its custom fields.

    Attributes:
        member: The member of a row that holds the fields: a list of objects with key and value.
        keep: Whether the row keeps it too.
        names: The names of the new members by the keys of the fields.
        within: The member to put them in; None for the row itself.
        others: Whether fields that ``names`` lacks become members too, under their keys.
    """

    member: str
    keep: bool
    names: Mapping[str, str]
    within: str | None
    others: bool


@frozen
class RowEditor:
    """
    Edits rows.

    No member is lost: one whose name another one gets is renamed, by an underscore after it.

    Attributes:
        columns: The columns of the rows before, by the names on the wire.
        python_names: Whether known members get the names of the model's attributes.
        fields: What the custom fields become; None for nothing.
    """

    columns: Sequence[Column]
    python_names: bool = False
    fields: FieldMembers | None = None
    _rename: Callable[[Any], Any] = field(
        init=False, default=Factory(lambda self: self._renaming(), takes_self=True)
    )

    def edit(self, row: Row, *, with_empty: bool = False) -> dict[str, Any]:
        """
        Return a row for a table.

        Args:
            row: The row.
            with_empty: Whether a field without a value is an empty string, as on the wire, instead
                of missing.
        """
        edited: dict[str, Any] = self._rename(row)
        if self.fields is not None:
            self._put_fields(self.fields, row, edited, with_empty=with_empty)
        return edited

    def edit_text(self, row: VerbatimRow) -> VerbatimRow:
        """Return a row with JSON text, which is the server's except for what was edited."""
        edited = VerbatimRow(self.edit(row, with_empty=True))
        texts = member_texts(row.text)
        names = {self._name(each): each.name for each in self.columns}
        members = []
        for name, value in edited.items():
            before = names.get(name, name)
            same = before in row and row[before] is value
            text = texts[before] if same else compact_json(value)
            members.append(f"{compact_json(name)}:{text}")
        edited.text = "{" + ",".join(members) + "}"
        return edited

    def _renaming(self) -> Callable[[Any], Any]:
        new: tuple[str, ...] = ()
        if self.fields is not None:
            within = self.fields.within
            new = tuple(self.fields.names.values()) if within is None else (within,)
        return _renaming_members(self.columns, new, python_names=self.python_names)

    def _name(self, column: Column) -> str:
        return column.python_name if self.python_names else column.name

    def _put_fields(
        self, fields: FieldMembers, row: Row, edited: dict[str, Any], *, with_empty: bool
    ) -> None:
        items = row.get(fields.member)
        name = self._own_name(fields.member)
        if not isinstance(items, list):
            if items is None and not fields.keep:
                edited.pop(name, None)
            return  # whatever else it is stays a member
        values: dict[str, Any] = {}
        rest: list[Any] = []
        for item in items:
            key = item.get("key") if isinstance(item, dict) else None
            if isinstance(key, str) and key:
                values[key] = item.get("value")
            else:
                rest.append(item)
        if not with_empty:
            values = {key: value for key, value in values.items() if value not in ("", None)}
        if not fields.keep:
            del edited[name]
            if rest and fields.others:
                edited[name] = rest
        place = edited
        if fields.within is not None:
            place = edited[fields.within] = {}
        place |= {name: values[key] for key, name in fields.names.items() if key in values}
        if fields.others:
            for key, value in values.items():
                if key not in fields.names:
                    place[_free(key, place, fields.names.values())] = value

    def _own_name(self, wire_name: str) -> str:
        found = (self._name(each) for each in self.columns if each.name == wire_name)
        return next(found, wire_name)


def with_python_names(column: Column) -> Column:
    """Return a column, and what is nested in it, with the names of the model's attributes."""
    return Column(column.python_name, column.kind, _nested_with_python_names(column.nested))


def _nested_with_python_names(nested: Objects | ListOf | None) -> Objects | ListOf | None:
    if isinstance(nested, Objects):
        return Objects(tuple(map(with_python_names, nested.members)))
    if isinstance(nested, ListOf):
        item = nested.item
        return ListOf(Column(item.name, item.kind, _nested_with_python_names(item.nested)))
    return None


def _renaming(nested: Objects | ListOf | None) -> Callable[[Any], Any] | None:
    """Return what gives nested members the names of attributes; None if they have them."""
    if isinstance(nested, Objects):
        if all(
            each.name == each.python_name and not _renaming(each.nested) for each in nested.members
        ):
            return None
        return _renaming_members(nested.members, (), python_names=True)
    inner = None if nested is None else _renaming(nested.item.nested)
    if inner is None:
        return None
    return lambda value: list(map(inner, value)) if isinstance(value, list) else value


def _renaming_members(
    columns: Sequence[Column], new: Collection[str], *, python_names: bool
) -> Callable[[Any], Any]:
    """
    Return what renames the members of an object.

    Args:
        columns: Its known members.
        new: Names that it will get in addition.
        python_names: Whether known members get the names of the model's attributes.
    """
    known = {
        each.name: (each.python_name, _renaming(each.nested)) if python_names else (each.name, None)
        for each in columns
    }
    taken = {name for name, _ in known.values()} | set(new)

    def rename(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        renamed: dict[str, Any] = {}
        for name, each in value.items():
            if name in known:
                python_name, inner = known[name]
                renamed[python_name] = each if inner is None else inner(each)
            else:
                renamed[_free(name, value, taken) if name in taken else name] = each
        return renamed

    return rename


def _free(name: str, *taken: Collection[str]) -> str:
    """Return a name that is not taken, by adding underscores."""
    while any(name in names for names in taken):
        name += "_"
    return name
