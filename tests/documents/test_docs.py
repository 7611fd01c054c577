"""The documentation's examples run as printed, against the sandbox."""

import logging
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import anyio
import pytest
from opentelemetry import trace
from opentelemetry.util._once import Once

from opentoclose_async.sandbox import RunningSandbox
from tests.documents.examples import (
    ROOT,
    Block,
    answers_of,
    blocks_of,
    commands_of,
    run_command,
    run_python,
    set_credentials,
    set_sign_in,
    write_file,
)
from tests.legacy.options import set_options
from tests.tls_relay import AUTHORITY, asking_for_certificates, relay

WIDEST = 80
"""Characters of a line of code that fit the column of the site."""
LONGEST = 300
"""Lines of a page; a longer one is split."""
PAGES = sorted((ROOT / "docs").rglob("*.md"))
BLOCKS = [block for page in PAGES for block in blocks_of(page)]
PYTHON = [block for block in BLOCKS if block.language == "python"]
SHELL = [block for block in BLOCKS if block.language == "sh"]
FILES = [block for block in BLOCKS if block.title is not None]


@pytest.fixture
def server(
    start_server: Callable[..., RunningSandbox],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    _globals_restored: None,
) -> RunningSandbox:
    """Serve a sandbox whose credentials are in the environment, from an empty folder."""
    set_options(monkeypatch)  # the drop-in's quota allows one request a second
    server = start_server(users=150, teams=1, properties=3)
    set_credentials(server, monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DLT_DATA_DIR", str(tmp_path / "dlt"))
    return server


@pytest.fixture
def corporate_network(server: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a TLS relay in front of the sandbox; write its CA and a client certificate to files."""
    AUTHORITY.cert_pem.write_to_path("corporate.pem")
    client = AUTHORITY.issue_cert("client")
    client.cert_chain_pems[0].write_to_path("client.pem")
    client.private_key_pem.write_to_path("client.key")
    monkeypatch.setenv("SSL_CERT_FILE", "corporate.pem")
    with relay(server.port, asking_for_certificates(ssl.CERT_OPTIONAL)) as secure:
        monkeypatch.setenv("OPEN_TO_CLOSE_BASE_URL", f"https://localhost:{secure.port}/v1")
        yield


@pytest.fixture
def _globals_restored(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Restore the logging set-up and the tracer provider after an example."""
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", None)
    monkeypatch.setattr(trace, "_TRACER_PROVIDER_SET_ONCE", Once())  # it can be set once only
    loggers = [logging.getLogger(), logging.getLogger("opentoclose_async")]
    before = [(logger, logger.level, list(logger.handlers)) for logger in loggers]
    yield
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


def test_every_block_is_runnable() -> None:
    assert len(PYTHON) > 20
    others = [block for block in BLOCKS if block.language not in ("python", "sh", "text")]
    assert all(block.title is not None for block in others), list(map(str, others))


def test_code_fits_the_column() -> None:
    wide = [
        f"{block}: {line}"
        for block in BLOCKS
        for line in block.text.splitlines()
        if len(line) > WIDEST
    ]
    assert wide == []


def test_no_page_is_long() -> None:
    lengths = {page: len(page.read_text("utf-8").splitlines()) for page in PAGES}
    assert [str(page) for page, length in lengths.items() if length > LONGEST] == []


@pytest.mark.parametrize("block", PYTHON, ids=str)
def test_the_example_runs(
    block: Block,
    server: RunningSandbox,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    if block.page.endswith("/corporate-network.md"):
        request.getfixturevalue("corporate_network")
    for file in FILES:
        if file.page == block.page:
            write_file(file, server, monkeypatch)
    if "DOCUSIGN_" in block.text:
        set_sign_in(server, monkeypatch)
    names = run_python(block, server)
    if "app" in names:
        answers = anyio.run(answers_of, names["app"])
        assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(
            answers, 200
        )
        assert answers


@pytest.mark.parametrize("block", SHELL, ids=str)
def test_the_commands_run(
    block: Block, server: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in FILES:
        if file.page == block.page:
            write_file(file, server, monkeypatch)
    commands = commands_of(block)
    programs = {words[0] for words in commands}
    assert programs <= {"opentoclose", "python"}, "other programs would not be run"
    set_sign_in(server, monkeypatch)
    for words in commands:
        if words[0] == "opentoclose":
            run_command(words, server)
        else:
            assert words[1:4] == ["-m", "pip", "install"]
