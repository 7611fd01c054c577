"""Read what a response says about limits: what is left, until when, and whether it was refused."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from attrs import frozen

from opentoclose_async._protocol.messages import Response

__all__ = ["LimitSignals", "read_limits"]

LONGEST_BELIEVABLE_WAIT = 24 * 3600.0
"""Seconds; longer waits are ignored as invalid (DocuSign's longest window is an hour)."""

LONGEST_DATE = 100
"""Characters."""

# Until 2026, Rooms reported its limits with status 400; since then with 429. The error code's
# casing varies in the wild, and some responses carry only the message.
_LIMIT_TEXT = re.compile(r"apiinvocation\w*limit|maximum number of hourly api invocations", re.I)
_BURST_TEXT = re.compile(r"burst", re.I)
_HOURLY_TEXT = re.compile(r"hourly", re.I)


@frozen
class LimitSignals:
    """
    Limits as one response states them. All waits are in seconds from when the response arrived.

    Attributes:
        refused: The request was refused because of a limit.
        burst: True if it was the short window's limit, False if the long one's, None if not stated.
        retry_after: The wait in Retry-After.
        remaining: Requests left in the long window.
        resets_in: Seconds until the long window resets.
        burst_remaining: Requests left in the short window.
        status: The response's status.
    """

    refused: bool = False
    burst: bool | None = None
    retry_after: float | None = None
    remaining: int | None = None
    resets_in: float | None = None
    burst_remaining: int | None = None
    status: int = 200


def read_limits(response: Response, wall_now: float) -> LimitSignals:
    """
    Read the limits from a response's status, headers and, if it failed, its body.

    Args:
        response: The response.
        wall_now: Seconds since the epoch by the local clock. The response's own Date is preferred,
            so that a wrong local clock does no harm.
    """
    headers = response.headers
    text = "" if response.ok else response.body[:4096].decode("utf-8", "replace")
    refused = response.status == 429 or (response.status == 400 and bool(_LIMIT_TEXT.search(text)))
    burst: bool | None = None
    if refused:
        burst = True if _BURST_TEXT.search(text) else False if _HOURLY_TEXT.search(text) else None
    return LimitSignals(
        refused=refused,
        burst=burst,
        retry_after=_retry_after(headers, wall_now),
        remaining=_count(headers, "x-ratelimit-remaining"),
        resets_in=_resets_in(headers, wall_now),
        burst_remaining=_count(headers, "x-burstlimit-remaining"),
        status=response.status,
    )


def _count(headers: Mapping[str, str], name: str) -> int | None:
    text = headers.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def _epoch(text: str | None) -> float | None:
    """Read an HTTP or ISO date as seconds since the epoch."""
    text = (text or "").strip()
    if not 0 < len(text) <= LONGEST_DATE:
        return None
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        # For years and offsets out of range, the parsers raise more than they document.
        with suppress(Exception):
            moment = parse(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return None


def _number(text: str) -> float | None:
    text = text.strip()
    return float(text) if re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,9})?", text) else None


def _now(headers: Mapping[str, str], wall_now: float) -> float:
    return _epoch(headers.get("date")) or wall_now


def _retry_after(headers: Mapping[str, str], wall_now: float) -> float | None:
    """Read Retry-After: seconds or a date (RFC 9110)."""
    text = headers.get("retry-after")
    if text is None:
        return None
    seconds = _number(text)
    if seconds is None:
        moment = _epoch(text)
        seconds = None if moment is None else max(0.0, moment - _now(headers, wall_now))
    return seconds if seconds is not None and seconds <= LONGEST_BELIEVABLE_WAIT else None


def _resets_in(headers: Mapping[str, str], wall_now: float) -> float | None:
    """Read X-RateLimit-Reset: epoch seconds in recorded responses; a date is accepted too."""
    text = headers.get("x-ratelimit-reset")
    if text is None:
        return None
    moment = _number(text)
    if moment is None:
        moment = _epoch(text)
    if moment is None:
        return None
    wait = moment - _now(headers, wall_now)
    return max(0.0, wait) if -60.0 < wait <= LONGEST_BELIEVABLE_WAIT else None
