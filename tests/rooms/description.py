"""
The facts of the official description of DocuSign Rooms v2.

This is independent of the generator of the package, so that the tests find the generator's
mistakes instead of repeating them.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

__all__ = [
    "DESCRIPTION",
    "Operation",
    "array_of",
    "definition",
    "definitions",
    "fields_of",
    "only_sent",
    "operations",
    "reference_in",
    "root_url",
    "snake_case",
]

DESCRIPTION = Path(__file__).parents[2] / "spec" / "rooms-v2.json"

ENVELOPE = {"resultSetSize", "startPosition", "endPosition"}
"""Fields of a page other than its rows."""


@frozen(kw_only=True)
class Operation:
    """
    An operation.

    Attributes:
        id: The operationId.
        group: The client's attribute for its group.
        method: The name of its method in the group.
        verb: HTTP method, in capitals.
        path: The path, with IDs in braces as in the description.
        ids: The schemas of the IDs in the path by name, in the order of the path.
        query: The schemas of the query parameters by name.
        body: The definition of the body; empty if it takes none.
        uploads: Whether it takes a file.
        answers: The definitions of successful responses by status; empty for one without content.
    """

    id: str
    group: str
    method: str
    verb: str
    path: str
    ids: dict[str, dict[str, Any]]
    query: dict[str, dict[str, Any]]
    body: str
    uploads: bool
    answers: dict[int, str]

    @property
    def is_paged(self) -> bool:
        """Whether it returns a list in pages."""
        return {"startPosition", "count"} <= set(self.query)

    @property
    def answer(self) -> str:
        """The definition of a successful response; empty if it has no content."""
        (name,) = set(self.answers.values())
        return name

    @property
    def list_name(self) -> str:
        """What the names of the methods for all pages end with."""
        return self.method.removeprefix("get_")

    def __str__(self) -> str:
        return self.id


def snake_case(name: str) -> str:
    """Turn ``eSignEnvelopeId`` into ``e_sign_envelope_id``, and ``ESignX`` into ``esign_x``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(DESCRIPTION.read_text("utf-8"))
    return content


def root_url() -> str:
    """Return the URL that all paths are below."""
    content = _content()
    return f"{content['schemes'][0]}://{content['host']}{content['basePath']}"


@cache
def operations() -> list[Operation]:
    """Return all operations."""
    return [
        _operation(path, verb, content)
        for path, verbs in _content()["paths"].items()
        for verb, content in verbs.items()
    ]


def definitions() -> list[str]:
    """Return the names of all definitions."""
    return list(_content()["definitions"])


def definition(name: str) -> dict[str, Any]:
    """Return a definition."""
    found: dict[str, Any] = _content()["definitions"][name]
    return found


def fields_of(name: str) -> dict[str, dict[str, Any]]:
    """Return the schemas of a definition's fields by name."""
    found: dict[str, dict[str, Any]] = definition(name).get("properties", {})
    return found


def reference_in(schema: dict[str, Any] | None) -> str:
    """Return the definition that a schema refers to; empty if none."""
    return str((schema or {}).get("$ref", "")).removeprefix("#/definitions/")


def array_of(name: str) -> str:
    """Return the field of a list that has the rows; empty for a definition that is not a list."""
    fields = fields_of(name)
    arrays = [field for field, schema in fields.items() if reference_in(schema.get("items"))]
    return arrays[0] if arrays and (set(fields) >= ENVELOPE or len(fields) == 1) else ""


@cache
def only_sent() -> frozenset[str]:
    """Return the definitions that are in requests but in no response."""
    sent = _reachable(each.body for each in operations())
    return frozenset(sent - _reachable(each.answer for each in operations()))


def _reachable(names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    ahead = {name for name in names if name}
    while ahead:
        found |= ahead
        ahead = {other for name in ahead for other in _references(name)} - found
    return found


def _references(name: str) -> Iterator[str]:
    for schema in fields_of(name).values():
        yield from filter(None, (reference_in(schema), reference_in(schema.get("items"))))


def _operation(path: str, verb: str, content: dict[str, Any]) -> Operation:
    parameters = [each for each in content.get("parameters", ()) if each["name"] != "accountId"]
    places: dict[str, dict[str, dict[str, Any]]] = {}
    for each in parameters:
        places.setdefault(each["in"], {})[each["name"]] = each
    in_path = [name for name in re.findall(r"{(\w+)}", path) if name != "accountId"]
    (tag,) = content["tags"]
    return Operation(
        id=content["operationId"],
        group=snake_case(tag),
        method=snake_case(content["operationId"].partition("_")[2]),
        verb=verb.upper(),
        path=path,
        ids={name: places["path"][name] for name in in_path},
        query=places.get("query", {}),
        body=reference_in(places.get("body", {}).get("body", {}).get("schema")),
        uploads="formData" in places,
        answers={
            int(status): "" if status == "204" else reference_in(answer.get("schema"))
            for status, answer in content["responses"].items()
            if status.startswith("2")
        },
    )
