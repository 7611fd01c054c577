"""Keep a value where no report of an error comes to it."""

from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Hidden"]

T = TypeVar("T")


class Hidden(Generic[T]):
    """
    Hold a value that is to be used and not to be seen.

    Some reporters of errors go through the attributes of what local variables hold. They do not
    come to what a function has closed over.

    Args:
        value: The value.

    Attributes:
        reveal: Give it.
    """

    __slots__ = ("reveal",)

    def __init__(self, value: T) -> None:
        self.reveal: Callable[[], T] = lambda: value

    def __repr__(self) -> str:
        return "Hidden('***')"
