"""Generate the modules of operations: the async methods and their blocking twins."""

import re
from pathlib import Path

from tools.rooms.description import Description, Operation
from tools.rooms.docstrings import short_docstring
from tools.rooms.keywords import keywords_source, literals_source
from tools.rooms.layout import (
    LOOK_UPS,
    PACKAGE,
    PARTS_OF_ROOMS,
    WRITTEN,
    class_name_of,
    homes_of,
    method_names,
    modules_of,
    words_for,
)
from tools.rooms.methods import declaration_source, methods_source
from tools.rooms.models import code_of
from tools.rooms.words import WORDS

__all__ = ["files_of_operations"]

ORIGINS = {
    "collections.abc": ("Mapping", "Sequence"),
    "datetime": ("date", "datetime"),
    "typing": ("Any", "Literal", "TypedDict", "Unpack"),
    f"{PACKAGE}._blocking.twins": ("BlockingResource", "calls", "reads"),
    f"{PACKAGE}._runtime.lists.pager": ("Pager",),
    f"{PACKAGE}._runtime.options": ("CallOptions", "PageOptions"),
    f"{PACKAGE}._runtime.uploads": ("FileContent",),
    f"{PACKAGE}.rooms.lists": ("ListOperation", "OnePageOptions"),
    f"{PACKAGE}.rooms.operations.room_documents": ("RoomDocuments",),
    f"{PACKAGE}.rooms.operations.room_users": ("RoomUsers",),
    f"{PACKAGE}.rooms.resource": ("RoomsOperation", "RoomsResource", "as_model", "as_nothing"),
}


def files_of_operations(description: Description) -> dict[Path, str]:
    """Return the modules of operations, and their package."""
    folder = Path(PACKAGE) / "rooms" / "operations"
    return {
        folder / "__init__.py": f'"""The operations of both clients."""\n{WRITTEN}',
        **{
            folder / f"{module}.py": module_source(description, module, operations)
            for module, operations in modules_of(description).items()
        },
    }


def module_source(description: Description, module: str, operations: list[Operation]) -> str:
    """Return a module of operations."""
    literals = literals_source(operations)
    keywords = "".join(keywords_source(each) for each in operations)
    declarations = "".join(declaration_source(description, each) for each in operations)
    classes = ""
    for name, (tag, its) in classes_of(module, operations).items():
        classes += class_source(description, module, name, tag, its)
        if module not in PARTS_OF_ROOMS:
            classes += twin_source(description, name)
    body = f"{''.join(literals.values())}{keywords}\n\n{declarations}{classes}"
    public = [*literals, *re.findall(r"^class (\w+)\(", body, re.MULTILINE)]
    title = LOOK_UPS.get(module) or f"Operations on {words_for(module)}."
    return f'''"""{title}"""
{WRITTEN}
{imports_of(description, body)}

__all__ = {sorted(public)!r}
{body}'''


def classes_of(module: str, operations: list[Operation]) -> dict[str, tuple[str, list[Operation]]]:
    """Return the classes of a module by name, each with its tag and its operations."""
    if module in PARTS_OF_ROOMS:
        name = "".join(word.capitalize() for word in module.split("_"))
        return {name: (name, operations)}
    found: dict[str, tuple[str, list[Operation]]] = {}
    for each in operations:
        found.setdefault(class_name_of(each), (each.tag, []))[1].append(each)
    return dict(sorted(found.items()))


def class_source(
    description: Description, module: str, name: str, tag: str, operations: list[Operation]
) -> str:
    """Return a class of async methods."""
    bases = "RoomUsers, RoomDocuments" if name == "Rooms" else "RoomsResource"
    methods = "\n".join(methods_source(description, each) for each in operations)
    return f"""

class {name}({bases}):
{short_docstring(WORDS.group(module, tag))}

{methods}
"""


def twin_source(description: Description, name: str) -> str:
    """Return the blocking twin of a class."""
    twins = "\n".join(
        f"    {method} = {'reads' if method.startswith('iter_') else 'calls'}({name}.{method})"
        for operation in description.operations
        if class_name_of(operation) == name
        for method in method_names(operation)
    )
    return f'''

class Blocking{name}(BlockingResource[{name}]):
    """``{name}`` without ``await``."""

{twins}
'''


def imports_of(description: Description, body: str) -> str:
    """Return the imports of a module of operations."""
    used = set(re.findall(r"\w+", code_of(body)))
    used -= set(re.findall(r"^class (\w+)\(", body, re.MULTILINE))
    lines = [
        f"from {origin} import {', '.join(sorted(used & set(names)))}"
        for origin, names in ORIGINS.items()
        if used & set(names)
    ]
    lines += [
        f"from {PACKAGE}.rooms.models.{home} import {model}"
        for model, home in homes_of(description).items()
        if model in used
    ]
    return "\n".join(sorted(lines))
