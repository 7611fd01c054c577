"""The models of Rooms: task lists."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.converter import Model
from opentoclose_async._protocol.conversion.request_models import UNSET, RequestModel

__all__ = [
    "TaskList",
    "TaskListForCreate",
    "TaskListSummary",
    "TaskListSummaryList",
    "TaskLists",
    "TaskSummary",
]


@frozen(kw_only=True)
class TaskSummary(Model):
    """
    A task of a task list.

    Attributes:
        task_id: The task's id.
        name: Name.
        requires_approval: Whether the task must be done and reviewed before it can be closed.
        due_date_type_id: The id of the kind of date that the task's due date is counted from.
        due_date_offset: Days from that date to the due date; below 0 if the task is due before it.
        fixed_due_date: The day when the task is due (UTC); its time of day means nothing.
        owner_user_id: The user id of the task's owner.
        completion_date: When the task was done (UTC).
        approval_date: When it was approved (UTC).
        rejected_date: When a reviewer rejected it (UTC).
        created_date: When it was made (UTC); the server sets it.
        is_document_task: Whether the task is about a document.
        requires_review: Whether the task, which is optional, must be reviewed once it is done.
    """

    task_id: int | None = None
    name: str | None = None
    requires_approval: bool | None = None
    due_date_type_id: str | None = None
    due_date_offset: int | None = None
    fixed_due_date: datetime | None = None
    owner_user_id: int | None = None
    completion_date: datetime | None = None
    approval_date: datetime | None = None
    rejected_date: datetime | None = None
    created_date: datetime | None = None
    is_document_task: bool | None = None
    requires_review: bool | None = None


@frozen(kw_only=True)
class TaskList(Model):
    """
    A list of tasks in a room, with its tasks.

    Attributes:
        task_list_id: The task list's id.
        name: Name.
        task_list_template_id: The id of the template that the task list is made from.
        submitted_for_review_date: When it was handed in for review (UTC).
        approval_date: When it was approved (UTC).
        rejected_date: When a reviewer rejected it (UTC).
        created_date: When it was made (UTC); the server sets it.
        approved_by_user_id: The id of the user who approved it.
        rejected_by_user_id: The id of the user who rejected it.
        comment: A comment on the task list.
        tasks: The tasks.
    """

    task_list_id: int | None = None
    name: str | None = None
    task_list_template_id: int | None = None
    submitted_for_review_date: datetime | None = None
    approval_date: datetime | None = None
    rejected_date: datetime | None = None
    created_date: datetime | None = None
    approved_by_user_id: int | None = None
    rejected_by_user_id: int | None = None
    comment: str | None = None
    tasks: list[TaskSummary] | None = None


@frozen(kw_only=True)
class TaskListForCreate(RequestModel):
    """
    The template that a new task list of a room is made from.

    Attributes:
        task_list_template_id: The id of the template that the task list is made from.
    """

    task_list_template_id: int | None = UNSET


@frozen(kw_only=True)
class TaskListSummary(Model):
    """
    A list of tasks in a room, as lists show one.

    Attributes:
        task_list_id: The task list's id.
        name: Name.
        task_list_template_id: The id of the template that the task list is made from.
        submitted_for_review_date: When it was handed in for review (UTC).
        approval_date: When it was approved (UTC).
        rejected_date: When a reviewer rejected it (UTC).
        created_date: When it was made (UTC); the server sets it.
        approved_by_user_id: The id of the user who approved it.
        rejected_by_user_id: The id of the user who rejected it.
        comment: A comment on the task list.
    """

    task_list_id: int | None = None
    name: str | None = None
    task_list_template_id: int | None = None
    submitted_for_review_date: datetime | None = None
    approval_date: datetime | None = None
    rejected_date: datetime | None = None
    created_date: datetime | None = None
    approved_by_user_id: int | None = None
    rejected_by_user_id: int | None = None
    comment: str | None = None


@frozen(kw_only=True)
class TaskListSummaryList(Model):
    """
    The task lists of a room.

    Attributes:
        task_list_summaries: The task lists.
    """

    task_list_summaries: list[TaskListSummary]


# The index of the official description has these under the groups' names.
TaskLists = TaskList
