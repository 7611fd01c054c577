"""The table of resources, ``resources.toml``."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.english import listed

__all__ = ["PACKAGE", "ROOT", "TABLE", "WRITTEN", "Base", "Filter", "Resource", "read_table"]

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).parent / "resources.toml"
PACKAGE = "opentoclose_async"
WRITTEN = "# Written by tools/otc; change resources.toml in it and run python -m tools.otc.\n"
VERBS = ("list", "create", "retrieve", "update", "delete")


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A keyword of a list."""

    name: str
    text: str
    type: str = "str"


@dataclass(frozen=True, kw_only=True)
class Base:
    """A class that a resource inherits from instead of Records, and the methods that it adds."""

    class_name: str
    module: str
    methods: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A table of ``resources.toml``, which explains the keys."""

    group: str
    noun: str
    model: str
    path: str
    list_path: str = ""
    one: str
    many: str
    summary: str
    module: str
    methods: tuple[str, ...]
    verified: frozenset[str]
    unsupported: dict[str, str]
    id: str
    data: str
    filters: tuple[Filter, ...]
    required: tuple[str, ...]
    only: tuple[str, ...]
    renamed: dict[str, str]
    refused: dict[str, str]
    base: Base | None
    drop_in: bool
    by_hand: frozenset[str] = field(default_factory=frozenset)

    @property
    def of_properties(self) -> bool:
        """Whether its records belong to a property."""
        return "{property_id}" in self.path

    @property
    def class_name(self) -> str:
        """The name of its class."""
        return "".join(part.capitalize() for part in self.group.split("_"))

    @property
    def full_module(self) -> str:
        """The full name of the module of its class."""
        if "class" in self.by_hand:
            return f"{PACKAGE}.otc.{self.module}"
        return f"{PACKAGE}.otc.operations.{self.module}"

    @property
    def filters_name(self) -> str:
        """The TypedDict of its list's keywords."""
        return f"{self.model}Filters" if self.filters else "ListOptions"

    @property
    def method_names(self) -> list[str]:
        """The names of its methods."""
        names = []
        for verb in self.methods:
            if verb == "list":
                names += [f"list_{self.group}", f"iter_{self.group}"]
            else:
                names.append(f"{verb}_{self.noun}")
        return [*names, *(self.base.methods if self.base else ())]


def read_table(path: Path = TABLE) -> tuple[Resource, ...]:
    """Return the resources in the order of the table."""
    table = tomllib.loads(path.read_text("utf-8"))
    return tuple(_read_resource(group, row) for group, row in table.items())


def _read_resource(group: str, row: dict[str, Any]) -> Resource:
    unknown = set(row) - {*Resource.__dataclass_fields__} - {"group"}
    if unknown:
        raise ValueError(f"[{group}] has unknown keys: {', '.join(sorted(unknown))}")
    noun = row["noun"]
    methods = tuple(row.get("methods", VERBS))
    many = row.get("many", group.replace("_", " "))
    verbs = {"read" if verb in ("list", "retrieve") else verb for verb in methods}
    ordered = [verb for verb in ("create", "read", "update", "delete") if verb in verbs]
    base = row.get("base")
    return Resource(
        group=group,
        noun=noun,
        model=row["model"],
        path=row["path"],
        list_path=row.get("list_path", ""),
        one=row.get("one", noun.replace("_", " ")),
        many=many,
        summary=row.get("summary", f"{listed(ordered)} {many}.".capitalize()),
        module=row.get("module", group),
        methods=methods,
        verified=frozenset(row.get("verified", ())),
        unsupported=row.get("unsupported", {}),
        id=row.get("id", f"{noun}_id"),
        data=row.get("data", f"{noun}_data"),
        filters=tuple(_read_filter(name, each) for name, each in row.get("filters", {}).items()),
        required=tuple(row.get("required", ())),
        only=tuple(row.get("only", ())),
        renamed=row.get("renamed", {}),
        refused=row.get("refused", {}),
        base=Base(class_name=base["class"], module=base["module"], methods=tuple(base["methods"]))
        if base
        else None,
        drop_in=row.get("drop_in", False),
        by_hand=frozenset(row.get("by_hand", ())),
    )


def _read_filter(name: str, given: str | dict[str, str]) -> Filter:
    return Filter(name=name, text=given) if isinstance(given, str) else Filter(name=name, **given)
