"""The resources of a source: one for each list, and transformers for lists of each parent."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dlt
from attrs import define, field, frozen
from dlt.common.runtime import signals
from dlt.extract import DltResource
from dlt.extract.items import DataItemWithMeta

from opentoclose_async._accounts.date_filters import DATE_FILTERS
from opentoclose_async._accounts.filters import FilterValue
from opentoclose_async._accounts.lists import PARENTS
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async._protocol.conversion.row_kind import id_in
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.pipelines._dlt.memory import Memory
from opentoclose_async.pipelines._dlt.run import Run
from opentoclose_async.pipelines._dlt.tables import ListTables
from opentoclose_async.pipelines._reading import (
    AccountToRead,
    Batch,
    Clients,
    Reading,
    WhatToRead,
    naming,
)

__all__ = ["Choices", "make_resources", "resource_name"]

ROUNDS_TO_START = 1_000
"""How often to look whether dlt has passed the ids on; it does so within a few rounds."""

Items = Iterator[Any]
"""What dlt takes: tables, None for "nothing yet", and [] with something for transformers."""


@frozen
class Choices:
    """
    What the resources of a source have in common.

    Attributes:
        api: The API.
        section: The section of the source in dlt's configuration.
        clients: The clients of the accounts.
        filters: The filters of each list, by account.
        write_disposition: How dlt writes rows.
        by_date: Whether to request only what changed since the last load, where the API can.
        compare: Whether to load only rows that differ from those of the last load.
    """

    api: Api
    section: str
    clients: Clients
    filters: Mapping[str, Mapping[ListName, Mapping[str, FilterValue]]]
    write_disposition: Any
    by_date: bool
    compare: bool

    def filters_of(self, account: AccountToRead, name: ListName) -> Mapping[str, FilterValue]:
        """Return the filters of a list of an account."""
        return self.filters[account.name].get(name, {})


@define(eq=False)
class _Part:
    """
    The part of a resource that is one account's.

    Attributes:
        account: The account.
        reading: Its list.
        memory: What earlier loads delivered.
        limited: Whether filters leave rows out.
        ids: The ids of its rows, for transformers.
        changed: Whether a row was loaded or deleted.
        taken_by: The transformers that have begun to read the lists of its rows.
    """

    account: AccountToRead
    reading: Reading | None
    memory: Memory
    limited: bool
    ids: dict[int, None] = field(factory=dict)
    changed: bool = False
    taken_by: set[str] = field(factory=set)


def resource_name(name: ListName) -> str:
    """Return the name of a list's resource, and so of its table."""
    return name.replace("-", "_")


def make_resources(choices: Choices, names: Sequence[ListName]) -> list[DltResource]:
    """Make the resources for lists, and for the parents of lists if they are not among them."""
    kind = PARENTS[choices.api]
    of_parents = [name for name in names if name in kind.lists]
    made = {
        name: _ListResource(choices, name, of_parents if name == kind.list_name else ()).made()
        for name in names
        if name not in of_parents
    }
    if of_parents:
        parent = made.get(kind.list_name)
        if parent is None:
            parent = _ListResource(choices, kind.list_name, of_parents).made()
            parent.selected = False
        for name in of_parents:
            made[name] = _ListResource(choices, name, ()).made(parent)
        made.setdefault(kind.list_name, parent)
    return list(made.values())


