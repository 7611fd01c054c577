"""A quota as options and files spell it."""

from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.suggestions import hint_at
from opentoclose_async._runtime.options import QuotaChoice
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["read_quota"]


def read_quota(text: str) -> QuotaChoice:
    """
    Parse a quota: ``documented``, ``off``, or windows such as ``500/30s,3000/1h``.

    Raises:
        ConfigurationError: If the text is not a valid quota.
    """
    if text == "off":
        return None
    if text == "documented":
        return "documented"
    if "://" in text:  # not shown: it may contain a password
        raise ConfigurationError("--quota is a number of requests; a URL goes to --quota-store.")
    try:
        return Quota.parse(text)
    except ConfigurationError as error:
        hint = hint_at(text, ("documented", "off"), str) or "."
        raise ConfigurationError(f"{error} Or documented, or off{hint}") from error
