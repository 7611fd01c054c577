"""
Write the reference pages of both APIs, a page for each module of resources, their navigation, and
the page of the commands.

The site takes the contents from the sources when it is built; the pages only group them. Run it
after adding a resource, a model or an option: ``python -m tools.reference``.
"""

import inspect
import re
import sys
import typing
from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs

from opentoclose_async import AsyncOpenToClose, AsyncRooms
from opentoclose_async._runtime.resource import Resource
from opentoclose_async.otc.records import Records
from tools.reference import commands

__all__ = ["files", "with_navigation"]

ROOT = Path(__file__).parents[2]
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
        commands.PAGE: commands.page(WRITTEN),
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
        held = by_module[name]
        parts = _sections(api, held) if len(held) > 1 else _methods(*held.values())
        for page, methods in _parts(name, held).items():
            attributes = _enumerated([f"`{api}.{attribute}`" for attribute in held])
            text = [
                _heading(page, *([methods[0]] if len(held) == 1 else [])),
                _held_by(attributes, client, twin),
                *(parts if page == name else _methods(*held.values(), base=methods[0])),
            ]
            if models := models_of(page, held):
                text += ["## Models", *models]
            if keywords := _keywords(page):
                text += ["## Types of keywords", *keywords]
            pages[FOLDER / api / f"{_short(page)}.md"] = WRITTEN + "\n\n".join(text) + "\n"
    return pages


def _parts(module: str, groups: Groups) -> dict[str, list[type]]:
    """
    Return the modules that get a page each, with the classes whose methods are on it.

    The methods that a group inherits from another module of operations are a page of their own.
    """
    parts: dict[str, list[type]] = {module: list(groups.values())}
    for group in groups.values():
        for base in group.__mro__[1:]:
            if ".operations." in base.__module__ and base.__module__ != module:
                parts[base.__module__] = [base]
    return parts


def _heading(module: str, *group: type) -> str:
    anchor = "".join(f" {{#{_identifier(each)}}}" for each in group)
    return f"# {_title(_short(module))}{anchor}"


def _held_by(attributes: str, client: str, twin: str) -> str:
    return (
        f"{attributes} of [{client}][{PACKAGE}.{client}] and, without `await`, of "
        f"[{twin}][{PACKAGE}.{twin}]."
    )


def _enumerated(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _sections(api: str, groups: Groups) -> list[str]:
    """Show several groups, each in a section."""
    parts = []
    for attribute, group in groups.items():
        heading = f"## {_title(attribute)} {{#{_identifier(group)}}}"
        parts += [heading, f"`{api}.{attribute}`", *_methods(group, level=3)]
    return parts


def _methods(group: type, *, level: int = 2, base: type | None = None) -> list[str]:
    """Show the methods of a group: its own, or those that it inherits from a base."""
    if base is not None:
        return [
            _show(f"{_identifier(group)}.{name}", level=level, root=True) for name in _names(base)
        ]
    parts = {each: None for [each, *_] in _parts(group.__module__, {"": group}).values()}
    elsewhere = {name for part in parts if part is not group for name in _names(part)}
    options = {
        # Only the clients create groups.
        "merge_init_into_class": "false",
        "inherited_members": "true",
        "members": f"[{', '.join(name for name in _names(group) if name not in elsewhere)}]",
    }
    return [_show(_identifier(group), level=level, options=options)]


def _names(group: type) -> list[str]:
    """Return the names of a group's methods, those of its list first."""
    names = {
        name: None
        for kind in group.__mro__
        for name, value in vars(kind).items()
        if inspect.isfunction(value) and not name.startswith("_")
    }
    lists = {f"list_{name[5:]}": f"iter_{name[5:]}" for name in names if name.startswith("iter_")}
    first = [name for twins in lists.items() for name in twins if name in names]
    return [*first, *(name for name in names if name not in first)]


def _keywords(module: str) -> list[str]:
    """Show the types of the keywords of a module's methods."""
    found = import_module(module)
    return [
        _show(f"{module}.{name}", level=3, root=True, options={"show_bases": "true"})
        for name in found.__all__
        if not name.startswith("Blocking") and not _is_group(getattr(found, name))
    ]


def _is_group(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, Resource)


def _show(
    identifier: str,
    *,
    level: int = 2,
    root: bool = False,
    options: Mapping[str, str] | None = None,
) -> str:
    lines = [f"::: {identifier}", "    options:", f"      heading_level: {level}"]
    if root:
        lines += ["      show_root_heading: true", "      show_root_toc_entry: true"]
    lines += [f"      {name}: {value}" for name, value in (options or {}).items()]
    return "\n".join(lines)


def _models_of_rooms(module: str, _: Groups) -> list[str]:
    models = module.replace(".rooms.operations.", ".rooms.models.")
    return [_show(models, level=3)] if find_spec(models) is not None else []


class _OtcModels:
    """Distributes the models of Open To Close, one module, over the pages that need them first."""

    def __init__(self) -> None:
        self._shown: set[type] = set()

    def of(self, _: str, groups: Groups) -> list[str]:
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
    for folder in (FOLDER / api for api in APIS):
        for old in (ROOT / folder).glob("*.md"):
            path = old.relative_to(ROOT)
            if path not in pages and path.name != "index.md":
                old.unlink()
                sys.stdout.write(f"removed {path}\n")
    navigation = (ROOT / NAVIGATION).read_text("utf-8")
    (ROOT / NAVIGATION).write_text(with_navigation(navigation, pages), encoding="utf-8")
    sys.stdout.write(f"wrote {len(pages)} pages\n")
