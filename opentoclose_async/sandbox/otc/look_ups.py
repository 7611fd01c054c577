"""The lists of Open To Close to look things up in."""

from typing import Any

import orjson
from starlette.responses import Response

from opentoclose_async.sandbox.http.routing import Call
from opentoclose_async.sandbox.otc.collection import Collection


class LookUp(Collection):
    """A list that is always answered whole, whatever `limit` and `offset` say."""

    def list_rows(self, call: Call, *, property_id: str | None = None) -> Response:
        """Answer all there is."""
        return self.answer_list(orjson.dumps(self.rows()).decode())

    def rows(self) -> list[dict[str, Any]]:
        """Give the objects of the list."""
        return self.table.rows()


class FieldDefinitions(LookUp):
    """The definitions of fields, which are answered within their sections and groups."""

    def rows(self) -> list[dict[str, Any]]:
        """Nest the definitions."""
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
