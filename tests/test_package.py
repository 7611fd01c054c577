"""The package as installed: its public names, its type marker, the size of its modules."""

import ast
import importlib
from importlib.metadata import metadata
from pathlib import Path

import pytest

import opentoclose_async

ROOT = Path(opentoclose_async.__file__).parent
FILES = [file for file in sorted(ROOT.rglob("*.py")) if file.name != "__main__.py"]
MOST_LINES = 400


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def in_order(name: str) -> tuple[int, str]:
    """Order names as the linter does: constants, classes, functions."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


NAMES = [name_of(file) for file in FILES]


def test_all_is_sorted_and_every_name_in_it_resolves() -> None:
    for name in NAMES:
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
