"""Models of Rooms: task list templates."""
# Written by tools/rooms; change that, and run python -m tools.rooms.

from attrs import frozen

from opentoclose_async._protocol.conversion.model import CamelCaseModel

__all__ = ["TaskListTemplate", "TaskListTemplateList", "TaskListTemplates"]


@frozen(kw_only=True)
class TaskListTemplate(CamelCaseModel):
    """
    A template for task lists, made in the web console.

    Attributes:
        task_list_template_id: The template's ID.
        name: Name.
        task_count: The number of tasks.
        tasks_with_documents_count: The number of tasks with documents.
    """

    task_list_template_id: int | None = None
    name: str | None = None
    task_count: int | None = None
    tasks_with_documents_count: int | None = None


@frozen(kw_only=True)
class TaskListTemplateList(CamelCaseModel):
    """
    One page of task list templates.

    Attributes:
        task_list_templates: The templates.
        result_set_size: The number of rows on this page.
        start_position: Position of the first row on this page, from 0.
        end_position: Position of the last row on this page.
        next_uri: Link to the next page; None on the last page, or if the server does not say.
        prior_uri: Link to the previous page; None on the first page.
        total_row_count: The number of rows in the whole list, if the server says.
    """

    task_list_templates: list[TaskListTemplate]
    result_set_size: int | None = None
    start_position: int | None = None
    end_position: int | None = None
    next_uri: str | None = None
    prior_uri: str | None = None
    total_row_count: int | None = None


# The description repeats these under the names of groups, for its index.
TaskListTemplates = TaskListTemplate
