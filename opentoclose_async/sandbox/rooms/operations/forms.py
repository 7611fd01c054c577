"""Forms, form groups and form libraries."""

from typing import Any, Final

from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call, json_response
from opentoclose_async.sandbox.rooms.fixed.forms import FORMS, LIBRARIES
from opentoclose_async.sandbox.rooms.fixed.look_ups import PLACE
from opentoclose_async.sandbox.rooms.operations.group import OperationGroup, Routing
from opentoclose_async.sandbox.rooms.wire import bad_request, guid, not_found, read_body

_DATE: Final = "2024-05-06T07:08:09.123Z"
_ASSOCIATIONS: Final = 2


class FormGroups(OperationGroup):
    """Groups of forms, and which offices may use them."""

    def routes(self) -> Routing:
        """Return the handlers by path and method."""
        one = "/form_groups/{form_group_id}"
        return {
            "/form_groups": {"GET": self.get_groups, "POST": self.create},
            one: {"GET": self.get_group, "PUT": self.rename, "DELETE": self.delete},
            f"{one}/forms": {"GET": self.get_forms},
            f"{one}/assign_form": {"POST": self.assign_form},
            f"{one}/unassign_form/{{form_id}}": {"POST": self.unassign_form},
            f"{one}/grant_office_access/{{office_id}}": {"POST": self.grant_office_access},
            f"{one}/revoke_office_access/{{office_id}}": {"POST": self.revoke_office_access},
        }

    def get_groups(self, call: Call) -> Response:
        """Return a page."""
        groups = [
            {
                "formGroupId": row["formGroupId"],
                "name": row["name"],
                "formCount": len(row["forms"]),
            }
            for row in self.tables["form_groups"].rows()
        ]
        return self.answer_list(call, groups, "formGroups")

    def create(self, call: Call) -> Response:
        """Add a group without forms or offices."""
        name = read_body(call, {"name": str}, ["name"])["name"]
        table = self.tables["form_groups"]
        place = table.reserve_id()
        row = {PLACE: place, "formGroupId": guid("form group", place), "name": name}
        return json_response(
            self._detailed(table.insert({**row, "officeIds": [], "forms": []})), 201
        )

    def get_group(self, _: Call, *, form_group_id: str) -> Response:
        """Return one group with its forms."""
        return json_response(self._detailed(self._find(form_group_id)))

    def rename(self, call: Call, *, form_group_id: str) -> Response:
        """Rename a group."""
        row = self._find(form_group_id)
        name = read_body(call, {"name": str}, ["name"])["name"]
        return json_response(self._detailed(self._change(row, name=name)))

    def delete(self, _: Call, *, form_group_id: str) -> Response:
        """Remove a group; its forms stay in their libraries."""
        self.tables["form_groups"].delete(self._find(form_group_id)[PLACE])
        return Response(status_code=204)

    def get_forms(self, call: Call, *, form_group_id: str) -> Response:
        """Return a page of a group's forms."""
        row = self._find(form_group_id)
        return self.answer_list(call, [_group_form(each) for each in row["forms"]], "forms")

    def assign_form(self, call: Call, *, form_group_id: str) -> Response:
        """Add a form to a group; if already there, update whether it is required."""
        row = self._find(form_group_id)
        fields = read_body(call, {"formId": str, "isRequired": bool}, ["formId"])
        form_id = find_form(fields["formId"])
        taken = {"formId": form_id, "isRequired": fields.get("isRequired", False)}
        self._change(row, forms=[*_without(row, form_id), taken])
        return Response(status_code=204)

    def unassign_form(self, _: Call, *, form_group_id: str, form_id: str) -> Response:
        """Remove a form from a group."""
        row = self._find(form_group_id)
        left = _without(row, form_id.lower())
        if len(left) == len(row["forms"]):
            raise not_found("form")
        self._change(row, forms=left)
        return Response(status_code=204)

    def grant_office_access(self, _: Call, *, form_group_id: str, office_id: str) -> Response:
        """Grant an office access to a group."""
        row = self._find(form_group_id)
        office = self.find("offices", "office", office_id)["officeId"]
        self._change(row, officeIds=sorted({*row["officeIds"], office}))
        return Response(status_code=204)

    def revoke_office_access(self, _: Call, *, form_group_id: str, office_id: str) -> Response:
        """Revoke an office's access to a group."""
        row = self._find(form_group_id)
        office = self.find("offices", "office", office_id)["officeId"]
        if office not in row["officeIds"]:
            raise bad_request("The office has no access to this form group.")
        self._change(row, officeIds=[each for each in row["officeIds"] if each != office])
        return Response(status_code=204)

    def _find(self, form_group_id: str) -> dict[str, Any]:
        for row in self.tables["form_groups"].rows():
            if row["formGroupId"] == form_group_id.lower():
                return row
        raise not_found("form group")

    def _change(self, row: dict[str, Any], **changes: Any) -> dict[str, Any]:
        return self.tables["form_groups"].update(row[PLACE], changes) or row

    def _detailed(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            "formGroupId": row["formGroupId"],
            "name": row["name"],
            "officeIds": self.existing("offices", row["officeIds"]),
            "forms": [{**_group_form(each), "viewingUserHasAccess": True} for each in row["forms"]],
        }


