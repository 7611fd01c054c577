"""
The files that only type checkers read are complete.

``mypy`` and ``pyright`` check those in ``tests/typing`` when they run by themselves. Those that
``tools`` can generate are not stored: they are generated and checked here.
"""

import ast
import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import attrs
import pytest

from opentoclose_async import (
    AsyncOpenToClose,
    AsyncRooms,
    OpenToClose,
    OpenToCloseAPI,
    OpenToCloseAPIError,
    Page,
    Pager,
    Quota,
    RetryPolicy,
    Rooms,
    blocking,
    exceptions,
)
from opentoclose_async._blocking.pager import PageIterator
from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._runtime.lists.pager import PageStream, RowStream
from opentoclose_async._runtime.session import Counters
from opentoclose_async.export import ExportReport, Progress
from opentoclose_async.legacy import engine
from opentoclose_async.otc import models as otc_models
from opentoclose_async.rooms import models as rooms_models
from tests.clients import groups_of
from tools.otc.files import type_checks as otc_type_checks
from tools.rooms.files import type_checks as rooms_type_checks

PACKAGE = "opentoclose_async"
TESTS = Path(__file__).parent
GENERATED = {
    TESTS.parent / path: source
    for path, source in {**otc_type_checks(), **rooms_type_checks()}.items()
}
STORED = {file: file.read_text("utf-8") for file in sorted((TESTS / "typing").rglob("*.py"))}
SOURCES = {**STORED, **GENERATED}
FILES = [file for file, source in SOURCES.items() if source]  # an __init__.py is empty
MISTAKES = [file for file in FILES if file.name.startswith("mistakes_")]

MODELS = [
    model
    for module in (otc_models, rooms_models)
    for model in (getattr(module, name) for name in dir(module))
    if attrs.has(model) and model is not Model  # an enum has no attributes
]

NO_NEEDLESS_COMMENT = "reportUnnecessaryTypeIgnoreComment=true"
EXPECTED_ERROR = "# type: ignore"
EXPECTED_ERROR_IN_FULL = re.compile(r"# type: ignore\[[a-z, -]+\]  # \S")


CHECKER_SECONDS = 300.0
"""Far longer than a type checker takes without a cache."""


def name_of(file: Path) -> str:
    return file.stem


def imported(module: str, name: str) -> object:
    """Return what ``from module import name`` imports."""
    owner = importlib.import_module(module)
    return (
        getattr(owner, name)
        if hasattr(owner, name)
        else importlib.import_module(f"{module}.{name}")
    )


def imports_of(tree: ast.Module) -> dict[str, object]:
    """Return what a file imports from this package, by local name."""
    return {
        alias.asname or alias.name: imported(node.module, alias.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(PACKAGE)
        for alias in node.names
    }


def parameters_of(
    function: ast.FunctionDef | ast.AsyncFunctionDef, imports: dict[str, object]
) -> dict[str, object]:
    """Return the class of each parameter that is annotated with one of this package's."""
    found = {}
    for parameter in function.args.args:
        annotation = parameter.annotation
        if isinstance(annotation, ast.Subscript):  # as in Page[User]
            annotation = annotation.value
        if isinstance(annotation, ast.Name) and annotation.id in imports:
            found[parameter.arg] = imports[annotation.id]
    return found


def uses_in(source: str) -> Iterator[tuple[object, str]]:
    """
    Yield what a file uses of this package's classes, e.g. ``(AsyncRooms, "users.get_users")``.

    Only uses through annotated parameters of functions count, and not those in lines that expect an
    error.
    """
    tree, lines = ast.parse(source), source.splitlines()
    imports = imports_of(tree)
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        parameters = parameters_of(function, imports)
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute) and EXPECTED_ERROR not in lines[node.lineno - 1]:
                name, _, path = ast.unparse(node).partition(".")
                if name in parameters:
                    yield parameters[name], path


USES = {use for source in SOURCES.values() for use in uses_in(source)}


def public_names(kind: type) -> set[str]:
    """Return the public methods and properties of a class, inherited ones included."""
    members = {name: getattr(kind, name) for name in dir(kind) if not name.startswith("_")}
    return {
        name
        for name, member in members.items()
        if inspect.isroutine(member) or isinstance(member, property)
    }


def names_of_client(client: object) -> Iterator[str]:
    """Yield the public names of a client and of its groups of methods."""
    yield from public_names(type(client))
    yield from (name for name in vars(client) if not name.startswith("_"))
    for name, group in groups_of(client).items():
        yield name
        yield from (f"{name}.{method}" for method in public_names(type(group)))


def names_of_error(kind: type[OpenToCloseAPIError]) -> set[str]:
    """Return the public names of an error, without those of every exception."""
    attributes = {name for name in vars(kind("")) if not name.startswith("_")}
    return {*attributes, *public_names(kind)} - public_names(Exception)


