"""Turn what goes wrong into one line on stderr and an exit code."""

import contextlib
from collections.abc import Iterator

import typer

from opentoclose_async.cli.extras import MissingExtraError
from opentoclose_async.exceptions import OpenToCloseAPIError

__all__ = ["errors_as_lines"]

FAILED = 1
INTERRUPTED = 130
"""What shells report for a process that Ctrl-C ended: 128 and SIGINT's number."""

_EXPECTED = (OpenToCloseAPIError, OSError, MissingExtraError)


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
        typer.echo("interrupted", err=True)
        raise typer.Exit(INTERRUPTED) from None
    except _EXPECTED as error:
        _write(error)
        raise typer.Exit(FAILED) from error
    except ExceptionGroup as group:
        # Several things were done at once. One line for each that failed by itself.
        expected, unexpected = group.split(_EXPECTED)
        if expected is None or unexpected is not None:
            raise
        for leaf in _leaves(expected):
            _write(leaf)
        raise typer.Exit(FAILED) from group


def _leaves(error: Exception) -> Iterator[Exception]:
    if isinstance(error, ExceptionGroup):
        for part in error.exceptions:
            yield from _leaves(part)
    else:
        yield error


def _write(error: Exception) -> None:
    texts = [str(error) or type(error).__name__, *getattr(error, "__notes__", ())]
    # Messages may quote the server: no line breaks, and nothing that a terminal would obey.
    printable = "".join(
        character if character.isprintable() else " " for character in " ".join(texts)
    )
    typer.echo(f"error: {' '.join(printable.split())}", err=True)
