"""
Watch a connection that no request uses yet.

A server may close it at any time, and a request sent over it then would seem to be lost. Reading
from it notices that, and consumes the session tickets that servers send after a TLS 1.3 handshake:
unread, they look like the end of an idle connection.
"""

import anyio
import httpcore

__all__ = ["UnusedStream"]


class UnusedStream:
    """
    A stream to a server that no request has been sent over.

    Args:
        stream: The stream to hand out.
        read_from: The stream to watch: with TLS, the one above it.
    """

    def __init__(
        self, stream: httpcore.AsyncNetworkStream, read_from: httpcore.AsyncNetworkStream
    ) -> None:
        self.is_over = False
        self._stream = stream
        self._read_from = read_from
        self._taken = False
        self._scope = anyio.CancelScope()
        self._watched = False
        self._stopped: anyio.Event | None = None

    async def watch(self, seconds: float) -> None:
        """
        Read until the stream is taken, or over: closed by the server, or unused for too long.

        Args:
            seconds: Seconds that it may be unused.
        """
        if self._taken:
            return
        self._watched = True
        self._scope.deadline = anyio.current_time() + seconds
        try:
            with self._scope:
                await self._read_from.read(1)
        except Exception:  # noqa: BLE001, S110 - whatever it is, the stream is of no use
            pass
        finally:
            self.is_over = True
            if self._stopped is not None:
                self._stopped.set()

    async def take(self) -> httpcore.AsyncNetworkStream | None:
        """Return the stream for a request, instead of watching it; None if it is over."""
        self._taken = True
        if self.is_over:
            return None
        if self._watched:
            self._stopped = anyio.Event()
            self._scope.cancel()
            await self._stopped.wait()
            if not self._scope.cancelled_caught:
                return None
        return self._stream
