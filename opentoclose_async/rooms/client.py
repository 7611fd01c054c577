"""The async client of DocuSign Rooms."""

import re
from typing import Literal

import httpx

from opentoclose_async.events import RequestHook, ResponseHook, RetryHook, WaitHook
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.protocol.arguments import misconfigured
from opentoclose_async.protocol.backoff import RetryPolicy
from opentoclose_async.protocol.quota import Quota, Window
from opentoclose_async.rooms.account import Account
from opentoclose_async.rooms.dialect import DIALECT
from opentoclose_async.rooms.groups import RoomsGroups
from opentoclose_async.runtime.auth import BearerToken
from opentoclose_async.runtime.client import (
    DEFAULT_RETRY,
    MAX_RESPONSE_BYTES,
    QuotaChoice,
    from_environment,
    require_secret,
)
from opentoclose_async.runtime.observer import Hooks

__all__ = ["AsyncRooms", "Environment"]

Environment = Literal["production", "demo"]

ACCOUNT_ID = re.compile(r"[0-9A-Za-z_-]{1,100}")

BASE_URLS: dict[str, str] = {
    "production": "https://rooms.docusign.com/restapi",
    "demo": "https://demo.rooms.docusign.com/restapi",
}
HOURLY = Window(3000, 3600.0)
QUOTAS: dict[str, Quota] = {
    "production": Quota((Window(500, 30.0), HOURLY)),
    "demo": Quota((Window(200, 30.0), HOURLY)),
}
"""DocuSign's published limits for each account."""


class AsyncRooms(RoomsGroups):
    """
    DocuSign Rooms v2, asynchronously.

    Use it as ``async with AsyncRooms(account_id, access_token=...) as rooms:``, or close it with
    ``aclose``. One client serves any number of tasks of one event loop.

    Args:
        account_id: The account's GUID; DOCUSIGN_ACCOUNT_ID if not given.
        access_token: The OAuth access token; DOCUSIGN_ACCESS_TOKEN if not given.
        environment: "production" or "demo", which picks the host and the quota;
            DOCUSIGN_ENVIRONMENT if not given, and "production" without either.
        base_url: The address of the ``/restapi`` root, in place of the environment's.
        timeout: Seconds for connecting, and for each read and write.
        retry: The policy for failed requests; None sends once.
        quota: The requests that the account allows: "documented", which is DocuSign's published
            limits for the environment,
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
        AuthenticationError: If there is no access token.
        ConfigurationError: If there is no account id, or the environment, the address, the proxy or
            the transport is none.
        ValidationError: If another argument is not acceptable.

    Attributes:
        account_id: The account's GUID.
        environment: Where the account is: "production" or "demo".
    """

    def __init__(
        self,
        account_id: str | None = None,
        *,
        access_token: str | None = None,
        environment: Environment | None = None,
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
            from_environment(access_token, "DOCUSIGN_ACCESS_TOKEN"),
            "access token",
            "DOCUSIGN_ACCESS_TOKEN",
            "access_token",
        )
        account = from_environment(account_id, "DOCUSIGN_ACCOUNT_ID")
        if account is None or account == "":
            raise ConfigurationError(
                "No account id: pass account_id, the account's GUID, or set the environment "
                "variable DOCUSIGN_ACCOUNT_ID."
            )
        if not isinstance(account, str) or not ACCOUNT_ID.fullmatch(account):
            raise misconfigured(
                "account_id", account, "the account's GUID (letters, digits and dashes)"
            )
        where = from_environment(environment, "DOCUSIGN_ENVIRONMENT") or "production"
        if not isinstance(where, str) or where not in BASE_URLS:
            raise misconfigured(
                "environment", where, '"production" or "demo" (also in DOCUSIGN_ENVIRONMENT)'
            )
        super().__init__(
            base_url=base_url if base_url is not None else BASE_URLS[where],
            credential=BearerToken(token),
            dialect=DIALECT,
            timeout=timeout,
            retry=retry,
            quota=quota,
            documented_quota=QUOTAS[where],
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
        self.account_id = account
        self.environment: Environment = "demo" if where == "demo" else "production"
        self._account = Account(account)
