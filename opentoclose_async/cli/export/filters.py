"""Parse ``--filter key=value``, and combine it with the filters of an accounts file."""

from collections.abc import Mapping, Sequence

from opentoclose_async._accounts.filters import FilterValue, looks_secret
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["merge_filters", "read_filters"]


def read_filters(texts: Sequence[str]) -> dict[str, str]:
    """
    Parse the values of ``--filter``.

    Raises:
        ConfigurationError: For a text without ``=`` or a name, a duplicate name, and a name that
            suggests a secret. No message shows a value.
    """
    filters: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name:
            raise ConfigurationError("a filter is written key=value, such as status=Active.")
        if looks_secret(name):
            raise ConfigurationError(
                f"{name} is not a filter; credentials come from the environment only."
            )
        if name in filters:
            raise ConfigurationError(f"{name} is given twice.")
        filters[name] = value
    return filters


def merge_filters(
    own: Mapping[str, FilterValue], shared: Mapping[str, FilterValue]
) -> dict[str, FilterValue]:
    """
    Combine an account's own filters with those of the command line.

    Raises:
        ConfigurationError: For a name that both have.
    """
    for name in own:
        if name in shared:
            raise ConfigurationError(f"filter {name} is given twice: here and by --filter.")
    return {**own, **shared}
