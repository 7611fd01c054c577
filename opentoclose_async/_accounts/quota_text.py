"""A quota as options and files spell it."""

from difflib import get_close_matches

from opentoclose_async._protocol.quota.windows import Quota
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
        near = get_close_matches(text.lower(), ("documented", "off"), n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise ConfigurationError(f"{error} Or documented, or off.{hint}") from error
