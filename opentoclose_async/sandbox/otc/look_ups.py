"""The look-up lists of Open To Close."""

from typing import Any

import orjson
from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call
from opentoclose_async.sandbox.otc.collection import Collection


class LookUp(Collection):
    """A list that is always returned whole, whatever `limit` and `offset` say."""

    def list_rows(self, call: Call, *, property_id: str | None = None) -> Response:
        """Return all rows."""
        return self.answer_list(orjson.dumps(self.rows()).decode())

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of the list."""
        return self.table.rows()


class FieldDefinitions(LookUp):
    """The field definitions, which are returned nested in sections and groups."""

    def rows(self) -> list[dict[str, Any]]:
        """Return the groups, with the definitions nested in them."""
        fields: dict[int, list[dict[str, Any]]] = {}
        for field in self.table.rows():
            fields.setdefault(field.pop("section_id"), []).append(field)
        sections: dict[int, list[dict[str, Any]]] = {}
        for section in self.tables["property_field_sections"].rows():
            named = {"title": section["title"], "fields": fields.get(section["id"], [])}
            sections.setdefault(section["group_id"], []).append({"section": named})
        return [
            {"group": {"title": group["title"], "sections": sections.get(group["id"], [])}}
            for group in self.tables["property_field_groups"].rows()
        ]
