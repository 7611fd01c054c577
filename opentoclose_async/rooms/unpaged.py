"""The task lists of a room as a Pager, although their list is not paged."""

from functools import partial
from typing import Any, Unpack

from opentoclose_async._protocol.conversion.model import camel_case
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._protocol.messages import Request
from opentoclose_async._runtime.call import check_keywords, checked_call
from opentoclose_async._runtime.lists.endpoint import ListEndpoint, RawPage
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async.rooms.client import AsyncRooms
from opentoclose_async.rooms.lists import LARGEST_PAGE, envelope
from opentoclose_async.rooms.models.task_lists import TaskListSummary
from opentoclose_async.rooms.resource import RoomsResource

__all__ = ["iter_room_task_lists"]

_ARRAY = "taskListSummaries"


def iter_room_task_lists(
    client: AsyncRooms, room_id: int, **options: Unpack[CallOptions]
) -> Pager[TaskListSummary]:
    """
    Iterate over the task lists of a room (operation TaskLists_GetTaskLists).

    Args:
        client: The client.
        room_id: The room's ID.
        **options: timeout, total_timeout, retry, extra_query, extra_headers.
    """
    # The groups of a client are made of these two.
    return _TaskLists(client._core, client._account).open(room_id, options)  # noqa: SLF001


class _TaskLists(RoomsResource):
    def open(self, room_id: int, options: CallOptions) -> Pager[TaskListSummary]:
        check_keywords("iter_room_task_lists", CallOptions, options)
        call = checked_call(options, self._core.session.defaults)
        path = self._path("/rooms/{room_id}/task_lists", {"room_id": room_id})
        request = Request("GET", path, call.query, headers=call.headers)
        endpoint = ListEndpoint(
            self._core.session,
            self._core.background,
            lambda _: request,
            _read,
            RowKind(TaskListSummary, camel_case, "taskListId"),
            request,
            options=call.sending,
            name=f"{self._name}.iter_room_task_lists",
        )
        convert = partial(self._converter.rows, kind=TaskListSummary, path=_ARRAY)
        return Pager(endpoint, convert, LARGEST_PAGE, 1)


def _read(value: Any) -> RawPage:
    """Read a response, which has the whole list: there is nothing to request after it."""
    rows = envelope(value, _ARRAY)[_ARRAY]
    return RawPage(rows, total=len(rows), more=False)
