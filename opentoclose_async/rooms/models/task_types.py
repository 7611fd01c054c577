"""The models of Rooms: task types."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model

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
class ActivityType(Model):
    """
    A kind of entry in the history of a room.

    Attributes:
        activity_type_id: The kind's id, such as movefrominbx.
        name: Name.
    """

    activity_type_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalActivityTypes(Model):
    """
    All kinds of entries in the history of a room.

    Attributes:
        activity_types: The kinds of entries.
    """

    activity_types: list[ActivityType]


@frozen(kw_only=True)
class TaskDateType(Model):
    """
    A kind of date that a task's due date can be counted from.

    Attributes:
        task_date_type_id: The kind's id, such as tdd.
        name: Name.
    """

    task_date_type_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalTaskDateTypes(Model):
    """
    All kinds of dates that a task's due date can be counted from.

    Attributes:
        task_date_types: The kinds of dates.
    """

    task_date_types: list[TaskDateType]


@frozen(kw_only=True)
class TaskResponsibilityType(Model):
    """
    A part that a person can have in a task, such as the reviewer's.

    Attributes:
        task_responsibility_type_id: The part's id.
        name: Assignee, Watcher or Reviewer.
    """

    task_responsibility_type_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalTaskResponsibilityTypes(Model):
    """
    All parts that a person can have in a task.

    Attributes:
        task_responsibility_types: The parts.
    """

    task_responsibility_types: list[TaskResponsibilityType]


@frozen(kw_only=True)
class TaskStatus(Model):
    """
    A status of a task.

    Attributes:
        task_status_id: The status's id.
        name: Name.
    """

    task_status_id: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class GlobalTaskStatuses(Model):
    """
    All statuses of a task.

    Attributes:
        task_statuses: The statuses.
    """

    task_statuses: list[TaskStatus]


# The index of the official description has these under the groups' names.
TaskDateTypes = TaskDateType
TaskResponsibilityTypes = TaskResponsibilityType
TaskStatuses = TaskStatus
