"""Objects that can be neither copied nor pickled."""

from typing import Any

__all__ = ["Uncopyable"]


class Uncopyable:
    """
    Base class that makes copying and pickling fail with an error that says why.

    Its subclasses hold connections or use them. Otherwise the copy would fail at some lock deep
    inside, or share half of the original's state.
    """

    __slots__ = ()

    def __reduce__(self) -> str | tuple[Any, ...]:
        """
        Refuse to be copied or pickled.

        Raises:
            TypeError: Always.
        """
        kind = type(self)
        raise TypeError(
            f"{kind.__module__}.{kind.__qualname__} cannot be copied or pickled: it belongs to a "
            "client, with its connections and its secret. Make one in each process that needs it; "
            "the models and rows it returns can be copied and pickled."
        )
