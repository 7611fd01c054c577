"""Which layer may import which."""

import ast
from collections.abc import Iterator, Mapping, Set
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import opentoclose_async

PACKAGE = "opentoclose_async"
ROOT = Path(opentoclose_async.__file__).parent

MAY_IMPORT: dict[str, frozenset[str]] = {
    "_extras": frozenset(),
    "exceptions": frozenset(),
    "hooks": frozenset({"exceptions"}),
    "events": frozenset({"hooks"}),
    "_protocol": frozenset({"exceptions"}),
    "_tables": frozenset({"_extras", "exceptions", "_protocol"}),
    "diff": frozenset({"exceptions", "_protocol", "_tables"}),
    "_runtime": frozenset({"_extras", "exceptions", "hooks", "_protocol", "_tables"}),
    "_docusign": frozenset({"_extras", "exceptions", "_protocol", "_runtime"}),
    "_blocking": frozenset({"exceptions", "_protocol", "_tables", "_runtime"}),
    "otc": frozenset({"exceptions", "hooks", "_protocol", "_runtime", "_blocking"}),
    "rooms": frozenset({"exceptions", "hooks", "_protocol", "_runtime", "_blocking", "_docusign"}),
    "blocking": frozenset({"_blocking"}),
    "types": frozenset({"_protocol", "_runtime", "_docusign"}),
    "legacy": frozenset({"exceptions", "_protocol", "_runtime", "_blocking", "otc"}),
    "sandbox": frozenset({"_extras"}),  # how to install what it needs
}
PUBLIC = frozenset(MAY_IMPORT) - {"sandbox"}
OF_OPEN_TO_CLOSE = frozenset(
    {
        *("agents", "base_client", "client", "contacts", "properties", "tags", "teams", "users"),
        *(f"property_{part}s" for part in ("contact", "document", "email", "note", "task")),
    }
)
"""Modules of that package, which are here too: each gives names of the drop-in, and no more."""
MAY_IMPORT |= dict.fromkeys(OF_OPEN_TO_CLOSE, frozenset({"legacy"}))
MAY_IMPORT["__init__"] = PUBLIC
MAY_IMPORT["export"] = PUBLIC | {"__init__"}
MAY_IMPORT["archive"] = PUBLIC | {"__init__", "export"}
MAY_IMPORT["_accounts"] = PUBLIC | {"__init__", "export"}
MAY_IMPORT["pipelines"] = PUBLIC | {"__init__", "_accounts", "export"}
MAY_IMPORT["testing"] = PUBLIC | {"__init__", "sandbox"}
MAY_IMPORT["cli"] = PUBLIC | {"__init__", "_accounts", "archive", "export", "sandbox"}

DOES_IO = frozenset(
    {
        "aiohttp",
        "anyio",
        "asyncio",
        "concurrent",
        "httpcore",
        "httpx",
        "random",
        "requests",
        "select",
        "sniffio",
        "socket",
        "ssl",
        "subprocess",
        "threading",
        "time",
        "trio",
        "urllib.request",
    }
)
CLOCKS = frozenset({"now", "today", "utcnow"})
PURE = frozenset(
    f"{PACKAGE}.{name}"
    for name in (
        "_protocol",
        "_tables",
        "_docusign.consent",
        "_docusign.oauth",
        "_docusign.oauth_errors",
        "_docusign.private_keys",
    )
)
"""No I/O, no clock."""
ANNOTATES_TRANSPORT = frozenset({f"{PACKAGE}.otc.client", f"{PACKAGE}.rooms.client"})


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(file): file for file in sorted(ROOT.rglob("*.py"))}


def layer_of(module: str) -> str:
    """Return the layer of one of our modules; ``__init__`` for the package itself."""
    return "__init__" if module == PACKAGE else module.split(".")[1]


