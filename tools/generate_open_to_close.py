"""
Write the resources of Open To Close, their blocking twins, and those of the drop-in client.

Every resource has the same five methods under names of its own, and type checkers want each of them
spelled out. So they are written from the table in `open_to_close_resources.py`:

    python tools/generate_open_to_close.py

`tests/otc/test_generated.py` finds out if somebody changed one and not the other.
"""

import ast
import subprocess
import sys
from pathlib import Path
from textwrap import indent

from open_to_close_resources import (
    LOOK_UPS,
    OF_PROPERTIES,
    RESOURCES,
    TOP,
    UNVERIFIED,
    Filter,
    Resource,
)

ROOT = Path(__file__).parents[1]
PACKAGE = "opentoclose_async"
WRITTEN = "# Written by tools/generate_open_to_close.py; change tools/open_to_close_resources.py.\n"


def article(words: str) -> str:
    """Give a noun with its article."""
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def caution(resource: Resource, verb: str) -> str:
    """Give the paragraph that says how surely a method is known to work."""
    return "" if verb in resource.verified else f"\n{UNVERIFIED}\n"


def filters_name(resource: Resource) -> str:
    """Give the TypedDict of a list's keywords."""
    return f"{resource.model}Filters" if resource.filters else "ListOptions"


def filters_of(resource: Resource) -> str:
    """Write the TypedDict of a list's keywords, if it has any of its own."""
    if not resource.filters:
        return ""
    many = resource.words[1]
    docs = "\n".join(f"    {each.name}: {filled(each, many)}" for each in resource.filters)
    fields = "\n".join(f"{each.name}: {each.kind} | None" for each in resource.filters)
    return f'''

class {filters_name(resource)}(ListOptions, total=False):
    """
    Keywords of ``list_{resource.group}`` and ``iter_{resource.group}``; other filters go into
    ``params``.

    Attributes:
{indent(docs, "    ")}
    """

{indent(fields, "    ")}
'''


def filled(each: Filter, many: str) -> str:
    """Give the description of a filter."""
    return each.doc.replace("{many}", many)


def parent(resource: Resource) -> tuple[str, str, str]:
    """Give the parameter for the property, its description, and how it is handed on."""
    if not resource.sub:
        return "", "", ""
    return (
        "property_id: int, ",
        "        property_id: Which property.\n",
        ", property_id=property_id",
    )


def list_methods(resource: Resource) -> str:
    """Write list_x and iter_x."""
    parameter, doc, handed = parent(resource)
    many = resource.words[1]
    arguments = (
        f"self, {parameter}params: Mapping[str, Any] | None = None, "
        f"**filters: Unpack[{filters_name(resource)}]"
    )
    described = f"""
    Args:
{doc}        params: Filters by the API's names, and ``limit`` and ``offset``.
        **filters: The same as keywords, and those of ``PageOptions``.
"""
    return f'''
async def list_{resource.group}({arguments}) -> list[{resource.model}]:
    """
    Read all {many}, every page of them.
{indent(caution(resource, "list"), "    ")}{described}
    Returns:
        The {many}, in the server's order.
    """
    return await self._iterate(params, filters{handed}).collect()

def iter_{resource.group}({arguments}) -> Pager[{resource.model}]:
    """
    Read {many} page by page, as they are iterated over.
{indent(caution(resource, "list"), "    ")}{described}    """
    return self._iterate(params, filters{handed})
'''


def create_method(resource: Resource) -> str:
    """Write create_x."""
    parameter, doc, handed = parent(resource)
    one = resource.words[0]
    needs = resource.settings.get("_required")
    required = f", with {names_in(needs)}" if needs else ""
    return f'''
async def create_{resource.noun}(
    self, {parameter}{resource.data}: Mapping[str, Any], **options: Unpack[CallOptions]
) -> {resource.model}:
    """
    Create {article(one)}.

    It is sent once only where the outcome is unknown: the API knows no idempotency key.
{indent(caution(resource, "create"), "    ")}
    Args:
{doc}        {resource.data}: Its fields{required}.
        **options: timeout, retry, extra_query, extra_headers.

    Returns:
        What was created, with its id.
    """
    return await self._create({resource.data}, options{handed})
'''


def names_in(source: str) -> str:
    """Give the names in the source of a tuple of texts."""
    return " and ".join(part for part in source.replace("(", '"').split('"') if part.isidentifier())


def retrieve_method(resource: Resource) -> str:
    """Write retrieve_x."""
    parameter, _, handed = parent(resource)
    return f'''
async def retrieve_{resource.noun}(
    self, {parameter}{resource.id}: int, **options: Unpack[CallOptions]
) -> {resource.model}:
    """
    Read one {resource.words[0]}.
{indent(caution(resource, "retrieve"), "    ")}
    Raises:
        NotFoundError: If there is none of this id.
    """
    return await self._retrieve(options{handed}, {resource.id}={resource.id})
'''


