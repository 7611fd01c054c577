"""One connection at a time, none of which outlives it."""

from typing import Any

import httpx

__all__ = ["Slot"]


class Slot(httpx.AsyncHTTPTransport):
    """
    httpx's transport, for one connection, which is closed with it whatever its state.

    httpcore leaves a connection open that is cancelled during its TLS handshake. Nobody has it
    then, but the event loop has; a server that never gets to TLS would cost a socket with each
    request.

    Args:
        **settings: As of ``httpx.AsyncHTTPTransport``.
    """

    def __init__(self, **settings: Any) -> None:
        limits = httpx.Limits(max_connections=1, max_keepalive_connections=1)
        super().__init__(limits=limits, **settings)
        pool: Any = self._pool
        self._network = _Network(pool._network_backend)  # noqa: SLF001 - httpx leaves no other way
        pool._network_backend = self._network  # noqa: SLF001 - likewise

    async def aclose(self) -> None:
        """Close the connection."""
        try:
            await super().aclose()
        finally:
            if self._network.stream is not None:
                await self._network.stream.aclose()


class _Network:
    """What httpcore connects by."""

    def __init__(self, backend: Any) -> None:
        self.stream: Any = None
        self._backend = backend

    async def connect_tcp(self, *args: Any, **kwargs: Any) -> Any:
        self.stream = await self._backend.connect_tcp(*args, **kwargs)
        return self.stream

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)
