"""Choose how to show progress: bars, lines or not at all."""

import os
import sys

from rich.console import Console

from opentoclose_async.cli.output import guarded
from opentoclose_async.cli.progress.bars_on_terminal import Bars
from opentoclose_async.cli.progress.log_lines import Lines, Silence
from opentoclose_async.cli.progress.tracking import Display

__all__ = ["open_display"]


def open_display(*, quiet: bool = False, rows_on_terminal: bool = False) -> Display:
    """
    Make what shows progress on stderr: bars for people at a terminal, plain lines elsewhere.

    Args:
        quiet: Whether to show nothing.
        rows_on_terminal: Whether rows go to the terminal, which bars would be drawn over.
    """
    if quiet:
        return Silence()
    if rows_on_terminal or not _can_draw():
        return Lines()
    # That it is a terminal is settled; rich would ask FORCE_COLOR, which is about colours.
    return Bars(Console(file=guarded(sys.stderr), force_terminal=True))


def _can_draw() -> bool:
    """Tell whether stderr is a terminal that can go back and draw over what it has."""
    if os.environ.get("TERM", "").lower() in ("dumb", "unknown"):
        return False
    if os.environ.get("TTY_COMPATIBLE") == "0" or os.environ.get("TTY_INTERACTIVE") == "0":
        return False
    # What runs here keeps a log, though it may have given its jobs a terminal.
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        return False
    try:
        return sys.stderr is not None and sys.stderr.isatty()
    except (OSError, ValueError):
        return False
