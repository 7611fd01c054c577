"""The task lists of rooms."""

from typing import Any

from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call, json_response
from opentoclose_async.sandbox.rooms.fixed.response_fields import TASK_LIST_SUMMARY
from opentoclose_async.sandbox.rooms.operations.group import OperationGroup, Routing
from opentoclose_async.sandbox.rooms.operations.templates import TASK_LIST_TEMPLATES, TASKS
from opentoclose_async.sandbox.rooms.wire import not_found, read_body, shaped

_FIRST_TASK_ID = 880_001


class TaskLists(OperationGroup):
    """Task lists, which all have the same tasks."""

    def routes(self) -> Routing:
        """Return the handlers by path and method."""
        return {
            "/rooms/{room_id}/task_lists": {"GET": self.get_lists, "POST": self.create},
            "/task_lists/{task_list_id}": {"DELETE": self.delete},
        }

    def get_lists(self, _: Call, *, room_id: str) -> Response:
        """Return all task lists of a room."""
        room = self.find("rooms", "room", room_id)
        rows = [
            shaped(row, TASK_LIST_SUMMARY) for row in self.tables["task_lists"].rows(room["roomId"])
        ]
        return json_response({"taskListSummaries": rows})

    def create(self, call: Call, *, room_id: str) -> Response:
        """Add a task list from a template."""
        room = self.find("rooms", "room", room_id)
        fields = read_body(call, {"taskListTemplateId": int}, ["taskListTemplateId"])
        if fields["taskListTemplateId"] not in TASK_LIST_TEMPLATES:
            raise not_found("task list template")
        row = self.tables["task_lists"].insert(
            {
                "roomId": room["roomId"],
                "name": TASK_LIST_TEMPLATES[fields["taskListTemplateId"]],
                **fields,
                "createdDate": self.now(),
            }
        )
        tasks = [self._task(row, number) for number in range(len(TASKS))]
        return json_response({**shaped(row, TASK_LIST_SUMMARY), "tasks": tasks}, 201)

    def delete(self, _: Call, *, task_list_id: str) -> Response:
        """Remove a task list."""
        row = self.find("task_lists", "task list", task_list_id)
        self.tables["task_lists"].delete(row["taskListId"])
        return Response(status_code=204)

    def _task(self, task_list: dict[str, Any], number: int) -> dict[str, Any]:
        name, with_document = TASKS[number]
        return {
            "taskId": _FIRST_TASK_ID + task_list["taskListId"] * len(TASKS) + number,
            "name": name,
            "requiresApproval": with_document,
            "dueDateTypeId": "closing",
            "dueDateOffset": -10,
            "fixedDueDate": None,
            "ownerUserId": self.caller_id(),
            "completionDate": None,
            "approvalDate": None,
            "rejectedDate": None,
            "createdDate": task_list["createdDate"],
            "isDocumentTask": with_document,
            "requiresReview": False,
        }
