"""Report errors as lines on stderr and an exit code."""

import contextlib
from collections.abc import Iterator

import typer

from opentoclose_async.cli.extras import MissingExtraError
from opentoclose_async.cli.output import print_lines, print_text
from opentoclose_async.cli.signals import INTERRUPTED
from opentoclose_async.exceptions import OpenToCloseAPIError

__all__ = ["EXPECTED", "FAILED", "leaves", "report_errors", "write_error"]

FAILED = 1

EXPECTED = (OpenToCloseAPIError, OSError, MissingExtraError)
"""Errors that are not bugs of this package."""


@contextlib.contextmanager
def report_errors() -> Iterator[None]:
    """
    Run a command within this context, without tracebacks for expected errors.

    Raises:
        typer.Exit: With 1 after an error, 130 after Ctrl-C, once the line is written.
    """
    try:
        yield
    except KeyboardInterrupt:
        print_lines("interrupted", err=True)
        raise typer.Exit(INTERRUPTED) from None
    except EXPECTED as error:
        write_error(error)
        raise typer.Exit(FAILED) from error
    except ExceptionGroup as group:
        # Several things ran at once; write one line for each failure.
        expected, unexpected = group.split(EXPECTED)
        if expected is None or unexpected is not None:
            raise
        for leaf in leaves(expected):
            write_error(leaf)
        raise typer.Exit(FAILED) from group


def write_error(error: Exception, about: str = "") -> None:
    """
    Write an error as a line on stderr, broken between words on a terminal.

    Args:
        error: The error, with its notes.
        about: What it concerns, if several things ran.
    """
    texts = [str(error) or type(error).__name__, *getattr(error, "__notes__", ())]
    text = " ".join(texts)
    print_text(f"error: {about}: {text}" if about else f"error: {text}", err=True)


def leaves(error: Exception) -> Iterator[Exception]:
    """Yield the errors of a group, however nested, or the error itself."""
    if isinstance(error, ExceptionGroup):
        for part in error.exceptions:
            yield from leaves(part)
    else:
        yield error
