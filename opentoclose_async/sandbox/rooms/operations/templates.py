"""The templates of a Rooms account, which never change."""

from typing import Any, Final

from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call
from opentoclose_async.sandbox.rooms.operations.group import OperationGroup, Routing
from opentoclose_async.sandbox.rooms.pages import RoomsQuery

ROOM_TEMPLATES: Final = {9_301: "Listing", 9_302: "Purchase", 9_303: "Lease"}
TASK_LIST_TEMPLATES: Final = {9_501: "Before closing", 9_502: "After closing"}
TASKS: Final = (("Order the inspection", False), ("Collect the disclosures", True))
"""The tasks of every task list: name, and whether it needs a document and an approval."""


class Templates(OperationGroup):
    """Templates of rooms and of task lists."""

    def routes(self) -> Routing:
        """Return the handlers by path and method."""
        return {
            "/room_templates": {"GET": self.get_room_templates},
            "/task_list_templates": {"GET": self.get_task_list_templates},
        }

    def get_room_templates(self, call: Call) -> Response:
        """Return a page of room templates; all are enabled, for every office."""
        query = RoomsQuery(call.query)
        query.integer("officeId")
        query.boolean("onlyAssignable")
        query.boolean("onlyEnabled")
        templates: list[dict[str, Any]] = [
            {"roomTemplateId": template_id, "name": name, "taskTemplateCount": 1}
            for template_id, name in ROOM_TEMPLATES.items()
        ]
        return self.answer_list(call, templates, "roomTemplates")

    def get_task_list_templates(self, call: Call) -> Response:
        """Return a page of task list templates."""
        templates: list[dict[str, Any]] = [
            {
                "taskListTemplateId": template_id,
                "name": name,
                "taskCount": len(TASKS),
                "tasksWithDocumentsCount": sum(with_document for _, with_document in TASKS),
            }
            for template_id, name in TASK_LIST_TEMPLATES.items()
        ]
        return self.answer_list(call, templates, "taskListTemplates")
