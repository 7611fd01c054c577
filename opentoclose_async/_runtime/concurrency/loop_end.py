"""Do something when the event loop ends."""

from collections.abc import AsyncGenerator, Awaitable, Callable

__all__ = ["at_loop_end"]


async def at_loop_end(close: Callable[[], Awaitable[None]]) -> AsyncGenerator[None, None]:
    """
    Return a generator that awaits a call when its event loop ends, or when it is closed.

    Only its async generators learn that a loop is ending: it closes them, and waits for them. They
    have to be started first, with ``anext``.

    Args:
        close: What to call. It must not refer to the client, which would never be collected.
    """
    try:
        yield
    finally:
        await close()
