"""The task lists of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.rooms.models.task_lists import (
    TaskList,
    TaskListForCreate,
    TaskListSummaryList,
)
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives, nothing

__all__ = ["TaskLists"]


_GET_TASK_LISTS = Endpoint(
    name="get_task_lists",
    verb="GET",
    path="/rooms/{room_id}/task_lists",
    answer=gives(TaskListSummaryList),
)
_CREATE_TASK_LIST = Endpoint(
    name="create_task_list",
    verb="POST",
    path="/rooms/{room_id}/task_lists",
    answer=gives(TaskList),
    body=TaskListForCreate,
)
_DELETE_TASK_LIST = Endpoint(
    name="delete_task_list", verb="DELETE", path="/task_lists/{task_list_id}", answer=nothing
)


class TaskLists(RoomsResource):
    """Read the task lists of rooms, apply templates of them, and delete them."""

    async def get_task_lists(
        self, room_id: int, **options: Unpack[CallOptions]
    ) -> TaskListSummaryList:
        """
        Read the task lists of a room (operation TaskLists_GetTaskLists).

        For members of the room with a task of their own in it, and for those with
        ``can_add_tasks_to_any_task_lists``, ``can_apply_task_list``, ``can_remove_any_task_list``,
        ``can_submit_task_list`` or ``can_review_task_list``. Where a room has several lists, those
        without a task of the caller's are left out. The rest comes in one answer.

        Args:
            room_id: The room, by its id.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The task lists.
        """
        return await self._call(_GET_TASK_LISTS, options, room_id=room_id)

    async def create_task_list(
        self,
        room_id: int,
        body: TaskListForCreate | Mapping[str, Any],
        **options: Unpack[CallOptions],
    ) -> TaskList:
        """
        Apply a task list template to a room (operation TaskLists_CreateTaskList).

        Templates are made in the web console, never by the API;
        ``task_list_templates.get_task_list_templates`` gives their ids. Needs a role with
        ``can_apply_task_list``.

        It is sent once only where the outcome is unknown: the API knows no idempotency key.

        Args:
            room_id: The room, by its id.
            body: The task list template to apply. As a TaskListForCreate, or a mapping by the API's
                names.
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The new task list, with its tasks.
        """
        return await self._call(_CREATE_TASK_LIST, options, body, room_id=room_id)

    async def delete_task_list(self, task_list_id: int, **options: Unpack[CallOptions]) -> None:
        """
        Delete a task list from its room (operation TaskLists_DeleteTaskList).

        Documents attached to it stay in the room. Needs a role with ``can_remove_any_task_list``.

        Args:
            task_list_id: The task list, by its id.
            **options: timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_DELETE_TASK_LIST, options, task_list_id=task_list_id)
