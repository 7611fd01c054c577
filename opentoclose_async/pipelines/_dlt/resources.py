"""The resources of a source: one for each list, and transformers for lists of each parent."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dlt
from attrs import define, field, frozen
from dlt.common.configuration.container import Container
from dlt.common.pipeline import PipelineContext
from dlt.common.runtime import signals
from dlt.common.runtime.collector import NULL_COLLECTOR
from dlt.common.storages.exceptions import CurrentLoadPackageStateNotAvailable
from dlt.extract import DltResource
from dlt.extract.items import DataItemWithMeta

from opentoclose_async._accounts.accounts_file import Account
from opentoclose_async._accounts.date_filters import DATE_FILTERS
from opentoclose_async._accounts.filters import FilterValue
from opentoclose_async._accounts.lists import PARENTS
from opentoclose_async._accounts.names import Api, ListName
from opentoclose_async._protocol.conversion.row_kind import id_in
from opentoclose_async.exceptions import DataFormatError
from opentoclose_async.pipelines._dlt.memory import Memory
from opentoclose_async.pipelines._dlt.tables import ListTables
from opentoclose_async.pipelines._reading import (
    Batch,
    Clients,
    Reading,
    WhatToRead,
    naming,
    poll,
)

__all__ = ["Choices", "make_resources"]

ROUNDS_TO_START = 1_000
"""How often to look whether dlt has passed the ids on; it does so within a few rounds."""

Items = Iterator[Any]
"""What dlt takes: tables, None for "nothing yet", and [] with something for transformers."""


@frozen
class Choices:
    """What the resources of a source have in common; see the arguments of ``rooms``."""

    api: Api
    section: str
    """The section of the source in dlt's configuration."""
    clients: Clients
    filters: Mapping[str, Mapping[ListName, Mapping[str, FilterValue]]]
    """The filters of each list, by account."""
    write_disposition: Any
    by_date: bool
    compare: bool


@frozen
class _Run:
    """What dlt says about the run of one resource."""

    name: str
    selected: frozenset[str]
    """The names of the resources that are loaded."""
    is_loaded: bool
    """Whether this one is, and not only read for its transformers."""
    needs_everything: bool
    """Whether dlt takes rows that are missing from a run for rows that do not exist."""
    state: dict[str, Any]
    load_id: str | None
    """The load; None outside a pipeline."""
    collector: Any  # dlt does not export its type
    """Shows progress."""

    @classmethod
    def current(cls) -> "_Run":
        """Return the run of the resource whose code dlt is running."""
        name = dlt.current.resource_name()
        selected = frozenset(dlt.current.source().resources.selected)
        chosen: Any = dlt.current.resource().write_disposition
        active = Container()[PipelineContext]
        try:
            load_id = dlt.current.load_package_state().get("load_id")
        except CurrentLoadPackageStateNotAvailable:
            load_id = None
        return cls(
            name=name,
            selected=selected,
            is_loaded=name in selected,
            needs_everything=(chosen["disposition"] if isinstance(chosen, dict) else chosen)
            == "replace",
            state=dlt.current.resource_state(),
            load_id=load_id,
            collector=active.pipeline().collector if active.is_active() else NULL_COLLECTOR,
        )


@define(eq=False)
class _Part:
    """The part of a resource that is one account's."""

    account: Account
    memory: Memory
    limited: bool
    """Whether filters leave rows out."""
    ids: dict[int, None] = field(factory=dict)
    """The ids of its rows, for transformers."""
    changed: bool = False
    """Whether a row was loaded or deleted."""
    taken_by: set[str] = field(factory=set)
    """The transformers that have begun to read the lists of its rows."""


def make_resources(choices: Choices, names: Sequence[ListName]) -> list[DltResource]:
    """Make the resources for lists, and for the parents of lists if they are not among them."""
    kind = PARENTS[choices.api]
    of_parents = [name for name in names if name in kind.lists]
    made: dict[ListName, DltResource] = {}
    parents = [kind.list_name] if of_parents else []
    for name in dict.fromkeys([*names, *parents]):
        if name not in of_parents:
            of_each = of_parents if name == kind.list_name else ()
            made[name] = _ListResource(choices, name, of_each).made()
            if name not in names:
                # Under another name, as dlt would empty the table, or forget what it holds, when it
                # replaces or refreshes the transformers.
                made[name] = made[name].with_name(f"{kind.noun}_ids")
                made[name].selected = False
    for name in of_parents:
        made[name] = _ListResource(choices, name, ()).made(made[kind.list_name])
    return list(made.values())


