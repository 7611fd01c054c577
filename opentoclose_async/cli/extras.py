"""Report which extra to install if a command needs packages beyond the core."""

import contextlib
from collections.abc import Iterator

from opentoclose_async._extras import install_command

__all__ = ["MissingExtraError", "require_extra"]


class MissingExtraError(Exception):
    """Raised if a command needs packages that are not installed."""


@contextlib.contextmanager
def require_extra(extra: str, *packages: str) -> Iterator[None]:
    """
    Import packages of an extra within this context.

    Args:
        extra: The extra's name.
        *packages: The import names of its packages.

    Raises:
        MissingExtraError: If one of them is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in packages:
            raise
        raise MissingExtraError(
            f"{missing} is not installed; install it with: {install_command(extra)}"
        ) from error
