"""What cannot leave its process, nor be there twice."""

from typing import Any

__all__ = ["StaysHere"]


class StaysHere:
    """
    What holds connections, or reads over them: copying and pickling it are errors that say so.

    Without that, they fail at some lock deep inside, or give a copy that shares half of it.
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
            "client, with its connections and its secret. Make one where it is used, in each "
            "process; what it gives can be copied and pickled."
        )
