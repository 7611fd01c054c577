"""The async client of DocuSign Rooms."""

import ssl
from typing import TYPE_CHECKING, Literal, Unpack

import httpx
from attrs import evolve

from opentoclose_async._docusign.account import Account, is_account_id
from opentoclose_async._docusign.consent import AUTH_HOSTS
from opentoclose_async._docusign.grants import AccessToken, Auth, JWTGrant, RefreshToken
from opentoclose_async._docusign.oauth import user_info_dialect
from opentoclose_async._docusign.user_info import UserInfo, UserInfoResource
from opentoclose_async._protocol.arguments import misconfigured
from opentoclose_async._protocol.quota import Quota, Window
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._protocol.retry import RetryPolicy
from opentoclose_async._runtime.client import (
    DEFAULT_RETRY,
    MAX_RESPONSE_BYTES,
    QuotaChoice,
    from_environment,
    require_secret,
)
from opentoclose_async._runtime.observer import Hooks
from opentoclose_async._runtime.resource import CallOptions, Core
from opentoclose_async._runtime.transport.credentials import BearerToken, Credential
from opentoclose_async.events import RequestHook, ResponseHook, RetryHook, WaitHook
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.rooms.dialect import DIALECT
from opentoclose_async.rooms.operations.groups import RoomsGroups

if TYPE_CHECKING:
    from opentoclose_async._docusign.sign_in import SignedIn

__all__ = ["AsyncRooms", "Environment"]

Environment = Literal["production", "demo"]


