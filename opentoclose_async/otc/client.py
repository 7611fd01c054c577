"""The async client of Open To Close."""

import httpx

from opentoclose_async.events import RequestHook, ResponseHook, RetryHook, WaitHook
from opentoclose_async.otc.dialect import DIALECT
from opentoclose_async.otc.teams import Teams
from opentoclose_async.otc.users import Users
from opentoclose_async.protocol.backoff import RetryPolicy
from opentoclose_async.protocol.quota import Quota, Window
from opentoclose_async.runtime.auth import QueryToken
from opentoclose_async.runtime.client import (
    DEFAULT_RETRY,
    MAX_RESPONSE_BYTES,
    BaseClient,
    QuotaChoice,
    from_environment,
    require_secret,
)
from opentoclose_async.runtime.observer import Hooks

__all__ = ["AsyncOpenToClose"]

BASE_URL = "https://api.opentoclose.com/v1"
QUOTA = Quota((Window(1, 1.0),))
"""One request a second; its clients agree, and have seen 429 beyond it."""


class AsyncOpenToClose(BaseClient):
    """
    Open To Close, asynchronously.

    Use it as ``async with AsyncOpenToClose() as otc:``, or close it with ``aclose``. One client
    serves any number of tasks of one event loop.

    Args:
        api_key: The API token; OPEN_TO_CLOSE_API_KEY if not given.
        base_url: The API's address with its version; OPEN_TO_CLOSE_BASE_URL if not given, and
            https://api.opentoclose.com/v1 without either.
        timeout: Seconds for connecting, and for each read and write.
        retry: The policy for failed requests; None sends once.
        quota: The requests that the account allows: "documented", which is one a second,
            a Quota, or None for no limit.
        max_wait: Seconds to wait for the quota at most, before RateLimitError.
        max_connections: Requests on the way at the same time, at most.
        max_response_bytes: Bytes of an answer's body, unpacked, at most; more is a DataFormatError.
        transport: What sends instead of our own transport, for tests and special networks.
        proxy: URL of a proxy; by default the environment's.
        allow_insecure: Send credentials over plain http to any host, not to loopback alone.
        on_request: Called with a RequestEvent before each request; see ``events``, also for these:
        on_response: Called with a ResponseEvent after each answer.
        on_retry: Called with a RetryEvent when a request will be sent again.
        on_wait: Called with a WaitEvent when requests wait for the quota.

    Raises:
        AuthenticationError: If there is no API key.
        ConfigurationError: If the address, the proxy or the transport is none.
        ValidationError: If another argument is not acceptable.

    Attributes:
        users: The Users API.
        teams: The Teams API.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float = 30.0,
        retry: RetryPolicy | None = DEFAULT_RETRY,
        quota: QuotaChoice = "documented",
        max_wait: float = 60.0,
        max_connections: int = 16,
        max_response_bytes: int = MAX_RESPONSE_BYTES,
        transport: httpx.AsyncBaseTransport | None = None,
        proxy: str | None = None,
        allow_insecure: bool = False,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
        on_retry: RetryHook | None = None,
        on_wait: WaitHook | None = None,
    ) -> None:
        token = require_secret(
            from_environment(api_key, "OPEN_TO_CLOSE_API_KEY"),
            "API key",
            "OPEN_TO_CLOSE_API_KEY",
            "api_key",
        )
        address = from_environment(base_url, "OPEN_TO_CLOSE_BASE_URL")
        super().__init__(
            base_url=BASE_URL if address is None else address,
            credential=QueryToken("api_token", token),
            dialect=DIALECT,
            timeout=timeout,
            retry=retry,
            quota=quota,
            documented_quota=QUOTA,
            max_wait=max_wait,
            max_connections=max_connections,
            max_response_bytes=max_response_bytes,
            transport=transport,
            proxy=proxy,
            allow_insecure=allow_insecure,
            hooks=Hooks(
                on_request=on_request,
                on_response=on_response,
                on_retry=on_retry,
                on_wait=on_wait,
            ),
        )
        self.users = Users(self._core)
        self.teams = Teams(self._core)
