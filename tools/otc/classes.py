"""Generate the classes of the resources, each next to its blocking twin."""

from pathlib import Path
from textwrap import fill, indent

from tools.english import article, listed
from tools.otc.table import PACKAGE, WRITTEN, Filter, Resource

__all__ = ["files_of_classes"]

UNVERIFIED = "Not verified against the live API."
OPTIONS = "**options: timeout, total_timeout, retry, extra_query, extra_headers."
PAGE_OPTIONS = (
    "page_size, max_items, concurrency, start, confirm_end, strict_filters, timeout, "
    "total_timeout, retry, extra_query, extra_headers."
)
COUNTS = (
    Filter(
        name="limit",
        text="Maximum number of rows to return, however many requests that takes.",
        type="int",
    ),
    Filter(name="offset", text="Rows to skip.", type="int"),
)
"""What ``ListOptions`` adds to ``PageOptions``."""


def files_of_classes(resources: tuple[Resource, ...]) -> dict[Path, str]:
    """Return the modules in ``otc/operations``."""
    modules: dict[str, list[Resource]] = {}
    for each in resources:
        if "class" not in each.by_hand:
            modules.setdefault(each.module, []).append(each)
    folder = Path(PACKAGE) / "otc" / "operations"
    return {folder / f"{name}.py": module_of(name, held) for name, held in modules.items()}


def module_of(name: str, resources: list[Resource]) -> str:
    """Return a module of resources."""
    subject = "look-up lists" if name == "look_ups" else name.replace("_", " ")
    bodies = "".join(filters_of(each) + class_of(each) + twin_of(each) for each in resources)
    names = {each.filters_name for each in resources if each.filters}
    names |= {f"{twin}{each.class_name}" for each in resources for twin in ("", "Blocking")}
    imports = {
        "_blocking.twins": ["BlockingResource", "calls", "reads"],
        "_runtime.lists.pager": ["Pager"],
        "_runtime.options": ["CallOptions", "PageOptions"],
        "otc.models": sorted({each.model for each in resources}),
        "otc.records": ["ListOptions", "Records", "unsupported"],
    }
    bases = [each.base for each in resources if each.base]
    imports |= {f"otc.{base.module}": [base.class_name] for base in bases}
    lines = "".join(
        f"from {PACKAGE}.{module} import {', '.join(used)}\n"
        for module, wanted in imports.items()
        if (used := [each for each in wanted if is_used(each, bodies)])
    )
    return f'''"""The {subject} of Open To Close."""
{WRITTEN}
from collections.abc import Mapping
from typing import Any, Unpack

{lines}
__all__ = {sorted(names)!r}
{bodies}'''


def is_used(name: str, source: str) -> bool:
    """Return whether a source uses a name."""
    return any(f"{before}{name}" in source for before in ("(", "[", " ", ">"))


def filters_of(resource: Resource) -> str:
    """Return the TypedDict of a list's keywords, if it has any of its own."""
    if not resource.filters:
        return ""
    fields = "\n".join(
        f"{each.name}: {each.type} | None\n{docstring(each.text)}" for each in resource.filters
    )
    return f'''

class {resource.filters_name}(ListOptions, total=False):
    """Keywords of ``list_{resource.group}`` and ``iter_{resource.group}``."""

{indent(fields, "    ")}
'''


def docstring(text: str) -> str:
    """Return a docstring, as a literal that may start or end with a quote."""
    if '"' in (text[0], text[-1]):
        return f'"""\n{text}\n"""'
    return f'"""{text}"""'


def class_of(resource: Resource) -> str:
    """Return the class of a resource."""
    base = resource.base.class_name if resource.base else f"Records[{resource.model}]"
    settings = {
        "_path": repr(resource.path),
        "_list_path": repr(resource.list_path) if resource.list_path else "",
        "_noun": repr(resource.noun),
        "_id": repr(resource.id),
        "_data": repr(resource.data),
        "_model": resource.model,
        "_filters": resource.filters_name if resource.filters else "",
        "_required": repr(resource.required) if resource.required else "",
        "_only": repr(resource.only) if resource.only else "",
        "_renamed": repr(tuple(resource.renamed.items())) if resource.renamed else "",
        "_refused": repr(tuple(resource.refused.items())) if resource.refused else "",
    }
    lines = "\n".join(f"{name} = {value}" for name, value in settings.items() if value)
    methods = "".join(
        unsupported_method(resource, verb)
        if verb in resource.unsupported
        else METHODS[verb](resource)
        for verb in resource.methods
    )
    return f'''

class {resource.class_name}({base}):
    """{resource.summary}"""

{indent(lines, "    ")}
{indent(methods, "    ")}
'''


def twin_of(resource: Resource) -> str:
    """Return the blocking twin of a resource's class."""
    name = resource.class_name
    lines = "\n".join(
        f"    {method} = {'reads' if method.startswith('iter_') else 'calls'}({name}.{method})"
        for method in resource.method_names
    )
    return f'''

class Blocking{name}(BlockingResource[{name}]):
    """``{name}`` without ``await``."""

{lines}
'''


def caution(resource: Resource, verb: str) -> str:
    """Return the paragraph that says whether a method is known to work."""
    return "" if verb in resource.verified else f"\n    {UNVERIFIED}\n"


