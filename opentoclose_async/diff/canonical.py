"""
Return JSON values that are equal the same text.

Members of objects have no order, and a number is its exact value: 1, 1.0 and 1e0 are equal, and
9007199254740993 is not 9007199254740992, although a double cannot tell them apart.
"""

import json
from collections.abc import Mapping
from typing import Any

__all__ = ["canonical", "parse", "row_value"]

MOST_DIGITS = 4300
"""Digits of the longest number that Python reads as an int."""


class _Precise:
    """
    A number that is neither an int nor exactly a double.

    Args:
        text: Its sign, its digits without zeros at either end, and its power of ten.
    """

    def __init__(self, text: str) -> None:
        self.text = text


def parse(text: str) -> Any:
    """
    Read a JSON value for ``canonical``.

    Raises:
        ValueError: If it is not JSON, or has a whole number of more than 4,300 digits.
        RecursionError: If it is nested too deeply.
    """
    return _decode(text)


def canonical(value: Any) -> str:
    """Return the text that all values equal to this one have; it is ASCII on one line."""
    try:
        return _encode(value)
    except TypeError:
        return _encode_precise(value)


def row_value(row: Mapping[str, Any], *, is_table: bool) -> dict[str, Any]:
    """
    Return what a row says: without its null fields, which mean the same as missing ones.

    Args:
        row: The row.
        is_table: Whether it comes from a format that has JSON as text in cells. A cell that holds
            an object or a list is compared as such.
    """
    if not is_table:
        return {name: value for name, value in row.items() if value is not None}
    return {name: _cell(value) for name, value in row.items() if value is not None}


def _cell(value: Any) -> Any:
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return value
    try:
        return parse(value)
    except (ValueError, RecursionError):
        return value  # a text that happens to begin with a bracket


def _number(text: str) -> Any:
    sign, digits, power = _scientific(text)
    if not digits:
        return 0
    if 0 <= power <= MOST_DIGITS - len(digits):
        return int(f"{sign}{digits}{'0' * power}")
    nearest = float(text)
    if _scientific(repr(nearest)) == (sign, digits, power):
        return nearest
    return _Precise(f"{sign}{digits}E{power}")


def _scientific(text: str) -> tuple[str, str, int]:
    """Return a number's sign, its digits without zeros at either end, and its power of ten."""
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = f"{whole}{fraction}".lstrip("0")
    short = digits.rstrip("0")
    power = (int(exponent) if exponent.strip("+-").isdigit() else 0) - len(fraction)
    return "-" if text.startswith("-") else "", short, power + len(digits) - len(short)


_decode = json.JSONDecoder(parse_float=_number).decode
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def _encode_precise(value: Any) -> str:
    """Do what ``_encode`` does, also for numbers that it does not know."""
    if isinstance(value, _Precise):
        return value.text
    if isinstance(value, dict):
        members = [f"{_encode(name)}:{_encode_precise(value[name])}" for name in sorted(value)]
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_encode_precise, value)) + "]"
    return _encode(value)
