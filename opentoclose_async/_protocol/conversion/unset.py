"""The value of a request field that was not set."""

from enum import Enum
from typing import Any, Final

__all__ = ["UNSET"]


class _Unset(Enum):
    UNSET = None  # libraries that write an enum's value as JSON write null

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET: Final[Any] = _Unset.UNSET
"""
The value of a request field that was not set.

It is Any to type checkers, because some models are both sent and received: their annotations
describe the received ones, where a missing field is None.
"""
