"""Report errors as lines on stderr and an exit code."""

import contextlib
from collections.abc import Iterator

import typer

from opentoclose_async.cli.extras import MissingExtraError
from opentoclose_async.cli.output import print_lines, print_text
from opentoclose_async.cli.signals import INTERRUPTED
from opentoclose_async.exceptions import OpenToCloseAPIError

__all__ = ["EXPECTED", "FAILED", "leaves", "report_errors", "with_options", "write_error"]

FAILED = 1

EXPECTED = (OpenToCloseAPIError, OSError, MissingExtraError)
"""Errors that are not bugs of this package."""

_OPTIONS = {
    "with resume=True": "with --resume",
    "with overwrite=True": "with --overwrite",
    "columns: ": "--columns: ",
    "fields: ": "--fields: ",
    "fields is for the list": "--fields is for the list",
    "fields must be": "--fields must be",
    "; columns selects": "; --columns selects",
    "field_layout is for": "--field-layout is for",
    "pass fields='all' or a list of keys": "pass --fields all, or their keys",
    "nested is for": "--nested is for",
}
"""What errors of an export advise in Python, and the same for the command line."""


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
    text = with_options(" ".join(texts))
    print_text(f"error: {about}: {text}" if about else f"error: {text}", err=True)


def with_options(text: str) -> str:
    """Return the text of an error with the names of options for those of arguments."""
    for argument, option in _OPTIONS.items():
        text = text.replace(argument, option)
    return text


def leaves(error: Exception) -> Iterator[Exception]:
    """Yield the errors of a group, however nested, or the error itself."""
    if isinstance(error, ExceptionGroup):
        for part in error.exceptions:
            yield from leaves(part)
    else:
        yield error
