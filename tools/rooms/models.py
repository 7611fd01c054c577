"""Generate the models."""

from pathlib import Path
from typing import Any

from tools.rooms.description import ENUM_FIELDS, ENVELOPE, Description, referred, snake
from tools.rooms.layout import PACKAGE, WRITTEN, homes_of, words_for
from tools.rooms.words import WORDS

__all__ = ["SCALARS", "code_of", "field_source", "files_of_models"]
from tools.rooms.docstrings import model_docstring, paragraph, short_docstring

SCALARS = {"integer": "int", "number": "float", "boolean": "bool", "string": "str"}


def files_of_models(description: Description) -> dict[Path, str]:
    """Return the modules of models, and the package with its stub."""
    folder = Path(PACKAGE) / "rooms" / "models"
    homes = homes_of(description)
    modules = sorted(set(homes.values()))
    written = {
        folder / f"{module}.py": module_source(description, homes, module) for module in modules
    }
    written[folder / "__init__.py"] = package_source(homes)
    stub = "".join(f"from {PACKAGE}.rooms.models.{module} import *\n" for module in modules)
    written[folder / "__init__.pyi"] = f"{WRITTEN}\n{stub}"
    return written


def module_source(description: Description, homes: dict[str, str], module: str) -> str:
    """Return a module of models."""
    names = [name for name in description.definitions if homes[name] == module]
    own = in_order(description, [name for name in names if name not in description.aliases])
    body = "".join(class_source(description, module, name) for name in own)
    aliases = [name for name in names if name in description.aliases]
    if aliases:
        body += "\n\n# The description repeats these under the names of groups, for its index.\n"
        body += "".join(f"{name} = {description.aliases[name]}\n" for name in aliases)
    imports = {
        f"from {PACKAGE}.rooms.models.{homes[used]} import {used}"
        for name in own
        for used in description.references(name)
        if homes[used] != module
    }
    for needed, line in {
        "datetime": "from datetime import datetime",
        "StrEnum": "from enum import StrEnum",
        "Any": "from typing import Any",
        "@frozen": "from attrs import frozen",
        "(CamelCaseModel)": f"from {PACKAGE}._protocol.conversion.model import CamelCaseModel",
        "(RequestModel)": f"from {PACKAGE}._protocol.conversion.request_models import RequestModel",
        "= UNSET": f"from {PACKAGE}._protocol.conversion.request_models import UNSET",
    }.items():
        if needed in code_of(body):
            imports.add(line)
    return f'''"""Models of Rooms: {words_for(module)}."""
{WRITTEN}
{chr(10).join(sorted(imports))}

__all__ = {sorted(names)!r}
{body}'''


def code_of(source: str) -> str:
    """Return a source without its docstrings."""
    return "".join(source.split('"""')[::2])


def in_order(description: Description, names: list[str]) -> list[str]:
    """Sort definitions after those that they refer to."""
    ordered: list[str] = []

    def place(name: str, above: tuple[str, ...] = ()) -> None:
        for used in description.references(name):
            if used in names and used not in (*above, name):
                place(used, (*above, name))
        if name not in ordered:
            ordered.append(name)

    for name in names:
        place(name)
    return ordered


def class_source(description: Description, module: str, name: str) -> str:
    """Return the class of a definition."""
    definition = description.definitions[name]
    if "enum" in definition:
        members = "\n".join(
            f'    {snake(value).upper()} = "{value}"' for value in definition["enum"]
        )
        doc = short_docstring(WORDS.model(module, name))
        return f"\n\nclass {name}(StrEnum):\n{doc}\n\n{members}\n"
    only_sent = name in description.sent - description.received
    fields = "\n".join(
        field_source(description, name, field, content)
        for field, content in definition["properties"].items()
    )
    base = "RequestModel" if only_sent else "CamelCaseModel"
    return f"""

@frozen(kw_only=True)
class {name}({base}):
{model_docstring(description, module, name)}

{fields}
"""


def field_source(description: Description, model: str, field: str, content: dict[str, Any]) -> str:
    """Return a field of a class."""
    kind = type_of(description, model, field, content)
    properties = description.definitions[model]["properties"]
    lists = [name for name, each in properties.items() if each.get("type") == "array"]
    is_list = set(properties) <= {*ENVELOPE, "currentRoleId", *lists} and lists == [field]
    required = field in description.definitions[model].get("required", ())
    received = model in description.received
    if is_list or (required and not received):
        return f"    {snake(field)}: {kind}"
    optional = "Any" if kind == "Any" else f"{kind} | None"
    if referred(content) == model:
        optional = f'"{optional}"'
    return f"    {snake(field)}: {optional} = {'UNSET' if model in description.sent else 'None'}"


def type_of(description: Description, model: str, field: str, content: dict[str, Any]) -> str:
    """Return the type of a field."""
    kind = content.get("type")
    if kind == "array":
        return f"list[{type_of(description, model, field, content['items'])}]"
    if name := referred(content) or ENUM_FIELDS.get(f"{model}.{field}", ""):
        is_enum = "enum" in description.definitions[name]
        return f"{name} | str" if is_enum else name
    if values := content.get("enum"):
        return f"{description.enums[tuple(values)]} | str"
    if content.get("format") == "date-time":
        return "datetime"
    if kind == "object":
        return "dict[str, Any]"
    return SCALARS[kind] if kind else "Any"


def package_source(homes: dict[str, str]) -> str:
    """Return the package of models, which imports each when it is first used."""
    table = "\n".join(
        paragraph(
            f"{module}: {' '.join(sorted(name for name in homes if homes[name] == module))}", 0
        )
        for module in sorted(set(homes.values()))
    )
    return f'''"""
The models of Rooms, named as in the official description.

In models of responses, only the array of a list is required: real responses lack fields that the
description marks as required. ``raw`` has the whole response. A date and time without an offset is
in UTC. Models that are only sent have no ``raw``; fields that are not set are left out, and None is
sent as null.
"""
{WRITTEN}
from importlib import import_module

_TABLE = """
{table}
"""


def _read_table() -> dict[str, str]:
    modules: dict[str, str] = {{}}
    module = ""
    for word in _TABLE.split():
        if word.endswith(":"):
            module = word[:-1]
        else:
            modules[word] = module
    return modules


_MODULES = _read_table()  # type checkers read the stub instead


def __getattr__(name: str) -> object:
    """Import a model when it is first used."""
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
    value: object = getattr(import_module(f"{{__name__}}.{{module}}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({{*globals(), *_MODULES}})
'''
