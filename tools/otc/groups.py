"""Generate the mixins that give both clients their resources, and the module of their names."""

from pathlib import Path

from tools.otc.table import PACKAGE, WRITTEN, Resource

__all__ = ["files_of_groups"]


def files_of_groups(resources: tuple[Resource, ...]) -> dict[Path, str]:
    """Return the module of both mixins, and that of the names."""
    imports = "".join(
        f"    from {each.full_module} import Blocking{each.class_name}, {each.class_name}\n"
        for each in resources
    )
    names = f'''"""The names of the resources by kind; importing them loads no resource."""
{WRITTEN}
__all__ = ["DROP_IN", "LISTS", "OF_PROPERTIES"]

LISTS = {tuple(each.group for each in resources if "list" in each.methods)!r}
OF_PROPERTIES = {tuple(each.group for each in resources if each.of_properties)!r}
"""Those that each property has one of."""
DROP_IN = {tuple(each.group for each in resources if each.drop_in)!r}
"""Those that the ``open_to_close`` package has, too."""
'''
    source = f'''"""The resources of both clients, each imported when it is first used."""
{WRITTEN}
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from {PACKAGE}._blocking.twins import BlockingResource
from {PACKAGE}._runtime.client import BaseClient
from {PACKAGE}._runtime.lazy_groups import lazy_group
from {PACKAGE}.otc.resource_names import DROP_IN, LISTS, OF_PROPERTIES

if TYPE_CHECKING:
{imports}
__all__ = [
    "DROP_IN", "LISTS", "OF_PROPERTIES", "BlockingOpenToCloseGroups", "OpenToCloseGroups",
]

C_co = TypeVar("C_co", covariant=True)


class OpenToCloseGroups(BaseClient):
    """The resources of the async client."""

{properties_of(resources, blocking=False)}

class BlockingOpenToCloseGroups(BlockingResource[C_co], Generic[C_co]):
    """The resources of the blocking client."""

{properties_of(resources, blocking=True)}'''
    folder = Path(PACKAGE) / "otc"
    return {folder / "resource_names.py": names, folder / "operations" / "groups.py": source}


def properties_of(resources: tuple[Resource, ...], *, blocking: bool) -> str:
    """Return one property for each resource."""
    properties = []
    for each in resources:
        kind = f"Blocking{each.class_name}" if blocking else each.class_name
        arguments = f'self._caller, attrgetter("{each.group}")' if blocking else "self._core"
        properties.append(f'''    @lazy_group
    def {each.group}(self) -> "{kind}":
        """{each.summary}"""
        from {each.full_module} import {kind}

        return {kind}({arguments})
''')
    return "\n".join(properties)