def parent(resource: Resource) -> tuple[str, str, str]:
    """Return the parameter for the property, its description, and how it is passed on."""
    if not resource.of_properties:
        return "", "", ""
    return (
        "property_id: int, ",
        "        property_id: Id of the property.\n",
        ", property_id=property_id",
    )


def list_methods(resource: Resource) -> str:
    """Return list_x and iter_x."""
    parameter, doc, passed = parent(resource)
    many, cautious = resource.many, caution(resource, "list")
    own = [*resource.filters, *COUNTS]
    keywords = "".join(f"{each.name}: {each.type} | None = None, " for each in own)
    arguments = (
        f"self, {parameter}params: Mapping[str, Any] | None = None, *, {keywords}"
        "**options: Unpack[PageOptions],"
    )
    filters = ", ".join(f'"{each.name}": {each.name}' for each in own)
    entries = "\n".join(entry(each.name, each.text) for each in own)
    arguments_doc = f"""
    Args:
{doc}        params: Filters by the API's names, and ``limit`` and ``offset``.
{entries}
{entry("**options", PAGE_OPTIONS)}
"""
    call = f"self._iterate({{verb!r}}, params, {{{{{filters}}}}}, options{passed})"
    return f'''
async def list_{resource.group}({arguments}) -> list[{resource.model}]:
    """
    Return all {many}, reading every page.
{cautious}{arguments_doc}
    Returns:
        The {many}, in the server's order.
    """
    return await {call.format(verb="list")}.collect()

def iter_{resource.group}({arguments}) -> Pager[{resource.model}]:
    """
    Iterate over {many}, reading pages as they are needed.
{cautious}{arguments_doc}    """
    return {call.format(verb="iter")}
'''


def entry(name: str, text: str) -> str:
    """Return an entry of a section ``Args``."""
    start, rest = " " * 8, " " * 12
    return fill(
        f"{name}: {text}",
        width=96,  # the method is indented later
        initial_indent=start,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def create_method(resource: Resource) -> str:
    """Return create_x."""
    parameter, doc, passed = parent(resource)
    needed = f"; {listed(list(resource.required))} required" if resource.required else ""
    return f'''
async def create_{resource.noun}(
    self, {parameter}{resource.data}: Mapping[str, Any], **options: Unpack[CallOptions]
) -> {resource.model}:
    """
    Create {article(resource.one)}.

    The API has no idempotency keys, so the request is not retried if its outcome is unknown.
{caution(resource, "create")}
    Args:
{doc}        {resource.data}: Fields of the {resource.one}{needed}.
        {OPTIONS}

    Returns:
        The new {resource.one}, with its id.
    """
    return await self._create({resource.data}, options{passed})
'''


def retrieve_method(resource: Resource) -> str:
    """Return retrieve_x."""
    parameter, _, passed = parent(resource)
    return f'''
async def retrieve_{resource.noun}(
    self, {parameter}{resource.id}: int, **options: Unpack[CallOptions]
) -> {resource.model}:
    """
    Return {article(resource.one)} by its id.
{caution(resource, "retrieve")}
    Raises:
        NotFoundError: If there is no such {resource.one}.
    """
    return await self._retrieve(options{passed}, {resource.id}={resource.id})
'''


def update_method(resource: Resource) -> str:
    """Return update_x."""
    parameter, doc, passed = parent(resource)
    return f'''
async def update_{resource.noun}(
    self, {parameter}{resource.id}: int, {resource.data}: Mapping[str, Any],
    **options: Unpack[CallOptions]
) -> {resource.model}:
    """
    Update fields of {article(resource.one)}.
{caution(resource, "update")}
    Args:
{doc}        {resource.id}: Id of the {resource.one}.
        {resource.data}: Fields to change; None is sent as null.
        {OPTIONS}

    Returns:
        The {resource.one} after the update.

    Raises:
        NotFoundError: If there is no such {resource.one}.
    """
    return await self._update({resource.data}, options{passed}, {resource.id}={resource.id})
'''


def delete_method(resource: Resource) -> str:
    """Return delete_x."""
    parameter, _, passed = parent(resource)
    return f'''
async def delete_{resource.noun}(
    self, {parameter}{resource.id}: int, **options: Unpack[CallOptions]
) -> dict[str, Any]:
    """
    Delete {article(resource.one)}, possibly for good.
{caution(resource, "delete")}
    Returns:
        The server's confirmation; empty if it sends none.

    Raises:
        NotFoundError: If there is no such {resource.one}.
    """
    return await self._delete(options{passed}, {resource.id}={resource.id})
'''


def unsupported_method(resource: Resource, verb: str) -> str:
    """Return a method that the API does not have."""
    parameter, _, _ = parent(resource)
    data = f", {resource.data}: Mapping[str, Any]" if verb == "update" else ""
    result = resource.model if verb == "update" else "dict[str, Any]"
    why = resource.unsupported[verb]
    return f'''
async def {verb}_{resource.noun}(
    self, {parameter}{resource.id}: int{data}, **options: Unpack[CallOptions]
) -> {result}:
    """
    Raise an error: {why}

    Raises:
        ValidationError: Always. Nothing is sent.
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
