"""
Extract what goes over the wire from DocuSign's description of Rooms v2, without its prose.

The repository has only these facts, in ``spec/rooms-v2.json``. The code is generated from them and
tested against them. When DocuSign publishes a new description::

    python -m tools.rooms.facts PATH/rooms.rest.swagger-v2.json
"""

import json
import sys
from http import HTTPStatus
from pathlib import Path
from typing import Any

__all__ = ["SPEC", "facts", "facts_as_text"]

SPEC = Path(__file__).parents[2] / "spec" / "rooms-v2.json"

PARAMETER_FACTS = ("name", "in", "required", "type", "format", "default", "enum", "items", "schema")
SCHEMA_FACTS = (
    "$ref",
    "type",
    "format",
    "enum",
    "items",
    "required",
    "readOnly",
    "uniqueItems",
    "default",
    "additionalProperties",
    "x-ds-category",  # marks definitions that repeat others under the name of a group
)


def facts(description: dict[str, Any]) -> dict[str, Any]:
    """Reduce a description to operations, parameters and definitions."""
    return {
        "swagger": description["swagger"],
        "info": {name: description["info"][name] for name in ("title", "version")},
        **{name: description[name] for name in ("host", "basePath", "schemes")},
        **{name: description[name] for name in ("consumes", "produces")},
        "paths": {
            path: {verb: _operation(operation) for verb, operation in verbs.items()}
            for path, verbs in description["paths"].items()
        },
        "definitions": {
            name: _schema(definition) for name, definition in description["definitions"].items()
        },
    }


def facts_as_text(description: dict[str, Any]) -> str:
    """Return the content of ``spec/rooms-v2.json``."""
    return json.dumps(facts(description), indent=1, ensure_ascii=False) + "\n"


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {
        name: operation[name] for name in ("operationId", "tags") if name in operation
    }
    kept |= {name: operation[name] for name in ("consumes", "produces") if name in operation}
    kept["parameters"] = [
        _some(parameter, PARAMETER_FACTS) for parameter in operation.get("parameters", ())
    ]
    kept["responses"] = {
        # Swagger requires a description.
        status: {"description": _phrase(status), **_some(response, ("schema",))}
        for status, response in operation["responses"].items()
    }
    return kept


def _schema(schema: dict[str, Any]) -> dict[str, Any]:
    kept = _some(schema, SCHEMA_FACTS)
    if "properties" in schema:
        kept["properties"] = {name: _schema(each) for name, each in schema["properties"].items()}
    return kept


def _some(content: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: _schema(value)
        if name in ("schema", "items", "additionalProperties") and isinstance(value, dict)
        else value
        for name, value in content.items()
        if name in names
    }


def _phrase(status: str) -> str:
    return HTTPStatus(int(status)).phrase if status.isdigit() else status


if __name__ == "__main__":
    SPEC.parent.mkdir(exist_ok=True)
    description = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    SPEC.write_text(facts_as_text(description), "utf-8")