SIGNED_IN_HINT = (
    "Check that the user who is signed in may use Rooms in this account, and that the environment "
    "is the account's (demo and production have users and apps of their own)."
)

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

    Use it as ``async with AsyncRooms(auth=JWTGrant(...)) as rooms:``, or close it with ``aclose``.
    One client serves any number of tasks of one event loop, and one loop after the other.

    Args:
        account_id: The account's GUID; DOCUSIGN_ACCOUNT_ID if not given. Without either, it is the
            default account of the user who is signed in, or the only one, which is asked for before
            the first request; an access token with a ``base_url`` needs ``auth_url`` for that.
        auth: How to sign in: a JWTGrant, a RefreshToken or an AccessToken.
        access_token: In place of ``auth``, an OAuth access token; DOCUSIGN_ACCESS_TOKEN if neither
            is given.
        environment: "production" or "demo", which picks the hosts of Rooms and of the sign-in, and
            the quota; DOCUSIGN_ENVIRONMENT if not given, and "production" without either.
        base_url: The address of the ``/restapi`` root, in place of the environment's.
        auth_url: Scheme and host of the sign-in, in place of the environment's.
        timeout: Seconds for connecting, and for each read and write.
        total_timeout: Seconds for getting a request out, and again for its whole answer; five times
            ``timeout`` if None.
        retry: The policy for failed requests; None sends once.
        quota: The requests that the account allows: "documented", which is DocuSign's published
            limits for the environment,
            a Quota, or None for no limit.
        max_wait: Seconds to wait for the quota at most, before RateLimitError.
        max_connections: Requests on the way at the same time, at most.
        max_response_bytes: Bytes of an answer's body, unpacked, at most; more is a DataFormatError.
        confirm_end: Look behind the last row of a list where the server does not say that it is
            the last. False saves that request and takes a page shorter than asked for as the end,
            which loses rows where a server gives fewer under load.
        strict: Raise DataFormatError for a value of another kind than the model's. If not, the
            attribute keeps the value as it came, and the first of each kind is logged.
        transport: What sends instead of our own transport, for tests and special networks.
        ssl_context: What servers are verified with, and what holds a client certificate; by default
            the authorities of SSL_CERT_FILE and SSL_CERT_DIR, or those that httpx brings.
        proxy: URL of a proxy; by default the environment's.
        allow_insecure: Send credentials over plain http to any host, and through proxies.
        on_request: Called with a RequestEvent before each request; see ``events``, also for these:
        on_response: Called with a ResponseEvent after each answer.
        on_retry: Called with a RetryEvent when a request will be sent again.
        on_wait: Called with a WaitEvent when requests wait for the quota.

    Raises:
        AuthenticationError: If there is neither ``auth`` nor an access token.
        ConfigurationError: If ``auth``, the account id, the environment, an address, the proxy or
            the transport is none.
        ValidationError: If another argument is not acceptable.

    Attributes:
        environment: Where the account is: "production" or "demo".
    """

    @forgets_arguments
    def __init__(
        self,
        account_id: str | None = None,
        *,
        auth: Auth | None = None,
        access_token: str | None = None,
        environment: Environment | None = None,
        base_url: str | None = None,
        auth_url: str | None = None,
        timeout: float = 30.0,
        total_timeout: float | None = None,
        retry: RetryPolicy | None = DEFAULT_RETRY,
        quota: QuotaChoice = "documented",
        max_wait: float = 60.0,
        max_connections: int = 16,
        max_response_bytes: int = MAX_RESPONSE_BYTES,
        confirm_end: bool = True,
        strict: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
        ssl_context: ssl.SSLContext | None = None,
        proxy: str | None = None,
        allow_insecure: bool = False,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
        on_retry: RetryHook | None = None,
        on_wait: WaitHook | None = None,
    ) -> None:
        where = from_environment(environment, "DOCUSIGN_ENVIRONMENT") or "production"
        if not isinstance(where, str) or where not in BASE_URLS:
            raise misconfigured(
                "environment", where, '"production" or "demo" (also in DOCUSIGN_ENVIRONMENT)'
            )
        way = _way_in(auth, access_token)
        self._account = Account(_checked_account(account_id), self._find_user)
        elsewhere = base_url is not None and auth_url is None
        if self._account.id is None and elsewhere and isinstance(way, AccessToken):
            # A token for another server is nothing for DocuSign's to see.
            raise ConfigurationError(
                "No account id: pass account_id, the account's GUID, or set the environment "
                "variable DOCUSIGN_ACCOUNT_ID; or pass auth_url beside base_url to have it found."
            )
        dialect = DIALECT
        credential: Credential
        signed_in: SignedIn | None = None
        if isinstance(way, AccessToken):
            credential = BearerToken(way.token)
        else:
            from opentoclose_async._docusign import sign_in  # not everybody signs in here

            credential = signed_in = sign_in.SignedIn(way)
            dialect = evolve(DIALECT, credential_hint=SIGNED_IN_HINT)
        super().__init__(
            base_url=base_url if base_url is not None else BASE_URLS[where],
            credential=credential,
            dialect=dialect,
            timeout=timeout,
            total_timeout=total_timeout,
            retry=retry,
            quota=quota,
            documented_quota=QUOTAS[where],
            max_wait=max_wait,
            max_connections=max_connections,
            max_response_bytes=max_response_bytes,
            confirm_end=confirm_end,
            strict=strict,
            transport=transport,
            ssl_context=ssl_context,
            proxy=proxy,
            allow_insecure=allow_insecure,
            hooks=Hooks(
                on_request=on_request,
                on_response=on_response,
                on_retry=on_retry,
                on_wait=on_wait,
            ),
            complete=self._account.complete,
        )
        self.environment: Environment = "demo" if where == "demo" else "production"
        auth_host = AUTH_HOSTS[where]
        auth_address = f"https://{auth_host}" if auth_url is None else auth_url
        self._auth_session = self._connections.open(
            auth_address,
            credential,
            user_info_dialect(dialect.credential_hint),
            argument="auth_url",
            host_only=True,
            max_connections=1,
        )
        if signed_in is not None:
            signed_in.begin(
                self._connections,
                self._background,
                address=auth_address,
                audience=auth_host,
            )

    @property
    def account_id(self) -> str | None:
        """The account's GUID; None as long as it was not given and has not been asked for."""
        return self._account.id

    async def get_user_info(self, **options: Unpack[CallOptions]) -> UserInfo:
        """
        Read who is signed in, and the accounts that they have.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The user.

        Raises:
            AuthenticationError: If the access token is not accepted.
        """
        core = Core(self._auth_session, self._background, 1, strict=self._core.strict)
        return await UserInfoResource(core).get_user_info(**options)

    async def _find_user(self) -> UserInfo:
        return await self.get_user_info()


def _way_in(auth: object, access_token: str | None) -> Auth:
    """Take how to sign in from the arguments, or from the environment."""
    if auth is None:
        return AccessToken(
            require_secret(
                from_environment(access_token, "DOCUSIGN_ACCESS_TOKEN"),
                "access token",
                "DOCUSIGN_ACCESS_TOKEN",
                "access_token",
            )
        )
    if not isinstance(auth, (AccessToken, JWTGrant, RefreshToken)):
        # Shown by kind only: it may be a secret that was passed by mistake.
        raise ConfigurationError(
            "auth must be an AccessToken, a JWTGrant or a RefreshToken, not a "
            f"{type(auth).__name__}."
        )
    if access_token is not None:
        raise ConfigurationError("Pass either auth or access_token.")
    return auth


def _checked_account(account_id: str | None) -> str | None:
    account = from_environment(account_id, "DOCUSIGN_ACCOUNT_ID")
    if account is not None and not is_account_id(account):
        raise misconfigured(
            "account_id",
            account,
            "the account's GUID (letters, digits and dashes), or None to have it found",
        )
    return account
