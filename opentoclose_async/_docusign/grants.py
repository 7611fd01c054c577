"""
The ways to sign in: an access token, a JWT grant or a refresh token.

A new way that obtains tokens by itself is a subclass of ``Grant``, listed in ``Auth``, and the
``TokenSource`` that it returns. What a grant needs to obtain tokens is imported only when a client
uses it.
"""

import os
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from attrs import Attribute, field, frozen

from opentoclose_async._docusign.consent import (
    DEFAULT_SCOPES,
    IMPERSONATION,
    authorization_url,
    checked_guid,
    checked_redirect,
    checked_scopes,
    checked_verifier,
    code_challenge,
)
from opentoclose_async._docusign.private_keys import NoKeyError, holds_key
from opentoclose_async._docusign.token_stores import FileTokenStore, MemoryTokenStore, TokenStore
from opentoclose_async._protocol.redaction.secret_text import bare, secret_text
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async._runtime.sandbox_credentials import INTEGRATION_KEY
from opentoclose_async.exceptions import AuthenticationError, ConfigurationError

if TYPE_CHECKING:
    from opentoclose_async._docusign.token_source import TokenSource

__all__ = [
    "DEFAULT_SCOPES",
    "AccessToken",
    "Auth",
    "FileTokenStore",
    "Grant",
    "JWTGrant",
    "MemoryTokenStore",
    "RefreshToken",
    "TokenStore",
    "authorization_url",
    "code_challenge",
]

LONGEST_KEY = 100_000
"""Characters of a private key."""
LONGEST_PATH = 1_000
"""Characters of the path of a key file."""


def _token(value: object) -> str:
    return secret_text("access token", value, "check token")


def _bare_guid(value: str) -> str:
    return bare(value) if isinstance(value, str) else value


def _guid(_: object, attribute: "Attribute[Any]", value: object) -> None:
    checked_guid(attribute.name, value)


def _optional_redirect(_: object, __: "Attribute[Any]", value: object) -> None:
    if value is not None:
        checked_redirect(value)


def _refresh_token(value: str | None) -> str | None:
    return value if value is None else secret_text("refresh token", value, "check refresh_token")


def _client_secret(value: str | None) -> str | None:
    return value if value is None else secret_text("client secret", value, "check client_secret")


def _code(value: str | None) -> str | None:
    return value if value is None else secret_text("code", value, "check code")


def _with_impersonation(scopes: Sequence[str]) -> tuple[str, ...]:
    # DocuSign refuses every JWT grant without it.
    checked = checked_scopes(scopes)
    return checked if IMPERSONATION in checked else (*checked, IMPERSONATION)


def _key_or_path(_: object, __: "Attribute[Any]", value: object) -> None:
    if isinstance(value, os.PathLike):
        return
    seen = ""
    if isinstance(value, (str, bytes)) and 0 < len(value) <= LONGEST_KEY:
        try:
            # Errors show paths, so a key that lost its first line must not be treated as one.
            if holds_key(value) or _may_be_path(str(value)):
                return
        except NoKeyError as error:
            seen = f" It looks like {error}."
    raise ConfigurationError(
        "private_key must be an RSA private key in PEM (it starts with -----BEGIN), as text or "
        f"bytes, or the path to a file that contains one.{seen}"
    )


def _may_be_path(text: str) -> bool:
    text = text.strip()
    return 0 < len(text) <= LONGEST_PATH and text.isprintable()


@forgets_arguments
@frozen
class AccessToken:
    """
    An access token obtained elsewhere.

    Args:
        token: The token. It is valid for a few hours and is not renewed.

    Raises:
        AuthenticationError: If it is not plain text.
    """

    token: str = field(repr=False, converter=_token)


class Grant(ABC):
    """A way to sign in that obtains access tokens by itself."""

    __slots__ = ()

    integration_key: str

    @property
    def is_of_sandbox(self) -> bool:
        """Whether the app is the sandbox's, which DocuSign does not know."""
        return self.integration_key == INTEGRATION_KEY

    @abstractmethod
    def _token_source(self) -> "TokenSource":
        """Return a new source of access tokens for this grant."""


