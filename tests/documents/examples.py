"""
Extract the examples of documents and run them against a sandbox.

An example runs as printed. The environment says where the sandbox is, as ``opentoclose sandbox``
prints it. Examples of docs are also told that it has no quota, unless they set one.
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

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.M | re.S)
_TITLE = re.compile(r'title="([^"]+)"')


@frozen
class Block:
    """
    A code block of a document.

    Attributes:
        page: Path of the document below the repository.
        line: Line number of the block's first line.
        language: Language named by the fence.
        title: File name given by the fence, if any.
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
    """Return the code blocks of a document, in order."""
    text = page.read_text("utf-8")
    name = page.relative_to(ROOT).as_posix()
    blocks = []
    for fence in _FENCE.finditer(text):
        language, attributes, code = fence.groups()
        title = _TITLE.search(attributes)
        line = text.count("\n", 0, fence.start(3)) + 1
        blocks.append(Block(name, line, language, title and title[1], code))
    # An indented or unclosed fence would be an example that never runs.
    assert text.count("```") == 2 * len(blocks), f"{name} has an indented or unclosed fence"
    return blocks


def set_credentials(server: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a sandbox's credentials into the environment."""
    config = server.sandbox.config
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", config.otc_token)
    monkeypatch.setenv("OPEN_TO_CLOSE_BASE_URL", server.otc_base_url)
    monkeypatch.setenv("DOCUSIGN_BASE_URL", server.rooms_base_url)
    monkeypatch.setenv("DOCUSIGN_AUTH_URL", server.auth_url)
    monkeypatch.setenv("DOCUSIGN_ACCESS_TOKEN", config.rooms_token)
    monkeypatch.setenv("DOCUSIGN_ACCOUNT_ID", config.account_id)
    monkeypatch.setenv("DOCUSIGN_INTEGRATION_KEY", config.integration_key)
    monkeypatch.setenv("DOCUSIGN_USER_ID", config.user_id)
    monkeypatch.setenv("DOCUSIGN_CLIENT_SECRET", config.client_secret)


def set_sign_in(server: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a sandbox's private key and refresh token into the environment; both are slow to make."""
    monkeypatch.setenv("DOCUSIGN_PRIVATE_KEY", server.sandbox.private_key)
    monkeypatch.setenv("DOCUSIGN_REFRESH_TOKEN", server.sandbox.refresh_token)


def run_python(block: Block, server: RunningSandbox, quota: str | None = None) -> dict[str, Any]:
    """
    Run an example; tracebacks show the document's line numbers.

    Args:
        block: The example.
        server: The sandbox that its clients talk to.
        quota: The quota of clients for which the example sets none.

    Returns:
        The names that it defined.
    """
    _export_what_is_compared(block.text, server)
    return _run(_WithQuota(quota).visit(_parsed(block)), block)


def run_unchanged(block: Block) -> dict[str, Any]:
    """Run an example to which nothing is added; return the names that it defined."""
    return _run(_parsed(block), block)


def _parsed(block: Block) -> ast.Module:
    return ast.parse("\n" * (block.line - 1) + block.text, block.page)


def _run(tree: ast.Module, block: Block) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(ast.fix_missing_locations(tree), block.page, "exec"), names)
    return names


class _WithQuota(ast.NodeTransformer):
    """Add a quota to clients, and to sources of dlt, that the example passes none."""

    def __init__(self, quota: str | None) -> None:
        clients = ("AsyncOpenToClose", "OpenToClose", "AsyncRooms", "Rooms")
        names = (*clients, "open_to_close", "rooms")
        self._settings = {name: {"quota": quota} for name in names}

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name):
            given = {keyword.arg for keyword in node.keywords}
            for name, value in self._settings.get(node.func.id, {}).items():
                if name not in given and None not in given:  # None stands for a **mapping
                    node.keywords.append(ast.keyword(name, ast.Constant(value)))
        return node


async def answers_of(service: Any) -> dict[str, httpx.Response]:
    """Start a FastAPI application and request each of its GET routes, with 1 for every id."""
    transport = httpx.ASGITransport(service)
    async with (
        service.router.lifespan_context(service),
        httpx.AsyncClient(transport=transport, base_url="http://service.test") as client,
    ):
        paths = [path for path, methods in service.openapi()["paths"].items() if "get" in methods]
        return {path: await client.get(re.sub(r"\{\w+\}", "1", path)) for path in paths}


def write_file(block: Block, server: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Write a block with a title to that file in the working directory.

    The environment variables that it names get the sandbox's secrets.
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
    """Return the commands of a shell block, each as a list of words, without comments."""
    lines = block.text.replace("\\\n", " ").splitlines()
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def run_command(words: list[str], server: RunningSandbox) -> None:
    """Run ``opentoclose`` in the working directory and require success."""
    program, command, *_ = words
    assert program == "opentoclose"
    if command == "sandbox":
        _start_and_stop(words[1:])
        return
    if command == "diff":
        _export_what_is_compared(shlex.join(words), server)
    settings = []
    if command in ("archive", "export") and "--quota" not in words:
        settings += ["--quota", "off"]
    if command == "quota":
        settings += ["--quota-store", "file"]  # the default, which the tests switch off
    if command == "demo":
        settings += ["--users", "120", "--latency-ms", "0"]
    result = CliRunner().invoke(app, [*words[1:], *settings])
    assert result.exit_code == 0, f"{shlex.join(words)}\n{result.output}{result.exception!r}"


def _export_what_is_compared(text: str, server: RunningSandbox) -> None:
    """Make the exports that an example compares, unless it has made them."""
    for name in re.findall(r"\b(?:monday|tuesday)\.[a-z.]*[a-z]", text):
        if not Path(name).exists():
            words = ["opentoclose", "export", "users", "--api", "rooms", "--output", name]
            run_command(words, server)


def _start_and_stop(arguments: list[str]) -> None:
    """Start a server on a free port, check that it prints its address, and stop it."""
    with start(*arguments, "--port", "0", folder=Path.cwd()) as process:
        try:
            assert process.stdout is not None
            assert "http://" in "".join(process.stdout.readline() for _ in range(4))
        finally:
            process.terminate()
            process.communicate(timeout=TIME_LIMIT)
