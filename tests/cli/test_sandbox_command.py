"""``opentoclose sandbox``: what it prints works when pasted, and Ctrl-C ends it."""

import os
import shlex
import signal
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from opentoclose_async.cli.app import app
from tests.cli.processes import TIME_LIMIT, run, start


@pytest.mark.skipif(os.name != "posix", reason="SIGINT cannot be sent to another process here")
@pytest.mark.usefixtures("interruptible")
def test_what_it_prints_works_when_pasted(tmp_path: Path) -> None:
    variables: dict[str, str] = {}
    commands: list[list[str]] = []
    with start(
        *["sandbox", "--port", "0", "--users", "7", "--latency-ms", "0", "--quota", "off"],
        folder=tmp_path,
    ) as process:
        try:
            assert process.stdout is not None
            while len(commands) < 2:
                line = process.stdout.readline()
                assert line
                match shlex.split(line, comments=True):
                    case ["export", assignment]:
                        name, _, value = assignment.partition("=")
                        variables[name] = value
                    case ["opentoclose", *arguments]:
                        commands.append(arguments)
            for arguments in commands:
                result = run(*arguments, folder=tmp_path, variables=variables)
                assert result.returncode == 0, result.stderr
                assert ": 7 rows" in result.stdout
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=TIME_LIMIT)
        finally:
            process.kill()
    assert (process.returncode, out, err) == (0, "", "")
    assert sorted(variables) == [
        "DOCUSIGN_ACCESS_TOKEN",
        "DOCUSIGN_ACCOUNT_ID",
        "OPEN_TO_CLOSE_API_KEY",
        "OPEN_TO_CLOSE_BASE_URL",
    ]


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(app, ["sandbox", "--port", str(port), "--users", "1"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"error: port {port} of 127.0.0.1 is in use")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--host", "0.0.0.0"],
        ["--host", "example.com"],
        ["--port", "70000"],
        ["--users", "-1"],
        ["--latency-ms", "-1"],
        ["--quota", "some"],
    ],
)
def test_usage_errors(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, ["sandbox", *arguments])
    assert (result.exit_code, result.stdout) == (2, "")
