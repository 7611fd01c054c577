"""Operations on task lists."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from collections.abc import Mapping
from typing import Any, Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async.rooms.models.task_lists import (
    TaskList,
    TaskListForCreate,
    TaskListSummaryList,
)
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model, as_nothing

__all__ = ["BlockingTaskLists", "TaskLists"]


_GET_TASK_LISTS = RoomsOperation(
    name="get_task_lists",
    verb="GET",
    path="/rooms/{room_id}/task_lists",
    convert=as_model(TaskListSummaryList),
)
_CREATE_TASK_LIST = RoomsOperation(
    name="create_task_list",
    verb="POST",
    path="/rooms/{room_id}/task_lists",
    convert=as_model(TaskList),
    body=TaskListForCreate,
)
_DELETE_TASK_LIST = RoomsOperation(
    name="delete_task_list", verb="DELETE", path="/task_lists/{task_list_id}", convert=as_nothing
)


class TaskLists(RoomsResource):
    """Get, create and delete the task lists of rooms."""

    async def get_task_lists(
        self,
        room_id: int,
        **options: Unpack[CallOptions],
    ) -> TaskListSummaryList:
        """
        Get the task lists of a room (operation TaskLists_GetTaskLists).

        For members of the room who have a task in it, and for users with
        ``can_add_tasks_to_any_task_lists``, ``can_apply_task_list``, ``can_remove_any_task_list``,
        ``can_submit_task_list`` or ``can_review_task_list``. If a room has several lists, those
        without a task of the caller are left out. The list is not paged.

        Args:
            room_id: The room's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

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

        Templates are made in the web console only; ``task_list_templates.get_task_list_templates``
        returns their IDs. Needs a role with ``can_apply_task_list``.

        Not retried when the outcome is unknown, as the API has no idempotency keys.

        Args:
            room_id: The room's ID.
            body: The template to apply, as a TaskListForCreate or a mapping with the API's names.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The new task list, with its tasks.
        """
        return await self._call(_CREATE_TASK_LIST, options, body, room_id=room_id)

    async def delete_task_list(
        self,
        task_list_id: int,
        **options: Unpack[CallOptions],
    ) -> None:
        """
        Delete a task list from its room (operation TaskLists_DeleteTaskList).

        Attached documents stay in the room. Needs a role with ``can_remove_any_task_list``.

        Args:
            task_list_id: The task list's ID.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return await self._call(_DELETE_TASK_LIST, options, task_list_id=task_list_id)


class BlockingTaskLists(BlockingResource[TaskLists]):
    """``TaskLists`` without ``await``."""

    get_task_lists = calls(TaskLists.get_task_lists)
    create_task_list = calls(TaskLists.create_task_list)
    delete_task_list = calls(TaskLists.delete_task_list)
