"""The look-up lists of what is known of tasks."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from typing import Unpack

from opentoclose_async._runtime.resource import CallOptions
from opentoclose_async.rooms.models.task_types import (
    GlobalTaskDateTypes,
    GlobalTaskResponsibilityTypes,
    GlobalTaskStatuses,
)
from opentoclose_async.rooms.resource import Endpoint, RoomsResource, gives

__all__ = ["TaskDateTypes", "TaskResponsibilityTypes", "TaskStatuses"]


_GET_TASK_DATE_TYPES = Endpoint(
    name="get_task_date_types",
    verb="GET",
    path="/task_date_types",
    answer=gives(GlobalTaskDateTypes),
    of_account=False,
)
_GET_TASK_RESPONSIBILITY_TYPES = Endpoint(
    name="get_task_responsibility_types",
    verb="GET",
    path="/task_responsibility_types",
    answer=gives(GlobalTaskResponsibilityTypes),
    of_account=False,
)
_GET_TASK_STATUSES = Endpoint(
    name="get_task_statuses",
    verb="GET",
    path="/task_statuses",
    answer=gives(GlobalTaskStatuses),
    of_account=False,
)


class TaskDateTypes(RoomsResource):
    """Read the kinds of date that a task can be due by."""

    async def get_task_date_types(self, **options: Unpack[CallOptions]) -> GlobalTaskDateTypes:
        """
        Read the kinds of date that a task can be due by (operation TaskDateTypes_GetTaskDateTypes).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The task date types.
        """
        return await self._call(_GET_TASK_DATE_TYPES, options)


class TaskResponsibilityTypes(RoomsResource):
    """Read the kinds of responsibility that users can have for a task."""

    async def get_task_responsibility_types(
        self, **options: Unpack[CallOptions]
    ) -> GlobalTaskResponsibilityTypes:
        """
        Read the kinds of responsibility that users can have for a task (operation
        TaskResponsibilityTypes_GetTaskResponsibilityTypes).

        Any signed-in user may read them; they belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The task responsibility types.
        """
        return await self._call(_GET_TASK_RESPONSIBILITY_TYPES, options)


class TaskStatuses(RoomsResource):
    """Read the statuses that a task can have."""

    async def get_task_statuses(self, **options: Unpack[CallOptions]) -> GlobalTaskStatuses:
        """
        Read the statuses that a task can have (operation TaskStatuses_GetTaskStatuses).

        They belong to no account and come in one answer.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The task statuses.
        """
        return await self._call(_GET_TASK_STATUSES, options)
