"""Generate the resources of the drop-in client, and the modules that ``open_to_close`` has."""

from pathlib import Path

from tools.otc.table import PACKAGE, WRITTEN, Resource

__all__ = ["files_of_drop_in"]

OTHER_MODULES = {
    "client": ("client", ["OpenToCloseAPI"]),
    "base_client": (
        "base_client",
        [
            "DEFAULT_BASE_URL",
            "DEFAULT_TIMEOUT",
            "MAX_RETRIES",
            "RETRY_BACKOFF_FACTOR",
            "BaseClient",
        ],
    ),
}
"""Modules of ``open_to_close`` that are not resources: where their names are, and the names."""


def files_of_drop_in(resources: tuple[Resource, ...]) -> dict[Path, str]:
    """Return the modules of the drop-in."""
    package = Path(PACKAGE)
    held = [each for each in resources if each.drop_in]
    origins = {
        each.group: ("properties" if is_by_hand(each) else "resources", [f"{each.class_name}API"])
        for each in held
    }
    files = {
        package / f"{module}.py": f'''"""The names of the ``open_to_close`` module of this name."""
{WRITTEN}
from {PACKAGE}.legacy.{origin} import {", ".join(names)}

__all__ = {names!r}
'''
        for module, (origin, names) in {**origins, **OTHER_MODULES}.items()
    }
    files[package / "legacy" / "resources.py"] = resources_module(held)
    return files


def is_by_hand(resource: Resource) -> bool:
    """Return whether a person writes the class."""
    return "class" in resource.by_hand


def resources_module(resources: list[Resource]) -> str:
    """Return the module of the drop-in's resources, and the mixin that makes them."""
    generated = [each for each in resources if not is_by_hand(each)]
    imports = "\n".join(f"from {each.full_module} import {each.class_name}" for each in generated)
    by_hand = "\n".join(
        f"from {PACKAGE}.legacy.{each.module} import {each.class_name}API"
        for each in resources
        if is_by_hand(each)
    )
    names = sorted(["ClientResources", *(f"{each.class_name}API" for each in generated)])
    made = "\n".join(
        f"        self.{each.group} = client_group({each.class_name}API, settings, caller)"
        for each in resources
    )
    return f'''"""The resources of the drop-in client. Methods return plain dicts and lists."""
{WRITTEN}
from {PACKAGE}._blocking.client import BlockingClient
from {PACKAGE}.legacy.base_client import BaseClient, client_group
from {PACKAGE}.legacy.engine import LateCaller, PlainOpenToClose, Settings
{by_hand}
from {PACKAGE}.legacy.twins import returns_dict, returns_dicts
{imports}

__all__ = {names!r}
{"".join(class_of(each) for each in generated)}

class ClientResources(BlockingClient[PlainOpenToClose]):
    """The resources of the client."""

    def _make_resources(self, settings: Settings, caller: LateCaller) -> None:
{made}
'''


def class_of(resource: Resource) -> str:
    """Return the class of a resource."""
    name, group = resource.class_name, resource.group
    lines = [f"list_{group} = returns_dicts({name}.list_{group}, {name}.iter_{group})"]
    lines += [
        f"{method} = returns_dict({name}.{method})"
        for method in resource.method_names
        if method not in (f"list_{group}", f"iter_{group}")
    ]
    methods = "\n".join(f"    {line}" for line in lines)
    return f'''

class {name}API(BaseClient[{name}]):
    """{resource.summary}"""

    _group = "{group}"

{methods}
'''
