"""What callers sign in with: an access token, a JWT grant or a refresh token."""

import os
from collections.abc import Sequence
from typing import Any

from attrs import Attribute, field, frozen

from opentoclose_async._docusign.consent import (
    DEFAULT_SCOPES,
    IMPERSONATION,
    authorization_url,
    checked_redirect,
    checked_scopes,
    checked_verifier,
    code_challenge,
    guid,
)
from opentoclose_async._docusign.private_keys import NoKeyError, holds_key
from opentoclose_async._docusign.token_stores import FileTokenStore, MemoryTokenStore, TokenStore
from opentoclose_async._protocol.redaction.secret_text import bare, secret_text
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async.exceptions import AuthenticationError, ConfigurationError

__all__ = [
    "DEFAULT_SCOPES",
    "AccessToken",
    "Auth",
    "FileTokenStore",
    "JWTGrant",
    "MemoryTokenStore",
    "RefreshToken",
    "TokenStore",
    "authorization_url",
    "code_challenge",
]

LONGEST_KEY = 100_000
LONGEST_PATH = 1_000
"""Characters: of a key, of a path to one."""


def _token(value: object) -> str:
    return secret_text("access token", value, "check token")


def _bare_guid(value: str) -> str:
    return bare(value) if isinstance(value, str) else value


def _guid(_: object, attribute: "Attribute[Any]", value: object) -> None:
    guid(attribute.name, value)


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
    # Without it, no JWT grant is ever let in.
    checked = checked_scopes(scopes)
    return checked if IMPERSONATION in checked else (*checked, IMPERSONATION)


def _key_or_path(_: object, __: "Attribute[Any]", value: object) -> None:
    if isinstance(value, os.PathLike):
        return
    seen = ""
    if isinstance(value, (str, bytes)) and 0 < len(value) <= LONGEST_KEY:
        try:
            # A key without its first line must not be taken for a path, which errors would show.
            if holds_key(value) or _may_be_path(str(value)):
                return
        except NoKeyError as error:
            seen = f" It looks like {error}."
    raise ConfigurationError(
        "private_key must be an RSA private key in PEM (it starts with -----BEGIN), as text or "
        f"bytes, or the path of a file that holds one.{seen}"
    )


def _may_be_path(text: str) -> bool:
    text = text.strip()
    return 0 < len(text) <= LONGEST_PATH and text.isprintable()


@forgets_arguments
@frozen
class AccessToken:
    """
    An access token that was got elsewhere.

    Args:
        token: The secret; it works for some hours and is not renewed.

    Raises:
        AuthenticationError: If it is no plain text.
    """

    token: str = field(repr=False, converter=_token)


@forgets_arguments
@frozen
class JWTGrant:
    """
    Sign in as a user who has consented once, without anybody being there.

    Needs the extra ``jwt``. An access token is asked for when the first request is made, kept until
    a minute before it ends, and then replaced.

    Args:
        integration_key: The app's integration key, a GUID.
        user_id: The GUID of the user that it acts for; not the e-mail address.
        private_key: The private half of an RSA key pair that the app has: its PEM, in whatever
            wrapping settings hold it, or the path of a file with it, which is read when a token is
            asked for.
        scopes: What to ask for; "impersonation" is added, since no JWT grant goes without it.
        redirect_uri: One of the app's redirect URIs, for the consent URL that
            ``ConsentRequiredError`` names.

    Raises:
        ConfigurationError: If an argument is not acceptable.
    """

    integration_key: str = field(converter=_bare_guid, validator=_guid)
    user_id: str = field(converter=_bare_guid, validator=_guid)
    private_key: str | bytes | os.PathLike[str] = field(repr=False, validator=_key_or_path)
    scopes: tuple[str, ...] = field(
        default=DEFAULT_SCOPES, converter=_with_impersonation, kw_only=True
    )
    redirect_uri: str | None = field(default=None, validator=_optional_redirect, kw_only=True)


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
class RefreshToken:
    """
    Stay signed in for a user who has signed in at DocuSign's page (``authorization_url``).

    Begin with the ``code`` that came from there, or with a refresh token. Each refresh token works
    once and brings the next one, so the latest must be kept: in ``store``, from where a restarted
    process goes on. What the store holds is taken before ``refresh_token`` and ``code``, which are
    only for when it holds nothing, or nothing that is still accepted.

    Args:
        integration_key: The app's integration key, a GUID.
        refresh_token: A refresh token.
        client_secret: The app's secret; None for an app that has none, which is one with PKCE.
        code: An authorization code; it works once, for minutes.
        code_verifier: What the code's challenge was made of.
        redirect_uri: One of the app's redirect URIs, for the consent URL that
            ``ConsentRequiredError`` names.
        store: Where the latest refresh token is kept; in memory if not given.

    Raises:
        AuthenticationError: If a secret is missing or no plain text.
        ConfigurationError: If another argument is not acceptable.
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
            raise ConfigurationError("Pass either code or refresh_token to begin with.")
        if self.code is not None and self.client_secret is None and self.code_verifier is None:
            raise AuthenticationError(
                "A code needs client_secret, or code_verifier of an app without a secret."
            )
        empty = isinstance(self.store, MemoryTokenStore) and self.store.load() is None
        if self.code is None and self.refresh_token is None and empty:
            raise AuthenticationError(
                "No refresh token: pass refresh_token, or code, or a store that holds one."
            )


Auth = AccessToken | JWTGrant | RefreshToken
"""How a client can sign in."""
