"""What the sandbox keeps no state of: answers about an account that are always the same."""

from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call, json_response
from opentoclose_async.sandbox.rooms.answers import guid
from opentoclose_async.sandbox.rooms.fixed.company import COMPANY_ID, COMPANY_NAME
from opentoclose_async.sandbox.rooms.fixed.field_sets import field_set
from opentoclose_async.sandbox.rooms.groups.group import Family, Routing


class Canned(Family):
    """Account information, permission profiles and field sets."""

    def routes(self) -> Routing:
        """Say what answers at their paths."""
        return {
            "": {"GET": self.get_account},
            "/esign_permission_profiles": {"GET": self.get_permission_profiles},
            "/field_sets/{field_set_id}": {"GET": self.get_field_set},
        }

    def get_account(self, _: Call) -> Response:
        """Answer what the account is."""
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

    def get_field_set(self, call: Call, *, field_set_id: str) -> Response:
        """Answer a field set, of which some fields may be asked for."""
        filters = (call.query.get("fieldsCustomDataFilters") or "").split(",")
        return json_response(field_set(field_set_id, filters))
