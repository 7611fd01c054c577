"""
Write the reference pages of both APIs, a page for each module of resources, and their navigation.

The site takes the contents from the sources when it is built; the pages only group them. Run it
after adding a resource or a model: ``python -m tools.reference``.
"""

import re
import sys
import typing
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async._runtime.resource import Resource
from opentoclose_async.otc.records import Records

__all__ = ["files", "with_navigation"]

ROOT = Path(__file__).parents[1]
FOLDER = Path("docs/reference")
NAVIGATION = Path("mkdocs.yml")
PACKAGE = "opentoclose_async"
WRITTEN = "<!-- Written by python -m tools.reference. -->\n\n"

TITLES = {
    "look_ups": "Look-ups",
    "esign_permission_profiles": "eSignature permission profiles",
    "places": "Places: countries, currencies, states, time zones",
    "task_types": "Task types",
    "transaction_types": "Transaction types",
}
"""Titles that differ from the module's name."""

APIS = {"otc": "Open To Close", "rooms": "Rooms"}
"""Titles of the navigation's sections, by folder."""

Groups = dict[str, type[Resource]]
"""Groups of methods by the client's attribute."""


def files() -> dict[Path, str]:
    """Return the pages by path below the repository."""
    otc = AsyncOpenToClose("none", base_url="https://api.invalid/v1")
    rooms = AsyncRooms("none", access_token="none")
    return {
        **_pages("otc", "AsyncOpenToClose", "OpenToClose", _groups_of(otc), _OtcModels().of),
        **_pages("rooms", "AsyncRooms", "Rooms", _groups_of(rooms), _models_of_rooms),
    }


def with_navigation(source: str, pages: dict[Path, str]) -> str:
    """
    Return the source of ``mkdocs.yml`` with the entries of all pages.

    Args:
        source: What there is now.
        pages: The pages, as ``files`` returns them.
    """
    for folder, title in APIS.items():
        entries = "".join(
            f"          - {_title(path.stem).partition(':')[0]}: {path.relative_to('docs')}\n"
            for path in pages
            if path.parent.name == folder
        )
        section = rf"(?m)^(      - {title}:\n)(?:          - .*\n)+"
        source, found = re.subn(section, lambda match: match[1] + entries, source)  # noqa: B023
        if found != 1:
            raise ValueError(f"{NAVIGATION} needs one section {title!r} of pages, has {found}.")
    return source


def _short(module: str) -> str:
    return module.rpartition(".")[2]


def _title(module: str) -> str:
    return TITLES.get(module, module.replace("_", " ").capitalize())


def _groups_of(client: object) -> Groups:
    lazy = [
        name
        for kind in type(client).__mro__
        for name, value in vars(kind).items()
        if isinstance(value, cached_property)
    ]
    held = {**vars(client), **{name: getattr(client, name) for name in lazy}}
    groups = {
        name: type(value)
        for name, value in held.items()
        if not name.startswith("_") and isinstance(value, Resource)
    }
    return dict(sorted(groups.items()))


def _pages(api: str, client: str, twin: str, groups: Groups, models_of: Any) -> dict[Path, str]:
    by_module: dict[str, Groups] = {}
    for attribute, group in groups.items():
        by_module.setdefault(group.__module__, {})[attribute] = group
    pages = {}
    for name in sorted(by_module, key=lambda name: (len(by_module[name]) > 1, _short(name))):
        module, held = import_module(name), by_module[name]
        short = _short(name)
        attributes = _enumerated([f"`{api}.{attribute}`" for attribute in held])
        parts = [
            f"# {_title(short)}",
            _held_by(attributes, client, twin),
            _show(name, inherited=True),
            *_parts_of_bases(module, held),
        ]
        if models := models_of(module, held):
            parts += ["## Models", *models]
        pages[FOLDER / api / f"{short}.md"] = WRITTEN + "\n\n".join(parts) + "\n"
    return pages


