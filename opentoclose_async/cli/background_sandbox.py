"""``opentoclose sandbox --env``: a sandbox in the background, and how to connect to it."""

import contextlib
import json
import sys
from collections.abc import Sequence

import typer

from opentoclose_async.cli.errors import FAILED
from opentoclose_async.cli.output import print_lines

__all__ = ["PID", "answers", "is_free", "start_in_background"]

PID = "OPENTOCLOSE_SANDBOX_PID"
"""The variable with the process to stop."""
PATIENCE = 5.0
"""Seconds to wait for a server that may not be a sandbox."""


def answers(base_url: str) -> bool:
    """Return whether a sandbox runs at an address."""
    # Imported here, and below, because --help does without them.
    from urllib.error import URLError
    from urllib.request import ProxyHandler, build_opener

    opener = build_opener(ProxyHandler({}))
    try:
        with opener.open(f"{base_url}/_sandbox/stats", timeout=PATIENCE) as response:
            return isinstance(json.load(response), dict)
    except (URLError, OSError, ValueError):
        return False


def is_free(host: str, port: int) -> bool:
    """Return whether a port can be listened on."""
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.suppress(OSError), socket.create_server((host, port), family=family):
        return True
    return False


def start_in_background(arguments: Sequence[str]) -> None:
    """
    Start the command in a process of its own, wait until it serves, and print its variables.

    Args:
        arguments: The arguments of ``opentoclose sandbox``.

    Raises:
        typer.Exit: If it does not start; its error is written.
    """
    import subprocess

    process = subprocess.Popen(  # noqa: S603 - this command itself
        [sys.executable, "-m", "opentoclose_async.cli", "sandbox", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,  # Ctrl-C in the shell must not stop it
    )
    assert process.stdout is not None
    assert process.stderr is not None
    lines = []
    for line in process.stdout:
        if line.startswith("export "):
            lines.append(line.rstrip("\n"))
        elif lines:
            print_lines(*lines, f"export {PID}={process.pid}")
            print_lines(f"The sandbox runs in the background; stop it with: kill ${PID}", err=True)
            process.returncode = 0  # it is to survive this process, which Python would warn of
            return
    print_lines(*process.stderr.read().splitlines(), err=True)
    raise typer.Exit(process.wait() or FAILED)
