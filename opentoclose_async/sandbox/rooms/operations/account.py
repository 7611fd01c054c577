"""Account information, which never changes."""

from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call, json_response
from opentoclose_async.sandbox.rooms.fixed.company import COMPANY_ID, COMPANY_NAME
from opentoclose_async.sandbox.rooms.fixed.field_sets import field_set
from opentoclose_async.sandbox.rooms.operations.group import OperationGroup, Routing
from opentoclose_async.sandbox.rooms.wire import guid


class Account(OperationGroup):
    """Account information, permission profiles and field sets."""

    def routes(self) -> Routing:
        """Return the handlers by path and method."""
        return {
            "": {"GET": self.get_account},
            "/esign_permission_profiles": {"GET": self.get_permission_profiles},
            "/field_sets/{field_set_id}": {"GET": self.get_field_set},
        }

    def get_account(self, _: Call) -> Response:
        """Return the account information."""
        return json_response(
            {
                "companyId": COMPANY_ID,
                "name": COMPANY_NAME,
                "companyVersion": "v6",
                "docuSignAccountGuid": self.config.account_id,
                "defaultFieldSetId": guid("field set", 1),
                "requireOfficeLibraryAssignments": False,
            }
        )

    def get_permission_profiles(self, _: Call) -> Response:
        """Return the permission profiles of eSignature."""
        profiles = [
            {
                "eSignPermissionProfileId": str(number),
                "name": name,
                "settings": {"allowAccountManagement": number == 1},
            }
            for number, name in enumerate(("Administrator", "Sender", "Viewer"), start=1)
        ]
        return json_response({"permissionProfiles": profiles})

    def get_field_set(self, call: Call, *, field_set_id: str) -> Response:
        """Return a field set, optionally filtered."""
        filters = (call.query.get("fieldsCustomDataFilters") or "").split(",")
        return json_response(field_set(field_set_id, filters))
