"""Run the command in a POSIX shell that redirects its streams."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.processes import COMMAND, TIME_LIMIT, environment

__all__ = ["in_shell", "needs_a_full_device", "needs_a_shell"]

needs_a_shell = pytest.mark.skipif(os.name != "posix", reason="there is no POSIX shell")
needs_a_full_device = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="there is no device that is always full"
)


def in_shell(
    redirection: str, *arguments: str, folder: Path, variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """
    Run the command, with redirections after it on the same line.

    Args:
        redirection: Such as ``2>&-`` or ``| head -1``.
        *arguments: The command's arguments.
        folder: Where to run it.
        variables: Environment variables.

    Returns:
        The result; the exit status is the command's, even as the first of a pipeline.
    """
    note = folder.with_name(f"{folder.name} status")
    script = f'run() {{ "$@"; echo $? > "$STATUS"; }}; run "$@" {redirection}'
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *COMMAND, *arguments],
        cwd=folder,
        env={**environment(variables), "STATUS": str(note)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, int(note.read_text()), done.stdout, done.stderr)
