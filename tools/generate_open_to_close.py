"""
Write the resources of Open To Close, their blocking twins, and those of the drop-in client.

Every resource has the same five methods under names of its own, and type checkers want each of them
spelled out. So they are written from the table in `open_to_close_resources.py`:

    python tools/generate_open_to_close.py

`tests/otc/test_generated.py` finds out if somebody changed one and not the other.
"""

from pathlib import Path

from formatting import formatted, write_all
from open_to_close_classes import module_of
from open_to_close_resources import (
    EXTRA,
    LOOK_UPS,
    OF_PROPERTIES,
    PACKAGE,
    RESOURCES,
    TOP,
    WRITTEN,
    Resource,
    methods_of,
)
from open_to_close_type_checks import typing_module, typing_of_models

__all__ = ["files", "formatted"]


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
from {PACKAGE}._blocking.twins import BlockingResource, calls, reads
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

class {each.class_name}API(BaseClient[{each.group}.{each.class_name}]):
    """{each.doc}"""

    _group = "{each.group}"

'''
            + "\n".join(lines)
            + "\n"
        )
    names = sorted(f"{each.class_name}API" for each in TOP + OF_PROPERTIES)
    return f'''"""The resources of the drop-in client: methods that give plain dicts and lists."""
{WRITTEN}
from {PACKAGE}.legacy.base_client import BaseClient
from {PACKAGE}.legacy.twins import gives_dict, gives_dicts
{imported_modules(TOP + OF_PROPERTIES)}
__all__ = {names!r}
{classes}'''


def modules_of_old() -> dict[str, str]:
    """Write the modules that ``open_to_close`` has its classes in, by name."""
    origins = {each.group: ("resources", [f"{each.class_name}API"]) for each in TOP + OF_PROPERTIES}
    origins |= {
        "properties": ("properties", ["PropertiesAPI"]),
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
    return {
        module: f'''"""What the ``open_to_close`` package has in a module of this name."""
{WRITTEN}
from {PACKAGE}.legacy.{origin} import {", ".join(names)}

__all__ = {names!r}
'''
        for module, (origin, names) in origins.items()
    }


def imported_modules(resources: tuple[Resource, ...] = RESOURCES) -> str:
    """Write the imports of the modules that resources are in, each under its group's name."""
    lines = []
    for each in resources:
        if each in LOOK_UPS:
            lines.append(f"from {PACKAGE}.otc.operations import look_ups as {each.group}")
        else:
            lines.append(f"from {PACKAGE}.otc.operations import {each.group}")
    return "\n".join(lines) + "\n"


def files() -> dict[Path, str]:
    """Give what to write, by path below the repository."""
    package = Path(PACKAGE)
    written = {
        package / "otc" / "operations" / f"{each.group}.py": module_of(
            f"The {title_of(each)} of Open To Close.", (each,)
        )
        for each in TOP + OF_PROPERTIES
    }
    written[package / "otc" / "operations" / "look_ups.py"] = module_of(
        "The look-up lists of Open To Close.", LOOK_UPS
    )
    written[package / "otc" / "blocking_resources.py"] = blocking_module()
    written[package / "legacy" / "resources.py"] = legacy_module()
    written |= {package / f"{name}.py": source for name, source in modules_of_old().items()}
    typing = Path("tests") / "typing"
    for kind in ("async", "blocking", "legacy"):
        written[typing / f"otc_{kind}.py"] = typing_module(kind)
    written[typing / "otc_models.py"] = typing_of_models()
    return written


def title_of(resource: Resource) -> str:
    """Give the name of an API, as "Users API"."""
    return " ".join(part.capitalize() for part in resource.group.split("_")) + " API"


def main() -> None:
    """Write all files."""
    write_all(files())


if __name__ == "__main__":
    main()
