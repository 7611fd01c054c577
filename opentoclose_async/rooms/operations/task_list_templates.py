"""The task list templates of a Rooms account."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from typing import Unpack

from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.resource import PageOptions
from opentoclose_async.rooms.lists import OnePageOptions, PagedList
from opentoclose_async.rooms.models.task_list_templates import (
    TaskListTemplate,
    TaskListTemplateList,
)
from opentoclose_async.rooms.resource import RoomsResource

__all__ = ["TaskListTemplates"]


_TASK_LIST_TEMPLATES = PagedList(
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
    Read the templates that task lists can be created from. They are made in the web
    console only.
    """

    async def get_task_list_templates(
        self, **options: Unpack[OnePageOptions]
    ) -> TaskListTemplateList:
        """
        Read one page of task list templates (operation TaskListTemplates_GetTaskListTemplates).

        Those of the caller's company. Any signed-in user may call it.

        Args:
            **options: ``start_position`` and ``count``, and timeout, retry, extra_query,
                extra_headers.

        Returns:
            One page of task list templates.
        """
        return await self._get_page(_TASK_LIST_TEMPLATES, options)

    def iter_task_list_templates(self, **filters: Unpack[PageOptions]) -> Pager[TaskListTemplate]:
        """
        Read task list templates page by page, as they are iterated over.

        Args:
            **filters: The keywords of ``PageOptions``.
        """
        return self._iterate("iter", _TASK_LIST_TEMPLATES, filters)

    async def list_task_list_templates(
        self, **filters: Unpack[PageOptions]
    ) -> list[TaskListTemplate]:
        """
        Read all task list templates, every page of them.

        Args:
            **filters: The keywords of ``PageOptions``.

        Returns:
            All there are, in the server's order.
        """
        return await self._iterate("list", _TASK_LIST_TEMPLATES, filters).collect()
