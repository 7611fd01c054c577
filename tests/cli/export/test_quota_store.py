"""Exports share their quota with other processes, and keep the store's password to themselves."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from opentoclose_async.cli.export.resuming import resume_command, resume_condition
from opentoclose_async.sandbox import Fault, RunningSandbox
from tests.cli.in_process import invoke, is_one_line
from tests.cli.processes import credentials, run

SECRET = "s3cret"
WITH_PASSWORD = f"redis://user:{SECRET}@127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "300")


def teams(running: RunningSandbox, *more: str, **variables: str) -> tuple[int, str, str]:
    return invoke(
        *("teams", "--api", "otc", "--base-url", running.otc_base_url, "--quota", "100/s"),
        *("--quiet", *more),
        **{**credentials(running), **variables},
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the file is found by XDG_STATE_HOME")
@pytest.mark.parametrize(
    ("arguments", "variable", "shared"),
    [
        ([], "", True),
        ([], "off", False),
        (["--quota-store", "off"], "", False),
        (["--quota-store", "off"], "file", False),
        (["--quota-store", "file"], "off", True),
    ],
)
def test_the_quota_is_shared_by_default(
    running: RunningSandbox, arguments: list[str], variable: str, shared: bool
) -> None:
    code, _, err = teams(running, *arguments, OPENTOCLOSE_QUOTA_STORE=variable)
    assert (code, err) == (0, "")
    assert Path("state").exists() == shared


@pytest.mark.parametrize("choice", [f"http://u:{SECRET}@a.test", f"{SECRET}", f"u:{SECRET}@a.test"])
def test_an_invalid_store_is_refused_without_being_shown(
    running: RunningSandbox, choice: str
) -> None:
    for result in (
        teams(running, "--quota-store", choice),
        teams(running, OPENTOCLOSE_QUOTA_STORE=choice),
        teams(running, "--quota", f"redis://u:{SECRET}@a.test"),
    ):
        code, out, err = result
        assert (code, out) == (2, "")
        assert "--quota-store" in err
        assert SECRET not in err


class _Context:
    info_name = "export"

    def __init__(self, *arguments: str) -> None:
        self.meta: dict[str, Any] = {"opentoclose_async arguments": arguments}


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["users", "--quota-store", WITH_PASSWORD, "--quiet"], "users --quiet --resume"),
        (["users", f"--quota-store={WITH_PASSWORD}"], "users --resume"),
        (["users", "--quota-store", f"redis://a.test?PassWord={SECRET}"], "users --resume"),
        (["--quota-store", WITH_PASSWORD, "--", "users"], "--resume -- users"),
    ],
)
def test_the_command_that_resumes_has_no_password(arguments: list[str], command: str) -> None:
    context = _Context(*arguments)
    assert resume_command(context) == f"opentoclose export {command}"
    assert resume_condition(context).startswith("before that, set OPENTOCLOSE_QUOTA_STORE")


@pytest.mark.parametrize("store", ["file", "redis://127.0.0.1:6379/0"])
def test_a_store_without_a_password_is_part_of_that_command(store: str) -> None:
    context = _Context("users", "--quota-store", store)
    assert resume_command(context) == f"opentoclose export users --quota-store {store} --resume"
    assert resume_condition(context) == ""


def test_a_store_that_is_down_costs_one_line(running: RunningSandbox, tmp_path: Path) -> None:
    pytest.importorskip("redis")
    result = run(
        *("export", "teams", "--api", "otc", "--base-url", running.otc_base_url),
        *("--quota", "100/s", "--quiet"),
        folder=tmp_path,
        variables={**credentials(running), "OPENTOCLOSE_QUOTA_STORE": WITH_PASSWORD},
    )
    assert result.returncode == 0
    assert "12 rows" in result.stdout
    assert is_one_line(result.stderr)
    assert result.stderr.startswith("The quota store cannot be used: redis://127.0.0.1:1/0 ")


@pytest.mark.skipif(os.name != "posix", reason="the printed command is quoted for a shell")
def test_a_failed_export_prints_no_password(running: RunningSandbox) -> None:
    pytest.importorskip("redis")
    running.sandbox.faults = [
        Fault(kind="slow", seconds=0.0, times=1),
        Fault(kind="status", status=403, times=1),
    ]
    code, out, err = invoke(
        *("users", "--api", "otc", "--base-url", running.otc_base_url, "--quota", "100/s"),
        *("--quota-store", WITH_PASSWORD),
        **credentials(running),
    )
    assert (code, out) == (1, "")
    assert "before that, set OPENTOCLOSE_QUOTA_STORE" in err
    assert SECRET not in err
