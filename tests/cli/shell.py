"""The command line in a POSIX shell, for what its streams lead to."""

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
    behind: str, *arguments: str, folder: Path, variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """
    Run the command, and behind it on the same line what leads its streams elsewhere.

    Args:
        behind: As ``2>&-`` or ``| head -1``.
        *arguments: The command's arguments.
        folder: Where to run it.
        variables: Environment variables.

    Returns:
        What came of it; the exit status is the command's, also where it is the first of a pipeline.
    """
    note = folder.with_name(f"{folder.name} status")
    script = f'run() {{ "$@"; echo $? > "$STATUS"; }}; run "$@" {behind}'
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
