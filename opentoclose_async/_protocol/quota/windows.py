"""How many requests an API allows, in one window or several."""

import re

from attrs import frozen

from opentoclose_async._protocol.arguments import is_number, misconfigured
from opentoclose_async._protocol.conversion.dataclass_view import DataclassLike
from opentoclose_async._protocol.shortening import shorten
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["Quota", "Window"]

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_WINDOW = re.compile(
    r"\s*(\d{1,9})\s*(?:/|\bper\b)\s*(\d{1,8}(?:\.\d{1,6})?)?\s*"
    r"(?:(s)(?:ec(?:ond)?s?)?|(m)(?:in(?:ute)?s?)?|(h)(?:(?:ou)?rs?)?|(d)(?:ays?)?)\s*",
    re.ASCII | re.IGNORECASE,
)
MOST_REQUESTS = 1_000_000_000
LONGEST_WINDOW = 366 * 86400.0
"""Seconds."""


@frozen
class Window(DataclassLike):
    """At most ``count`` requests in any ``seconds`` seconds."""

    count: int
    seconds: float

    def __attrs_post_init__(self) -> None:
        if type(self.count) is not int or not 0 < self.count <= MOST_REQUESTS:
            raise misconfigured(
                "count", self.count, f"a whole number of requests, from 1 to {MOST_REQUESTS:,}"
            )
        if not is_number(self.seconds) or not 0 < self.seconds <= LONGEST_WINDOW:
            raise misconfigured(
                "seconds", self.seconds, "a number of seconds, more than 0, at most 366 days"
            )

    def __str__(self) -> str:
        return f"{self.count}/{format(self.seconds, '.6f').rstrip('0').rstrip('.')}s"


@frozen
class Quota(DataclassLike):
    """
    Windows that all apply at once, e.g. ``Quota.parse("500/30s, 3000/1h")``.

    Attributes:
        windows: The windows, in any order.
    """

    windows: tuple[Window, ...]

    def __attrs_post_init__(self) -> None:
        windows: object = self.windows
        if not (isinstance(windows, tuple) and windows) or not all(
            isinstance(window, Window) for window in windows
        ):
            raise misconfigured(
                "windows", windows, "a tuple of at least one Window (quota=None disables it)"
            )

    @classmethod
    def parse(cls, text: str) -> "Quota":
        """
        Parse a quota such as ``1/s``, ``10/min``, ``20 per 2s`` or ``500/30s, 3000/1h``.

        Raises:
            ConfigurationError: If the text is not a valid quota.
        """
        if not isinstance(text, str):
            raise misconfigured("text", text, "a quota such as 500/30s, 3000/1h")
        windows = []
        for part in text.split(","):
            match = _WINDOW.fullmatch(part)
            if match is None:
                raise ConfigurationError(
                    f"{shorten(part.strip())} is not a valid quota window in text. Write it as "
                    "500/30s or 10/min (units s, min, h, d), several separated by commas."
                )
            count, length, *units = match.groups()
            unit = next(filter(None, units)).lower()
            windows.append(Window(int(count), float(length or 1) * _UNITS[unit]))
        return cls(tuple(windows))

    def __str__(self) -> str:
        return ", ".join(map(str, self.windows))
