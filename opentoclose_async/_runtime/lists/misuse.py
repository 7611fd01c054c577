"""
Say what to write instead of an operation that an object cannot have.

Type checkers do not see these methods, so they report the mistakes themselves.
"""

from typing import TYPE_CHECKING

__all__ = ["AsyncList", "AsyncOnly"]


class AsyncOnly:
    """Base class of what ``async for`` iterates over, and ``for`` does not."""

    __slots__ = ()

    if not TYPE_CHECKING:

        def __iter__(self) -> None:
            """Refuse a plain ``for``."""
            raise TypeError(
                f"a {type(self).__name__} of an async client is read with 'async for' instead of "
                "'for': write 'async for page in pages'. The blocking clients OpenToClose and "
                "Rooms have pagers for 'for'."
            )


class AsyncList(AsyncOnly):
    """Base class of a list that is read with ``async for`` or ``await``."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return True  # without this, __len__ would decide

    if not TYPE_CHECKING:

        def __iter__(self) -> None:
            """Refuse a plain ``for``."""
            raise TypeError(
                "a Pager of an async client is read with 'async for' instead of 'for': write "
                "'async for row in pager', or 'rows = await pager' for a list of all rows. "
                "The blocking clients OpenToClose and Rooms have pagers for 'for'."
            )

        def __len__(self) -> int:
            """Refuse ``len``."""
            raise TypeError(
                "a Pager has no length before it is read: write 'len(await pager)'; "
                "pages report the total, if the server does."
            )

        def __getitem__(self, index: object) -> None:
            """Refuse an index."""
            raise TypeError(
                "a Pager has no rows before it is read: write '(await pager)[0]', and pass "
                "start and max_items to read only some rows."
            )
