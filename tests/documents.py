"""
What documents show, taken out of them and run against a sandbox.

An example runs as it stands there. It is given what it could not know: where the sandbox is, and
that the sandbox has no quota unless the example sets one itself.
"""

import ast
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import frozen
from typer.testing import CliRunner

from opentoclose_async.cli.app import app
from opentoclose_async.sandbox import RunningSandbox
from tests.cli.processes import TIME_LIMIT, start

ROOT = Path(__file__).parents[1]
_FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.M | re.S)
_TITLE = re.compile(r'title="([^"]+)"')


@frozen
class Block:
    """
    A block of code of a document.

    Attributes:
        page: The document, by its path below the repository.
        line: The line of the document that the block's first line is.
        language: What the fence says that it is.
        title: The name of the file that it is, if the fence says one.
        text: The code.
    """

    page: str
    line: int
    language: str
    title: str | None
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks_of(page: Path) -> list[Block]:
    """Give the blocks of code of a document, in its order."""
    text = page.read_text("utf-8")
    name = page.relative_to(ROOT).as_posix()
    blocks = []
    for fence in _FENCE.finditer(text):
        language, attributes, code = fence.groups()
        title = _TITLE.search(attributes)
        line = text.count("\n", 0, fence.start(3)) + 1
        blocks.append(Block(name, line, language, title and title[1], code))
    # A fence that is indented or never closed would be an example that nobody runs.
    assert text.count("```") == 2 * len(blocks), f"{name} has a fence that is none"
    return blocks


def let_in(server: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put what lets a client into a sandbox into the environment."""
    config = server.sandbox.config
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", config.otc_token)
    monkeypatch.setenv("OPEN_TO_CLOSE_BASE_URL", server.otc_base_url)
    monkeypatch.setenv("DOCUSIGN_ACCESS_TOKEN", config.rooms_token)
    monkeypatch.setenv("DOCUSIGN_ACCOUNT_ID", config.account_id)
    monkeypatch.setenv("DOCUSIGN_INTEGRATION_KEY", config.integration_key)
    monkeypatch.setenv("DOCUSIGN_USER_ID", config.user_id)
    monkeypatch.setenv("DOCUSIGN_CLIENT_SECRET", config.client_secret)


def let_in_by_key(server: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put what signs in to a sandbox into the environment, where it takes a while to make."""
    monkeypatch.setenv("DOCUSIGN_PRIVATE_KEY", server.sandbox.private_key)
    monkeypatch.setenv("DOCUSIGN_REFRESH_TOKEN", server.sandbox.refresh_token)


def run_python(block: Block, server: RunningSandbox, quota: str | None = None) -> dict[str, Any]:
    """
    Run an example; in tracebacks its lines have the numbers of the document.

    Args:
        block: The example.
        server: Where its clients go.
        quota: What clients get that the example sets no quota for.

    Returns:
        The names that it has defined.
    """
    tree = ast.parse("\n" * (block.line - 1) + block.text, block.page)
    tree = ast.fix_missing_locations(_AgainstSandbox(server, quota).visit(tree))
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(tree, block.page, "exec"), names)
    return names


class _AgainstSandbox(ast.NodeTransformer):
    """Give clients the settings that they need for a sandbox and that are not theirs already."""

    def __init__(self, server: RunningSandbox, quota: str | None) -> None:
        otc = {"quota": quota}
        rooms = {**otc, "base_url": server.rooms_base_url, "auth_url": server.auth_url}
        self._settings = {
            "AsyncOpenToClose": otc,
            "OpenToClose": otc,
            "AsyncRooms": rooms,
            "Rooms": rooms,
        }

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name):
            given = {keyword.arg for keyword in node.keywords}
            for name, value in self._settings.get(node.func.id, {}).items():
                if name not in given and None not in given:  # None stands for a **mapping
                    node.keywords.append(ast.keyword(name, ast.Constant(value)))
        return node


async def answers_of(service: Any) -> dict[str, httpx.Response]:
    """Start a FastAPI application, and ask for each of its GET routes; ids in paths are 1."""
    transport = httpx.ASGITransport(service)
    async with (
        service.router.lifespan_context(service),
        httpx.AsyncClient(transport=transport, base_url="http://service.test") as client,
    ):
        paths = [path for path, methods in service.openapi()["paths"].items() if "get" in methods]
        return {path: await client.get(re.sub(r"\{\w+\}", "1", path)) for path in paths}


def write_file(block: Block, server: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Write a block that is a file into the working directory.

    The variables that it names as holding secrets get the sandbox's.
    """
    assert block.title is not None
    config = server.sandbox.config
    secrets: dict[str, Callable[[], str]] = {
        "api_key": lambda: config.otc_token,
        "access_token": lambda: config.rooms_token,
        "private_key": lambda: server.sandbox.private_key,
    }
    for kind, secret in secrets.items():
        for variable in re.findall(rf'^{kind}_env = "(\w+)"', block.text, re.M):
            monkeypatch.setenv(variable, secret())
    addresses = {
        "otc": f'base_url = "{server.otc_base_url}"\n',
        "rooms": f'base_url = "{server.rooms_base_url}"\nauth_url = "{server.auth_url}"\n',
    }
    text = block.text
    for api, lines in addresses.items():
        text = text.replace(f'api = "{api}"\n', f'api = "{api}"\n{lines}')
    Path(block.title).write_text(text, encoding="utf-8")


def commands_of(block: Block) -> list[list[str]]:
    """Give the commands of a shell block, as lists of words without comments."""
    lines = block.text.replace("\\\n", " ").splitlines()
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def run_command(words: list[str], server: RunningSandbox) -> None:
    """Run ``opentoclose`` in the working directory; it must succeed."""
    program, command, *_ = words
    assert program == "opentoclose"
    if command == "sandbox":
        _start_and_stop(words[1:])
        return
    settings = []
    if command == "export" and "--quota" not in words:
        settings += ["--quota", "off"]
    if "--api" in words and words[words.index("--api") + 1] == "rooms":
        settings += ["--base-url", server.rooms_base_url]
    if command in ("login", "whoami"):
        settings += ["--auth-url", server.auth_url]
    if command == "demo":
        settings += ["--users", "120", "--latency-ms", "0"]
    result = CliRunner().invoke(app, [*words[1:], *settings])
    assert result.exit_code == 0, f"{shlex.join(words)}\n{result.output}{result.exception!r}"


def _start_and_stop(arguments: list[str]) -> None:
    """Start what runs until it is told to stop, on a free port, and see that it says so."""
    with start(*arguments, "--port", "0", folder=Path.cwd()) as process:
        try:
            assert process.stdout is not None
            assert "http://" in "".join(process.stdout.readline() for _ in range(4))
        finally:
            process.terminate()
            process.communicate(timeout=TIME_LIMIT)
