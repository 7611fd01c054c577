"""The groups of both clients of Rooms and the blocking twins of their methods, as source text."""

from pathlib import Path

from rooms_argument_words import GROUPS
from rooms_description import Description, Operation
from rooms_groups_source import list_name
from rooms_layout import PACKAGE, WRITTEN, class_name_of, group_of, groups_of
from rooms_prose import short_docstring


def files_of_clients(description: Description) -> dict[Path, str]:
    """Write the groups of both clients, and the twins of their methods."""
    groups = groups_of(description)
    rooms = Path(PACKAGE) / "rooms"
    written = {
        rooms / "operations" / "groups.py": groups_source(description, blocking=False),
        rooms / "blocking_groups.py": groups_source(description, blocking=True),
        rooms / "blocking_operations" / "__init__.py": (
            '"""The blocking twins of the groups of Rooms, one file for each module of them."""\n'
        ),
    }
    for module in sorted({module for _, module in groups.values()}):
        written[rooms / "blocking_operations" / f"{module}.py"] = twins_source(description, module)
    return written


def methods_of(operation: Operation) -> list[str]:
    """Give the methods of an operation."""
    if not operation.is_paged:
        return [operation.name]
    name = list_name(operation)
    return [operation.name, f"iter_{name}", f"list_{name}"]


def tags_of(description: Description) -> dict[str, str]:
    """Give the tag of each class."""
    return {class_name_of(each): each.tag for each in description.operations}


def one_line(tag: str) -> str:
    """Give the first sentence about a group."""
    return " ".join(GROUPS[tag].split()).partition(". ")[0].removesuffix(".") + "."


def groups_source(description: Description, *, blocking: bool) -> str:
    """Write the mixin that gives a client its groups."""
    folder = f"{PACKAGE}.rooms.{'blocking_' * blocking}operations"
    groups = groups_of(description)
    tags = tags_of(description)
    imports, properties = "", ""
    for group, (name, module) in groups.items():
        imports += f"    from {folder}.{module} import {name}\n"
        arguments = (
            f'self._caller, attrgetter("{group}")' if blocking else "self._core, self._account"
        )
        properties += f'''
    @cached_property
    def {group}(self) -> "{name}":
{short_docstring(one_line(tags[name]), 8)}
        from {folder}.{module} import {name}

        return {name}({arguments})
'''
    if blocking:
        head = f"""from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from {PACKAGE}._blocking.client import BlockingClient
from {PACKAGE}.rooms.client import AsyncRooms
"""
        base, fields = "BlockingClient[AsyncRooms]", ""
    else:
        head = f"""from functools import cached_property
from typing import TYPE_CHECKING

from {PACKAGE}._docusign.account import Account
from {PACKAGE}._runtime.client import BaseClient
"""
        base, fields = "BaseClient", "\n    _account: Account\n"
    which = "blocking client" if blocking else "async client"
    return f'''"""The groups of methods of the {which} of Rooms."""
{WRITTEN}
{head}
if TYPE_CHECKING:
{imports}
__all__ = ["RoomsGroups"]


class RoomsGroups({base}):
    """The groups of methods; each is imported when it is first used: nobody needs them all."""
{fields}{properties}'''


def twins_source(description: Description, module: str) -> str:
    """Write the blocking twins of a module's classes."""
    classes = ""
    tags = tags_of(description)
    names = []
    for group, (name, its_module) in groups_of(description).items():
        if its_module != module:
            continue
        names.append(name)
        lines = [
            f"    {method} = {'reads' if method.startswith('iter_') else 'calls'}"
            f"({module}.{name}.{method})"
            for operation in description.operations
            if group_of(operation) == group
            for method in methods_of(operation)
        ]
        classes += (
            f"""

class {name}(BlockingResource[{module}.{name}]):
{short_docstring(one_line(tags[name]))}

"""
            + "\n".join(lines)
            + "\n"
        )
    twins = "BlockingResource, calls" + (", reads" if "= reads(" in classes else "")
    title = module.replace("_", " ").replace("esign", "eSignature")
    return f'''"""The blocking twins of the methods of Rooms: {title}."""
{WRITTEN}
from {PACKAGE}._blocking.twins import {twins}
from {PACKAGE}.rooms.operations import {module}

__all__ = {sorted(names)!r}
{classes}'''
