"""The sessions of one client: alike but for where they lead, and for what lets requests in."""

import ssl
from collections.abc import Awaitable, Callable, Sequence

import httpx

from opentoclose_async._protocol.answers.decode import Dialect
from opentoclose_async._protocol.arguments import flag, whole_number
from opentoclose_async._protocol.messages import Request
from opentoclose_async._protocol.quota import Quota
from opentoclose_async._protocol.retry import RetryPolicy
from opentoclose_async._runtime.concurrency.event_loops import EventLoops
from opentoclose_async._runtime.observer import Hooks, Observer
from opentoclose_async._runtime.session import Session
from opentoclose_async._runtime.throttle import Throttle
from opentoclose_async._runtime.transport.addresses import (
    base_address,
    keeps_secrets,
    proxy_address,
    secrets_in,
)
from opentoclose_async._runtime.transport.credentials import Credential
from opentoclose_async._runtime.transport.exchange import Exchange
from opentoclose_async._runtime.transport.given_transport import GivenTransport
from opentoclose_async._runtime.transport.log_redaction import keep_out_of_logs
from opentoclose_async._runtime.transport.slots import SlotTransport
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["Connections"]


class Connections:
    """
    Open sessions over the same transport or proxy, with the same patience, hooks and log.

    Args:
        timeout: Seconds for connecting, and for each read and write.
        total_timeout: Seconds for getting a request out, and again for its whole answer; five times
            ``timeout`` if None.
        retry: The policy for failed requests; None sends once.
        max_response_bytes: Bytes of an answer's body, unpacked, at most.
        transport: What sends instead of our own transport.
        ssl_context: What servers are verified with; by default the authorities that the
            environment names, or certifi's.
        authorities: The environment variables that may name authorities.
        proxy: URL of a proxy; by default the environment's for each address.
        allow_insecure: Send credentials over plain http to any host, and through proxies.
        hooks: What to tell of requests, answers, retries and waits.
    """

    def __init__(
        self,
        *,
        timeout: float,
        total_timeout: float | None,
        retry: RetryPolicy | None,
        max_response_bytes: int,
        transport: httpx.AsyncBaseTransport | None,
        ssl_context: ssl.SSLContext | None,
        authorities: Sequence[str],
        proxy: str | None,
        allow_insecure: bool,
        hooks: Hooks,
    ) -> None:
        if transport is not None and not isinstance(transport, httpx.AsyncBaseTransport):
            # Shown by kind only: a proxy's URL, passed here by mistake, may hold a password.
            raise ConfigurationError(
                f"transport must be an httpx.AsyncBaseTransport, not a {type(transport).__name__}."
            )
        if transport is not None and proxy is not None:
            raise ConfigurationError("Pass either transport or proxy: a transport brings its own.")
        if ssl_context is not None and not isinstance(ssl_context, ssl.SSLContext):
            raise ConfigurationError(
                f"ssl_context must be an ssl.SSLContext, not a {type(ssl_context).__name__}."
            )
        if transport is not None and ssl_context is not None:
            raise ConfigurationError(
                "Pass either transport or ssl_context: a transport brings its own."
            )
        self._timeout = timeout
        self._total_timeout = total_timeout
        self._retry = retry
        self._allow_insecure = flag("allow_insecure", allow_insecure)
        self._max_response_bytes = whole_number("max_response_bytes", max_response_bytes, 1)
        self._transport = transport
        self._ssl_context = ssl_context
        self._authorities = authorities
        self._proxy = proxy
        self._hooks = hooks
        self._user_agent = f"opentoclose-async/{_version()}"
        self._sessions: list[Session] = []
        self.loops = EventLoops()

    def open(
        self,
        address: str,
        credential: Credential,
        dialect: Dialect,
        *,
        argument: str,
        host_only: bool = False,
        max_connections: int,
        quota: Quota | None = None,
        max_wait: float = 0.0,
        complete: Callable[[Request], Awaitable[Request]] | None = None,
        follow_redirects: bool = False,
    ) -> Session:
        """
        Open a session; it connects when something is sent.

        Args:
            address: What the paths of requests are below.
            credential: What lets requests in.
            dialect: How the server words its errors.
            argument: What the address was given as.
            host_only: The address must be a scheme and a host.
            max_connections: Requests on the way at the same time, at most.
            quota: The windows that requests keep to; None for no limit.
            max_wait: Seconds to wait for the quota at most, before RateLimitError.
            complete: Fill in what a request's path leaves open.
            follow_redirects: Follow redirects within the server.

        Raises:
            ConfigurationError: If the address or the proxy is none, or if everybody on the way
                there could read the credentials.
        """
        url = base_address(argument, address)
        own = self._transport is not None
        if not (self._allow_insecure or keeps_secrets(url, own_transport=own)):
            raise ConfigurationError(
                f"{argument} is plain http to {url.host}: everybody on the way could read the "
                "credentials. Use https; or, on a network that is all yours, allow_insecure=True."
            )
        if host_only and url.path not in ("", "/"):
            raise ConfigurationError(f"{argument} must be a scheme and a host, without a path.")
        keep_out_of_logs(credential.secrets)
        transport: httpx.AsyncBaseTransport
        if self._transport is None:
            proxy = proxy_address(self._proxy, url)
            if proxy is not None:
                self._check_proxy(argument, url)
                credential.secrets.add(*secrets_in(proxy))
            transport = SlotTransport(
                max_connections,
                ssl_context=self._ssl_context,
                authorities=self._authorities,
                proxy=proxy,
                credential=credential,
                loops=self.loops,
            )
        else:
            # The first session closes it.
            transport = GivenTransport(
                self._transport, credential, self.loops, lent=bool(self._sessions)
            )
        throttle = Throttle(quota, max_wait=max_wait, loops=self.loops)
        observer = Observer(self._hooks, throttle.describe)
        throttle.on_wait = observer.waiting
        session = Session(
            exchange=Exchange(
                url,
                transport,
                user_agent=self._user_agent,
                max_response_bytes=self._max_response_bytes,
                secret_answers=dialect.shown is not None,
                argument=argument,
            ),
            credential=credential,
            dialect=dialect,
            timeout=self._timeout,
            total_timeout=self._total_timeout,
            retry=self._retry,
            throttle=throttle,
            observer=observer,
            max_connections=max_connections,
            complete=complete,
            follow_redirects=follow_redirects,
            loops=self.loops,
        )
        self._sessions.append(session)
        return session

    def _check_proxy(self, argument: str, url: httpx.URL) -> None:
        """Refuse to show a proxy what is sent: of https it sees where it goes, and no more."""
        if url.scheme == "http" and not self._allow_insecure:
            raise ConfigurationError(
                f"{argument} is plain http: the proxy, and everybody on the way there, could read "
                "the credentials. Use https, or no proxy; or, on a network that is all yours, "
                "allow_insecure=True."
            )

    async def aclose(self) -> None:
        """Close all connections."""
        for session in reversed(self._sessions):
            await session.aclose()


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # it reads zip files and mails

    try:
        return version("opentoclose-async")
    except PackageNotFoundError:
        return "0"
