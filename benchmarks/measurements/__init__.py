"""One module per measurement; ``measure(quick=...)`` runs it."""

from collections.abc import Mapping
from typing import Protocol

from benchmarks.measurements import (
    blocking,
    calls,
    cancel_storm,
    collector,
    conversion,
    cpu,
    exports,
    faults,
    files,
    kills,
    memory,
    moving,
    permits,
    quota,
    requests_made,
    short_lists,
    stalls,
    start_up,
    wall_time,
)
from benchmarks.report import Outcome

__all__ = ["MEASUREMENTS", "Measurement"]


class Measurement(Protocol):
    """Do a measurement."""

    def __call__(self, *, quick: bool) -> Outcome:
        """Measure; ``quick`` uses sizes too small for meaningful numbers."""
        ...


MEASUREMENTS: Mapping[str, Measurement] = {
    "cpu": cpu.measure,
    "wall": wall_time.measure,
    "short": short_lists.measure,
    "exports": exports.measure,
    "conversion": conversion.measure,
    "calls": calls.measure,
    "blocking": blocking.measure,
    "files": files.measure,
    "memory": memory.measure,
    "collector": collector.measure,
    "stalls": stalls.measure,
    "start-up": start_up.measure,
    "requests": requests_made.measure,
    "quota": quota.measure,
    "permits": permits.measure,
    "faults": faults.measure,
    "storm": cancel_storm.measure,
    "moving": moving.measure,
    "kills": kills.measure,
}
