"""Generate the typing tests: what type checkers must infer for all methods and models."""

from pathlib import Path

from tools.rooms.description import Description, Operation, snake
from tools.rooms.keywords import query_type
from tools.rooms.layout import (
    OPTIONAL_BODIES,
    PACKAGE,
    WRITTEN,
    group_of,
    groups_of,
    method_names,
)
from tools.rooms.methods import rows_of
from tools.rooms.models import field_source

__all__ = ["files_of_type_checks"]

HEAD = '"""{title}; never run."""\n# pyright: strict, reportUnnecessaryTypeIgnoreComment=true\n'
SAMPLES = {
    "int": "5",
    "str": '"text"',
    "bool": "True",
    "float": "0.5",
    "datetime": "datetime.now(UTC)",
}


def files_of_type_checks(description: Description) -> dict[Path, str]:
    """Return the typing tests of both clients and of the models."""
    typing = Path("tests") / "typing"
    return {
        typing / "rooms_async.py": typing_of_methods(description, blocking=False),
        typing / "rooms_blocking.py": typing_of_methods(description, blocking=True),
        typing / "rooms_models.py": typing_of_models(description),
        typing / "rooms_request_models.py": typing_of_request_models(description),
    }


def typing_of_methods(description: Description, *, blocking: bool) -> str:
    """Return the typing test of all methods."""
    functions = ""
    models = set()
    for group in groups_of(description):
        lines = []
        for operation in description.operations:
            if group_of(operation) == group:
                used, checks = checks_of(description, operation, blocking=blocking)
                models |= used
                lines += checks
        define, client = ("def", "Rooms") if blocking else ("async def", "AsyncRooms")
        functions += f"\n\n{define} {group}(rooms: {client}) -> None:\n" + "\n".join(lines)
    imports = (
        f"from {PACKAGE} import Rooms\nfrom {PACKAGE}.blocking import Pager\n"
        if blocking
        else f"from {PACKAGE} import AsyncRooms, Pager\n"
    )
    title = f"Types of the methods of Rooms, {'blocking' if blocking else 'async'}"
    return f"""{HEAD.format(title=title)}{WRITTEN}
from typing import assert_type

{imports}from {PACKAGE}.rooms.models import {", ".join(sorted(models))}
{functions}
"""


def checks_of(
    description: Description, operation: Operation, *, blocking: bool
) -> tuple[set[str], list[str]]:
    """Return the models that the checks of an operation need, and the checks."""
    models: set[str] = set()
    lines = []
    for name in method_names(operation):
        result = operation.answer or "None"
        wait = "" if blocking else "await "
        options = ""
        if operation.is_paged:
            _, row = rows_of(description, operation)
            models.add(row)
            verb = name.partition("_")[0]
            result = {"iter": f"Pager[{row}]", "list": f"list[{row}]"}.get(verb, result)
            wait = "" if verb == "iter" else wait
            options = "start_position=5, count=7" if verb == "get" else "page_size=5, max_items=7"
        if operation.answer:
            models.add(operation.answer)
        call = f"rooms.{group_of(operation)}.{name}"
        ids = ['"id"' if each["type"] == "string" else "5" for each in operation.of_kind("path")]
        queries = [
            f"{snake(each['name'])}={sample_of(operation, each['name'], each.get('type', ''))}"
            for each in operation.query
        ]
        bodies = [["{}"]] if operation.body else [[]]
        if operation.uploads:
            bodies = [['b"content"', '"a.pdf"'], ['"a.pdf"']]
        if operation.id in OPTIONAL_BODIES:
            bodies.append([])
        for body in bodies:
            given = ", ".join([*ids, *body])
            lines.append(f"    assert_type({wait}{call}({given}), {result})")
        everything = ", ".join(
            [*ids, *bodies[0], *queries, *([options] if options else []), "timeout=5"]
        )
        lines.append(f"    assert_type({wait}{call}({everything}), {result})")
    return models, lines


def sample_of(operation: Operation, name: str, kind: str) -> str:
    """Return a value for a query parameter."""
    return SAMPLES[
        query_type(operation, name, kind).rpartition(" | ")[2].replace("Sequence[str]", "str")
    ]


def typing_of_models(description: Description) -> str:
    """Return the typing test of all attributes of models."""
    functions = ""
    names = set()
    uses = set()
    for name, each in description.definitions.items():
        if "enum" in each or name in description.aliases:
            continue
        names.add(name)
        lines = []
        for field, content in each["properties"].items():
            hint = field_source(description, name, field, content).partition(": ")[2]
            hint = hint.partition(" = ")[0].strip('"')
            uses |= {other for other in description.references(name) if other in hint}
            lines.append(f"    assert_type(model.{snake(field)}, {hint})")
        if name in description.received:
            lines.append("    assert_type(model.raw, dict[str, Any])")
        functions += f"\n\ndef of_{snake(name)}(model: {name}) -> None:\n" + "\n".join(lines)
    title = "Types of the models of Rooms"
    return f"""{HEAD.format(title=title)}{WRITTEN}
from datetime import datetime
from typing import Any, assert_type

from {PACKAGE}.rooms.models import {", ".join(sorted(names | uses))}
{functions}
"""


def typing_of_request_models(description: Description) -> str:
    """Return the typing test that makes each model to send, with and without optional fields."""
    lines = []
    names = set()
    for name, each in description.definitions.items():
        if name not in description.sent or "enum" in each or name in description.aliases:
            continue
        names.add(name)
        required, optional = [], []
        for field, content in each["properties"].items():
            source = field_source(description, name, field, content)
            hint = source.partition(": ")[2]
            if " = " in hint:
                optional.append(f"{snake(field)}=None")
                continue
            sample = SAMPLES[hint.rpartition(" | ")[2]]
            required.append(f"{snake(field)}={sample}")
        lines.append(f"    assert_type({name}({', '.join(required)}), {name})")
        lines.append(f"    assert_type({name}({', '.join([*required, *optional])}), {name})")
    title = "Types of the models that are sent to Rooms"
    return f"""{HEAD.format(title=title)}{WRITTEN}
from typing import assert_type

from {PACKAGE}.rooms.models import {", ".join(sorted(names))}


def models_to_send() -> None:
{chr(10).join(lines)}
"""
