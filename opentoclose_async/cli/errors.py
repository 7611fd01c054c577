"""Turn what goes wrong into one line on stderr and an exit code."""

import contextlib
from collections.abc import Iterator

import typer

from opentoclose_async.cli.extras import MissingExtraError
from opentoclose_async.cli.output import tell
from opentoclose_async.cli.stopping import INTERRUPTED
from opentoclose_async.exceptions import OpenToCloseAPIError

__all__ = ["EXPECTED", "FAILED", "errors_as_lines", "write_error"]

FAILED = 1

EXPECTED = (OpenToCloseAPIError, OSError, MissingExtraError)
"""What may go wrong without a mistake of ours."""


@contextlib.contextmanager
def errors_as_lines() -> Iterator[None]:
    """
    Run a command within this context: what is expected to go wrong never shows a traceback.

    Raises:
        typer.Exit: With 1 after an error, 130 after Ctrl-C; after the line is written.
    """
    try:
        yield
    except KeyboardInterrupt:
        tell("interrupted", err=True)
        raise typer.Exit(INTERRUPTED) from None
    except EXPECTED as error:
        write_error(error)
        raise typer.Exit(FAILED) from error
    except ExceptionGroup as group:
        # Several things were done at once. One line for each that failed by itself.
        expected, unexpected = group.split(EXPECTED)
        if expected is None or unexpected is not None:
            raise
        for leaf in _leaves(expected):
            write_error(leaf)
        raise typer.Exit(FAILED) from group


def write_error(error: Exception, about: str = "") -> None:
    """
    Write an error as a line on stderr.

    Args:
        error: The error, with its notes.
        about: What it happened to, for a reader who waits for several things.
    """
    texts = [str(error) or type(error).__name__, *getattr(error, "__notes__", ())]
    prefix = f"error: {about}: " if about else "error: "
    tell(f"{prefix}{' '.join(texts)}", err=True)


def _leaves(error: Exception) -> Iterator[Exception]:
    if isinstance(error, ExceptionGroup):
        for part in error.exceptions:
            yield from _leaves(part)
    else:
        yield error
