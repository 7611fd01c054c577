"""
What a resource remembers of earlier loads, in dlt's state.

dlt commits its state together with the rows, and drops it when a run fails, when a resource is
refreshed, and before a table is replaced. It keeps it in the destination, compressed, and writes
all of it whenever a part changes. So a row takes a digest of its content, of eight bytes, and the
difference of its key to that of the row before.
"""

import base64
import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import accumulate, pairwise
from typing import Any

from attrs import define, field

from opentoclose_async._accounts.date_filters import DateFilters
from opentoclose_async._accounts.filters import FilterValue
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async.export.sources import digest_of_filters

__all__ = ["Key", "Memory"]

Key = tuple[int | str, ...]
"""What identifies a row within its account: its id, after the id of the parent if it has one."""

OVERLAP = timedelta(days=1)
"""How far to go back before the last reading: dates may be rounded, and clocks differ."""
_ANOTHER = -1
"""A digest that no row has."""


@define
class Memory:
    """
    What is remembered of a list of an account.

    Args:
        state: The state of the resource, which ``remember`` changes.
        account: The account's name.
        columns: A digest of the table's columns. What was loaded with others is loaded again.
        filters: The filters of the list. Without what others selected, a date says nothing.
        compares: Whether to remember rows.
    """

    state: dict[str, Any]
    account: str
    columns: str
    filters: str = field(converter=digest_of_filters)
    compares: bool
    _begun: datetime = field(init=False, factory=lambda: datetime.now(UTC))
    _known: dict[Key, int] = field(init=False)
    _seen: dict[Key, int] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._known = _read_rows(self._stored["rows"]) if "rows" in self._stored else {}
        if self._stored.get("columns") != self.columns:
            self._known = dict.fromkeys(self._known, _ANOTHER)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was loaded yet."""
        return not self._stored

    @property
    def _stored(self) -> Mapping[str, Any]:
        stored: Mapping[str, Any] = self.state.get("accounts", {}).get(self.account, {})
        return stored

    def period(self, dates: DateFilters) -> dict[str, FilterValue]:
        """Return the filters for what changed since the last load; none for everything."""
        stored = self._stored
        if "since" not in stored or (self.compares and "rows" not in stored):
            return {}
        if (stored["columns"], stored["filters"]) != (self.columns, self.filters):
            return {}
        moment = datetime.fromisoformat(stored["since"]) - OVERLAP
        return {**dates.also, dates.since: moment.replace(tzinfo=None).isoformat(" ", "seconds")}

    def changed(self, rows: Sequence[VerbatimRow], keys: Sequence[Key]) -> list[VerbatimRow]:
        """
        Return the rows that are new or differ.

        Of rows with the same key, only the first counts: a table has one row for each key.
        """
        if not self.compares:
            return list(rows)
        found = []
        for row, key in zip(rows, keys, strict=True):
            if key not in self._seen:
                digest = int.from_bytes(blake2b(row.utf8, digest_size=8).digest(), "little")
                self._seen[key] = digest
                if self._known.get(key) != digest:
                    found.append(row)
        return found

    def vanished(self) -> list[Key]:
        """Return the keys that the list no longer has, once all of it was read."""
        return [key for key in self._known if key not in self._seen] if self.compares else []

    def remember(self, *, whole: bool, changed: bool, dated: bool) -> None:
        """
        Remember this reading.

        Nothing changes if no row did, so that such a run loads nothing at all; only the date moves
        once a day.

        Args:
            whole: Whether all of the list was read. Otherwise the other rows stay known.
            changed: Whether rows were loaded or deleted.
            dated: Whether to remember when it was read.
        """
        before = self._stored
        entry: dict[str, Any] = {"columns": self.columns}
        if self.compares:
            known = self._seen if whole else {**self._known, **self._seen}
            is_new = changed or "rows" not in before
            entry["rows"] = _write_rows(known) if is_new else before["rows"]
        if dated:
            entry["filters"] = self.filters
            entry["since"] = before.get("since")
            is_old = "since" not in before or changed or before["filters"] != self.filters
            if is_old or self._begun - datetime.fromisoformat(before["since"]) > OVERLAP:
                entry["since"] = self._begun.isoformat(timespec="seconds")
        self.state.setdefault("accounts", {})[self.account] = entry


def _write_rows(digests: Mapping[Key, int]) -> dict[str, Any]:
    """Encode digests by key as JSON."""
    ordered = sorted(digests)
    packed = struct.pack(f"<{len(ordered)}Q", *map(digests.__getitem__, ordered))
    return {
        "keys": [_differences(part) for part in zip(*ordered, strict=True)],
        "digests": base64.b64encode(packed).decode(),
    }


def _read_rows(stored: Mapping[str, Any]) -> dict[Key, int]:
    """Decode what ``_write_rows`` encoded."""
    packed = base64.b64decode(stored["digests"])
    keys = zip(*map(_sums, stored["keys"]), strict=True)
    return dict(zip(keys, struct.unpack(f"<{len(packed) // 8}Q", packed), strict=True))


def _differences(values: Sequence[Any]) -> list[Any]:
    """Return the differences of numbers, which compress well; text as it is."""
    if isinstance(values[0], str):
        return list(values)
    return [after - before for before, after in pairwise((0, *values))]


def _sums(stored: Sequence[Any]) -> Sequence[Any]:
    return stored if isinstance(stored[0], str) else list(accumulate(stored))
