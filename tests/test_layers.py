"""The arrows between layers: each imports only from those above it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import opentoclose_async

PACKAGE = "opentoclose_async"
ROOT = Path(opentoclose_async.__file__).parent

MAY_IMPORT: dict[str, frozenset[str]] = {
    "exceptions": frozenset(),
    "events": frozenset({"exceptions"}),
    "protocol": frozenset({"exceptions"}),
    "runtime": frozenset({"exceptions", "events", "protocol"}),
    "otc": frozenset({"exceptions", "events", "protocol", "runtime"}),
    "rooms": frozenset({"exceptions", "events", "protocol", "runtime"}),
    "blocking": frozenset({"exceptions", "protocol", "runtime", "otc", "rooms"}),
    "legacy": frozenset({"exceptions", "protocol", "runtime", "otc", "rooms", "blocking"}),
    "sandbox": frozenset(),
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
MAY_IMPORT["cli"] = PUBLIC | {"__init__", "export", "sandbox"}

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
ANNOTATES_TRANSPORT = frozenset({f"{PACKAGE}.otc.client", f"{PACKAGE}.rooms.client"})


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(file): file for file in sorted(ROOT.rglob("*.py"))}


def layer_of(module: str) -> str:
    """Give the layer of one of our modules; ``__init__`` for the package's own."""
    return "__init__" if module == PACKAGE else module.split(".")[1]


def imports_of(module: str, tree: ast.AST, *, is_package: bool) -> Iterator[str]:
    """Give the full names of all that a module imports, wherever in it."""
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
    """Say what a module does that its layer may not."""
    tree = ast.parse(source)
    layer = layer_of(module)
    if layer not in MAY_IMPORT:
        return [f"{module} is of no known layer"]
    found = []
    for imported in imports_of(module, tree, is_package=is_package):
        if is_or_is_below(imported, frozenset({PACKAGE})):
            target = layer_of(imported)
            if target != layer and target not in MAY_IMPORT[layer]:
                found.append(f"{module} imports {imported}")
        elif layer == "protocol" and is_or_is_below(imported, DOES_IO):
            found.append(f"{module} imports {imported}")
        elif imported.split(".")[0] == "httpx" and layer != "runtime":
            found += [f"{module} imports {imported}"] * (module not in ANNOTATES_TRANSPORT)
    for node in ast.walk(tree):
        match node:
            case ast.Name(id="print") if layer != "cli":
                found.append(f"{module}:{node.lineno} prints")
            case ast.Attribute(value=ast.Name(id="httpx"), attr=attribute):
                if layer != "runtime" and attribute != "AsyncBaseTransport":
                    found.append(f"{module}:{node.lineno} uses httpx.{attribute}")
            case ast.Call(func=ast.Attribute(attr=attribute)) if attribute in CLOCKS:
                if layer == "protocol":
                    found.append(f"{module}:{node.lineno} reads a clock")
            case _:
                pass
    return found


@pytest.mark.parametrize("module", MODULES)
def test_a_module_keeps_to_its_layer(module: str) -> None:
    file = MODULES[module]
    is_package = file.name == "__init__.py"
    assert violations(module, file.read_text("utf-8"), is_package=is_package) == []


def test_the_layers_named_in_the_design_exist() -> None:
    present = {layer_of(module) for module in MODULES}
    assert {"__init__", "exceptions", "protocol", "runtime", "otc", "rooms", "sandbox"} <= present


@pytest.mark.parametrize(
    ("module", "source", "told"),
    [
        ("protocol.paging", "import opentoclose_async.runtime.pages", "imports"),
        ("protocol.paging", "from opentoclose_async.runtime import pages", "imports"),
        ("protocol.paging", "from opentoclose_async import otc", "imports"),
        ("protocol.paging", "from opentoclose_async import Quota", "imports"),
        ("protocol.paging", "from ..runtime.pages import Pager", "imports"),
        ("protocol.paging", "from .. import runtime", "imports"),
        ("protocol.paging", "def late():\n    from opentoclose_async import cli", "imports"),
        ("protocol.quota", "import time", "imports time"),
        ("protocol.quota", "from anyio import sleep", "imports anyio.sleep"),
        ("protocol.quota", "import urllib.request", "imports urllib.request"),
        ("protocol.quota", "from urllib import request", "imports urllib.request"),
        ("protocol.quota", "import httpx", "imports httpx"),
        ("protocol.quota", "moment = datetime.now(UTC)", "reads a clock"),
        ("exceptions", "from opentoclose_async.protocol import quota", "imports"),
        ("runtime.session", "from opentoclose_async.otc.users import Users", "imports"),
        ("otc.users", "from opentoclose_async.rooms.users import Users", "imports"),
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
def test_the_check_finds_what_is_forbidden(module: str, source: str, told: str) -> None:
    (found,) = violations(f"{PACKAGE}.{module}", source)
    assert told in found


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("protocol.quota", "from opentoclose_async.protocol.limits import LimitSignals"),
        ("protocol.quota", "from .limits import LimitSignals"),
        ("protocol.quota", "from ..exceptions import ConfigurationError"),
        ("protocol.arguments", "from urllib.parse import quote"),
        ("runtime.session", "import httpx\nhttpx.AsyncClient()"),
        ("otc.client", "import httpx\ntransport: httpx.AsyncBaseTransport"),
        ("otc.users", "from opentoclose_async.runtime.pages import Pager"),
        ("sandbox.app", "from opentoclose_async.sandbox.tables import Table"),
        ("cli.demo", "from opentoclose_async import Quota, sandbox\nprint(Quota, sandbox)"),
    ],
)
def test_the_check_lets_pass_what_is_allowed(module: str, source: str) -> None:
    assert violations(f"{PACKAGE}.{module}", source) == []
