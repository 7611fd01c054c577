"""The blocking twins of the methods of Rooms: task types."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async.rooms.operations import task_types

__all__ = ["TaskDateTypes", "TaskResponsibilityTypes", "TaskStatuses"]


class TaskDateTypes(BlockingResource[task_types.TaskDateTypes]):
    """Read the kinds of date that a task can be due by."""

    get_task_date_types = calls(task_types.TaskDateTypes.get_task_date_types)


class TaskResponsibilityTypes(BlockingResource[task_types.TaskResponsibilityTypes]):
    """Read the kinds of responsibility that users can have for a task."""

    get_task_responsibility_types = calls(
        task_types.TaskResponsibilityTypes.get_task_responsibility_types
    )


class TaskStatuses(BlockingResource[task_types.TaskStatuses]):
    """Read the statuses that a task can have."""

    get_task_statuses = calls(task_types.TaskStatuses.get_task_statuses)