class Forms(OperationGroup):
    """Forms and their libraries, which never change."""

    def routes(self) -> Routing:
        """Return the handlers by path and method."""
        return {
            "/external_form_fill_sessions": {"POST": self.create_fill_session},
            "/form_libraries": {"GET": self.get_libraries},
            "/form_libraries/{form_library_id}/forms": {"GET": self.get_library_forms},
            "/form_providers/{provider_id}/associations": {"GET": self.get_associations},
            "/forms/{form_id}/details": {"GET": self.get_details},
        }

    def create_fill_session(self, call: Call) -> Response:
        """Return an address for filling in forms."""
        fields = read_body(
            call,
            {"roomId": int, "formId": str, "formIds": (list, str), "xFrameAllowedUrl": str},
            ["roomId"],
        )
        room = self.find("rooms", "room", str(fields["roomId"]))
        for form_id in (*fields.get("formIds", ()), *filter(None, [fields.get("formId")])):
            find_form(form_id)
        return json_response({"url": f"https://forms.rooms.example/{room['roomId']}"}, 201)

    def get_libraries(self, call: Call) -> Response:
        """Return a page of form libraries."""
        libraries = [
            {"formsLibraryId": library_id, "name": _association(number), "formCount": len(form_ids)}
            for number, (library_id, form_ids) in enumerate(LIBRARIES.items(), start=1)
        ]
        return self.answer_list(call, libraries, "formsLibrarySummaries")

    def get_library_forms(self, call: Call, *, form_library_id: str) -> Response:
        """Return a page of a library's forms."""
        form_ids = LIBRARIES.get(form_library_id.lower())
        if form_ids is None:
            raise not_found("form library")
        forms = [
            {
                "libraryFormId": form_id,
                "name": FORMS[form_id],
                "lastUpdatedDate": _DATE,
                "viewingUserHasAccess": True,
            }
            for form_id in form_ids
        ]
        return self.answer_list(call, forms, "forms")

    def get_associations(self, call: Call, *, provider_id: str) -> Response:
        """Return a page of the associations of a form provider; any id works."""
        associations = [
            {
                "associationId": f"{provider_id}-{number}",
                "providerId": provider_id,
                "lastUpdateDate": _DATE,
                "formProviderAssociationGuid": guid("association", number),
                "formProviderAssociationName": _association(number),
            }
            for number in range(1, _ASSOCIATIONS + 1)
        ]
        return self.answer_list(call, associations, "formProviderAssociations")

    def get_details(self, _: Call, *, form_id: str) -> Response:
        """Return the details of a form."""
        known = find_form(form_id)
        return json_response(
            {
                "formId": known,
                "name": FORMS[known],
                "createdDate": "2019-07-31T17:13:29.697",
                "lastUpdatedDate": _DATE,
                "availableOnDate": _DATE,
                "ownerName": _association(1),
                "version": "3",
                "numberOfPages": 12,
            }
        )


def find_form(form_id: str) -> str:
    """
    Find a form by its id, ignoring case.

    Returns:
        The id as in responses.

    Raises:
        RoomsRefusalError: There is no such form.
    """
    if form_id.lower() not in FORMS:
        raise not_found("form")
    return form_id.lower()


def _without(row: dict[str, Any], form_id: str) -> list[dict[str, Any]]:
    return [each for each in row["forms"] if each["formId"] != form_id]


def _group_form(taken: dict[str, Any]) -> dict[str, Any]:
    return {**taken, "name": FORMS[taken["formId"]], "lastUpdatedDate": _DATE}


def _association(number: int) -> str:
    return f"Association {number}"
