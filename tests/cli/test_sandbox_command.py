"""``opentoclose sandbox``: its output works when pasted, and Ctrl-C stops it."""

import os
import re
import shlex
import signal
import socket
import subprocess
import time
from pathlib import Path

import httpx
import jwt
import pytest
from typer.testing import CliRunner

from opentoclose_async.cli.app import app
from tests.cli.processes import TIME_LIMIT, environment, run, start
from tests.cli.test_shells import BASH, SCRIPT


@pytest.mark.skipif(os.name != "posix", reason="SIGINT cannot be sent to another process here")
@pytest.mark.usefixtures("interruptible")
def test_its_output_works_when_pasted(tmp_path: Path) -> None:
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
        "DOCUSIGN_AUTH_URL",
        "DOCUSIGN_BASE_URL",
        "DOCUSIGN_ENVIRONMENT",
        "OPEN_TO_CLOSE_API_KEY",
        "OPEN_TO_CLOSE_BASE_URL",
    ]


@pytest.mark.skipif(os.name != "posix", reason="SIGINT cannot be sent to another process here")
@pytest.mark.usefixtures("interruptible")
def test_the_private_key_it_writes_signs_in_at_the_address_it_prints(tmp_path: Path) -> None:
    printed = ""
    with start(
        *["sandbox", "--port", "0", "--users", "1", "--latency-ms", "0"],
        *["--private-key", "signing key.pem"],
        folder=tmp_path,
    ) as process:
        try:
            assert process.stdout is not None
            while "export users --api rooms" not in printed:
                line = process.stdout.readline()
                assert line
                printed += line
            file = tmp_path / "signing key.pem"
            assert "#   private key     'signing key.pem'\n" in printed
            assert file.stat().st_mode & 0o777 == 0o600
            claims = {
                "iss": find(r"integration key +(\S+)", printed),
                "sub": find(r"user id +(\S+)", printed),
                "aud": find(r"audience \(aud\)  (\S+)", printed),
                "exp": time.time() + 600,
                "scope": "impersonation",
            }
            form = {
                "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "assertion": jwt.encode(claims, file.read_text(), algorithm="RS256"),
            }
            auth_url = find(r"DocuSign sign-in.*: (http://\S+)", printed)
            response = httpx.post(f"{auth_url}/oauth/token", data=form, trust_env=False)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=TIME_LIMIT)
        finally:
            process.kill()
    assert (process.returncode, out, err) == (0, "", "")
    assert (response.status_code, response.json()["token_type"]) == (200, "Bearer")


IN_BASH = """
cd "$1"; shift
unset DOCUSIGN_BASE_URL
eval "$(opentoclose sandbox --env --port "$PORT" --users 7 --latency-ms 0 --quota off)"
first=$DOCUSIGN_BASE_URL
trap 'kill $OPENTOCLOSE_SANDBOX_PID' EXIT
port=${DOCUSIGN_AUTH_URL##*:}
(unset OPENTOCLOSE_SANDBOX_PID; eval "$(opentoclose sandbox --env --port $port)"
[ "$DOCUSIGN_BASE_URL$OPENTOCLOSE_SANDBOX_PID" = "$first" ] && echo "the same sandbox")
opentoclose export users --api rooms --output - --quiet | wc -l
eval "$(opentoclose sandbox --env --port $port --users 8)" || true
echo "still $((${#first} > 0))"
"""


@pytest.mark.skipif(BASH is None or SCRIPT is None, reason="there is no bash, or no script")
def test_its_variables_in_a_shell(tmp_path: Path) -> None:
    assert BASH is not None
    assert SCRIPT is not None
    path = f"{Path(SCRIPT).parent}:/usr/bin:/bin"
    done = subprocess.run(
        [BASH, "-c", IN_BASH, "bash", str(tmp_path)],
        env=environment({"PATH": path, "PORT": "0"}),
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    out = [line.strip() for line in done.stdout.splitlines()]
    assert out == ["the same sandbox", "7", "still 1"], done.stderr
    started, streamed, refused, *hints = done.stderr.splitlines()
    assert started == (
        "The sandbox runs in the background; stop it with: kill $OPENTOCLOSE_SANDBOX_PID"
    )
    assert streamed.startswith("standard output: 7 rows in ")
    assert re.match(r"error: port \d+ of 127.0.0.1 is in use", refused)
    assert hints == []


@pytest.mark.parametrize(
    ("options", "simulated", "burst", "auth_host"),
    [
        ([], "production", "500", "account.docusign.com"),
        (["--environment", "production"], "production", "500", "account.docusign.com"),
        (["--environment", "demo"], "demo", "200", "account-d.docusign.com"),
        (["--environment", "demo", "--quota", "off"], "demo", None, "account-d.docusign.com"),
    ],
)
def test_the_environment_it_simulates(
    options: list[str], simulated: str, burst: str | None, auth_host: str, tmp_path: Path
) -> None:
    printed = ""
    with start("sandbox", "--port", "0", "--users", "1", *options, folder=tmp_path) as process:
        try:
            assert process.stdout is not None
            while "export users --api rooms" not in printed:
                line = process.stdout.readline()
                assert line
                printed += line
            account = find(r"export DOCUSIGN_ACCOUNT_ID=(\S+)", printed)
            token = find(r"export DOCUSIGN_ACCESS_TOKEN=(\S+)", printed)
            base_url = find(r"DocuSign Rooms: (http://\S+)", printed)
            response = httpx.get(
                f"{base_url}/v2/accounts/{account}/users",
                headers={"authorization": f"Bearer {token}"},
                trust_env=False,
            )
        finally:
            process.kill()
    assert f"# DocuSign's {simulated} environment.\n" in printed
    assert f"export DOCUSIGN_ENVIRONMENT={simulated}\n" in printed
    assert f"audience (aud)  {auth_host}" in printed
    assert response.status_code == 200
    assert response.headers.get("x-burstlimit-limit") == burst


def find(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, text
    return match[1]


def test_without_a_file_it_says_how_to_get_the_private_key(tmp_path: Path) -> None:
    with start("sandbox", "--port", "0", "--users", "1", folder=tmp_path) as process:
        try:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(7)]
        finally:
            process.kill()
    assert "#   private key     written by --private-key FILE\n" in lines
    assert list(tmp_path.iterdir()) == []


def test_a_file_for_the_private_key_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_text("mine", "utf-8")
    result = run("sandbox", "--port", "0", "--private-key", "key.pem", folder=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == ("error: key.pem exists and is not overwritten; choose another file.\n")
    assert file.read_text("utf-8") == "mine"


def test_a_sandbox_that_cannot_start_leaves_no_private_key(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        options = ["--port", port, "--users", "1", "--private-key", str(file)]
        result = CliRunner().invoke(app, ["sandbox", *options])
    assert (result.exit_code, file.exists()) == (1, False)


def test_a_port_in_use() -> None:
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
        ["--environment", "stage"],
        ["--private-key", "."],
    ],
)
def test_usage_errors(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, ["sandbox", *arguments])
    assert (result.exit_code, result.stdout) == (2, "")
