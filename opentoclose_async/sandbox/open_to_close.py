"""Open To Close: bare arrays, `limit` and `offset`, the token in the query."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from starlette.datastructures import QueryParams
from starlette.responses import Response

from opentoclose_async.sandbox.calls import (
    Api,
    Call,
    Handler,
    Routes,
    json_response,
    json_text_response,
    login_page,
    parse_integer,
)
from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.otc_resources import Resource
from opentoclose_async.sandbox.quota import Verdict
from opentoclose_async.sandbox.tables import Selection, Table

_DEFAULT_LIMIT: Final = 20

_DETAIL: Final = {
    400: "Invalid request.",
    403: "You do not have permission to perform this action.",
    429: "Request was throttled.",
    500: "Internal server error.",
    502: "Bad gateway.",
    503: "Service temporarily unavailable.",
    504: "Gateway timeout.",
}


class OpenToClose(Api):
    """
    The API, with the routes of its resources.

    Args:
        config: How it behaves.
        resources: What it holds, and where the rows are.
    """

    prefix = "/v1"

    def __init__(self, config: SandboxConfig, resources: Mapping[Resource, Table]) -> None:
        self._config = config
        routes: dict[str, Mapping[str, Handler]] = {}
        for resource, table in resources.items():
            routes[f"/{resource.name}"] = {
                "GET": partial(self._list, resource, table),
                "POST": partial(self._create, resource, table),
            }
            routes[f"/{resource.name}/{{row_id}}"] = {
                "GET": partial(self._retrieve, table),
                "PUT": partial(self._update, resource, table),
                "DELETE": partial(self._delete, table),
            }
        self._routes = Routes(routes)

    def authorize(self, call: Call) -> Response | None:
        """Answer the login page unless the query holds the token."""
        return None if call.query.get("api_token") == self._config.otc_token else login_page()

    def refuse(self, verdict: Verdict) -> Response:
        """Answer 429, with Retry-After if the configuration says so."""
        headers = verdict.headers() if self._config.retry_after else None
        return json_response({"detail": _DETAIL[429]}, 429, headers)

    def answer(self, call: Call) -> Response:
        """Route a request to its resource."""
        handlers, parameters = self._routes.find(call.path)
        if not handlers:
            return json_response({"detail": "Not Found"}, 404)
        handler = handlers.get(call.method)
        if handler is None:
            return json_response(
                {"detail": f'Method "{call.method}" not allowed.'},
                405,
                {"allow": ", ".join(sorted(handlers))},
            )
        return handler(call, **parameters)

    def error(self, status: int) -> Response:
        """Answer {"detail": ...}."""
        return json_response({"detail": _DETAIL.get(status, f"Error {status}.")}, status)

    def _list(self, resource: Resource, table: Table, call: Call) -> Response:
        limit = parse_integer(call.query.get("limit", str(_DEFAULT_LIMIT)))
        offset = parse_integer(call.query.get("offset", "0"))
        errors = {
            name: ["A non-negative integer is required."]
            for name, value in (("limit", limit), ("offset", offset))
            if value is None or value < 0
        }
        if limit is None or offset is None or errors:
            return _invalid(errors)
        limit = min(limit, self._config.otc_page_cap)
        if call.repeats_page:
            offset = max(0, offset - limit)
        page = table.page(_selection(resource, call.query), offset, limit)
        if not page.documents and self._config.empty_list_status == 204:
            return Response(status_code=204)
        return json_text_response(page.as_json_array())

    def _create(self, resource: Resource, table: Table, call: Call) -> Response:
        fields, errors = _read_fields(resource, call)
        if errors:
            return _invalid(errors)
        return json_response(table.insert(resource.complete(fields)), 201)

    def _retrieve(self, table: Table, _: Call, *, row_id: str) -> Response:
        number = parse_integer(row_id)
        row = None if number is None else table.get(number)
        return _not_found() if row is None else json_response(row)

    def _update(self, resource: Resource, table: Table, call: Call, *, row_id: str) -> Response:
        number = parse_integer(row_id)
        if number is None or table.get(number) is None:
            return _not_found()
        fields, errors = _read_fields(resource, call)
        if errors:
            return _invalid(errors)
        row = table.update(number, fields)
        return _not_found() if row is None else json_response(row)

    def _delete(self, table: Table, _: Call, *, row_id: str) -> Response:
        number = parse_integer(row_id)
        if number is None or not table.delete(number):
            return _not_found()
        if self._config.delete_status == 204:
            return Response(status_code=204)
        return json_response({"id": number, "deleted": True})


def _selection(resource: Resource, query: QueryParams) -> Selection:
    # Unknown filters and sort fields are ignored.
    order_by, descending = _parse_sort(query.get("sort", ""))
    known = order_by in resource.filterable
    return Selection(
        equal=tuple((name, text) for name, text in query.items() if name in resource.filterable),
        order_by=order_by if known else None,
        descending=descending and known,
    )


def _parse_sort(text: str) -> tuple[str, bool]:
    """Read "last_name", "-last_name", "last_name:desc" or "last_name desc"."""
    field, _, direction = text.replace(":", " ").strip().partition(" ")
    return field.removeprefix("-"), field.startswith("-") or direction.strip().lower() == "desc"


def _read_fields(resource: Resource, call: Call) -> tuple[dict[str, Any], dict[str, list[str]]]:
    try:
        fields = call.json()
    except ValueError:
        return {}, {"non_field_errors": ["The body is not valid JSON."]}
    if not isinstance(fields, dict):
        return {}, {"non_field_errors": ["The body must be a JSON object."]}
    if not fields:
        return {}, {"non_field_errors": ["The body has no fields."]}
    # The server gives ids; one in the body changes nothing.
    fields.pop("id", None)
    return fields, resource.errors(fields)


def _invalid(errors: Mapping[str, list[str]]) -> Response:
    return json_response({"detail": _DETAIL[400], "errors": errors}, 400)


def _not_found() -> Response:
    return json_response({"detail": "Not found."}, 404)
