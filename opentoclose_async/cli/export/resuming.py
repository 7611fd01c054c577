"""Resuming an interrupted command: the rows that are safe, and the command to run."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from opentoclose_async.cli.commands import arguments_of
from opentoclose_async.cli.quota.store_option import VARIABLE, without_passwords
from opentoclose_async.exceptions import ValidationError

__all__ = ["resume_command", "resume_condition", "rows_kept"]

_CLI = "opentoclose_async.cli"


def resume_command(context: Any) -> str:
    """
    Return the command that resumes a ``RememberingCommand``.

    Args:
        context: The command's context.

    Returns:
        The same command with ``--resume``, quoted for the shell, without passwords.
    """
    arguments = without_passwords(arguments_of(context))
    end = arguments.index("--") if "--" in arguments else len(arguments)
    if "--resume" not in arguments[:end]:
        arguments.insert(end, "--resume")
    return _quoted([*_program(), context.info_name, *arguments])


def resume_condition(context: Any) -> str:
    """Return what has to be done before the command can resume; empty if nothing."""
    arguments = arguments_of(context)
    if len(without_passwords(arguments)) == len(arguments):
        return ""
    return f"before that, set {VARIABLE} to the store's address, which may contain a password"


def rows_kept(path: Path) -> int | None:
    """Return the number of rows that can be resumed, or None if there is no checkpoint."""
    # Imported here because --help does without it.
    from opentoclose_async.export.files.checkpoint import Checkpoint

    try:
        checkpoint = Checkpoint.read(path)
    except ValidationError:
        return None  # the export itself reports the problem
    return None if checkpoint is None else checkpoint.rows


def _program() -> list[str]:
    """Return the program of this process, as short as the shell can find it."""
    module = getattr(sys.modules["__main__"], "__spec__", None)
    if module is not None and module.parent == _CLI:
        return [sys.executable, "-m", _CLI]
    started = Path(sys.argv[0])
    if started.stem != "opentoclose":
        return ["opentoclose"]  # inside another program
    found = shutil.which(started.name)
    if found is not None and Path(found).resolve() == started.resolve():
        return [started.stem]
    return [str(started)]


def _quoted(arguments: Sequence[str]) -> str:
    return subprocess.list2cmdline(arguments) if os.name == "nt" else shlex.join(arguments)
