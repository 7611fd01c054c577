"""Records as plain objects without wrappers, as in the ``open_to_close`` package."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._runtime.lists.endpoint import RawPage
from opentoclose_async._runtime.options import PageOptions
from opentoclose_async.legacy.responses import object_in, rows_in
from opentoclose_async.otc.records import Records

__all__ = ["PlainRecords", "plain"]

M = TypeVar("M", bound=Model)
R = TypeVar("R", bound=Records[Any])


class PlainRecords(Records[M]):
    """Records that stay the server's own objects, whatever they contain."""

    def _convert(self, value: Any) -> Any:
        return object_in(value)

    def _check_names(self, method: str, names: Sequence[str], options: PageOptions) -> None:
        """Send all filters, as the original package does."""

    def _filter_check(self, method: str, query: Mapping[str, str], options: PageOptions) -> None:
        self._filters_are_strict(options)  # refuses what is neither True nor False

    def _read_rows(self, value: Any) -> RawPage:
        return super()._read_rows(rows_in(value))


def plain(kind: type[R]) -> type[R]:
    """Return a subclass of a class of records that reads responses as ``PlainRecords`` does."""
    made: Any = type(kind.__name__, (PlainRecords, kind), {"__doc__": kind.__doc__})
    result: type[R] = made
    return result
