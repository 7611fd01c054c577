"""
The plugin that pytest loads, `-p no:opentoclose` excepted.

Every run of pytest imports this module where the package is installed, so it imports what fixtures
need only when one is used.
"""

import contextlib
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from opentoclose_async.testing.environment import hide, point_to
from opentoclose_async.testing.real_hosts import refuse_real_hosts

if TYPE_CHECKING:
    from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, Rooms
    from opentoclose_async.testing.server import SandboxServer, ServedSandbox
    from opentoclose_async.testing.settings import Settings

MARK = "opentoclose"
SANDBOX = "opentoclose_sandbox"
_hidden = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of the configuration."""
    parser.addini(
        "opentoclose_live",
        type="bool",
        default=False,
        help="let tests reach the real Open To Close and DocuSign with the environment's "
        "credentials (default: refuse the hosts and hide the credentials)",
    )


@pytest.hookimpl(hookwrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, Any, Any]:
    """Protect the run before a conftest.py reads the environment."""
    _protect(early_config)
    yield


def pytest_configure(config: pytest.Config) -> None:
    """Register the mark; protect the run if a conftest.py loaded the plugin."""
    config.addinivalue_line(
        "markers",
        f"{MARK}(faults=[...], client_quota=None, **settings): serve the test a sandbox with these "
        "settings of SandboxConfig, faults by name or as Fault, and a quota for the clients.",
    )
    _protect(config)


def _protect(config: pytest.Config) -> None:
    if _hidden in config.stash or config.getini("opentoclose_live"):
        return
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    config.stash[_hidden] = hide(patch)
    refuse_real_hosts(patch)


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Say which credentials tests do not see."""
    hidden = config.stash.get(_hidden, [])
    return [f"opentoclose: {', '.join(hidden)} hidden from tests"] if hidden else []


def pytest_terminal_summary(
    terminalreporter: "pytest.TerminalReporter", config: pytest.Config
) -> None:
    """Say, if tests failed, that hidden credentials may be why, and how to allow them."""
    hidden = config.stash.get(_hidden, [])
    if hidden and not {"failed", "error"}.isdisjoint(terminalreporter.stats):
        terminalreporter.write_line(
            f"opentoclose: tests saw a placeholder instead of {', '.join(hidden)}. "
            "To use a real account: pytest -o opentoclose_live=true"
        )


def pytest_itemcollected(item: pytest.Item) -> None:
    """Use the sandbox where there is a mark, and before other fixtures: they may make clients."""
    names = getattr(item, "fixturenames", None)
    if names is None:
        return
    if SANDBOX in names:
        names.remove(SANDBOX)
    elif item.get_closest_marker(MARK) is None:
        return
    known = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
    scopes = [known[name][-1].scope if known.get(name) else "function" for name in names]
    place = scopes.index("function") if "function" in scopes else len(names)
    names.insert(place, SANDBOX)


@pytest.fixture(scope="session")
def _opentoclose_server() -> "Iterator[SandboxServer]":
    """Serve sandboxes on loopback, one after another."""
    server, problem = None, ""
    try:
        from opentoclose_async.testing.server import SandboxServer

        server = SandboxServer()
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in ("starlette", "uvicorn"):
            raise
        from opentoclose_async._extras import install_command

        problem = (
            f"{missing} is not installed; the fixtures of opentoclose-async need the extra "
            f"'testing': {install_command('testing')}"
        )
    if server is None:
        pytest.fail(problem, pytrace=False)
    with contextlib.closing(server):
        yield server


@pytest.fixture
def _opentoclose_settings(
    request: pytest.FixtureRequest, _opentoclose_server: "SandboxServer"
) -> "Settings":
    """Read the marks of the test."""
    from opentoclose_async.testing.settings import MarkError, settings_of

    try:
        return settings_of(request.node.iter_markers(MARK))
    except MarkError as error:
        problem = str(error)
    pytest.fail(f"@pytest.mark.{MARK}: {problem}", pytrace=False)


@pytest.fixture
def opentoclose_sandbox(
    _opentoclose_server: "SandboxServer", _opentoclose_settings: "Settings"
) -> "Iterator[ServedSandbox]":
    """A local server of Open To Close and DocuSign Rooms, in its initial state for each test."""
    from opentoclose_async.testing.clients import set_defaults

    sandbox = _opentoclose_server.sandbox(_opentoclose_settings.config)
    sandbox.faults = _opentoclose_settings.faults
    with pytest.MonkeyPatch.context() as patch:
        point_to(sandbox, patch)
        set_defaults(patch, _opentoclose_settings.client_quota)
        yield sandbox


@pytest.fixture
def otc(opentoclose_sandbox: "ServedSandbox") -> "Iterator[OpenToClose]":
    """A blocking client of the sandbox's Open To Close."""
    from opentoclose_async import OpenToClose
    from opentoclose_async.testing.clients import closed_afterwards, otc_options

    yield from closed_afterwards(OpenToClose(**otc_options(opentoclose_sandbox)))


@pytest.fixture
def rooms(opentoclose_sandbox: "ServedSandbox") -> "Iterator[Rooms]":
    """A blocking client of the sandbox's DocuSign Rooms."""
    from opentoclose_async import Rooms
    from opentoclose_async.testing.clients import closed_afterwards, rooms_options

    yield from closed_afterwards(Rooms(**rooms_options(opentoclose_sandbox)))


@pytest.fixture
def async_otc(opentoclose_sandbox: "ServedSandbox") -> "Iterator[AsyncOpenToClose]":
    """An async client of the sandbox's Open To Close, for any event loop."""
    from opentoclose_async import AsyncOpenToClose
    from opentoclose_async.testing.clients import closed_afterwards, otc_options

    yield from closed_afterwards(AsyncOpenToClose(**otc_options(opentoclose_sandbox)))


@pytest.fixture
def async_rooms(opentoclose_sandbox: "ServedSandbox") -> "Iterator[AsyncRooms]":
    """An async client of the sandbox's DocuSign Rooms, for any event loop."""
    from opentoclose_async import AsyncRooms
    from opentoclose_async.testing.clients import closed_afterwards, rooms_options

    yield from closed_afterwards(AsyncRooms(**rooms_options(opentoclose_sandbox)))
