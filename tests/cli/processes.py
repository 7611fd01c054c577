"""Run the command as a separate process, as users do."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from opentoclose_async.sandbox import RunningSandbox
from tests.conftest import ENVIRONMENT

COMMAND = (sys.executable, "-W", "error", "-m", "opentoclose_async.cli")
TIME_LIMIT = 60.0
"""Seconds; only a process that hangs takes so long."""

_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def credentials(running: RunningSandbox) -> dict[str, str]:
    """Return environment variables with the credentials of a sandbox."""
    config = running.sandbox.config
    return {
        "OPEN_TO_CLOSE_API_KEY": config.otc_token,
        "DOCUSIGN_ACCESS_TOKEN": config.rooms_token,
        "DOCUSIGN_ACCOUNT_ID": config.account_id,
    }


def base_url(running: RunningSandbox, api: str) -> str:
    """Return the address of one of the sandbox's APIs, by its name on the command line."""
    return running.otc_base_url if api == "otc" else running.rooms_base_url


def environment(variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment without credentials, proxies and quota store, plus these variables."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if name not in ENVIRONMENT and name.lower() not in _PROXIES
    }
    fixed = {"PYTHONIOENCODING": "utf-8", "OPENTOCLOSE_QUOTA_STORE": "off"}
    return {**ours, **fixed, **(variables or {})}


def start(
    *arguments: str,
    folder: Path,
    variables: Mapping[str, str] | None = None,
    command: Sequence[str] = COMMAND,
) -> subprocess.Popen[str]:
    """Start a command in a folder; the caller reads its output while it runs."""
    return subprocess.Popen(
        [*command, *arguments], **_settings(folder, variables), stdin=subprocess.DEVNULL
    )


def run(
    *arguments: str,
    folder: Path,
    variables: Mapping[str, str] | None = None,
    command: Sequence[str] = COMMAND,
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder and wait for its end."""
    with start(*arguments, folder=folder, variables=variables, command=command) as process:
        try:
            out, err = process.communicate(timeout=TIME_LIMIT)
        finally:
            process.kill()
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def _settings(folder: Path, variables: Mapping[str, str] | None) -> dict[str, Any]:
    return {
        "cwd": folder,
        "env": environment(variables),
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "encoding": "utf-8",
    }
