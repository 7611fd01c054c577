"""
Generate the sandbox's collections of the resources that it knows no more of than the SDK does.

Their fields are those of the models.
"""

from pathlib import Path

from tools.otc.models import Fields, fields_of_models
from tools.otc.table import PACKAGE, WRITTEN, Resource

__all__ = ["files_of_sandbox"]

CHECKS = {
    "str": "is_text",
    "int": "is_integer",
    "float": "is_number",
    "list[str]": "is_texts",
    "Mapping[str, Any]": "is_object",
    "dict[str, Any]": "is_object",
}
HTTP_METHODS = {"retrieve": "GET", "update": "PUT", "delete": "DELETE"}


def files_of_sandbox(resources: tuple[Resource, ...]) -> dict[Path, str]:
    """Return the module of the collections."""
    models = fields_of_models()
    declared = [
        declaration_of(each, models[each.model])
        for each in resources
        if "sandbox" not in each.by_hand
    ]
    bodies = "".join(declared)
    checks = sorted(
        {name for name in (*CHECKS.values(), "is_anything", "is_list") if name in bodies}
    )
    names = tuple(each.group for each in resources)
    source = f'''"""The names of all collections, and the declarations of the plain ones."""
{WRITTEN}
from typing import Final, Literal

from {PACKAGE}.sandbox.otc.resource import {", ".join(["Resource", *checks])}

__all__ = ["PLAIN_RESOURCES", "OtcName"]

OtcName = Literal[{", ".join(map(repr, names))}]
"""The names of the collections, for ``Sandbox.otc_rows`` and its like."""

PLAIN_RESOURCES: Final[tuple[Resource, ...]] = ({bodies})
'''
    return {Path(PACKAGE) / "sandbox" / "otc" / "plain_resources.py": source}


def declaration_of(resource: Resource, fields: Fields) -> str:
    """Return the declaration of a collection."""
    checks = ", ".join(
        f'"{name}": {check_of(annotation)}' for name, annotation in fields.items() if name != "id"
    )
    lists = tuple(
        method for verb, method in (("list", "GET"), ("create", "POST")) if verb in resource.methods
    )
    items = tuple(
        method
        for verb, method in HTTP_METHODS.items()
        if verb in resource.methods and verb not in resource.unsupported
    )
    owner = 'owner="property_id",' if resource.of_properties else ""
    required = f"required={resource.required!r}," if resource.required else ""
    return f"""
    Resource(
        name="{resource.group}",
        path="{resource.path.rstrip("/")}",
        fields={{{checks}}},
        {required}
        {owner}
        list_methods={lists!r},
        item_methods={items!r},
    ),
"""


def check_of(annotation: str) -> str:
    """Return the check of a field's values."""
    kind = annotation.removesuffix(" | None")
    if kind.startswith("list[") and kind != "list[str]":
        return "is_list"
    return CHECKS.get(kind, "is_anything")
