"""Records as plain objects without wrappers, as in the ``open_to_close`` package."""

from typing import Any, TypeVar

from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._runtime.lists.endpoint import RawPage
from opentoclose_async.legacy.responses import object_in, rows_in
from opentoclose_async.otc.records import Records

__all__ = ["PlainRecords", "plain"]

M = TypeVar("M", bound=Model)
R = TypeVar("R", bound=Records[Any])


class PlainRecords(Records[M]):
    """Records that stay the server's own objects, whatever they contain."""

    def _convert(self, value: Any) -> Any:
        return object_in(value)

    def _read_rows(self, value: Any) -> RawPage:
        return super()._read_rows(rows_in(value))


def plain(kind: type[R]) -> type[R]:
    """Return a subclass of a class of records that reads responses as ``PlainRecords`` does."""
    made: Any = type(kind.__name__, (PlainRecords, kind), {"__doc__": kind.__doc__})
    result: type[R] = made
    return result
