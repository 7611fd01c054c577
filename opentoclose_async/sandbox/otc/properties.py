"""The properties of Open To Close, whose fields each account defines."""

from typing import Any

from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call, Handler
from opentoclose_async.sandbox.otc.collection import Collection
from opentoclose_async.sandbox.otc.errors import REQUIRED, invalid
from opentoclose_async.sandbox.otc.field_values import (
    check_required,
    read_fields,
    read_value,
    write_values,
)


def inbound_email_address(property_id: int) -> str:
    """Return the address whose mail becomes e-mails of a property."""
    return f"property-{property_id}@inbound.sandbox.example"


class Properties(Collection):
    """Properties, whose bodies have another shape in requests than in responses."""

    def routes(self) -> dict[str, dict[str, Handler]]:
        """Return the handlers. Without a slash, the list has PATCH instead of POST (seen live)."""
        routes = super().routes()
        path = self.resource.path
        return {
            **routes,
            f"{path}/": routes[path],
            path: {"GET": self.list_rows, "PATCH": self.update_many},
        }

    @property
    def page_cap(self) -> int:
        """Maximum number of properties in a page."""
        return min(self.config.otc_page_cap, self.config.otc_property_page_cap)

    def update_many(self, _: Call) -> Response:
        """Refuse any body: the vendor allows the method, but what it takes is unknown."""
        raise invalid({"non_field_errors": ["Bulk updates are not documented."]})

    def new_row(self, call: Call, owner: int | None) -> dict[str, Any]:
        """Make a property from {team_member_id, time_zone_id, fields}."""
        body = self.read_fields(call, new=True)
        definitions = self.tables["property_fields"].rows()
        team = self._team_of(body.pop("team_member_id", None))
        timezone = self._time_zone(body.pop("time_zone_id", None))
        values = read_fields(body.pop("fields", []), definitions)
        check_required(values, definitions)
        number = self.table.reserve_id()
        given = {
            **team,
            "timezone": timezone,
            "inbound_email_address": inbound_email_address(number),
            **body,
            "field_values": write_values(number, values, definitions),
        }
        return {"id": number, **self.resource.complete(given)}

    def changes(self, call: Call, row: Any) -> dict[str, Any]:
        """Merge the body: keys of fields update their values, others the property itself."""
        body = self.read_fields(call, new=False)
        definitions = self.tables["property_fields"].rows()
        values = read_fields(body.pop("fields", []), definitions)
        for definition in definitions:
            if definition["key"] in body:
                key = definition["key"]
                values[key] = read_value(definition, body.pop(key))
        if not values:
            return body
        check_required(values, [each for each in definitions if each["key"] in values])
        items = {item["key"]: item for item in row.get("field_values") or ()}
        # A field may have been defined after the property was created.
        written = {item["key"]: item for item in write_values(row["id"], values, definitions)}
        for key, value in values.items():
            items[key] = {**items.get(key, written[key]), "value": value}
        return {**body, "field_values": list(items.values())}

    def _team_of(self, member_id: Any) -> dict[str, Any]:
        if member_id is None:
            raise invalid({"team_member_id": [REQUIRED]})
        for team in self.tables["teams"].rows():
            for member in team.get("team_members") or ():
                if member.get("id") == member_id:
                    names = (member.get("first_name"), member.get("last_name"))
                    return {
                        "team_id": team["id"],
                        "team_name": team.get("name"),
                        "team_user_id": member_id,
                        "team_user_name": " ".join(name for name in names if name),
                    }
        raise invalid({"team_member_id": ["There is no such team member."]})

    def _time_zone(self, time_zone_id: Any) -> str | None:
        if time_zone_id is None:
            return None
        for time_zone in self.tables["time_zones"].rows():
            if time_zone["id"] == time_zone_id:
                return str(time_zone["country_zone"])
        raise invalid({"time_zone_id": ["There is no such time zone."]})
