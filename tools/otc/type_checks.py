"""Generate the typing tests: what type checkers must infer for all methods and models."""

from pathlib import Path

from tools.otc.models import fields_of_models
from tools.otc.table import PACKAGE, WRITTEN, Resource

__all__ = ["files_of_type_checks"]

HEAD = '"""{title}; never run."""\n# pyright: strict, reportUnnecessaryTypeIgnoreComment=true\n'

CLIENTS = {
    "async": ("AsyncOpenToClose", f"from {PACKAGE} import AsyncOpenToClose, Pager\n"),
    "blocking": (
        "OpenToClose",
        f"from {PACKAGE} import OpenToClose\nfrom {PACKAGE}.blocking import Pager\n",
    ),
    "drop-in": ("OpenToCloseAPI", f"from {PACKAGE} import OpenToCloseAPI\n"),
}

SHARED_BY_DROP_IN = (
    ("api_key", "str | None"),
    ("base_url", "str"),
    ('get("/events", params={"page": 1})', "Any"),
    ('post("/events", json_data={})', "Any"),
    ('put("/events/1", {})', "Any"),
    ('patch("/events/1", {})', "Any"),
    ('delete("/events/1")', "Any"),
    ("get_field_mappings(force_refresh=True)", "dict[str, dict[str, Any]]"),
    ("refresh_field_mappings()", "dict[str, dict[str, Any]]"),
    ("get_raw_field_definitions()", "list[dict[str, Any]]"),
)
"""What each resource of the drop-in inherits, and its type."""


def files_of_type_checks(resources: tuple[Resource, ...]) -> dict[Path, str]:
    """Return the typing tests of the three clients and of the models."""
    typing = Path("tests") / "typing"
    return {
        typing / "otc_async.py": typing_of_methods(resources, "async"),
        typing / "otc_blocking.py": typing_of_methods(resources, "blocking"),
        typing / "otc_legacy.py": typing_of_methods(resources, "drop-in"),
        typing / "otc_models.py": typing_of_models(),
    }


def typing_of_methods(resources: tuple[Resource, ...], kind: str) -> str:
    """
    Return the typing test of all methods of a client.

    Args:
        resources: The table.
        kind: A key of ``CLIENTS``.
    """
    drop_in = kind == "drop-in"
    client, imports = CLIENTS[kind]
    functions = ""
    models = set()
    for each in resources:
        if drop_in and not each.drop_in:
            continue
        lines = [] if "class" in each.by_hand else checks_of(each, kind)
        if not drop_in and lines:
            models.add(each.model)
        if drop_in:
            lines += [
                f"    assert_type(otc.{each.group}.{use}, {result})"
                for use, result in SHARED_BY_DROP_IN
            ]
        if lines:
            define = "async def" if kind == "async" else "def"
            functions += f"\n\n{define} {each.group}(otc: {client}) -> None:\n" + "\n".join(lines)
    if models:
        imports += f"from {PACKAGE}.otc.models import {', '.join(sorted(models))}\n"
    title = f"Types of the methods of Open To Close, {kind}"
    return f"""{HEAD.format(title=title)}{WRITTEN}
from typing import Any, assert_type

{imports}{functions}
"""


def checks_of(resource: Resource, kind: str) -> list[str]:
    """Return the checks of a resource's methods."""
    lines = []
    for name in resource.method_names:
        verb = name.partition("_")[0]
        if kind == "drop-in" and verb == "iter":
            continue
        result = "dict[str, Any]" if kind == "drop-in" or verb == "delete" else resource.model
        result = {"list": f"list[{result}]", "iter": f"Pager[{result}]"}.get(verb, result)
        call = f"otc.{resource.group}.{name}({arguments_of(resource, verb)})"
        wait = "await " if kind == "async" and verb != "iter" else ""
        lines.append(f"    assert_type({wait}{call}, {result})")
    return lines


def arguments_of(resource: Resource, verb: str) -> str:
    """Return arguments for a method."""
    arguments = ["3"] if resource.of_properties else []
    if verb in ("retrieve", "update", "delete"):
        arguments.append("7")
    if verb in ("create", "update"):
        arguments.append("{}")
    if verb == "upload":
        arguments += ['b"content"', '"a.pdf"']
    return ", ".join(arguments)


def typing_of_models() -> str:
    """Return the typing test of all attributes of models."""
    models = fields_of_models()
    functions = ""
    for name, fields in models.items():
        lines = [f"    assert_type(model.{field}, {hint})" for field, hint in fields.items()]
        lines.append("    assert_type(model.raw, dict[str, Any])")
        functions += f"\n\ndef of_{name.lower()}(model: {name}) -> None:\n" + "\n".join(lines)
    names = ", ".join(sorted([*models, "Status", "Scalar"]))
    return f"""{HEAD.format(title="Types of the models of Open To Close")}{WRITTEN}
from typing import Any, assert_type

from {PACKAGE}.otc.models import {names}
{functions}
"""
