"""The families of Rooms that the sandbox keeps no state of: answers of the right shape."""

from typing import Any, Final

from starlette.responses import Response

from opentoclose_async.sandbox.calls import Call, json_response
from opentoclose_async.sandbox.rooms_answers import guid, not_found, read_body
from opentoclose_async.sandbox.rooms_family import Family, Routing
from opentoclose_async.sandbox.rooms_field_sets import field_set
from opentoclose_async.sandbox.rooms_pages import RoomsQuery
from opentoclose_async.sandbox.rooms_rooms import COMPANY_ID

_GROUPS: Final = 3
_LIBRARIES: Final = 2
_FORMS: Final = 5
_DATE: Final = "2024-05-06T07:08:09.123Z"


class Canned(Family):
    """Account information, forms, templates and the like, which are always the same."""

    def routes(self) -> Routing:
        """Say what answers at their paths."""
        group = "/form_groups/{form_group_id}"
        done = self.do_nothing
        return {
            "": {"GET": self.get_account},
            "/esign_permission_profiles": {"GET": self.get_permission_profiles},
            "/external_form_fill_sessions": {"POST": self.create_fill_session},
            "/field_sets/{field_set_id}": {"GET": self.get_field_set},
            "/form_groups": {"GET": self.get_form_groups, "POST": self.create_form_group},
            group: {"GET": self.get_form_group, "PUT": self.rename_form_group, "DELETE": done},
            f"{group}/forms": {"GET": self.get_group_forms},
            f"{group}/assign_form": {"POST": self.assign_form},
            f"{group}/unassign_form/{{form_id}}": {"POST": done},
            f"{group}/grant_office_access/{{office_id}}": {"POST": self.change_office_access},
            f"{group}/revoke_office_access/{{office_id}}": {"POST": self.change_office_access},
            "/form_libraries": {"GET": self.get_form_libraries},
            "/form_libraries/{form_library_id}/forms": {"GET": self.get_library_forms},
            "/form_providers/{provider_id}/associations": {"GET": self.get_associations},
            "/forms/{form_id}/details": {"GET": self.get_form_details},
            "/room_templates": {"GET": self.get_room_templates},
            "/task_list_templates": {"GET": self.get_task_list_templates},
        }

    def get_account(self, _: Call) -> Response:
        """Answer what the account is."""
        return json_response(
            {
                "companyId": COMPANY_ID,
                "name": "Harborview Realty",
                "companyVersion": "v6",
                "docuSignAccountGuid": self.config.account_id,
                "defaultFieldSetId": guid("field set", 1),
                "requireOfficeLibraryAssignments": False,
            }
        )

    def get_permission_profiles(self, _: Call) -> Response:
        """Answer the permission profiles of eSignature."""
        profiles = [
            {
                "eSignPermissionProfileId": str(number),
                "name": name,
                "settings": {"allowAccountManagement": number == 1},
            }
            for number, name in enumerate(("Administrator", "Sender", "Viewer"), start=1)
        ]
        return json_response({"permissionProfiles": profiles})

    def create_fill_session(self, call: Call) -> Response:
        """Answer where a form can be filled in."""
        fields = read_body(
            call,
            {"roomId": int, "formId": str, "formIds": (list, str), "xFrameAllowedUrl": str},
            ["roomId"],
        )
        room = self.find("rooms", "room", str(fields["roomId"]))
        return json_response({"url": f"https://forms.rooms.example/{room['roomId']}"}, 201)

    def get_field_set(self, call: Call, *, field_set_id: str) -> Response:
        """Answer a field set, of which some fields may be asked for."""
        filters = (call.query.get("fieldsCustomDataFilters") or "").split(",")
        return json_response(field_set(field_set_id, filters))

    def get_form_groups(self, call: Call) -> Response:
        """Answer a page of form groups."""
        groups = [
            {
                "formGroupId": guid("form group", number),
                "name": f"Forms of office {number}",
                "formCount": _FORMS,
            }
            for number in range(1, _GROUPS + 1)
        ]
        return self.answer_list(call, groups, "formGroups")

    def create_form_group(self, call: Call) -> Response:
        """Answer a form group of this name."""
        name = read_body(call, {"name": str}, ["name"])["name"]
        return json_response(_group(guid(f"form group {name}", 1), name, []), 201)

    def get_form_group(self, _: Call, *, form_group_id: str) -> Response:
        """Answer a form group."""
        forms = [
            {**_group_form(number), "viewingUserHasAccess": True} for number in range(1, _FORMS + 1)
        ]
        return json_response(_group(form_group_id, "Forms of an office", forms))

    def rename_form_group(self, call: Call, *, form_group_id: str) -> Response:
        """Answer the form group with another name."""
        name = read_body(call, {"name": str}, ["name"])["name"]
        return json_response(_group(form_group_id, name, []))

    def get_group_forms(self, call: Call, *, form_group_id: str) -> Response:
        """Answer a page of a group's forms."""
        _require(form_group_id)
        forms = [_group_form(number) for number in range(1, _FORMS + 1)]
        return self.answer_list(call, forms, "forms")

    def assign_form(self, call: Call, *, form_group_id: str) -> Response:
        """Take a form into a group."""
        _require(form_group_id)
        read_body(call, {"formId": str, "isRequired": bool}, ["formId"])
        return Response(status_code=204)

    def change_office_access(self, _: Call, *, form_group_id: str, office_id: str) -> Response:
        """Let an office at a form group, or no longer."""
        _require(form_group_id)
        self.find("offices", "office", office_id)
        return Response(status_code=204)

    def do_nothing(self, _: Call, **ids: str) -> Response:
        """Answer that it is done."""
        for each in ids.values():
            _require(each)
        return Response(status_code=204)

    def get_form_libraries(self, call: Call) -> Response:
        """Answer a page of form libraries."""
        libraries = [
            {
                "formsLibraryId": guid("form library", number),
                "name": f"Association {number}",
                "formCount": _FORMS,
            }
            for number in range(1, _LIBRARIES + 1)
        ]
        return self.answer_list(call, libraries, "formsLibrarySummaries")

    def get_library_forms(self, call: Call, *, form_library_id: str) -> Response:
        """Answer a page of a library's forms."""
        _require(form_library_id)
        forms = [
            {
                "libraryFormId": guid("form", number),
                "name": f"Form {number}",
                "lastUpdatedDate": _DATE,
                "viewingUserHasAccess": True,
            }
            for number in range(1, _FORMS + 1)
        ]
        return self.answer_list(call, forms, "forms")

    def get_associations(self, call: Call, *, provider_id: str) -> Response:
        """Answer a page of a form provider's associations."""
        associations = [
            {
                "associationId": f"{provider_id}-{number}",
                "providerId": provider_id,
                "lastUpdateDate": _DATE,
                "formProviderAssociationGuid": guid("association", number),
                "formProviderAssociationName": f"Association {number}",
            }
            for number in range(1, _LIBRARIES + 1)
        ]
        return self.answer_list(call, associations, "formProviderAssociations")

    def get_form_details(self, _: Call, *, form_id: str) -> Response:
        """Answer what is known of a form."""
        return json_response(
            {
                "formId": form_id,
                "name": "Purchase agreement",
                "createdDate": "2019-07-31T17:13:29.697",
                "lastUpdatedDate": _DATE,
                "availableOnDate": _DATE,
                "ownerName": "Association 1",
                "version": "3",
                "numberOfPages": 12,
            }
        )

    def get_room_templates(self, call: Call) -> Response:
        """Answer a page of room templates."""
        query = RoomsQuery(call.query)
        query.integer("officeId")
        query.boolean("onlyAssignable")
        templates = [
            {"roomTemplateId": 9_300 + number, "name": name, "taskTemplateCount": number}
            for number, name in enumerate(("Listing", "Purchase", "Lease"), start=1)
        ]
        return self.answer_list(call, templates, "roomTemplates")

    def get_task_list_templates(self, call: Call) -> Response:
        """Answer a page of task list templates."""
        templates: list[dict[str, Any]] = [
            {
                "taskListTemplateId": 9_500 + number,
                "name": name,
                "taskCount": 2,
                "tasksWithDocumentsCount": 1,
            }
            for number, name in enumerate(("Before closing", "After closing"), start=1)
        ]
        return self.answer_list(call, templates, "taskListTemplates")


def _group(form_group_id: str, name: str, forms: list[dict[str, Any]]) -> dict[str, Any]:
    _require(form_group_id)
    return {"formGroupId": form_group_id, "name": name, "officeIds": [], "forms": forms}


def _group_form(number: int) -> dict[str, Any]:
    return {
        "formId": guid("form", number),
        "name": f"Form {number}",
        "isRequired": number == 1,
        "lastUpdatedDate": _DATE,
    }


def _require(text: str) -> None:
    if not text:
        raise not_found("form group")
