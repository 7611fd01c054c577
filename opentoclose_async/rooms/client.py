"""The async client of DocuSign Rooms."""

from typing import TYPE_CHECKING, Literal, Unpack

from attrs import evolve

from opentoclose_async._docusign.account import Account, is_account_id
from opentoclose_async._docusign.consent import AUTH_HOSTS, AUTH_URL
from opentoclose_async._docusign.grants import AccessToken, Auth, JWTGrant, RefreshToken
from opentoclose_async._docusign.oauth import user_info_dialect
from opentoclose_async._docusign.user_info import UserInfo, UserInfoResource
from opentoclose_async._protocol.arguments import misconfigured
from opentoclose_async._protocol.quota.windows import Quota, Window
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._runtime.client import (
    address_from_environment,
    from_environment,
    require_secret,
)
from opentoclose_async._runtime.options import (
    CallOptions,
    ClientOptions,
    complete,
    shows_client_options,
)
from opentoclose_async._runtime.resource import Core
from opentoclose_async._runtime.sandbox_credentials import check_destination, is_of_sandbox
from opentoclose_async._runtime.transport.credentials import BearerToken, Credential
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

BASE_URL = "DOCUSIGN_BASE_URL"
"""The environment variable with another address of Rooms."""

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
    A client for DocuSign Rooms v2.

    Use it as ``async with AsyncRooms(auth=JWTGrant(...)) as rooms:``, or close it with ``aclose``.
    It serves any number of tasks in one event loop, and one loop after another.

    Args:
        account_id: The account's GUID. Default: DOCUSIGN_ACCOUNT_ID, or else the signed-in user's
            default or only account, which is looked up before the first request. With an access
            token and a ``base_url``, that lookup needs ``auth_url``.
        auth: How to sign in: a JWTGrant, a RefreshToken or an AccessToken.
        access_token: An OAuth access token, instead of ``auth``. Default: DOCUSIGN_ACCESS_TOKEN.
        environment: "production" or "demo", which selects the hosts of Rooms and of the sign-in
            unless they are set, and the quota. Default: DOCUSIGN_ENVIRONMENT, or "production".
        base_url: The address of the ``/restapi`` root. Default: DOCUSIGN_BASE_URL, or the
            environment's.
        auth_url: Scheme and host of the sign-in. Default: DOCUSIGN_AUTH_URL, or the environment's.
        **options: timeout, total_timeout, retry, quota, quota_store, max_wait, max_connections,
            max_response_bytes, confirm_end, strict, strict_filters, transport, ssl_context, proxy,
            allow_insecure, on_request, on_response, on_retry, on_wait, as in ``ClientOptions``. The
            documented quota is that of the environment: 3,000 requests an hour, and in 30 seconds
            500 in production, 200 in demo.

    Raises:
        AuthenticationError: If there is neither ``auth`` nor an access token.
        ConfigurationError: If ``auth``, the account ID, the environment, an address, the proxy or
            the transport is invalid, or if a credential is the sandbox's and the address
            DocuSign's.
        ValidationError: If another argument is invalid.

    Attributes:
        environment: Where the account is: "production" or "demo".
    """

    @shows_client_options
    @forgets_arguments
    def __init__(
        self,
        account_id: str | None = None,
        *,
        # Spelled out, so that editors and the documentation show no internal names.
        auth: AccessToken | JWTGrant | RefreshToken | None = None,
        access_token: str | None = None,
        environment: Literal["production", "demo"] | None = None,
        base_url: str | None = None,
        auth_url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        options = complete(type(self).__name__, options)
        where = from_environment(environment, "DOCUSIGN_ENVIRONMENT") or "production"
        if not isinstance(where, str) or where not in BASE_URLS:
            raise misconfigured(
                "environment", where, '"production" or "demo" (also in DOCUSIGN_ENVIRONMENT)'
            )
        way = _way_in(auth, access_token)
        self._account = Account(_checked_account(account_id), self._find_user)
        api_address = address_from_environment(base_url, BASE_URL)
        auth_given = address_from_environment(auth_url, AUTH_URL)
        if api_address is not None and auth_given is None:
            self._check_sign_in(way, named=base_url is not None)
        if api_address is None:
            api_address = BASE_URLS[where]
        auth_host = AUTH_HOSTS[where]
        auth_address = f"https://{auth_host}" if auth_given is None else auth_given
        own_transport = options.get("transport") is not None
        if isinstance(way, AccessToken):
            self._may_leave = own_transport or not is_of_sandbox(way.token)
            if not self._may_leave:
                check_destination("The access token", api_address, f"{BASE_URL} or base_url")
        else:
            self._may_leave = True
            if not own_transport and way.is_of_sandbox:
                check_destination("The grant", auth_address, f"{AUTH_URL} or auth_url")
        dialect = DIALECT
        credential: Credential
        signed_in: SignedIn | None = None
        if isinstance(way, AccessToken):
            credential = BearerToken(way.token)
        else:
            from opentoclose_async._docusign import sign_in  # only where it is used

            credential = signed_in = sign_in.SignedIn(way)
            dialect = evolve(DIALECT, credential_hint=SIGNED_IN_HINT)
        super().__init__(
            base_url=api_address,
            credential=credential,
            dialect=dialect,
            documented_quota=QUOTAS[where],
            quota_identity=self._quota_identity,
            options=options,
            complete_request=self._account.complete,
        )
        self.environment: Environment = "demo" if where == "demo" else "production"
        self._auth_address = auth_address
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
                api_address=None if own_transport else api_address,
            )

    @property
    def account_id(self) -> str | None:
        """The account's GUID; None until it is known."""
        return self._account.id

    async def get_user_info(self, **options: Unpack[CallOptions]) -> UserInfo:
        """
        Get the signed-in user and the accounts they belong to.

        Args:
            **options: timeout, retry, extra_query, extra_headers.

        Returns:
            The user.

        Raises:
            AuthenticationError: If the access token is refused.
            ConfigurationError: If the token is the sandbox's and the sign-in DocuSign's.
        """
        if not self._may_leave:
            check_destination("The access token", self._auth_address, f"{AUTH_URL} or auth_url")
        core = Core(self._auth_session, self._background, 1, strict=self._core.strict)
        return await UserInfoResource(core).get_user_info(**options)

    def _check_sign_in(self, way: Auth, *, named: bool) -> None:
        """
        Refuse to sign in with DocuSign for another server, unless that is certainly meant.

        Args:
            way: How to sign in.
            named: Whether the server was passed as an argument.

        Raises:
            ConfigurationError: If the sign-in's address has to be set, too.
        """
        if isinstance(way, AccessToken):
            if self._account.id is None:
                # A token for another server must not be sent to DocuSign.
                raise ConfigurationError(
                    "No account id: pass account_id, the account's GUID, or set the environment "
                    "variable DOCUSIGN_ACCOUNT_ID; or pass auth_url with base_url (or set "
                    f"{AUTH_URL}) to have it looked up."
                )
        elif not named:
            raise ConfigurationError(
                f"{BASE_URL} is set, but {AUTH_URL} is not: set it to the address of that server's "
                "sign-in, or pass auth_url."
            )

    def _quota_identity(self) -> str:
        return self._account.id or ""

    async def _find_user(self) -> UserInfo:
        return await self.get_user_info()


def _way_in(auth: object, access_token: str | None) -> Auth:
    """Return how to sign in: the argument, or an access token of the environment."""
    if auth is None:
        return AccessToken(
            require_secret(
                from_environment(access_token, "DOCUSIGN_ACCESS_TOKEN"),
                "access token",
                "DOCUSIGN_ACCESS_TOKEN",
                "access_token",
            )
        )
    if not isinstance(auth, Auth):
        # Only its type is shown: it may be a secret.
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
            "the account's GUID (letters, digits and dashes), or None to have it looked up",
        )
    return account