def _held_by(attributes: str, client: str, twin: str) -> str:
    return (
        f"{attributes} of [{client}][{PACKAGE}.{client}] and, without `await`, of "
        f"[{twin}][{PACKAGE}.{twin}]."
    )


def _enumerated(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _show(identifier: str, *, level: int = 2, inherited: bool = False, root: bool = False) -> str:
    options = [f"heading_level: {level}"]
    if inherited:
        # Only the clients create groups, and the twins look the same.
        options += ["inherited_members: true", "merge_init_into_class: false"]
        options += ['filters: ["!^_", "!^Blocking"]']
    if root:
        options += ["show_root_heading: true", "show_root_toc_entry: true"]
    lines = [f"::: {identifier}", "    options:", *(f"      {option}" for option in options)]
    return "\n".join(lines)


def _parts_of_bases(module: ModuleType, groups: Groups) -> list[str]:
    """Show the keywords of inherited methods, which are defined in other modules."""
    bases = {
        base.__module__: base.__name__
        for group in groups.values()
        for base in group.__mro__[1:]
        if base not in (Resource, Records, object)
        and base.__module__ != module.__name__
        and base.__name__ not in ("RoomsResource", "Generic")
    }
    return [
        _show(f"{name}.{keywords}", root=True)
        for name, group in sorted(bases.items())
        for keywords in import_module(name).__all__
        if keywords != group and not keywords.startswith("Blocking")
    ]


def _models_of_rooms(module: ModuleType, groups: Groups) -> list[str]:
    bases = [base.__module__ for group in groups.values() for base in group.__mro__]
    names = dict.fromkeys([module.__name__, *sorted(bases)])
    models = [
        name.replace(".rooms.operations.", ".rooms.models.")
        for name in names
        if ".rooms.operations." in name
    ]
    return [_show(name, level=3) for name in models if find_spec(name) is not None]


class _OtcModels:
    """Distributes the models of Open To Close, one module, over the pages that need them first."""

    def __init__(self) -> None:
        self._shown: set[type] = set()

    def of(self, _: ModuleType, groups: Groups) -> list[str]:
        needed: dict[type, None] = {}
        for group in groups.values():
            if issubclass(group, Records):
                _gather(group._model, needed)  # noqa: SLF001 - the model of its rows
        new = [model for model in needed if model not in self._shown]
        known = [model for model in needed if model in self._shown]
        self._shown.update(new)
        parts = [_show(_identifier(model), level=3, root=True) for model in new]
        if known:
            links = [f"[{model.__name__}][{_identifier(model)}]" for model in known]
            parts.append(f"And, on other pages: {_enumerated(links)}.")
        return parts


def _identifier(model: type) -> str:
    return f"{model.__module__}.{model.__name__}"


def _gather(hint: Any, found: dict[type, None]) -> None:
    """Find the models and enums in a type, and in the types of their fields."""
    if isinstance(hint, type) and hint.__module__ == f"{PACKAGE}.otc.models":
        if hint in found:
            return
        found[hint] = None
        if attrs.has(hint):
            for inner in typing.get_type_hints(hint).values():
                _gather(inner, found)
    for inner in typing.get_args(hint):
        _gather(inner, found)


def main() -> None:
    """Write the pages and the navigation, and remove pages of groups that no longer exist."""
    pages = files()
    for path, text in pages.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
    for folder in {path.parent for path in pages}:
        for old in (ROOT / folder).glob("*.md"):
            path = old.relative_to(ROOT)
            if path not in pages and path.name != "index.md":
                old.unlink()
                sys.stdout.write(f"removed {path}\n")
    navigation = (ROOT / NAVIGATION).read_text("utf-8")
    (ROOT / NAVIGATION).write_text(with_navigation(navigation, pages), encoding="utf-8")
    sys.stdout.write(f"wrote {len(pages)} pages\n")


if __name__ == "__main__":
    main()
