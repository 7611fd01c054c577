"""Base URLs as options."""

from opentoclose_async.exceptions import ConfigurationError

__all__ = ["checked_urls"]


def checked_urls(**urls: str | None) -> dict[str, str]:
    """
    Return the addresses that were given, as arguments for the client.

    Raises:
        ConfigurationError: If one of them is empty.
    """
    given = {name: url for name, url in urls.items() if url is not None}
    for name, url in given.items():
        if not url.strip():
            # An unset shell variable must not send requests meant for a sandbox to the real API.
            raise ConfigurationError(f"--{name.replace('_', '-')} is empty.")
    return given