class _ListResource:
    """
    A resource.

    Args:
        choices: What all resources have in common.
        name: The list.
        of_each: The lists that each of its rows has, and that are resources too.
    """

    def __init__(self, choices: Choices, name: ListName, of_each: Sequence[ListName]) -> None:
        self._choices = choices
        self._name = name
        self._of_each = frozenset(map(resource_name, of_each))
        self._tables = ListTables(choices.api, name)
        self._dates = DATE_FILTERS[choices.api].get(name)

    def made(self, parent: DltResource | None = None) -> DltResource:
        """Return the resource; with a parent, a transformer."""
        chosen = self._choices.write_disposition
        hints: dict[str, Any] = {
            "name": resource_name(self._name),
            "section": self._choices.section,
            "write_disposition": chosen,
            "primary_key": self._tables.primary_key,
            "columns": self._tables.hints(deletes=chosen == "merge"),
        }

        # Functions, as dlt cannot decorate methods.
        def read() -> Items:
            yield from self._read_accounts()

        def take(item: Any, meta: Any = None) -> Items | None:
            return self._take(meta)

        made: DltResource
        if parent is None:
            made = dlt.resource(read, **hints)()
        else:
            made = dlt.transformer(take, data_from=parent, **hints)()
        return made

    def _read_accounts(self) -> Items:
        """Read the list of each account."""
        run = Run.current()
        wanted = self._of_each & run.selected
        with self._choices.clients.opened() as clients:
            parts = [self._begin(run, account, bool(wanted)) for account in clients.accounts]
            yield from self._read(run, parts)
            for part in parts if wanted else ():
                yield DataItemWithMeta(part, [])
            # Otherwise the clients would close, and forget what they used of the quota.
            for _ in range(ROUNDS_TO_START):
                if all(wanted <= part.taken_by for part in parts):
                    break
                yield None

    def _begin(self, run: Run, account: AccountToRead, is_parent: bool) -> _Part:
        """Begin to read the list of an account."""
        memory = self._memory(run, account)
        # Transformers need the ids of all parents.
        whole = is_parent or run.needs_everything or not self._choices.by_date
        period = {} if self._dates is None or whole else memory.period(self._dates)
        filters = {**period, **self._choices.filters_of(account, self._name)}
        reading = self._choices.clients.read(account, WhatToRead(self._name, filters))
        return _Part(account, reading, memory, bool(filters))

    def _take(self, meta: Any) -> Items | None:
        """Read the list of each of an account's parents, once all of them are known."""
        if not isinstance(meta, _Part):
            return None
        items = self._read_parents(Run.current(), meta)
        next(items)  # so that it has the clients opened before it is queued
        return items

    def _read_parents(self, run: Run, parents: _Part) -> Items:
        account = parents.account
        with self._choices.clients.opened() as clients:
            filters = self._choices.filters_of(account, self._name)
            reading = None
            if parents.ids:
                what = WhatToRead(self._name, filters, tuple(parents.ids))
                reading = clients.read(account, what)
            limited = parents.limited or bool(filters)
            part = _Part(account, reading, self._memory(run, account), limited)
            parents.taken_by.add(run.name)
            yield None
            yield from self._read(run, [part])

    def _memory(self, run: Run, account: AccountToRead) -> Memory:
        compares = self._choices.compare and run.is_loaded and not run.needs_everything
        filters = self._choices.filters_of(account, self._name)
        return Memory(run.state, account.name, self._tables.version, filters, compares)

    def _read(self, run: Run, parts: Sequence[_Part]) -> Items:
        """Yield the rows of accounts as they arrive."""
        if run.is_loaded and (run.needs_everything or all(part.memory.is_empty for part in parts)):
            # The table has all columns even if there are no rows.
            yield self._tables.rows(parts[0].account.name, run.load_id, [])
        pending = list(parts)
        totals: dict[str, int] = {}
        while pending:
            signals.raise_if_signalled()
            is_idle = True
            for part in list(pending):
                batch = None if part.reading is None else part.reading.poll()
                if batch is not None:
                    is_idle = False
                    self._show(run, part, batch, totals)
                    with naming(part.account, self._name):
                        yield from self._load(run, part, batch)
                elif part.reading is None or part.reading.ended:
                    pending.remove(part)
                    yield from self._finish(run, part)
            if is_idle:
                yield None

    def _load(self, run: Run, part: _Part, batch: Batch) -> Items:
        rows = batch.rows
        for row in rows if self._of_each else ():
            identity = id_in(row, self._tables.primary_key[-1])
            if identity is None:
                raise DataFormatError(
                    f"the row at position {batch.start} or after it has no valid id, so its own "
                    "lists cannot be requested."
                )
            part.ids[identity] = None
        if not run.is_loaded:
            return
        if not run.needs_everything:
            rows = part.memory.changed(rows, self._tables.keys(rows, batch.start))
        if rows:
            part.changed = True
            yield self._tables.rows(part.account.name, run.load_id, rows)

    def _finish(self, run: Run, part: _Part) -> Items:
        """Delete what vanished from the list of an account, and remember the rest."""
        if not run.is_loaded or run.needs_everything:
            return
        vanished = [] if part.limited else part.memory.vanished()
        if vanished:
            part.changed = True
            yield self._tables.deletions(part.account.name, run.load_id, vanished)
        part.memory.remember(
            whole=not part.limited, changed=part.changed, dated=self._dates is not None
        )

    def _show(self, run: Run, part: _Part, batch: Batch, totals: dict[str, int]) -> None:
        """Show how many rows were read, as most may be unchanged and never reach dlt."""
        more: dict[str, int] = {}
        if part.account.name not in totals:
            # Only the first update may set a total, and only if it did, others may add to it.
            if not totals:
                more["total"] = batch.total or 0
            elif next(iter(totals.values())):
                more["inc_total"] = batch.total or 0
            totals[part.account.name] = batch.total or 0
        run.collector.update(f"{run.name} (rows read)", len(batch.rows), **more)