def update_method(resource: Resource) -> str:
    """Write update_x."""
    parameter, doc, handed = parent(resource)
    return f'''
async def update_{resource.noun}(
    self, {parameter}{resource.id}: int, {resource.data}: Mapping[str, Any],
    **options: Unpack[CallOptions]
) -> {resource.model}:
    """
    Change fields of {article(resource.words[0])}.
{indent(caution(resource, "update"), "    ")}
    Args:
{doc}        {resource.id}: Which.
        {resource.data}: The fields to change; None is sent as null.
        **options: timeout, retry, extra_query, extra_headers.

    Returns:
        What was changed, as it is now.

    Raises:
        NotFoundError: If there is none of this id.
    """
    return await self._update({resource.data}, options{handed}, {resource.id}={resource.id})
'''


def delete_method(resource: Resource) -> str:
    """Write delete_x."""
    parameter, _, handed = parent(resource)
    return f'''
async def delete_{resource.noun}(
    self, {parameter}{resource.id}: int, **options: Unpack[CallOptions]
) -> dict[str, Any]:
    """
    Delete {article(resource.words[0])}, perhaps for good.
{indent(caution(resource, "delete"), "    ")}
    Returns:
        The server's confirmation; empty if it sends none.

    Raises:
        NotFoundError: If there is none of this id.
    """
    return await self._delete(options{handed}, {resource.id}={resource.id})
'''


def refused_method(resource: Resource, verb: str) -> str:
    """Write a method that the API does not have."""
    parameter, _, _ = parent(resource)
    data = f", {resource.data}: Mapping[str, Any]" if verb == "update" else ""
    result = resource.model if verb == "update" else "dict[str, Any]"
    why = resource.refused[verb]
    return f'''
async def {verb}_{resource.noun}(
    self, {parameter}{resource.id}: int{data}, **options: Unpack[CallOptions]
) -> {result}:
    """
    Raise an error: {why}

    Raises:
        ValidationError: Always, and nothing is sent.
    """
    raise unsupported("{verb}_{resource.noun}", "{why}")
'''


METHODS = {
    "list": list_methods,
    "create": create_method,
    "retrieve": retrieve_method,
    "update": update_method,
    "delete": delete_method,
}


def class_of(resource: Resource) -> str:
    """Write the class of a resource."""
    base = resource.base[0] if resource.base else f"Records[{resource.model}]"
    settings = {
        "_path": f'"{resource.path}"',
        **({"_list_path": f'"{resource.list_path}"'} if resource.list_path else {}),
        "_noun": f'"{resource.noun}"',
        "_id": f'"{resource.id}"',
        "_data": f'"{resource.data}"',
        "_model": resource.model,
        **resource.settings,
    }
    lines = "\n".join(f"{name} = {value}" for name, value in settings.items())
    methods = "".join(
        refused_method(resource, verb) if verb in resource.refused else METHODS[verb](resource)
        for verb in resource.methods
    )
    return f'''

class {resource.class_name}({base}):
    """{resource.doc}"""

{indent(lines, "    ")}
{indent(methods, "    ")}
'''


def module_of(title: str, resources: tuple[Resource, ...]) -> str:
    """Write a module of resources."""
    models = ", ".join(sorted({each.model for each in resources}))
    names = sorted(
        {filters_name(each) for each in resources if each.filters}
        | {each.class_name for each in resources}
    )
    bodies = "".join(filters_of(each) + class_of(each) for each in resources)
    bases = "".join(
        f"from {PACKAGE}.otc.{each.base[1]} import {each.base[0]}\n"
        for each in resources
        if each.base
    )
    from_records = [
        name for name in ("ListOptions", "Records", "unsupported") if uses(bodies, name)
    ]
    options = (
        f"from {PACKAGE}.runtime.resource import CallOptions\n" if "CallOptions" in bodies else ""
    )
    return f'''"""{title}"""
{WRITTEN}
from collections.abc import Mapping
from typing import Any, Unpack

{bases}from {PACKAGE}.otc.models import {models}
from {PACKAGE}.otc.records import {", ".join(from_records)}
from {PACKAGE}.runtime.pages import Pager
{options}
__all__ = {names!r}
{bodies}'''


def uses(source: str, name: str) -> bool:
    """Tell whether a source uses a name."""
    return (
        f"{name}[" in source
        or f"({name}" in source
        or f"{name}(" in source
        or f"[{name}]" in source
    )


