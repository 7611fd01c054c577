"""The blocking twins of the methods of Rooms: task lists."""
# Written by tools/generate_rooms.py; change what it reads in tools/ and run it again.

from opentoclose_async._blocking.twins import BlockingResource, calls
from opentoclose_async.rooms.operations import task_lists

__all__ = ["TaskLists"]


class TaskLists(BlockingResource[task_lists.TaskLists]):
    """Read the task lists of rooms, apply templates of them, and delete them."""

    get_task_lists = calls(task_lists.TaskLists.get_task_lists)
    create_task_list = calls(task_lists.TaskLists.create_task_list)
    delete_task_list = calls(task_lists.TaskLists.delete_task_list)
