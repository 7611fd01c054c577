"""Hold a value out of reach of error reporters."""

from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Hidden"]

T = TypeVar("T")


class Hidden(Generic[T]):
    """
    Hold a value that must be used but not shown.

    Some error reporters traverse the attributes of local variables. They do not look into closures.

    Args:
        value: The value.

    Attributes:
        reveal: Returns the value.
    """

    __slots__ = ("reveal",)

    def __init__(self, value: T) -> None:
        self.reveal: Callable[[], T] = lambda: value

    def __repr__(self) -> str:
        return "Hidden('***')"
