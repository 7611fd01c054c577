"""Select how to show progress: as bars, as lines or not at all."""

import os
import sys
from typing import TextIO

from rich.console import Console

from opentoclose_async.cli.output import tolerant
from opentoclose_async.cli.progress.display import Display
from opentoclose_async.cli.progress.log_lines import LogLines, NoDisplay
from opentoclose_async.cli.progress.terminal_bars import TerminalBars

__all__ = ["can_draw", "select_display"]


def select_display(*, quiet: bool = False, rows_on_terminal: bool = False) -> Display:
    """
    Make a display on stderr: bars on a terminal, plain lines elsewhere.

    Args:
        quiet: Whether to show nothing.
        rows_on_terminal: Whether rows go to the terminal, where bars would overwrite them.
    """
    if quiet:
        return NoDisplay()
    if rows_on_terminal or not can_draw(sys.stderr):
        return LogLines()
    # Known to be a terminal; rich would consult FORCE_COLOR, which is about colours only.
    return TerminalBars(Console(file=tolerant(sys.stderr), force_terminal=True))


def can_draw(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal that can overwrite what it shows."""
    if os.environ.get("TERM", "").lower() in ("dumb", "unknown"):
        return False
    if os.environ.get("TTY_COMPATIBLE") == "0" or os.environ.get("TTY_INTERACTIVE") == "0":
        return False
    # CI systems keep a log, though they may give their jobs a terminal.
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        return False
    try:
        return stream is not None and stream.isatty()
    except (OSError, ValueError):
        return False