def _table_name(name: ListName) -> str:
    return name.replace("-", "_")


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
        self._of_each = frozenset(map(_table_name, of_each))
        self._tables = ListTables(choices.api, name)
        self._dates = DATE_FILTERS[choices.api].get(name)

    def made(self, parent: DltResource | None = None) -> DltResource:
        """Return the resource; with a parent, a transformer."""
        chosen = self._choices.write_disposition
        hints: dict[str, Any] = {
            "name": _table_name(self._name),
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
        run, choices = _Run.current(), self._choices
        wanted = self._of_each & run.selected
        # Transformers need the ids of all parents.
        by_date = choices.by_date and not wanted and not run.needs_everything
        parts: dict[Reading, _Part] = {}
        with choices.clients.opened():
            for account in choices.clients.accounts:
                own = choices.filters[account.name].get(self._name, {})
                memory = self._memory(run, account, own)
                period = memory.period(self._dates) if by_date and self._dates else {}
                filters = {**period, **own}
                reading = choices.clients.read(account, WhatToRead(self._name, filters))
                parts[reading] = _Part(account, memory, limited=bool(filters))
            yield from self._read(run, parts)
            for part in parts.values() if wanted else ():
                yield DataItemWithMeta(part, [])
            # Otherwise the clients would close, and forget what they used of the quota.
            for _ in range(ROUNDS_TO_START):
                if all(wanted <= part.taken_by for part in parts.values()):
                    break
                yield None

    def _take(self, meta: Any) -> Items | None:
        """Read the list of each of an account's parents, once all of them are known."""
        if not isinstance(meta, _Part):
            return None
        items = self._read_parents(_Run.current(), meta)
        next(items)  # so that it has the clients opened before it is queued
        return items

    def _read_parents(self, run: _Run, parents: _Part) -> Items:
        account = parents.account
        filters = self._choices.filters[account.name].get(self._name, {})
        memory = self._memory(run, account, filters)
        part = _Part(account, memory, limited=parents.limited or bool(filters))
        with self._choices.clients.opened():
            parents.taken_by.add(run.name)
            yield None
            if parents.ids:
                what = WhatToRead(self._name, filters, tuple(parents.ids))
                reading = self._choices.clients.read(account, what)
                yield from self._read(run, {reading: part})
            else:
                yield from self._all_columns(run, [part])
                yield from self._finish(run, part)

    def _memory(self, run: _Run, account: Account, filters: Mapping[str, FilterValue]) -> Memory:
        compares = self._choices.compare and run.is_loaded and not run.needs_everything
        return Memory(run.state, account.name, self._tables.version, filters, compares)

    def _all_columns(self, run: _Run, parts: Sequence[_Part]) -> Items:
        """Add all columns to the table even if there are no rows."""
        if run.is_loaded and (run.needs_everything or all(part.memory.is_empty for part in parts)):
            yield self._tables.rows(parts[0].account.name, run.load_id, [])

    def _read(self, run: _Run, parts: Mapping[Reading, _Part]) -> Items:
        """Yield the rows of accounts as they arrive."""
        yield from self._all_columns(run, list(parts.values()))
        for arrived in poll(parts):
            signals.raise_if_signalled()
            if arrived is None:
                yield None
                continue
            reading, batch = arrived
            part = parts[reading]
            if batch is None:
                yield from self._finish(run, part)
            else:
                # Most may be unchanged, and never reach dlt.
                run.collector.update(f"{run.name} (rows read)", len(batch.rows))
                with naming(part.account, self._name):
                    yield from self._load(run, part, batch)

    def _load(self, run: _Run, part: _Part, batch: Batch) -> Items:
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

    def _finish(self, run: _Run, part: _Part) -> Items:
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