def methods_of(resource: Resource) -> list[str]:
    """Give the names of a resource's methods."""
    names = []
    for verb in resource.methods:
        if verb == "list":
            names += [f"list_{resource.group}", f"iter_{resource.group}"]
        else:
            names.append(f"{verb}_{resource.noun}")
    return names


def blocking_module() -> str:
    """Write the blocking twins."""
    classes = ""
    for each in RESOURCES:
        lines = [
            f"    {name} = {'reads' if name.startswith('iter_') else 'calls'}"
            f"({each.group}.{each.class_name}.{name})"
            for name in [*methods_of(each), *EXTRA.get(each.group, ())]
        ]
        classes += (
            f'''

class {each.class_name}(BlockingResource[{each.group}.{each.class_name}]):
    """{each.doc}"""

'''
            + "\n".join(lines)
            + "\n"
        )
    imports = imported_modules()
    names = sorted(each.class_name for each in RESOURCES)
    return f'''"""The resources of the blocking client of Open To Close."""
{WRITTEN}
from {PACKAGE}.blocking.twins import BlockingResource, calls, reads
{imports}
__all__ = {names!r}
{classes}'''


def legacy_module() -> str:
    """Write the resources of the drop-in client: the same, of plain dicts."""
    classes = ""
    for each in TOP + OF_PROPERTIES:
        class_name = f"{each.group}.{each.class_name}"
        one = [f"{verb}_{each.noun}" for verb in each.methods if verb != "list"]
        lines = [
            (
                f"    list_{each.group} = gives_dicts("
                f"{class_name}.list_{each.group}, {class_name}.iter_{each.group})"
            ),
            *(
                (f"    {name} = gives_dict({class_name}.{name})")
                for name in [*one, *EXTRA.get(each.group, ())]
            ),
        ]
        classes += (
            f'''

class {each.class_name}API(BlockingResource[{each.group}.{each.class_name}]):
    """{each.doc}"""

'''
            + "\n".join(lines)
            + "\n"
        )
    names = sorted(f"{each.class_name}API" for each in TOP + OF_PROPERTIES)
    return f'''"""The resources of the drop-in client: methods that give plain dicts and lists."""
{WRITTEN}
from {PACKAGE}.blocking.twins import BlockingResource
from {PACKAGE}.legacy.twins import gives_dict, gives_dicts
{imported_modules(TOP + OF_PROPERTIES)}
__all__ = {names!r}
{classes}'''


TYPES_READ = '"""{title}; never run."""\n'
STRICT = "# pyright: strict, reportUnnecessaryTypeIgnoreComment=true\n"


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
        define = "async def" if kind == "async" else "def"
        functions += f"\n\n{define} {each.group}(otc: {client[kind]}) -> None:\n" + "\n".join(lines)
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


EXTRA = {"property_documents": ("upload_property_document",)}
"""Methods that a base class brings."""


def imported_modules(resources: tuple[Resource, ...] = RESOURCES) -> str:
    """Write the imports of the modules that resources are in, each under its group's name."""
    lines = []
    for each in resources:
        if each in LOOK_UPS:
            lines.append(f"from {PACKAGE}.otc import look_ups as {each.group}")
        else:
            lines.append(f"from {PACKAGE}.otc import {each.group}")
    return "\n".join(lines) + "\n"


def files() -> dict[Path, str]:
    """Give what to write, by path below the repository."""
    package = Path(PACKAGE)
    written = {
        package / "otc" / f"{each.group}.py": module_of(
            f"The {title_of(each)} of Open To Close.", (each,)
        )
        for each in TOP + OF_PROPERTIES
    }
    written[package / "otc" / "look_ups.py"] = module_of(
        "The look-up lists of Open To Close.", LOOK_UPS
    )
    written[package / "blocking" / "otc_resources.py"] = blocking_module()
    written[package / "legacy" / "resources.py"] = legacy_module()
    typing = Path("tests") / "typing"
    for kind in ("async", "blocking", "legacy"):
        written[typing / f"otc_{kind}.py"] = typing_module(kind)
    written[typing / "otc_models.py"] = typing_of_models()
    return written


def title_of(resource: Resource) -> str:
    """Give the name of an API, as "Users API"."""
    return " ".join(part.capitalize() for part in resource.group.split("_")) + " API"


def formatted(source: str, path: Path) -> str:
    """Format a source as the repository's settings have it."""
    for command in (["check", "--fix-only", "--select", "I,UP"], ["format"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "-", "--quiet", "--stdin-filename", str(path)],
            input=source,
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=True,
        )
        source = done.stdout
    return source


def main() -> None:
    """Write all files."""
    for path, source in files().items():
        (ROOT / path).parent.mkdir(exist_ok=True)
        (ROOT / path).write_text(formatted(source, path), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
