"""The blocking twins of the methods of Rooms: task list templates."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls, reads
from opentoclose_async.rooms.operations import task_list_templates

__all__ = ["TaskListTemplates"]


class TaskListTemplates(BlockingResource[task_list_templates.TaskListTemplates]):
    """Read the templates that task lists can be created from."""

    get_task_list_templates = calls(task_list_templates.TaskListTemplates.get_task_list_templates)
    iter_task_list_templates = reads(task_list_templates.TaskListTemplates.iter_task_list_templates)
    list_task_list_templates = calls(task_list_templates.TaskListTemplates.list_task_list_templates)
