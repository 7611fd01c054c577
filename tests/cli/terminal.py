"""Run the command at a terminal."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from attrs import frozen

from tests.cli.processes import COMMAND, TIME_LIMIT, environment

__all__ = ["Screen", "at_terminal", "needs_a_terminal"]

needs_a_terminal = pytest.mark.skipif(
    sys.platform == "win32", reason="there are no pseudo-terminals"
)


@frozen
class Screen:
    """
    The result of a command whose stderr is a terminal.

    Attributes:
        status: Its exit status.
        drawn: What it wrote to the terminal.
        out: What it wrote to stdout.
    """

    status: int
    drawn: bytes
    out: bytes

    @property
    def has_bars(self) -> bool:
        """Whether it redrew parts of the screen."""
        return b"\x1b[2K" in self.drawn or b"\x1b[?25l" in self.drawn


def at_terminal(
    *arguments: str,
    folder: Path,
    variables: Mapping[str, str] | None = None,
    columns: int = 80,
    stdout_too: bool = False,
    gone_when: Callable[[bytes], bool] | None = None,
) -> Screen:
    """
    Run a command whose stderr is a terminal.

    Args:
        *arguments: The command's arguments.
        folder: Where to run it.
        variables: Environment variables.
        columns: The width of the terminal.
        stdout_too: Whether its stdout is the terminal, too.
        gone_when: Called with what was drawn so far; returns whether the terminal goes away.
    """
    assert sys.platform != "win32"
    import fcntl
    import pty
    import struct
    import termios

    here, there = pty.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    ours = {"TERM": "xterm", "CI": "", "COLUMNS": "", **(variables or {})}
    drawn, until = b"", time.monotonic() + TIME_LIMIT
    with (
        tempfile.TemporaryFile() as rows,
        subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=folder,
            env=environment(ours),
            stdin=subprocess.DEVNULL,
            stdout=there if stdout_too else rows,
            stderr=there,
            start_new_session=True,  # else the terminal going away sends a signal
        ) as process,
    ):
        try:
            os.close(there)
            while time.monotonic() < until and not (gone_when and gone_when(drawn)):
                try:
                    piece = os.read(here, 1 << 16)
                except OSError:  # Linux reports the end of the terminal this way
                    break
                if not piece:
                    break
                drawn += piece
            os.close(here)
            status = process.wait(TIME_LIMIT)
        finally:
            process.kill()
        rows.seek(0)
        return Screen(status, drawn, rows.read())
