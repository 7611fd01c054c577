"""The official description of DocuSign Rooms v2."""

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

__all__ = ["ENUM_FIELDS", "ENVELOPE", "Description", "Operation", "referred", "snake"]

ENVELOPE = ("resultSetSize", "startPosition", "endPosition", "nextUri", "priorUri", "totalRowCount")
"""Fields of a page other than its rows."""

ENUM_FIELDS = {"User.status": "AccountStatus", "UserSummary.status": "AccountStatus"}
"""Fields that the description declares as strings, but lists the values of in its prose."""


def snake(name: str) -> str:
    """Turn ``defaultOfficeId`` into ``default_office_id``; ``ESignX`` into ``esign_x``."""
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()


def referred(schema: dict[str, Any] | None) -> str:
    """Return the definition that a schema, or its items, refers to; empty if none."""
    schema = schema or {}
    reference: str = schema.get("$ref") or schema.get("items", {}).get("$ref") or ""
    return reference.rpartition("/")[2]


@dataclass(frozen=True)
class Operation:
    """
    An operation.

    Attributes:
        id: The operationId.
        tag: The group.
        verb: HTTP method, in capitals.
        path: The path, with IDs in braces.
        parameters: All parameters except the account's ID.
        answer: The definition of the response; empty for a 204.
    """

    id: str
    tag: str
    verb: str
    path: str
    parameters: list[dict[str, Any]] = field(repr=False)
    answer: str

    @property
    def name(self) -> str:
        """The name of its method."""
        return snake(self.id.partition("_")[2])

    def of_kind(self, where: str) -> list[dict[str, Any]]:
        """Return the parameters in "path", "query", "body" or "formData"."""
        return [each for each in self.parameters if each["in"] == where]

    @property
    def query(self) -> list[dict[str, Any]]:
        """The query parameters, without those that select a page."""
        pages = ("count", "startPosition") if self.is_paged else ()
        return [each for each in self.of_kind("query") if each["name"] not in pages]

    @property
    def is_paged(self) -> bool:
        """Whether it returns a list in pages."""
        return {"count", "startPosition"} <= {each["name"] for each in self.of_kind("query")}

    @property
    def body(self) -> str:
        """The definition of its body; empty if it takes none."""
        return next((referred(each["schema"]) for each in self.of_kind("body")), "")

    @property
    def uploads(self) -> bool:
        """Whether it takes a file."""
        return bool(self.of_kind("formData"))

    @property
    def of_account(self) -> bool:
        """Whether its path is below an account."""
        return "{accountId}" in self.path

    @property
    def short_path(self) -> str:
        """Its path below the account or the version, with the IDs in snake case."""
        below = self.path.removeprefix("/v2").removeprefix("/accounts/{accountId}")
        return re.sub(r"{(\w+)}", lambda match: f"{{{snake(match[1])}}}", below)


class Description:
    """
    The description.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        content = json.loads(path.read_text("utf-8"))
        self.definitions: dict[str, dict[str, Any]] = content["definitions"]
        self.operations = [
            _operation(path, verb, operation)
            for path, verbs in content["paths"].items()
            for verb, operation in verbs.items()
        ]

    @cached_property
    def enums(self) -> dict[tuple[str, ...], str]:
        """The first enum with each list of values."""
        found: dict[tuple[str, ...], str] = {}
        for name, each in self.definitions.items():
            if "enum" in each:
                found.setdefault(tuple(each["enum"]), name)
        return found

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Definitions that repeat others under the name of a group, with their originals."""
        found: dict[str, str] = {}
        originals = {
            name: _shape(each)
            for name, each in self.definitions.items()
            if "x-ds-category" not in each
        }
        for name, each in self.definitions.items():
            if "x-ds-category" in each:
                shape = _shape(each)
                same = [other for other, its in originals.items() if its == shape]
                found |= {name: same[0]} if same else {}
        return found

    @cached_property
    def sent(self) -> set[str]:
        """The definitions that requests consist of."""
        return self._reachable(each.body for each in self.operations)

    @cached_property
    def received(self) -> set[str]:
        """The definitions that responses consist of, and those that nothing refers to."""
        responses = self._reachable(each.answer for each in self.operations)
        return responses | (set(self.definitions) - self.sent)

    def references(self, name: str) -> list[str]:
        """Return the definitions that one refers to."""
        properties = self.definitions[name].get("properties", {})
        found = [referred(each) for each in properties.values()]
        for own, each in properties.items():
            found.append(self.enums.get(tuple(each.get("enum", ())), ""))
            found.append(ENUM_FIELDS.get(f"{name}.{own}", ""))
        return [each for each in found if each]

    def _reachable(self, names: Any) -> set[str]:
        found: set[str] = set()
        todo = [name for name in names if name]
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo += self.references(name)
        return found


def _shape(definition: dict[str, Any]) -> Any:
    """Return what makes up a definition, without prose."""
    fields = {
        name: {key: value for key, value in each.items() if key not in ("description", "readOnly")}
        for name, each in definition.get("properties", {}).items()
    }
    return fields, definition.get("required"), definition.get("enum")


def _operation(path: str, verb: str, content: dict[str, Any]) -> Operation:
    answer = next(
        (
            referred(each.get("schema"))
            for status, each in content["responses"].items()
            if status in ("200", "201")
        ),
        "",
    )
    parameters = [each for each in content.get("parameters", ()) if each["name"] != "accountId"]
    return Operation(
        content["operationId"], content["tags"][0], verb.upper(), path, parameters, answer
    )
