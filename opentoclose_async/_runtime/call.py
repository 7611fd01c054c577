"""The options of one call, checked once before anything is sent."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any, get_type_hints

from attrs import evolve, frozen

from opentoclose_async._protocol.arguments import (
    LARGEST_ID,
    is_number,
    query_texts,
    refuse,
    text_keyed,
)
from opentoclose_async._protocol.extra_headers import extra_headers
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.retry import RetryPolicy
from opentoclose_async._protocol.shortening import cut
from opentoclose_async._protocol.suggestions import known_or_meant
from opentoclose_async._runtime.options import CallOptions, PageOptions
from opentoclose_async._runtime.session import SendOptions
from opentoclose_async.exceptions import ConfigurationError, ValidationError

__all__ = [
    "CheckedCall",
    "check_keywords",
    "check_quota",
    "check_retry",
    "check_timeout",
    "check_total_timeout",
    "checked_call",
    "without_options",
]


@frozen
class CheckedCall:
    """
    The options of a call, checked.

    Attributes:
        query: Query parameters to add to those of the method.
        headers: Headers to add.
        sending: Timeouts and retry policy; None for the client's.
        method: The name of the method that was called.
    """

    query: Mapping[str, str]
    headers: Mapping[str, str]
    sending: SendOptions | None
    method: str = ""


def without_options(method: str) -> CheckedCall:
    """Return the call of a method without options."""
    return CheckedCall({}, {}, None, method)


def checked_call(options: CallOptions, defaults: SendOptions, method: str = "") -> CheckedCall:
    """
    Check the values of a call's options.

    Args:
        options: What the call was given.
        defaults: The client's timeouts and retry policy.
        method: The name of the method.

    Raises:
        ValidationError: For a value that is invalid.
    """
    query = options.get("extra_query")
    headers = options.get("extra_headers")
    sending = None
    if "timeout" in options or "total_timeout" in options or "retry" in options:
        sending = SendOptions(
            check_timeout(options.get("timeout", defaults.timeout)),
            check_retry(options.get("retry", defaults.retry), defaults.retry),
            check_total_timeout(options.get("total_timeout", defaults.total_timeout)),
        )
    return CheckedCall(
        {} if query is None else query_texts(text_keyed("extra_query", query), "extra_query"),
        {} if headers is None else extra_headers(headers),
        sending,
        method,
    )


def check_timeout(timeout: object) -> float:
    """Check a timeout in seconds."""
    if not is_number(timeout) or not 0 < timeout < 86400:
        raise refuse("timeout", timeout, "a positive number of seconds, less than a day")
    return float(timeout)


def check_total_timeout(timeout: object) -> float | None:
    """Check the deadline of a call in seconds, or None."""
    if timeout is None:
        return None
    if not is_number(timeout) or not 0 < timeout < 86400:
        raise refuse(
            "total_timeout",
            timeout,
            "a positive number of seconds, less than a day, or None for five times timeout",
        )
    return float(timeout)


def check_retry(retry: object, usual: RetryPolicy | None = None) -> RetryPolicy | None:
    """
    Check a retry policy, a number of retries, True for the usual policy, or None or False for none.

    Args:
        retry: What was passed.
        usual: The policy whose delays a number of retries has; by default those of RetryPolicy.
    """
    if retry is None or isinstance(retry, RetryPolicy):
        return retry
    policy = usual or RetryPolicy()
    if isinstance(retry, bool):
        return policy if retry else None
    if not isinstance(retry, int) or not 0 <= retry < LARGEST_ID:
        raise refuse("retry", retry, "a RetryPolicy, a number of retries, or None to send once")
    return evolve(policy, attempts=retry + 1)


def check_quota(quota: object, documented: Quota) -> Quota | None:
    """
    Check a quota: a Quota, its text, "documented", or None or "off" for no limit.

    Args:
        quota: What was passed.
        documented: The quota that the API's provider documents.

    Raises:
        ValidationError: If it is none of them.
    """
    if quota is None or isinstance(quota, Quota):
        return quota
    if isinstance(quota, str):
        if quota in ("documented", "off"):
            return documented if quota == "documented" else None
        if "://" in quota:  # not shown: it may contain a password
            problem = "is a number of requests; a URL goes to quota_store"
            raise ValidationError(f"quota {problem}.", field_errors={"quota": [problem]})
        with suppress(ConfigurationError):
            return Quota.parse(quota)
    allowed = 'a Quota, its text such as "1/s" or "10/min, 100/1h", "documented", or None or "off"'
    raise refuse("quota", quota, allowed)


def check_keywords(method: str, known: type, given: Mapping[str, Any]) -> None:
    """
    Check the names of a method's keywords.

    Args:
        method: The name of the method, for the error.
        known: The TypedDict that declares its keywords.
        given: What was passed.

    Raises:
        ValidationError: For a name that is not declared, with the nearest that is.
    """
    names = _names_of(known)
    for name in given:
        if name not in names:
            shown = cut(name)
            hint = known_or_meant(name, names, "arguments")
            raise ValidationError(
                f"{method} takes no argument {shown!r}; {hint} Nothing was sent.",
                field_errors={shown: ["is not known"]},
            )


@cache
def _names_of(known: type) -> tuple[str, ...]:
    """Return the names in a TypedDict, those of all lists and calls last."""
    of_all = get_type_hints(PageOptions)
    return tuple(sorted(get_type_hints(known), key=lambda name: (name in of_all, name)))
