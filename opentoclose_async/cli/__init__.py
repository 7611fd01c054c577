"""The ``opentoclose`` command; the only part of the package that prints."""

import sys

from opentoclose_async.cli.extras import MissingExtraError, require_extra
from opentoclose_async.cli.output import make_streams_tolerant, print_lines
from opentoclose_async.cli.shell_words import complete, shell_that_completes

__all__ = ["main"]


def main() -> None:
    """Run the command line and exit."""
    make_streams_tolerant()
    try:
        with require_extra("cli", "typer", "rich"):
            from opentoclose_async.cli.app import app
        if shell := shell_that_completes():
            complete(shell, app)
        else:
            app()
    except MissingExtraError as error:
        print_lines(f"error: {error}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        # Before a command started; commands handle it themselves.
        sys.exit(130)