def left_out(kind: object, names: Iterator[str] | set[str]) -> list[str]:
    """Return the names of a class that no file uses."""
    return sorted(name for name in names if (kind, name) not in USES)


@pytest.mark.parametrize(
    "make",
    [
        lambda: AsyncOpenToClose("key"),
        lambda: AsyncRooms("account", access_token="token"),
        lambda: OpenToClose("key"),
        lambda: Rooms("account", access_token="token"),
        lambda: OpenToCloseAPI("key"),
    ],
    ids=["AsyncOpenToClose", "AsyncRooms", "OpenToClose", "Rooms", "OpenToCloseAPI"],
)
def test_every_public_name_of_a_client_and_its_groups_is_checked(
    make: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "load_dotenv", lambda: None)
    client = make()
    names = set(names_of_client(client))
    assert {"request", "users", "users.list_users"} <= names
    assert left_out(type(client), names) == []


@pytest.mark.parametrize("kind", [Pager, PageStream, RowStream, blocking.Pager, PageIterator])
def test_every_method_of_a_pager_or_stream_is_checked(kind: type) -> None:
    assert left_out(kind, public_names(kind)) == []


@pytest.mark.parametrize(
    "kind",
    [
        *MODELS,
        Counters,
        ExportReport,
        Page,
        Progress,
        Quota,
        RetryPolicy,
    ],
)
def test_every_attribute_of_a_model_or_record_is_checked(kind: Any) -> None:
    assert left_out(kind, {each.name for each in attrs.fields(kind)}) == []


@pytest.mark.parametrize("kind", [getattr(exceptions, name) for name in exceptions.__all__])
def test_every_attribute_of_an_error_is_checked(kind: type[OpenToCloseAPIError]) -> None:
    names = names_of_error(kind)
    if kind is not OpenToCloseAPIError:
        names -= names_of_error(OpenToCloseAPIError)
    assert left_out(kind, names) == []


def test_no_generated_file_is_stored() -> None:
    assert STORED.keys() & GENERATED.keys() == set()


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_the_generated_files_pass(checker: str, tmp_path: Path) -> None:
    files = [tmp_path / file.name for file in GENERATED]
    for file, source in zip(files, GENERATED.values(), strict=True):
        file.write_text(source, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", checker, *map(str, files)],
        cwd=TESTS.parent,
        capture_output=True,
        text=True,
        timeout=CHECKER_SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


def test_a_use_counts_for_the_class_that_it_is_of() -> None:
    source = """
from opentoclose_async import AsyncRooms, Page as P

def all(rooms: AsyncRooms, page: P[int], other: str) -> None:
    rooms.users.get_users()
    page.items
    other.strip()
    rooms.users.get_user()  # type: ignore[attr-defined]  # no such name
"""
    found = set(uses_in(source))
    assert {(AsyncRooms, "users.get_users"), (Page, "items")} <= found
    assert {path for _, path in found} == {"users", "users.get_users", "items"}


def test_pytest_collects_none_of_the_files(pytestconfig: pytest.Config) -> None:
    patterns: list[str] = pytestconfig.getini("python_files")
    assert FILES
    assert MISTAKES
    collected = [
        file
        for file in SOURCES
        for pattern in patterns
        if fnmatch(file.name, pattern) or fnmatch(str(file), pattern)
    ]
    assert collected == []
    assert list((TESTS / "typing").rglob("conftest.py")) == []


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_importing_a_file_would_do_nothing(file: Path) -> None:
    docstring, *statements = ast.parse(SOURCES[file]).body
    assert isinstance(docstring, ast.Expr)
    for statement in statements:
        assert isinstance(
            statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef
        )
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            assert not statement.decorator_list
            assert not statement.args.defaults


def test_nothing_imports_the_files() -> None:
    found = []
    for file in sorted(TESTS.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                above = "tests." if node.level else ""
                base = f"{above}{node.module or ''}".removesuffix(".")
                names = [f"{base}.{alias.name}" for alias in node.names]
            else:
                continue
            found += [(file, name) for name in names if f"{name}.".startswith("tests.typing.")]
    assert found == []


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_pyright_reports_needless_comments(file: Path) -> None:
    rules = "" if file in MISTAKES else "strict, "
    assert f"# pyright: {rules}{NO_NEEDLESS_COMMENT}" in SOURCES[file].splitlines()


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_only_mistakes_expect_errors_and_name_them(file: Path) -> None:
    expected = [line for line in SOURCES[file].splitlines() if EXPECTED_ERROR in line]
    assert bool(expected) == (file in MISTAKES)
    assert [line for line in expected if not EXPECTED_ERROR_IN_FULL.search(line)] == []
