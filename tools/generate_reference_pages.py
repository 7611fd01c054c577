"""
Write the pages of the reference that have one group of methods each, with its models.

What is on them is read from the sources when the site is built; the pages only say what belongs
together. Run it when a group or a model of Open To Close is added:

    python tools/generate_reference_pages.py

`tests/test_docs_site.py` finds out if somebody changed one and not the other.
"""

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

__all__ = ["files"]

ROOT = Path(__file__).parents[1]
FOLDER = Path("docs/reference")
PACKAGE = "opentoclose_async"
WRITTEN = "<!-- Written by tools/generate_reference_pages.py; change that and run it again. -->\n\n"

TITLES = {
    "look_ups": "Look-ups",
    "esign_permission_profiles": "eSignature permission profiles",
    "places": "Places: countries, currencies, states, time zones",
    "task_types": "Task types",
    "transaction_types": "Transaction types",
}
"""Titles that a module's name does not tell."""

Groups = dict[str, type[Resource]]
"""Groups of methods by the attribute of the client that holds them."""


def files() -> dict[Path, str]:
    """Give what to write, by path below the repository."""
    otc = AsyncOpenToClose("none", base_url="https://api.invalid/v1")
    rooms = AsyncRooms("none", access_token="none")
    return {
        **_pages("otc", "AsyncOpenToClose", "OpenToClose", _groups_of(otc), _OtcModels().of),
        **_pages("rooms", "AsyncRooms", "Rooms", _groups_of(rooms), _models_of_rooms),
    }


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
    for name in sorted(by_module):
        module, held = import_module(name), by_module[name]
        short = name.rpartition(".")[2]
        attributes = _enumerated([f"`{api}.{attribute}`" for attribute in held])
        parts = [
            f"# {TITLES.get(short, short.replace('_', ' ').capitalize())}",
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
        f"{attributes} of [{client}][{PACKAGE}.{client}]; the same without `await` of "
        f"[{twin}][{PACKAGE}.{twin}]."
    )


def _enumerated(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _show(identifier: str, *, level: int = 2, inherited: bool = False, root: bool = False) -> str:
    options = [f"heading_level: {level}"]
    if inherited:
        # Nobody makes a group but the client.
        options += ["inherited_members: true", "merge_init_into_class: false"]
    if root:
        options += ["show_root_heading: true", "show_root_toc_entry: true"]
    lines = [f"::: {identifier}", "    options:", *(f"      {option}" for option in options)]
    return "\n".join(lines)


def _parts_of_bases(module: ModuleType, groups: Groups) -> list[str]:
    """Show the keywords of inherited methods, which the group's own module does not have."""
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
        if keywords != group
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
    """The models of Open To Close are in one module; each goes to the first page that needs it."""

    def __init__(self) -> None:
        self._shown: set[type] = set()

    def of(self, _: ModuleType, groups: Groups) -> list[str]:
        needed: dict[type, None] = {}
        for group in groups.values():
            if issubclass(group, Records):
                _gather(group._model, needed)  # noqa: SLF001 - says what the group gives
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
    """Find the models and enums in a type, and in the fields of those."""
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
    """Write the pages, and remove those of groups that are no more."""
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
    sys.stdout.write(f"wrote {len(pages)} pages\n")


if __name__ == "__main__":
    main()
