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


@pytest.mark.parametrize("name", NAMES)
def test_all_is_sorted_and_every_name_in_it_resolves(name: str) -> None:
    module = importlib.import_module(name)
    public: list[str] = list(getattr(module, "__all__", []))
    assert public == sorted(set(public), key=in_order)
    assert [each for each in public if not hasattr(module, each)] == []


def test_the_root_module_holds_its_public_names_and_nothing_else() -> None:
    tree = ast.parse((ROOT / "__init__.py").read_text("utf-8"))
    docstring, *statements = tree.body
    assert isinstance(docstring, ast.Expr)
    imported = {
        alias.asname or alias.name
        for statement in statements
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
    others = [each for each in statements if not isinstance(each, ast.ImportFrom)]
    assert [type(each) for each in others] == [ast.Assign]
    assert imported == set(opentoclose_async.__all__)


def test_type_checkers_are_told_that_the_package_is_typed() -> None:
    assert (ROOT / "py.typed").is_file()
    assert "Typing :: Typed" in (metadata("opentoclose-async").get_all("Classifier") or [])


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_a_module_stays_small(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= MOST_LINES
