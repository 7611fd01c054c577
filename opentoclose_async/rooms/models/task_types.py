"""Models of Rooms: task types."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel

__all__ = [
    "ActivityType",
    "GlobalActivityTypes",
    "GlobalTaskDateTypes",
    "GlobalTaskResponsibilityTypes",
    "GlobalTaskStatuses",
    "TaskDateType",
    "TaskDateTypes",
    "TaskResponsibilityType",
    "TaskResponsibilityTypes",
    "TaskStatus",
    "TaskStatuses",
]


@frozen(kw_only=True)
class ActivityType(CamelCaseModel):
    """
    A type of entry in the history of a room.

    Attributes:
        activity_type_id: The type's ID, such as movefrominbx.
        name: Name.
    """

    activity_type_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalActivityTypes(CamelCaseModel):
    """
    All types of entries in the history of a room.

    Attributes:
        activity_types: The types.
    """

    activity_types: list[ActivityType]


@frozen(kw_only=True)
class TaskDateType(CamelCaseModel):
    """
    A type of date that a task's due date can be relative to.

    Attributes:
        task_date_type_id: The type's ID, such as tdd.
        name: Name.
    """

    task_date_type_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalTaskDateTypes(CamelCaseModel):
    """
    All types of dates that a task's due date can be relative to.

    Attributes:
        task_date_types: The types.
    """

    task_date_types: list[TaskDateType]


@frozen(kw_only=True)
class TaskResponsibilityType(CamelCaseModel):
    """
    A type of responsibility for a task, such as the reviewer's.

    Attributes:
        task_responsibility_type_id: The type's ID.
        name: Assignee, Watcher or Reviewer.
    """

    task_responsibility_type_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalTaskResponsibilityTypes(CamelCaseModel):
    """
    All types of responsibility for a task.

    Attributes:
        task_responsibility_types: The types.
    """

    task_responsibility_types: list[TaskResponsibilityType]


@frozen(kw_only=True)
class TaskStatus(CamelCaseModel):
    """
    A status of a task.

    Attributes:
        task_status_id: The status's ID.
        name: Name.
    """

    task_status_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalTaskStatuses(CamelCaseModel):
    """
    All statuses of a task.

    Attributes:
        task_statuses: The statuses.
    """

    task_statuses: list[TaskStatus]


# The description repeats these under the names of groups, for its index.
TaskDateTypes = TaskDateType
TaskResponsibilityTypes = TaskResponsibilityType
TaskStatuses = TaskStatus
