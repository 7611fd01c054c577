"""Check responses against the official description of Rooms."""

import json
from datetime import datetime
from typing import Any

from tests.rooms.description import DESCRIPTION

EXTRA = {"legacyAgentCode"}
"""Fields beyond the description, so that clients meet unknown fields."""

_KINDS: dict[str, Any] = {"integer": int, "number": (int, float), "string": str, "boolean": bool}


def load_description() -> dict[str, Any]:
    """Read the description."""
    content: dict[str, Any] = json.loads(DESCRIPTION.read_text("utf-8"))
    return content


def misfits(
    description: dict[str, Any], schema: dict[str, Any], value: Any, path: str = ""
) -> list[str]:
    """List where a value does not match a schema; null is valid except at the top."""
    if value is None:
        return [] if path else ["there is nothing"]
    if "$ref" in schema:
        schema = description["definitions"][schema["$ref"].rpartition("/")[2]]
    if "properties" in schema:
        if not isinstance(value, dict):
            return [f"{path}: no object"]
        found = [
            f"{path}.{name}: undeclared" for name in set(value) - set(schema["properties"]) - EXTRA
        ]
        for name, part in schema["properties"].items():
            found += misfits(description, part, value.get(name), f"{path}.{name}")
        return found
    kind = schema.get("type")
    if kind == "array":
        if not isinstance(value, list):
            return [f"{path}: no array"]
        return [
            problem
            for number, item in enumerate(value)
            for problem in misfits(description, schema["items"], item, f"{path}[{number}]")
        ]
    if kind == "object":
        return [] if isinstance(value, dict) else [f"{path}: no object"]
    if kind in _KINDS and (
        not isinstance(value, _KINDS[kind]) or (kind != "boolean" and isinstance(value, bool))
    ):
        return [f"{path}: {value!r} is no {kind}"]
    if schema.get("format") == "date-time":
        datetime.fromisoformat(value)
    return [] if "enum" not in schema or value in schema["enum"] else [f"{path}: {value!r}"]
