"""Say which extra to install where a command needs more than the core."""

import contextlib
from collections.abc import Iterator

__all__ = ["MissingExtraError", "needs_extra"]


class MissingExtraError(Exception):
    """Raise when a command needs packages that are not installed."""


@contextlib.contextmanager
def needs_extra(extra: str, *packages: str) -> Iterator[None]:
    """
    Import within this context what an extra brings.

    Args:
        extra: The extra's name.
        *packages: The import names of the packages that it brings.

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
            f"{missing} is not installed; this needs: "
            f"python -m pip install 'opentoclose-async[{extra}]'"
        ) from error
