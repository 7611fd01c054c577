"""Choose how to show progress: bars, lines or not at all."""

from rich.console import Console

from opentoclose_async.cli.bars import Bars
from opentoclose_async.cli.lines import Lines, Silence
from opentoclose_async.cli.progress import Display

__all__ = ["open_display"]


def open_display(*, quiet: bool = False) -> Display:
    """
    Make what shows progress on stderr: bars on a terminal, plain lines elsewhere.

    Args:
        quiet: Whether to show nothing.
    """
    if quiet:
        return Silence()
    console = Console(stderr=True)
    return Bars(console) if console.is_terminal else Lines()
