"""The command line, ``opentoclose``: the only part of the package that prints."""

import sys

from opentoclose_async.cli.extras import MissingExtraError, needs_extra
from opentoclose_async.cli.output import guard_streams, tell

__all__ = ["main"]


def main() -> None:
    """Run the command that the process was started with, and exit."""
    guard_streams()
    try:
        with needs_extra("cli", "typer", "rich"):
            from opentoclose_async.cli.app import app
        app()
    except MissingExtraError as error:
        tell(f"error: {error}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        # Before a command has begun; the commands see to it themselves.
        sys.exit(130)