def imports_of(module: str, tree: ast.AST, *, is_package: bool) -> Iterator[str]:
    """Yield the full names of a module's imports, those in functions included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = module.split(".")
                above = up[: len(up) - node.level + is_package]
                base = ".".join([*above, base] if base else above)
            for alias in node.names:
                below = f"{base}.{alias.name}"
                is_module = base != PACKAGE or layer_of(below) in MAY_IMPORT
                yield below if is_module else base


def is_or_is_below(module: str, roots: frozenset[str]) -> bool:
    return any(module == root or module.startswith(f"{root}.") for root in roots)


def violations(module: str, source: str, *, is_package: bool = False) -> list[str]:
    """Return what a module does that its layer may not."""
    tree = ast.parse(source)
    layer = layer_of(module)
    is_pure = is_or_is_below(module, PURE)
    if layer not in MAY_IMPORT:
        return [f"{module} is of no known layer"]
    found = []
    for imported in imports_of(module, tree, is_package=is_package):
        if is_or_is_below(imported, frozenset({PACKAGE})):
            target = layer_of(imported)
            if target != layer and target not in MAY_IMPORT[layer]:
                found.append(f"{module} imports {imported}")
        elif is_pure and is_or_is_below(imported, DOES_IO):
            found.append(f"{module} imports {imported}")
        elif imported.split(".")[0] == "httpx" and layer != "_runtime":
            found += [f"{module} imports {imported}"] * (module not in ANNOTATES_TRANSPORT)
    for node in ast.walk(tree):
        match node:
            case ast.Name(id="print") if layer != "cli":
                found.append(f"{module}:{node.lineno} prints")
            case ast.Attribute(value=ast.Name(id="httpx"), attr=attribute):
                if layer != "_runtime" and attribute != "AsyncBaseTransport":
                    found.append(f"{module}:{node.lineno} uses httpx.{attribute}")
            case ast.Call(func=ast.Attribute(attr=attribute)) if attribute in CLOCKS:
                if is_pure:
                    found.append(f"{module}:{node.lineno} reads a clock")
            case _:
                pass
    return found


def test_every_module_keeps_to_its_layer() -> None:
    found = []
    for module, file in MODULES.items():
        is_package = file.name == "__init__.py"
        found += violations(module, file.read_text("utf-8"), is_package=is_package)
    assert found == []


def module_of(imported: str) -> str | None:
    """Return the module of this package that an import names, or names something in."""
    while imported and imported not in MODULES:
        imported = imported.rpartition(".")[0]
    return imported or None


def circle_among(imports: Mapping[str, Set[str]]) -> list[str]:
    """Return modules that import each other in a circle, the first one repeated at the end."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports inside functions and for type checkers count too."""
    imports: dict[str, set[str]] = {}
    for module, file in MODULES.items():
        tree = ast.parse(file.read_text("utf-8"))
        found = imports_of(module, tree, is_package=file.name == "__init__.py")
        imports[module] = {own for each in found if (own := module_of(each))} - {module}
    assert circle_among(imports) == []


def test_the_check_finds_a_circle() -> None:
    assert set(circle_among({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == {"b", "c"}
    assert circle_among({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_every_layer_is_there() -> None:
    assert {layer_of(module) for module in MODULES} == set(MAY_IMPORT)


@pytest.mark.parametrize(
    ("module", "source", "named"),
    [
        ("_protocol.paging.plan", "import opentoclose_async._runtime.lists.pager", "imports"),
        ("_protocol.paging.plan", "from opentoclose_async._runtime import pages", "imports"),
        ("_protocol.paging.plan", "from opentoclose_async import otc", "imports"),
        ("_protocol.paging.plan", "from opentoclose_async import Quota", "imports"),
        ("_protocol.paging.plan", "from ..._runtime.lists.pager import Pager", "imports"),
        ("_protocol.paging.plan", "from ... import _runtime", "imports"),
        ("_protocol.paging.plan", "def late():\n    from opentoclose_async import cli", "imports"),
        ("_protocol.quota.ledger", "import time", "imports time"),
        ("_protocol.quota.ledger", "from anyio import sleep", "imports anyio.sleep"),
        ("_protocol.quota.ledger", "import urllib.request", "imports urllib.request"),
        ("_protocol.quota.ledger", "from urllib import request", "imports urllib.request"),
        ("_protocol.quota.ledger", "import httpx", "imports httpx"),
        ("_protocol.quota.ledger", "moment = datetime.now(UTC)", "reads a clock"),
        ("exceptions", "from opentoclose_async._protocol import quota", "imports"),
        ("_runtime.session", "from opentoclose_async.otc.operations.users import Users", "imports"),
        ("otc.users", "from opentoclose_async.rooms.operations.users import Users", "imports"),
        ("rooms.users", "from opentoclose_async.otc import users", "imports"),
        ("otc.users", "import httpx", "imports httpx"),
        ("otc.client", "import httpx\nhttpx.AsyncClient()", "uses httpx.AsyncClient"),
        ("legacy", "from opentoclose_async.export import runner", "imports"),
        ("sandbox.app", "from opentoclose_async.exceptions import NotFoundError", "imports"),
        ("export.runner", "from opentoclose_async.cli import main", "imports"),
        ("export.runner", "print('rows')", "prints"),
        ("export.runner", "report = print", "prints"),
        ("somewhere.new", "", "is of no known layer"),
    ],
)
def test_the_check_finds_what_is_forbidden(module: str, source: str, named: str) -> None:
    (found,) = violations(f"{PACKAGE}.{module}", source)
    assert named in found


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "_protocol.quota.ledger",
            "from opentoclose_async._protocol.responses.rate_limits import LimitSignals",
        ),
        ("_protocol.quota.ledger", "from ..responses.rate_limits import LimitSignals"),
        ("_protocol.quota.ledger", "from ...exceptions import ConfigurationError"),
        ("_protocol.arguments", "from urllib.parse import quote"),
        ("_runtime.session", "import httpx\nhttpx.AsyncClient()"),
        ("otc.client", "import httpx\ntransport: httpx.AsyncBaseTransport"),
        ("otc.users", "from opentoclose_async._runtime.lists.pager import Pager"),
        ("sandbox.app", "from opentoclose_async.sandbox.tables import Table"),
        ("cli.demo", "from opentoclose_async import Quota, sandbox\nprint(Quota, sandbox)"),
    ],
)
def test_the_check_lets_pass_what_is_allowed(module: str, source: str) -> None:
    assert violations(f"{PACKAGE}.{module}", source) == []
