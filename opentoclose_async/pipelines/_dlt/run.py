"""What dlt says about the run that a resource is part of."""

from typing import Any

import dlt
from attrs import frozen
from dlt.common.configuration.container import Container
from dlt.common.pipeline import PipelineContext
from dlt.common.runtime.collector import NULL_COLLECTOR
from dlt.common.storages.exceptions import CurrentLoadPackageStateNotAvailable

__all__ = ["Run"]


@frozen
class Run:
    """
    The run of one resource.

    Attributes:
        name: The resource's name.
        selected: The names of the resources that are loaded.
        disposition: How dlt writes the resource's rows.
        state: The resource's state.
        load_id: The load; None outside a pipeline.
        collector: Shows progress.
    """

    name: str
    selected: frozenset[str]
    disposition: str
    state: dict[str, Any]
    load_id: str | None
    collector: Any  # dlt does not export its type

    @classmethod
    def current(cls) -> "Run":
        """Return the run of the resource whose code dlt is running."""
        chosen: Any = dlt.current.resource().write_disposition
        active = Container()[PipelineContext]
        return cls(
            name=dlt.current.resource_name(),
            selected=frozenset(dlt.current.source().resources.selected),
            disposition=chosen["disposition"] if isinstance(chosen, dict) else chosen,
            state=dlt.current.resource_state(),
            load_id=_load_id(),
            collector=active.pipeline().collector if active.is_active() else NULL_COLLECTOR,
        )

    @property
    def is_loaded(self) -> bool:
        """Whether the resource's rows are loaded, and not only read for its transformers."""
        return self.name in self.selected

    @property
    def needs_everything(self) -> bool:
        """Whether dlt takes rows that are missing from a run for rows that do not exist."""
        return self.disposition == "replace"


def _load_id() -> str | None:
    try:
        return dlt.current.load_package_state().get("load_id")
    except CurrentLoadPackageStateNotAvailable:
        return None
