"""Read dates and numbers that the API sends as strings."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

__all__ = ["LARGEST_EXPONENT", "date_in", "is_near", "number_in"]

LARGEST_EXPONENT = 300
"""Power of ten. No contract has larger numbers, and writing some out would fill the memory."""

_ISO_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?))?", re.ASCII
)
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_NUMBER = re.compile(
    r"[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII
)


def date_in(text: str) -> tuple[date, str] | None:
    """
    Read a date, such as 2026-01-31 or, as in the United States, 1/31/2026.

    Returns:
        The date, and the time of day after it as it is written; None if it is not a date.
    """
    try:
        if match := _ISO_DATE.fullmatch(text):
            *day_of_year, time = match.groups(default="")
            return date(*map(int, day_of_year)), time
        if match := _US_DATE.fullmatch(text):
            month, day, year = map(int, match.groups())
            return date(year, month, day), ""
    except ValueError:  # no such day, e.g. 0000-00-00
        pass
    return None


def number_in(text: str) -> Decimal | None:
    """
    Read a number, with or without commas as thousands separators.

    Returns:
        The number; None if it is not one, or has more than 300 digits.
    """
    if not _NUMBER.fullmatch(text):
        return None
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:  # the exponent is out of bounds
        return None
    return number if is_near(number) else None


def is_near(number: Decimal) -> bool:
    """Return whether a number is finite and not too large or small to write out."""
    return number.is_finite() and abs(number.adjusted()) <= LARGEST_EXPONENT
