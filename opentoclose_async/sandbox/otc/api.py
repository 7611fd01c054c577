"""Open To Close: bare arrays, `limit` and `offset`, the token in the query."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.http.routing import (
    Api,
    Call,
    Handler,
    Routes,
    json_response,
    login_page,
)
from opentoclose_async.sandbox.otc.catalogue import RESOURCES
from opentoclose_async.sandbox.otc.collection import Collection
from opentoclose_async.sandbox.otc.errors import DETAIL, RefusalError
from opentoclose_async.sandbox.otc.files import Files, is_file
from opentoclose_async.sandbox.otc.look_ups import FieldDefinitions, LookUp
from opentoclose_async.sandbox.otc.properties import Properties
from opentoclose_async.sandbox.otc.property_parts import PropertyContacts, PropertyDocuments
from opentoclose_async.sandbox.quota import Verdict
from opentoclose_async.sandbox.tables import Table

_SPECIAL: Final[Mapping[str, type[Collection]]] = {
    "properties": Properties,
    "property_contacts": PropertyContacts,
    "property_documents": PropertyDocuments,
    "property_fields": FieldDefinitions,
    "property_field_groups": LookUp,
    "property_field_sections": LookUp,
    "property_templates": LookUp,
    "contact_roles": LookUp,
    "time_zones": LookUp,
}


class OpenToClose(Api):
    """
    The API, which routes requests to its collections.

    Args:
        config: How the API behaves.
        tables: The rows of the collections, by name.
    """

    prefix = "/v1"

    def __init__(self, config: SandboxConfig, tables: Mapping[str, Table]) -> None:
        self._config = config
        routes: dict[str, Mapping[str, Handler]] = {}
        for resource in RESOURCES:
            kind = _SPECIAL.get(resource.name, Collection)
            routes |= kind(config, resource, tables).routes()
        routes |= Files(tables["property_documents"]).routes()
        self._all_routes = Routes(routes)

    @property
    def routes(self) -> Routes:
        """The routes below the prefix."""
        return self._all_routes

    def authorize(self, call: Call) -> Response | None:
        """Return the login page unless the query has the token, which files do not need."""
        if is_file(call):
            return None
        return None if call.query.get("api_token") == self._config.otc_token else login_page()

    def refuse(self, verdict: Verdict) -> Response:
        """Return a 429, with Retry-After if configured."""
        headers = verdict.headers() if self._config.retry_after else None
        return json_response({"detail": DETAIL[429]}, 429, headers)

    def answer(self, call: Call) -> Response:
        """Route a request to its collection."""
        handlers, parameters = self._all_routes.find(call.path)
        if not handlers:
            return json_response({"detail": "Not Found"}, 404)
        handler = handlers.get(call.method)
        if handler is None:
            return json_response(
                {"detail": f'Method "{call.method}" not allowed.'},
                405,
                {"allow": ", ".join(sorted(handlers))},
            )
        try:
            return handler(call, **parameters)
        except RefusalError as refusal:
            return refusal.response

    def error(self, status: int) -> Response:
        """Return {"detail": ...}."""
        return json_response({"detail": DETAIL.get(status, f"Error {status}.")}, status)
