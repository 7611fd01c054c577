"""The package as installed: its public names, its type marker, the size of its modules."""

import ast
import importlib
import re
from fnmatch import fnmatchcase
from importlib.metadata import metadata
from importlib.util import find_spec
from pathlib import Path

import pytest

import opentoclose_async
from opentoclose_async import events, hooks

ROOT = Path(opentoclose_async.__file__).parent
FILES = [file for file in sorted(ROOT.rglob("*.py")) if file.name != "__main__.py"]
MOST_LINES = 400


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def in_order(name: str) -> tuple[int, str]:
    """Order names as the linter does: constants, classes, functions."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def matches(name: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def any_matches(pattern: str, names: list[str]) -> bool:
    return any(fnmatchcase(name, pattern) for name in names)


NAMES = [name_of(file) for file in FILES]
MODULE = re.compile(r"`(opentoclose_async[\w.*]*)`")
SHOWN = re.compile(r"^::: (\S+)$", re.M)


def listed_modules() -> tuple[list[str], list[str]]:
    """Return the patterns of public and of internal modules that the documentation lists."""
    text = (ROOT.parent / "docs" / "architecture.md").read_text("utf-8")
    tables = re.findall(r"(?:^\|.*\n)+", text.partition("## Public modules")[2], re.M)
    public, internal = (
        [name for row in table.splitlines() for name in MODULE.findall(row.split("|")[1])]
        for table in tables
    )
    return public, internal


def test_every_module_is_underscored_or_listed_as_public_or_internal() -> None:
    public, internal = listed_modules()
    modules = [name for name in NAMES if "._" not in name]
    assert [name for name in modules if not matches(name, public + internal)] == []
    unused = [pattern for pattern in public + internal if not any_matches(pattern, modules)]
    assert unused == [], "listed, but not in the package"


def test_modules_that_the_reference_names_are_public() -> None:
    public, _ = listed_modules()
    pages = (ROOT.parent / "docs" / "reference").rglob("*.md")
    named = {name for page in pages for name in SHOWN.findall(page.read_text("utf-8"))}
    homes = {name if name in NAMES else name.rpartition(".")[0] for name in named}
    assert [home for home in sorted(homes) if not matches(home, public)] == []


NOT_OF_DEV = {"opentoclose_async.pipelines.spark": "pyspark"}
"""Modules that import a package which the extra 'dev' leaves out, as it is large."""


def test_all_is_sorted_and_every_name_in_it_resolves() -> None:
    for name in NAMES:
        if name in NOT_OF_DEV and find_spec(NOT_OF_DEV[name]) is None:
            continue
        module = importlib.import_module(name)
        public: list[str] = list(getattr(module, "__all__", []))
        assert public == sorted(set(public), key=in_order), name
        assert [each for each in public if not hasattr(module, each)] == [], name


def test_the_root_module_gives_type_checkers_and_python_the_same_names() -> None:
    tree = ast.parse((ROOT / "__init__.py").read_text("utf-8"))
    checked = {
        alias.name: statement.module
        for block in tree.body
        if isinstance(block, ast.If)
        for statement in block.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
    assert sorted(checked) == opentoclose_async.__all__
    for name, module in checked.items():
        assert module is not None
        assert getattr(opentoclose_async, name) is getattr(importlib.import_module(module), name)
    assert set(opentoclose_async.__all__) <= set(dir(opentoclose_async))
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = opentoclose_async.Nothing


def test_hooks_can_be_imported_from_events_too() -> None:
    assert events.__all__ == hooks.__all__
    assert all(getattr(events, name) is getattr(hooks, name) for name in hooks.__all__)


def test_type_checkers_are_told_that_the_package_is_typed() -> None:
    assert (ROOT / "py.typed").is_file()
    assert "Typing :: Typed" in (metadata("opentoclose-async").get_all("Classifier") or [])


def is_generated(text: str) -> bool:
    return "\n# Written by tools/" in text


def test_modules_that_people_write_stay_small() -> None:
    texts = {file: file.read_text("utf-8") for file in FILES}
    long = [
        str(file.relative_to(ROOT))
        for file, text in texts.items()
        if not is_generated(text) and len(text.splitlines()) > MOST_LINES
    ]
    assert long == []
