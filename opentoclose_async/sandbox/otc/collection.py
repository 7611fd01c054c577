"""Serve the rows of one collection."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.datastructures import QueryParams
from starlette.responses import Response

from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.http.routing import (
    Call,
    Handler,
    json_response,
    json_text_response,
    parse_integer,
)
from opentoclose_async.sandbox.otc.errors import invalid, not_found
from opentoclose_async.sandbox.otc.resource import Resource
from opentoclose_async.sandbox.tables import Page, Selection, Table

_DEFAULT_LIMIT: Final = 20


class Collection:
    """
    Lists, creates, reads, updates and deletes rows as their resource declares.

    Subclasses create the rows of special collections.

    Args:
        config: How the API behaves.
        resource: Declares the collection.
        tables: The rows of all collections, by name.
    """

    def __init__(
        self, config: SandboxConfig, resource: Resource, tables: Mapping[str, Table]
    ) -> None:
        self.config = config
        self.resource = resource
        self.tables = tables
        self.table = tables[resource.name]

    def routes(self) -> dict[str, dict[str, Handler]]:
        """Return the handlers of the collection's paths."""
        resource = self.resource
        of_list: dict[str, Handler] = {"GET": self.list_rows, "POST": self.create}
        of_item: dict[str, Handler] = {
            "GET": self.retrieve,
            "PUT": self.update,
            "DELETE": self.delete,
        }
        routes = {resource.path: {method: of_list[method] for method in resource.list_methods}}
        if resource.item_methods:
            routes[f"{resource.path}/{{row_id}}"] = {
                method: of_item[method] for method in resource.item_methods
            }
        return routes

    @property
    def page_cap(self) -> int:
        """Maximum number of rows in a page."""
        return self.config.otc_page_cap

    def new_row(self, call: Call, owner: int | None) -> dict[str, Any]:
        """
        Make a new row from a request.

        Args:
            call: The request.
            owner: Id of the property that the row will belong to.

        Raises:
            RefusalError: The request is invalid.
        """
        row = self.resource.complete(self.read_fields(call, new=True))
        return row if self.resource.owner is None else {self.resource.owner: owner, **row}

    def changes(self, call: Call, row: Mapping[str, Any]) -> dict[str, Any]:
        """
        Return the fields that a request updates.

        Args:
            call: The request.
            row: The row before the update.

        Raises:
            RefusalError: The request is invalid.
        """
        return self.read_fields(call, new=False)

    def list_rows(self, call: Call, *, property_id: str | None = None) -> Response:
        """Return a page."""
        owner = self._owner(property_id)
        limit = parse_integer(call.query.get("limit", str(_DEFAULT_LIMIT)))
        offset = parse_integer(call.query.get("offset", "0"))
        errors = {
            name: ["A non-negative integer is required."]
            for name, value in (("limit", limit), ("offset", offset))
            if value is None or value < 0
        }
        if limit is None or offset is None or errors:
            raise invalid(errors)
        limit = min(limit, self.page_cap)
        if call.repeats_page:
            offset = max(0, offset - limit)
        page = self.table.page(_selection(self.resource, call.query, owner), offset, limit)
        return self.answer_list(self.array(call, page))

    def array(self, call: Call, page: Page) -> str:
        """Return a page as a JSON array, as it is sent."""
        return page.as_json_array()

    def shown(self, call: Call, row: dict[str, Any]) -> dict[str, Any]:
        """Return a row as it is sent."""
        return row

    def answer_list(self, array: str) -> Response:
        """Return rows, given as a JSON array."""
        if array == "[]" and self.config.empty_list_status == 204:
            return Response(status_code=204)
        return json_text_response(array)

    def create(self, call: Call, *, property_id: str | None = None) -> Response:
        """Add a row."""
        row = self.table.insert(self.new_row(call, self._owner(property_id)))
        return json_response(self.shown(call, row), 201)

    def retrieve(self, call: Call, *, row_id: str, property_id: str | None = None) -> Response:
        """Return one row."""
        return json_response(self.shown(call, self._find(row_id, property_id)))

    def update(self, call: Call, *, row_id: str, property_id: str | None = None) -> Response:
        """Update fields of a row."""
        row = self._find(row_id, property_id)
        changed = self.table.update(row["id"], self.changes(call, row))
        if changed is None:
            raise not_found()
        return json_response(self.shown(call, changed))

    def delete(self, _: Call, *, row_id: str, property_id: str | None = None) -> Response:
        """Delete a row."""
        row = self._find(row_id, property_id)
        if not self.table.delete(row["id"]):
            raise not_found()
        if self.config.delete_status == 204:
            return Response(status_code=204)
        return json_response({"id": row["id"], "deleted": True})

    def read_fields(self, call: Call, *, new: bool) -> dict[str, Any]:
        """
        Read and check the fields in a body.

        Args:
            call: The request.
            new: Whether they are for a new row, which needs all required fields.

        Raises:
            RefusalError: They are invalid.
        """
        fields = read_object(call)
        errors = self.resource.errors(fields, new=new)
        if errors:
            raise invalid(errors)
        if self.resource.owner is not None:
            # The path says where a row belongs.
            fields.pop(self.resource.owner, None)
        return fields

    def _find(self, row_id: str, property_id: str | None) -> dict[str, Any]:
        owner = self._owner(property_id)
        number = parse_integer(row_id)
        row = None if number is None else self.table.get(number, owner)
        if row is None:
            raise not_found()
        return row

    def _owner(self, property_id: str | None) -> int | None:
        """Return the id of the property in a path; None if rows do not belong to properties."""
        if property_id is None:
            return None
        number = parse_integer(property_id)
        if number is None or self.tables["properties"].get(number) is None:
            raise not_found()
        return number


def read_object(call: Call) -> dict[str, Any]:
    """
    Read the fields in a body.

    Raises:
        RefusalError: The body is not a JSON object, or an empty one.
    """
    try:
        fields = call.json()
    except ValueError:
        raise invalid({"non_field_errors": ["The body is not valid JSON."]}) from None
    if not isinstance(fields, dict):
        raise invalid({"non_field_errors": ["The body must be a JSON object."]})
    if not fields:
        raise invalid({"non_field_errors": ["The body has no fields."]})
    # The server assigns ids and ignores one in the body.
    fields.pop("id", None)
    return fields


def _selection(resource: Resource, query: QueryParams, owner: int | None) -> Selection:
    # Unknown filters and sort fields are ignored.
    order_by, descending = _parse_sort(resource, query)
    known = order_by in resource.sortable
    return Selection(
        owner=owner,
        equal=tuple(
            (resource.filters[name], text)
            for name, text in query.items()
            if name in resource.filters
        ),
        order_by=order_by if known else None,
        descending=descending and known,
    )


def _parse_sort(resource: Resource, query: QueryParams) -> tuple[str, bool]:
    if resource.sorting is None:
        return "", False
    if resource.sorting == "sort_by":
        return query.get("sort_by", ""), query.get("sort_dir", "").lower() == "desc"
    # "last_name", "-last_name", "last_name:desc" or "last_name desc".
    text = query.get("sort", "").replace(":", " ").strip()
    field, _, direction = text.partition(" ")
    return field.removeprefix("-"), field.startswith("-") or direction.strip().lower() == "desc"
