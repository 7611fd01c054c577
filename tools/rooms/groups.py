"""Generate the mixins that give both clients of Rooms their groups of operations."""

from pathlib import Path

from tools.rooms.description import Description
from tools.rooms.docstrings import group_summary, short_docstring
from tools.rooms.layout import PACKAGE, WRITTEN, class_name_of, groups_of

__all__ = ["files_of_groups"]

FOLDER = f"{PACKAGE}.rooms.operations"


def files_of_groups(description: Description) -> dict[Path, str]:
    """Return the module of both mixins."""
    imports = "".join(
        f"    from {FOLDER}.{module} import Blocking{name}, {name}\n"
        for name, module in groups_of(description).values()
    )
    source = f'''"""The groups of both clients, each imported when it is first used."""
{WRITTEN}
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from {PACKAGE}._docusign.account import Account
from {PACKAGE}._runtime.client import BaseClient
from {PACKAGE}._runtime.lazy_groups import lazy_group

if TYPE_CHECKING:
    from {PACKAGE}._blocking.caller import Caller
{imports}
__all__ = ["BlockingRoomsGroups", "RoomsGroups"]


class RoomsGroups(BaseClient):
    """The groups of the async client."""

    _account: Account

{properties_of(description, blocking=False)}

class BlockingRoomsGroups:
    """The groups of the blocking client."""

    _caller: "Caller[Any]"

{properties_of(description, blocking=True)}'''
    return {Path(PACKAGE) / "rooms" / "operations" / "groups.py": source}


def properties_of(description: Description, *, blocking: bool) -> str:
    """Return one property for each group."""
    tags = {class_name_of(each): each.tag for each in description.operations}
    properties = []
    for group, (name, module) in groups_of(description).items():
        kind = f"Blocking{name}" if blocking else name
        arguments = (
            f'self._caller, attrgetter("{group}")' if blocking else "self._core, self._account"
        )
        properties.append(f'''    @lazy_group
    def {group}(self) -> "{kind}":
{short_docstring(group_summary(module, tags[name]), 8)}
        from {FOLDER}.{module} import {kind}

        return {kind}({arguments})
''')
    return "\n".join(properties)
