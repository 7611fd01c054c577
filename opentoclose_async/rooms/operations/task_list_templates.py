"""Operations on task list templates."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from typing import Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async.rooms.lists import ListOperation, OnePageOptions
from opentoclose_async.rooms.models.task_list_templates import (
    TaskListTemplate,
    TaskListTemplateList,
)
from opentoclose_async.rooms.resource import RoomsResource

__all__ = ["BlockingTaskListTemplates", "TaskListTemplates"]


_TASK_LIST_TEMPLATES = ListOperation(
    name="task_list_templates",
    path="/task_list_templates",
    page=TaskListTemplateList,
    array="taskListTemplates",
    row=TaskListTemplate,
    key="taskListTemplateId",
    one_page=OnePageOptions,
    all_pages=PageOptions,
)


class TaskListTemplates(RoomsResource):
    """
    Get the templates that task lists can be created from. Templates are made in the web
    console only.
    """

    async def get_task_list_templates(
        self,
        *,
        start_position: int | None = None,
        count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> TaskListTemplateList:
        """
        Get one page of task list templates (operation TaskListTemplates_GetTaskListTemplates).

        Those of the caller's company. Any signed-in user may call it.

        Args:
            start_position: Position of the first row, from 0.
            count: Maximum number of rows to return, 1 to 100.
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            One page of task list templates.
        """
        return await self._get_page(
            _TASK_LIST_TEMPLATES, {"start_position": start_position, "count": count}, options
        )

    def iter_task_list_templates(
        self,
        **options: Unpack[PageOptions],
    ) -> Pager[TaskListTemplate]:
        """
        Iterate over task list templates, requesting pages as needed.

        Args:
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.
        """
        return self._iterate("iter", _TASK_LIST_TEMPLATES, {}, options)

    async def list_task_list_templates(
        self,
        **options: Unpack[PageOptions],
    ) -> list[TaskListTemplate]:
        """
        List all task list templates.

        Args:
            **options: page_size, max_items, concurrency, start, confirm_end, strict_filters,
                timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            All of them, in the server's order.
        """
        return await self._iterate("list", _TASK_LIST_TEMPLATES, {}, options).collect()


class BlockingTaskListTemplates(BlockingResource[TaskListTemplates]):
    """``TaskListTemplates`` without ``await``."""

    get_task_list_templates = calls(TaskListTemplates.get_task_list_templates)
    iter_task_list_templates = reads(TaskListTemplates.iter_task_list_templates)
    list_task_list_templates = calls(TaskListTemplates.list_task_list_templates)
