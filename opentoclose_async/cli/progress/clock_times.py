"""Moments to come, as displays show them: the time of day, and the day if it is another one."""

import math
from datetime import datetime

__all__ = ["end_time", "next_request"]

SHORTEST_WAIT_SHOWN = 2.0
"""Seconds; shorter waits are the normal pace, and over before anyone reads of them."""


def next_request(until: float | None, now: float) -> str:
    """
    Return the time of a request that waits long for the quota; otherwise empty.

    Args:
        until: When it will be sent, in seconds since the epoch; None if it does not wait.
        now: Seconds since the epoch.
    """
    if until is None or until - now < SHORTEST_WAIT_SHOWN:
        return ""
    moment, today = _local(math.ceil(until)), _local(now)  # never show too early a time
    is_today = moment.date() == today.date()
    return moment.strftime("%H:%M:%S" if is_today else "%Y-%m-%d %H:%M:%S")


def end_time(end: float, now: float) -> str:
    """
    Return the minute in which something ends, such as ``21:40`` or ``tomorrow 03:10``.

    Args:
        end: When it ends, in seconds since the epoch.
        now: Seconds since the epoch.
    """
    moment, today = _local(math.ceil(end / 60) * 60), _local(now)
    days = (moment.date() - today.date()).days
    return moment.strftime({0: "%H:%M", 1: "tomorrow %H:%M"}.get(days, "%Y-%m-%d %H:%M"))


def _local(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds).astimezone()
