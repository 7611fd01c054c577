"""One server for a session of tests, and a sandbox in its initial state for each."""

from contextlib import ExitStack
from typing import Self

from starlette.types import Receive, Scope, Send

from opentoclose_async.sandbox import RunningSandbox, Sandbox, SandboxConfig, serve

__all__ = ["SandboxServer", "ServedSandbox"]


class ServedSandbox(Sandbox):
    """
    A sandbox with the addresses that it is served at: the value of `opentoclose_sandbox`.

    Args:
        config: The settings.
        served: The addresses.
    """

    def __init__(self, config: SandboxConfig, served: RunningSandbox) -> None:
        super().__init__(config)
        self._served_at = served

    @property
    def sandbox(self) -> Self:
        """The sandbox itself, as `serve` returns it."""
        return self

    @property
    def base_url(self) -> str:
        """Scheme, host and port."""
        return self._served_at.base_url

    @property
    def otc_base_url(self) -> str:
        """The base URL for an Open To Close client."""
        return self._served_at.otc_base_url

    @property
    def rooms_base_url(self) -> str:
        """The base URL for a Rooms client."""
        return self._served_at.rooms_base_url

    @property
    def auth_url(self) -> str:
        """The base of /oauth/token and /oauth/userinfo: scheme, host and port, without a path."""
        return self._served_at.auth_url


class SandboxServer:
    """A server on loopback, from the start; it stays the same while its sandbox changes."""

    def __init__(self) -> None:
        self._context = ExitStack()
        self._entrance = self._context.enter_context(_Entrance())
        self._served = self._context.enter_context(serve(self._entrance))
        self._latest: ServedSandbox | None = None

    def close(self) -> None:
        """Stop it."""
        self._context.close()
        if self._latest is not None:
            self._latest.close()

    def sandbox(self, config: SandboxConfig) -> ServedSandbox:
        """
        Return a sandbox in its initial state, which gets all requests from now on.

        Args:
            config: Its settings. The sandbox of the test before is used again if they are the same.
        """
        latest = self._latest
        if latest is not None and not _is_busy(latest) and latest.config == config:
            latest.reset()
            return latest
        self._latest = self._entrance.current = ServedSandbox(config, self._served)
        if latest is not None and not _is_busy(latest):
            latest.close()
        return self._latest


class _Entrance(Sandbox):
    """Pass every request to the sandbox of the running test."""

    def __init__(self) -> None:
        super().__init__(users=0, teams=0, agents=0, contacts=0, tags=0, properties=0, rooms=0)
        self.current: Sandbox | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        serving = super().__call__ if self.current is None else self.current
        await serving(scope, receive, send)


def _is_busy(sandbox: Sandbox) -> bool:
    """Return whether requests are in flight, which would disturb the next test."""
    stats = sandbox.stats
    return any(api.in_flight for api in (stats.otc, stats.rooms, stats.auth))
