"""Sandboxes on real sockets that one test after another uses, because stopping one takes 0.2 s."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

from opentoclose_async.sandbox import RunningSandbox, Sandbox, serve

__all__ = ["ServerPool"]


class ServerPool:
    """
    Start servers, and reset and keep them for later tests that need the same settings.

    Args:
        keeps: Whether to keep them instead of stopping them.
    """

    def __init__(self, *, keeps: bool) -> None:
        self._keeps = keeps
        self._idle: list[_Server] = []

    @contextmanager
    def lend(self) -> Iterator[Callable[..., RunningSandbox]]:
        """Return a function that serves a sandbox, in its initial state, with given settings."""
        lent: list[_Server] = []

        def start(**config: Any) -> RunningSandbox:
            known = [server for server in self._idle if server.config == config]
            server = known[0] if known else _Server(config)
            if known:
                self._idle.remove(server)
            lent.append(server)
            return server.running

        try:
            yield start
        finally:
            for server in lent:
                if self._keeps and not server.is_busy:
                    server.running.sandbox.reset()
                    self._idle.append(server)
                else:
                    server.stop()

    def close(self) -> None:
        """Stop the servers, all at once."""
        with ThreadPoolExecutor(max(1, len(self._idle))) as threads:
            list(threads.map(_Server.stop, self._idle))


class _Server:
    """A running sandbox and its settings."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config
        self._context = ExitStack()
        self.running = self._context.enter_context(serve(Sandbox(**config)))

    def stop(self) -> None:
        self._context.close()

    @property
    def is_busy(self) -> bool:
        """Whether it is still handling requests, which would disturb the next test."""
        stats = self.running.sandbox.stats
        return any(api.in_flight for api in (stats.otc, stats.rooms, stats.auth))
