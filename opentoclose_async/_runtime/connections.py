"""The sessions of one client, which differ in address and credential only."""
# ``complete`` has filled in every option.
# pyright: reportTypedDictNotRequiredAccess=false

import ssl
from collections.abc import Awaitable, Callable, Sequence
from functools import cache

import httpx

from opentoclose_async._protocol.argument_names import in_python, named
from opentoclose_async._protocol.arguments import flag, whole_number
from opentoclose_async._protocol.messages import Request
from opentoclose_async._protocol.quota.windows import Quota
from opentoclose_async._protocol.responses.decode import Dialect
from opentoclose_async._runtime.call import check_retry, check_timeout, check_total_timeout
from opentoclose_async._runtime.concurrency.event_loops import EventLoops
from opentoclose_async._runtime.observer import Hooks, Observer
from opentoclose_async._runtime.options import ClientOptions
from opentoclose_async._runtime.quota.opening import account_digest
from opentoclose_async._runtime.quota.store import QuotaStore
from opentoclose_async._runtime.quota.throttle import Throttle
from opentoclose_async._runtime.session import SendOptions, Session
from opentoclose_async._runtime.transport.addresses import (
    base_address,
    keeps_secrets,
    proxy_address,
    secrets_in,
)
from opentoclose_async._runtime.transport.connection_pool import ConnectionPool
from opentoclose_async._runtime.transport.credentials import Credential
from opentoclose_async._runtime.transport.custom_transport import CustomTransport
from opentoclose_async._runtime.transport.exchange import Exchange
from opentoclose_async._runtime.transport.log_redaction import keep_out_of_logs
from opentoclose_async._runtime.transport.sender import Sender
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["Connections"]

OR_ALLOW_IT = " or, in a network you control, allow_insecure=True"


class Connections:
    """
    Open sessions that share transport or proxy, timeouts, hooks and log.

    Args:
        options: All options of the client.
        authorities: The environment variables that may name CA certificates.
    """

    def __init__(self, options: ClientOptions, authorities: Sequence[str]) -> None:
        transport, ssl_context, proxy = (
            options["transport"],
            options["ssl_context"],
            options["proxy"],
        )
        if transport is not None and not isinstance(transport, httpx.AsyncBaseTransport):
            # Show its type only: a proxy's URL passed here by mistake may contain a password.
            raise ConfigurationError(
                f"transport must be an httpx.AsyncBaseTransport, not a {type(transport).__name__}."
            )
        if transport is not None and proxy is not None:
            raise ConfigurationError("Pass either transport or proxy: a transport has its own.")
        if ssl_context is not None and not isinstance(ssl_context, ssl.SSLContext):
            raise ConfigurationError(
                f"ssl_context must be an ssl.SSLContext, not a {type(ssl_context).__name__}."
            )
        if transport is not None and ssl_context is not None:
            raise ConfigurationError(
                "Pass either transport or ssl_context: a transport has its own."
            )
        self._sending = SendOptions(
            check_timeout(options["timeout"]),
            check_retry(options["retry"]),
            check_total_timeout(options["total_timeout"]),
        )
        self._allow_insecure = flag("allow_insecure", options["allow_insecure"])
        self._max_response_bytes = whole_number(
            "max_response_bytes", options["max_response_bytes"], 1
        )
        self._transport = transport
        self._ssl_context = ssl_context
        self._authorities = authorities
        self._proxy = proxy
        self._hooks = Hooks(
            on_request=options["on_request"],
            on_response=options["on_response"],
            on_retry=options["on_retry"],
            on_wait=options["on_wait"],
        )
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
        store: QuotaStore | None = None,
        identity: Callable[[], str] = str,
        complete: Callable[[Request], Awaitable[Request]] | None = None,
        follow_redirects: bool = False,
    ) -> Session:
        """
        Open a session. It connects when something is sent.

        Args:
            address: The base URL of request paths.
            credential: The credential to add to requests.
            dialect: How the server words its errors.
            argument: The argument that the address was passed as.
            host_only: Whether the address must not have a path.
            max_connections: Maximum number of requests in flight.
            quota: The quota to keep; None for no limit.
            max_wait: Maximum seconds to wait for the quota before RateLimitError.
            store: Shares the quota with other clients.
            identity: Return what tells the account apart from others of this server.
            complete: Complete a request's path.
            follow_redirects: Whether to follow redirects within the server.

        Raises:
            ConfigurationError: If the address or the proxy is invalid, or if anyone in between
                could read the credentials.
        """
        argument = named(argument)
        url = base_address(argument, address)
        own = self._transport is not None
        if not (self._allow_insecure or keeps_secrets(url, own_transport=own)):
            raise ConfigurationError(
                f"{argument} is plain http to {url.host}: anyone in between could read the "
                f"credentials. Use https{in_python(OR_ALLOW_IT)}."
            )
        if host_only and url.path not in ("", "/"):
            raise ConfigurationError(f"{argument} must be a scheme and a host, without a path.")
        keep_out_of_logs(credential.secrets)
        sender: Sender
        if self._transport is None:
            proxy = proxy_address(self._proxy, url)
            if proxy is not None:
                self._check_proxy(argument, url)
                credential.secrets.add(*secrets_in(proxy))
            sender = ConnectionPool(
                url,
                credential,
                ssl_context=self._ssl_context,
                authorities=self._authorities,
                proxy=proxy,
                loops=self.loops,
            )
        else:
            # The first session closes it.
            sender = CustomTransport(
                self._transport, url, credential, self.loops, lent=bool(self._sessions)
            )
        throttle = Throttle(
            quota,
            max_wait=max_wait,
            loops=self.loops,
            store=store,
            account=lambda: account_digest(url.netloc.decode("ascii"), identity()),
        )
        observer = Observer(self._hooks, throttle.describe)
        throttle.on_wait = observer.waiting
        throttle.on_store_problem = observer.quota_store_failed
        session = Session(
            exchange=Exchange(
                url,
                sender,
                user_agent=self._user_agent,
                max_response_bytes=self._max_response_bytes,
                secret_responses=dialect.shown is not None,
                argument=argument,
            ),
            credential=credential,
            dialect=dialect,
            defaults=self._sending,
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
        """Refuse plain http through a proxy; with https it only sees the server's name."""
        if url.scheme == "http" and not self._allow_insecure:
            raise ConfigurationError(
                f"{argument} is plain http: the proxy, and anyone in between, could read the "
                f"credentials. Use https or no proxy{in_python(OR_ALLOW_IT)}."
            )

    async def aclose(self) -> None:
        """Close all connections."""
        for session in reversed(self._sessions):
            await session.aclose()


@cache
def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # slow to import

    try:
        return version("opentoclose-async")
    except PackageNotFoundError:
        return "0"
