"""The command line at a terminal."""

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
    What came of a command whose stderr is a terminal.

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
        """Whether it went back and drew over what was there."""
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
        columns: How wide the terminal is.
        stdout_too: Its stdout is the terminal as well.
        gone_when: Told what was drawn so far, says whether the terminal goes away.
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
            start_new_session=True,  # of another terminal: nobody sends it a signal when that goes
        ) as process,
    ):
        try:
            os.close(there)
            while time.monotonic() < until and not (gone_when and gone_when(drawn)):
                try:
                    piece = os.read(here, 1 << 16)
                except OSError:  # how Linux says that nobody writes any more
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
