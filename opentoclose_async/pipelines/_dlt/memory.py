"""
What a resource remembers of earlier loads, in dlt's state.

dlt commits its state together with the rows, and drops it when a run fails, when a resource is
refreshed, and before a table is replaced. It compresses it, keeps it in the destination, and writes
all of it whenever a part changes.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from attrs import define, field

from opentoclose_async._accounts.date_filters import DateFilters
from opentoclose_async._accounts.filters import FilterValue
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async.export.sources import digest_of_filters

__all__ = ["Memory"]

OVERLAP = timedelta(days=1)
"""How far to go back before the last reading: dates may be rounded, and clocks differ."""
_DIGEST_BYTES = 6
"""A change goes unnoticed once in 2**48; each byte more is stored for each row."""
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
    _stored: Mapping[str, Any] = field(init=False)
    _known: Mapping[str, int] = field(init=False)
    _seen: dict[str, int] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._stored = self.state.get("accounts", {}).get(self.account, {})
        self._known = self._stored.get("rows", {})
        if self._stored.get("columns") != self.columns:
            self._known = dict.fromkeys(self._known, _ANOTHER)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was loaded yet."""
        return not self._stored

    def period(self, dates: DateFilters) -> dict[str, FilterValue]:
        """Return the filters for what changed since the last load; none for everything."""
        stored = self._stored
        loaded_with = (stored.get("columns"), stored.get("filters"))
        if loaded_with != (self.columns, self.filters) or (self.compares and "rows" not in stored):
            return {}
        moment = datetime.fromisoformat(stored["since"]) - OVERLAP
        return {**dates.also, dates.since: moment.replace(tzinfo=None).isoformat(" ", "seconds")}

    def changed(self, rows: Sequence[VerbatimRow], keys: Sequence[str]) -> list[VerbatimRow]:
        """
        Return the rows that are new or differ.

        Of rows with the same key, only the first counts: a table has one row for each key.
        """
        if not self.compares:
            return list(rows)
        found = []
        for row, key in zip(rows, keys, strict=True):
            if key not in self._seen:
                digest = blake2b(row.utf8, digest_size=_DIGEST_BYTES).digest()
                self._seen[key] = int.from_bytes(digest)
                if self._known.get(key) != self._seen[key]:
                    found.append(row)
        return found

    def vanished(self) -> list[str]:
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
        entry: dict[str, Any] = {"columns": self.columns}
        if self.compares:
            known = self._seen if whole else {**self._known, **self._seen}
            entry["rows"] = dict(sorted(known.items()))
        if dated:
            entry["filters"] = self.filters
            since = self._stored.get("since", "")
            is_new = not since or changed or self._stored["filters"] != self.filters
            if is_new or self._begun - datetime.fromisoformat(since) > OVERLAP:
                since = self._begun.isoformat(timespec="seconds")
            entry["since"] = since
        self.state.setdefault("accounts", {})[self.account] = entry