@forgets_arguments
@frozen
class JWTGrant(Grant):
    """
    Sign in as a user who has consented once, without user interaction.

    Requires the extra ``jwt``. The first request obtains an access token, which is used until a
    minute before it expires and then replaced.

    Args:
        integration_key: The app's integration key, a GUID.
        user_id: The GUID of the user to act for, not their e-mail address.
        private_key: The private half of one of the app's RSA key pairs: its PEM, also escaped or
            encoded as settings often store it, or the path to a file that contains it. The file is
            read when a token is requested.
        scopes: The scopes to request. "impersonation" is added: JWT grants require it.
        redirect_uri: One of the app's redirect URIs, for the consent URL in
            ``ConsentRequiredError``.

    Raises:
        ConfigurationError: If an argument is invalid.
    """

    integration_key: str = field(converter=_bare_guid, validator=_guid)
    user_id: str = field(converter=_bare_guid, validator=_guid)
    private_key: str | bytes | os.PathLike[str] = field(repr=False, validator=_key_or_path)
    scopes: tuple[str, ...] = field(
        default=DEFAULT_SCOPES, converter=_with_impersonation, kw_only=True
    )
    redirect_uri: str | None = field(default=None, validator=_optional_redirect, kw_only=True)

    def _token_source(self) -> "TokenSource":
        from opentoclose_async._docusign.jwt_tokens import JWTTokens
        from opentoclose_async._docusign.signing_key import SigningKey

        return JWTTokens(
            integration_key=self.integration_key,
            user_id=self.user_id,
            key=SigningKey(self.private_key),
            scopes=self.scopes,
            redirect_uri=self.redirect_uri,
        )


def _own_store(store: TokenStore | None) -> TokenStore:
    return MemoryTokenStore() if store is None else store


def _is_store(_: object, __: "Attribute[Any]", value: object) -> None:
    if isinstance(value, type) or not isinstance(value, TokenStore):
        raise ConfigurationError(
            "store must have load() and save(refresh_token), as FileTokenStore has, or be None; "
            f"not a {type(value).__name__}."
        )


@forgets_arguments
@frozen
class RefreshToken(Grant):
    """
    Keep a user signed in who has signed in on DocuSign's page (``authorization_url``).

    Start with the ``code`` from that page, or with a refresh token. Each refresh token works once
    and returns the next one, so the latest is kept in ``store``, where a restarted process finds
    it. A token in the store takes precedence: ``refresh_token`` and ``code`` are used only if the
    store is empty or DocuSign refuses its token.

    Args:
        integration_key: The app's integration key, a GUID.
        refresh_token: A refresh token.
        client_secret: The app's secret; None for a public app, which uses PKCE.
        code: An authorization code. It works once and expires within minutes.
        code_verifier: The verifier that the code's challenge was derived from.
        redirect_uri: One of the app's redirect URIs, for the consent URL in
            ``ConsentRequiredError``.
        store: Where to keep the latest refresh token; in memory by default.

    Raises:
        AuthenticationError: If a secret is missing or not plain text.
        ConfigurationError: If another argument is invalid.
    """

    integration_key: str = field(converter=_bare_guid, validator=_guid)
    refresh_token: str | None = field(
        default=None, repr=False, converter=_refresh_token, kw_only=True
    )
    client_secret: str | None = field(
        default=None, repr=False, converter=_client_secret, kw_only=True
    )
    code: str | None = field(default=None, repr=False, converter=_code, kw_only=True)
    code_verifier: str | None = field(default=None, repr=False, kw_only=True)
    redirect_uri: str | None = field(default=None, validator=_optional_redirect, kw_only=True)
    store: TokenStore = field(default=None, converter=_own_store, validator=_is_store, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.code_verifier is not None:
            checked_verifier("code_verifier", self.code_verifier)
        if self.code is not None and self.refresh_token is not None:
            raise ConfigurationError("Pass either code or refresh_token, not both.")
        if self.code is not None and self.client_secret is None and self.code_verifier is None:
            raise AuthenticationError(
                "A code needs client_secret or, for an app without a secret, code_verifier."
            )
        empty = isinstance(self.store, MemoryTokenStore) and self.store.load() is None
        if self.code is None and self.refresh_token is None and empty:
            raise AuthenticationError(
                "No refresh token: pass refresh_token, code, or a store that contains one."
            )

    def _token_source(self) -> "TokenSource":
        from opentoclose_async._docusign.refresh_tokens import RefreshedTokens

        return RefreshedTokens(
            integration_key=self.integration_key,
            client_secret=self.client_secret,
            refresh_token=self.refresh_token,
            code=self.code,
            code_verifier=self.code_verifier,
            redirect_uri=self.redirect_uri,
            store=self.store,
        )


Auth = AccessToken | JWTGrant | RefreshToken
"""The public ways to sign in; ``isinstance`` accepts it."""
