"""Models of Rooms: task lists."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from datetime import datetime

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel
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
class TaskSummary(CamelCaseModel):
    """
    A task of a task list.

    Attributes:
        task_id: The task's ID.
        name: Name.
        requires_approval: Whether the task must be completed and reviewed before it can be closed.
        due_date_type_id: The ID of the type of date that the due date is relative to.
        due_date_offset: Days from that date to the due date; negative if the task is due before it.
        fixed_due_date: The day when the task is due (UTC); ignore its time of day.
        owner_user_id: The user ID of the task's owner.
        completion_date: When the task was completed (UTC).
        approval_date: When it was approved (UTC).
        rejected_date: When a reviewer rejected it (UTC).
        created_date: When it was created (UTC); set by the server.
        is_document_task: Whether the task is about a document.
        requires_review: Whether the task, which is optional, must be reviewed once it is completed.
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
class TaskList(CamelCaseModel):
    """
    A task list of a room, with its tasks.

    Attributes:
        task_list_id: The task list's ID.
        name: Name.
        task_list_template_id: The ID of the template of the task list.
        submitted_for_review_date: When it was submitted for review (UTC).
        approval_date: When it was approved (UTC).
        rejected_date: When a reviewer rejected it (UTC).
        created_date: When it was created (UTC); set by the server.
        approved_by_user_id: The ID of the user who approved it.
        rejected_by_user_id: The ID of the user who rejected it.
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
    The template to create a task list from.

    Attributes:
        task_list_template_id: The ID of the template of the task list.
    """

    task_list_template_id: int | None = UNSET


@frozen(kw_only=True)
class TaskListSummary(CamelCaseModel):
    """
    A task list of a room, as in lists.

    Attributes:
        task_list_id: The task list's ID.
        name: Name.
        task_list_template_id: The ID of the template of the task list.
        submitted_for_review_date: When it was submitted for review (UTC).
        approval_date: When it was approved (UTC).
        rejected_date: When a reviewer rejected it (UTC).
        created_date: When it was created (UTC); set by the server.
        approved_by_user_id: The ID of the user who approved it.
        rejected_by_user_id: The ID of the user who rejected it.
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
class TaskListSummaryList(CamelCaseModel):
    """
    The task lists of a room.

    Attributes:
        task_list_summaries: The task lists.
    """

    task_list_summaries: list[TaskListSummary]


# The description repeats these under the names of groups, for its index.
TaskLists = TaskList
