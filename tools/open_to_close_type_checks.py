"""What type checkers have to find out about the resources of Open To Close, as source text."""

import ast
from pathlib import Path

from open_to_close_resources import (
    EXTRA,
    OF_PROPERTIES,
    PACKAGE,
    RESOURCES,
    TOP,
    WRITTEN,
    Resource,
    methods_of,
)

ROOT = Path(__file__).parents[1]
TYPES_READ = '"""{title}; never run."""\n'


STRICT = "# pyright: strict, reportUnnecessaryTypeIgnoreComment=true\n"


SHARED_BY_LEGACY = (
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
"""What each group of the drop-in has beside its own methods."""


def typing_module(kind: str) -> str:
    """
    Write what type checkers have to find out about each method.

    Args:
        kind: "async", "blocking" or "legacy".
    """
    legacy = kind == "legacy"
    client = {"async": "AsyncOpenToClose", "blocking": "OpenToClose", "legacy": "OpenToCloseAPI"}
    resources = TOP + OF_PROPERTIES if legacy else RESOURCES
    wait = "await " if kind == "async" else ""
    functions = ""
    for each in resources:
        lines = []
        for name in [*methods_of(each), *EXTRA.get(each.group, ())]:
            verb = name.partition("_")[0]
            if legacy and verb == "iter":
                continue
            gives = "dict[str, Any]" if legacy or verb == "delete" else each.model
            gives = {"list": f"list[{gives}]", "iter": f"Pager[{gives}]"}.get(verb, gives)
            call = f"otc.{each.group}.{name}({arguments_of(each, verb)})"
            waits = "" if verb == "iter" else wait
            lines.append(f"    assert_type({waits}{call}, {gives})")
        if legacy:
            lines += shared_by_legacy(each.group)
        define = "async def" if kind == "async" else "def"
        functions += f"\n\n{define} {each.group}(otc: {client[kind]}) -> None:\n" + "\n".join(lines)
    if legacy:
        shared = "\n".join(shared_by_legacy("properties"))
        functions += f"\n\ndef properties(otc: OpenToCloseAPI) -> None:\n{shared}"
    models = ", ".join(sorted({each.model for each in resources}))
    pager = {
        "async": f"from {PACKAGE} import AsyncOpenToClose, Pager\n",
        "blocking": f"from {PACKAGE} import OpenToClose\nfrom {PACKAGE}.blocking import Pager\n",
        "legacy": f"from {PACKAGE} import OpenToCloseAPI\n",
    }
    title = f"The types of the resources of Open To Close, {kind}"
    imports = "" if legacy else f"from {PACKAGE}.otc.models import {models}\n"
    return f"""{TYPES_READ.format(title=title)}{STRICT}{WRITTEN}
from typing import Any, assert_type

{pager[kind]}{imports}{functions}
"""


def shared_by_legacy(group: str) -> list[str]:
    """Write what type checkers have to find out about what a group of the drop-in inherits."""
    return [f"    assert_type(otc.{group}.{use}, {gives})" for use, gives in SHARED_BY_LEGACY]


def arguments_of(resource: Resource, verb: str) -> str:
    """Write arguments for a method."""
    ids = ["3"] if resource.sub else []
    data = "{}" if verb in ("create", "update") else ""
    one = "7" if verb in ("retrieve", "update", "delete") else ""
    file = 'b"content", "a.pdf"' if verb == "upload" else ""
    return ", ".join([*ids, *(each for each in (one, data, file) if each)])


def typing_of_models() -> str:
    """Write what type checkers have to find out about each attribute of the models."""
    source = (ROOT / PACKAGE / "otc" / "models.py").read_text("utf-8")
    functions = ""
    names = []
    for node in ast.parse(source).body:
        if not isinstance(node, ast.ClassDef) or "Model" not in map(ast.unparse, node.bases):
            continue
        names.append(node.name)
        fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
        lines = [
            f"    assert_type(model.{ast.unparse(each.target)}, {ast.unparse(each.annotation)})"
            for each in fields
        ]
        lines.append("    assert_type(model.raw, dict[str, Any])")
        functions += f"\n\ndef of_{snake(node.name)}(model: {node.name}) -> None:\n" + "\n".join(
            lines
        )
    names += ["Status", "Scalar"]
    title = "The types of the models of Open To Close"
    return f"""{TYPES_READ.format(title=title)}{STRICT}{WRITTEN}
from typing import Any, assert_type

from {PACKAGE}.otc.models import {", ".join(sorted(names))}
{functions}
"""


def snake(name: str) -> str:
    """Turn ``PropertyNote`` into ``property_note``."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]
