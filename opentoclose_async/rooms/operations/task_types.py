"""Look-up lists for tasks."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from typing import Unpack

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async._runtime.options import CallOptions
from opentoclose_async.rooms.models.task_types import (
    GlobalTaskDateTypes,
    GlobalTaskResponsibilityTypes,
    GlobalTaskStatuses,
)
from opentoclose_async.rooms.resource import RoomsOperation, RoomsResource, as_model

__all__ = [
    "BlockingTaskDateTypes",
    "BlockingTaskResponsibilityTypes",
    "BlockingTaskStatuses",
    "TaskDateTypes",
    "TaskResponsibilityTypes",
    "TaskStatuses",
]


_GET_TASK_DATE_TYPES = RoomsOperation(
    name="get_task_date_types",
    verb="GET",
    path="/task_date_types",
    convert=as_model(GlobalTaskDateTypes),
    of_account=False,
)
_GET_TASK_RESPONSIBILITY_TYPES = RoomsOperation(
    name="get_task_responsibility_types",
    verb="GET",
    path="/task_responsibility_types",
    convert=as_model(GlobalTaskResponsibilityTypes),
    of_account=False,
)
_GET_TASK_STATUSES = RoomsOperation(
    name="get_task_statuses",
    verb="GET",
    path="/task_statuses",
    convert=as_model(GlobalTaskStatuses),
    of_account=False,
)


class TaskDateTypes(RoomsResource):
    """Get the types of dates that a task can be due by."""

    async def get_task_date_types(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalTaskDateTypes:
        """
        Get the types of dates that a task can be due by (operation TaskDateTypes_GetTaskDateTypes).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The task date types.
        """
        return await self._call(_GET_TASK_DATE_TYPES, options)


class BlockingTaskDateTypes(BlockingResource[TaskDateTypes]):
    """``TaskDateTypes`` without ``await``."""

    get_task_date_types = calls(TaskDateTypes.get_task_date_types)


class TaskResponsibilityTypes(RoomsResource):
    """Get the types of responsibility that users can have for a task."""

    async def get_task_responsibility_types(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalTaskResponsibilityTypes:
        """
        Get the types of responsibility that users can have for a task (operation
        TaskResponsibilityTypes_GetTaskResponsibilityTypes).

        The list is the same for all accounts, is not paged, and any signed-in user may get it.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The task responsibility types.
        """
        return await self._call(_GET_TASK_RESPONSIBILITY_TYPES, options)


class BlockingTaskResponsibilityTypes(BlockingResource[TaskResponsibilityTypes]):
    """``TaskResponsibilityTypes`` without ``await``."""

    get_task_responsibility_types = calls(TaskResponsibilityTypes.get_task_responsibility_types)


class TaskStatuses(RoomsResource):
    """Get the statuses that a task can have."""

    async def get_task_statuses(
        self,
        **options: Unpack[CallOptions],
    ) -> GlobalTaskStatuses:
        """
        Get the statuses that a task can have (operation TaskStatuses_GetTaskStatuses).

        The list is the same for all accounts, and is not paged.

        Args:
            **options: timeout, total_timeout, retry, extra_query, extra_headers.

        Returns:
            The task statuses.
        """
        return await self._call(_GET_TASK_STATUSES, options)


class BlockingTaskStatuses(BlockingResource[TaskStatuses]):
    """``TaskStatuses`` without ``await``."""

    get_task_statuses = calls(TaskStatuses.get_task_statuses)
