"""The offices and regions of a Rooms account."""

from typing import Any, Final

from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call, json_response
from opentoclose_async.sandbox.rooms.fixed.response_fields import OFFICE, REGION
from opentoclose_async.sandbox.rooms.operations.group import OperationGroup, Routing, count_where
from opentoclose_async.sandbox.rooms.pages import RoomsQuery
from opentoclose_async.sandbox.rooms.wire import (
    FieldKind,
    RoomsRefusalError,
    folded,
    read_body,
    shaped,
)

_OFFICE_FIELDS: Final[dict[str, FieldKind]] = {
    **dict.fromkeys(("name", "address1", "address2", "city", "stateId", "postalCode"), str),
    **dict.fromkeys(("countryId", "timeZoneId", "phone"), str),
    "regionId": int,
}


class Offices(OperationGroup):
    """Offices; one with users or rooms cannot be deleted."""

    def routes(self) -> Routing:
        """Return the handlers by path and method."""
        return {
            "/offices": {"GET": self.get_offices, "POST": self.create},
            "/offices/{office_id}": {"GET": self.get_office, "DELETE": self.delete},
            "/offices/{office_id}/reference_counts": {"GET": self.get_reference_counts},
        }

    def get_offices(self, call: Call) -> Response:
        """Return a page; `search` filters by a part of the name."""
        query = RoomsQuery(call.query)
        query.boolean("onlyAccessible")  # the caller sees all
        search = folded(query.text("search"))
        rows = self.tables["offices"].rows()
        found = [shaped(row, OFFICE) for row in rows if search in folded(row["name"])]
        return self.answer_list(call, found, "officeSummaries")

    def create(self, call: Call) -> Response:
        """Add an office."""
        fields = read_body(call, _OFFICE_FIELDS, ["name"])
        if fields.get("regionId") is not None:
            self.find("regions", "region", str(fields["regionId"]))
        row = self.tables["offices"].insert({**fields, "createdDate": self.now()})
        return json_response(shaped(row, OFFICE), 201)

    def get_office(self, _: Call, *, office_id: str) -> Response:
        """Return one office."""
        return json_response(shaped(self.find("offices", "office", office_id), OFFICE))

    def delete(self, _: Call, *, office_id: str) -> Response:
        """Remove an unused office."""
        row = self.find("offices", "office", office_id)
        _refuse_if_used("office", self._references(row["officeId"]))
        self.tables["offices"].delete(row["officeId"])
        return Response(status_code=204)

    def get_reference_counts(self, _: Call, *, office_id: str) -> Response:
        """Return what refers to an office, and how often."""
        row = self.find("offices", "office", office_id)
        counts = [
            {"referenceType": kind, "referencedCount": count}
            for kind, count in self._references(row["officeId"]).items()
        ]
        return json_response({"referencesCounts": counts})

    def _references(self, office_id: int) -> dict[str, int]:
        return {
            "Users": count_where(self.tables["users"].rows(), defaultOfficeId=office_id),
            "Rooms": count_where(self.tables["rooms"].rows(), officeId=office_id),
        }


class Regions(OperationGroup):
    """Regions; one that has offices cannot be deleted."""

    def routes(self) -> Routing:
        """Return the handlers by path and method."""
        return {
            "/regions": {"GET": self.get_regions, "POST": self.create},
            "/regions/{region_id}": {"GET": self.get_region, "DELETE": self.delete},
            "/regions/{region_id}/reference_counts": {"GET": self.get_reference_counts},
        }

    def get_regions(self, call: Call) -> Response:
        """Return a page."""
        RoomsQuery(call.query).boolean("managedOnly")  # the caller manages all
        rows = self.tables["regions"].rows()
        return self.answer_list(call, [shaped(row, REGION) for row in rows], "regionSummaries")

    def create(self, call: Call) -> Response:
        """Add a region."""
        fields = read_body(call, {"name": str}, ["name"])
        row = self.tables["regions"].insert({**fields, "createdDate": self.now()})
        return json_response(shaped(row, REGION), 201)

    def get_region(self, _: Call, *, region_id: str) -> Response:
        """Return one region."""
        return json_response(shaped(self.find("regions", "region", region_id), REGION))

    def delete(self, _: Call, *, region_id: str) -> Response:
        """Remove a region without offices."""
        row = self.find("regions", "region", region_id)
        _refuse_if_used("region", self._references(row["regionId"]))
        self.tables["regions"].delete(row["regionId"])
        return Response(status_code=204)

    def get_reference_counts(self, _: Call, *, region_id: str) -> Response:
        """Return what refers to a region, and how often."""
        row = self.find("regions", "region", region_id)
        counts = [
            {"referenceType": kind, "referenceCount": count}
            for kind, count in self._references(row["regionId"]).items()
        ]
        return json_response({"referenceCounts": counts})

    def _references(self, region_id: int) -> dict[str, int]:
        return {"Offices": count_where(self.tables["offices"].rows(), regionId=region_id)}


def _refuse_if_used(what: str, references: dict[str, int]) -> None:
    used: dict[str, Any] = {kind: count for kind, count in references.items() if count}
    if used:
        said = " and ".join(f"{count} {kind.lower()}" for kind, count in used.items())
        raise RoomsRefusalError(
            400, f"{what.upper()}_IN_USE", f"The {what} cannot be deleted: {said} refer to it."
        )
