"""An httpx transport of a single connection."""

from typing import Any

import httpx

__all__ = ["SingleConnection"]


class SingleConnection(httpx.AsyncHTTPTransport):
    """
    httpx's transport for one connection, which closes it whatever its state.

    httpcore leaks a connection that is cancelled during its TLS handshake. A server that never
    completes the handshake would cost a socket per request.

    Args:
        **settings: The arguments of ``httpx.AsyncHTTPTransport``.
    """

    def __init__(self, **settings: Any) -> None:
        limits = httpx.Limits(max_connections=1, max_keepalive_connections=1)
        super().__init__(limits=limits, **settings)
        pool: Any = self._pool
        self._network = _Network(pool._network_backend)  # noqa: SLF001 - there is no public way
        pool._network_backend = self._network  # noqa: SLF001 - likewise

    async def aclose(self) -> None:
        """Close the connection."""
        try:
            await super().aclose()
        finally:
            if self._network.stream is not None:
                await self._network.stream.aclose()


class _Network:
    """A network backend for httpcore that remembers its last connection."""

    def __init__(self, backend: Any) -> None:
        self.stream: Any = None
        self._backend = backend

    async def connect_tcp(self, *args: Any, **kwargs: Any) -> Any:
        self.stream = await self._backend.connect_tcp(*args, **kwargs)
        return self.stream

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)
