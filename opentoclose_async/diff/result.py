"""The result of comparing two exports."""

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Literal

from attrs import field, frozen

from opentoclose_async._protocol.display.shown import Shown
from opentoclose_async.diff.canonical import canonical, parse, row_value
from opentoclose_async.diff.pairing import Pair
from opentoclose_async.diff.workspace import Rows, Workspace

__all__ = ["Diff", "Difference"]


@frozen
class Difference(Shown):
    """
    A row that differs.

    Attributes:
        change: What happened to it.
        key: The values of its key's columns.
        old: The row in the old file; None if it was added.
        new: The row in the new file; None if it was removed.
        fields: The names of the fields that changed, in the row's order; empty unless it changed.
    """

    change: Literal["added", "removed", "changed"]
    key: Mapping[str, Any]
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    fields: tuple[str, ...] = ()


@frozen(eq=False)
class Diff(Shown):
    """
    How two files differ. Iterate it for the differences, one after the other and sorted by key.

    The rows that differ are in a temporary folder until it is closed; use it in a ``with``
    statement, or call ``close``.

    Attributes:
        key: The columns that identify a row.
        old_rows: Rows in the old file.
        new_rows: Rows in the new file.
        added: Rows that only the new file has.
        removed: Rows that only the old file has.
        changed: Rows that both files have, with different fields.
        only_in_old: Columns that only the old file has, even if they are empty.
        only_in_new: Columns that only the new file has.
    """

    key: tuple[str, ...]
    old_rows: int
    new_rows: int
    added: int
    removed: int
    changed: int
    only_in_old: tuple[str, ...]
    only_in_new: tuple[str, ...]
    _workspace: Workspace = field(alias="workspace", repr=False)
    _is_table: bool = field(alias="is_table", repr=False)

    @property
    def differs(self) -> bool:
        """Whether any row differs; the order of rows and columns does not matter."""
        return bool(self.added or self.removed or self.changed)

    def __iter__(self) -> Iterator[Difference]:
        rows = self._workspace.open_rows()
        try:
            for each in self._workspace.pairs():
                yield self._difference(each, rows)
        finally:
            rows.close()

    def __enter__(self) -> "Diff":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the temporary files."""
        self._workspace.close()

    def _difference(self, each: Pair, rows: Rows) -> Difference:
        old = None if each.old is None else rows.read(each.old)
        new = None if each.new is None else rows.read(each.new)
        shown = new if new is not None else old
        assert shown is not None
        fields: tuple[str, ...] = ()
        if old is not None and new is not None:
            texts = [
                {name: canonical(value) for name, value in self._value(row.text).items()}
                for row in (old, new)
            ]
            fields = tuple(
                name for name in {**new, **old} if texts[0].get(name) != texts[1].get(name)
            )
        key = {name: shown.get(name) for name in self.key}
        return Difference(each.change.value, key, old, new, fields)

    def _value(self, text: str) -> dict[str, Any]:
        return row_value(parse(text), is_table=self._is_table)
