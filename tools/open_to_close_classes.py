"""The classes of the resources of Open To Close, as source text."""

from textwrap import indent

from english import article
from open_to_close_resources import PACKAGE, UNVERIFIED, WRITTEN, Filter, Resource


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
        f"from {PACKAGE}._runtime.resource import CallOptions\n" if "CallOptions" in bodies else ""
    )
    return f'''"""{title}"""
{WRITTEN}
from collections.abc import Mapping
from typing import Any, Unpack

{bases}from {PACKAGE}.otc.models import {models}
from {PACKAGE}.otc.records import {", ".join(from_records)}
from {PACKAGE}._runtime.lists.pager import Pager
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
