"""How each way of signing in comes to its next access token."""

import inspect
import time
from collections.abc import Callable
from typing import Protocol

import anyio
import anyio.to_thread
from attrs import frozen

from opentoclose_async._docusign.assertion import SigningKey
from opentoclose_async._docusign.consent import DEFAULT_SCOPES, consent_address
from opentoclose_async._docusign.grants import JWTGrant, RefreshToken
from opentoclose_async._docusign.oauth import (
    Grant,
    IssuedToken,
    assertion_claims,
    assertion_form,
    basic_authorization,
    code_form,
    explained,
    refresh_form,
    token_operation,
)
from opentoclose_async._docusign.token_stores import FileTokenStore, TokenStore
from opentoclose_async._protocol.redaction.secret_text import secret_text
from opentoclose_async._protocol.redaction.secrets import Secrets
from opentoclose_async._runtime.concurrency.turns import turn
from opentoclose_async._runtime.session import Session
from opentoclose_async._runtime.transport.credentials import BasicLogin, Credential, NoCredential
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    OpenToCloseAPIError,
)

__all__ = ["AuthHost", "Tokens", "login_of", "tokens_of"]


@frozen
class AuthHost:
    """
    Where tokens come from.

    Attributes:
        session: What sends to it.
        address: Its scheme and host.
        audience: What assertions call it.
        secrets: Where what is sent to it is noted, so that no error shows it.
    """

    session: Session
    address: str
    audience: str
    secrets: Secrets


class Tokens(Protocol):
    """
    What gives one access token after the other.

    Attributes:
        works_once: What it asks with is used up by asking; the answer brings what is next.
    """

    works_once: bool

    async def next(self) -> IssuedToken:
        """
        Ask for another access token.

        Raises:
            OpenToCloseAPIError: If none is to be had.
        """
        ...


def tokens_of(
    auth: JWTGrant | RefreshToken, host: AuthHost, wall_clock: Callable[[], float] = time.time
) -> Tokens:
    """Make what gets the tokens for a way of signing in."""
    if isinstance(auth, JWTGrant):
        return TokensByAssertion(auth, host, wall_clock)
    return TokensByRefreshing(auth, host)


def login_of(auth: JWTGrant | RefreshToken, secrets: Secrets) -> Credential:
    """
    Give what token requests need beside the form that is their body.

    Args:
        auth: Who signs in.
        secrets: Where what must not be shown of the requests is noted.
    """
    if isinstance(auth, JWTGrant):
        return NoCredential(secrets)
    given = (auth.refresh_token, auth.client_secret, auth.code, auth.code_verifier)
    secrets.add(*filter(None, given))
    if auth.client_secret is None:
        return NoCredential(secrets)
    header = basic_authorization(auth.integration_key, auth.client_secret)
    secrets.add(header.removeprefix("Basic "))
    return BasicLogin(header, secrets)


class TokensByAssertion:
    """
    Tokens by JWT grant, each for an assertion of its own.

    Args:
        grant: Who signs in.
        host: Where.
        wall_clock: Seconds since the epoch.
    """

    works_once = False

    def __init__(self, grant: JWTGrant, host: AuthHost, wall_clock: Callable[[], float]) -> None:
        self._grant = grant
        self._host = host
        self._wall_clock = wall_clock
        self._key = SigningKey(grant.private_key)

    async def next(self) -> IssuedToken:
        """Ask for another access token."""
        assertion = await anyio.to_thread.run_sync(self._sign)
        self._host.secrets.add_passing(assertion)
        form = assertion_form(assertion)
        grant = self._grant
        consent_url = consent_address(
            self._host.address, grant.integration_key, grant.redirect_uri, grant.scopes
        )
        return await _ask(self._host, Grant.ASSERTION, form, consent_url)

    def _sign(self) -> str:
        grant = self._grant
        return self._key.sign(
            assertion_claims(
                grant.integration_key,
                grant.user_id,
                self._host.audience,
                grant.scopes,
                self._wall_clock(),
            )
        )


class TokensByRefreshing:
    """
    Tokens by refresh tokens, the first of them maybe by an authorization code.

    Args:
        auth: Who signs in.
        host: Where.
    """

    works_once = True

    def __init__(self, auth: RefreshToken, host: AuthHost) -> None:
        self._auth = auth
        self._host = host
        self._store = auth.store
        self._public_client = auth.integration_key if auth.client_secret is None else None
        self._unsaved: str | None = None
        self._given_is_used = False

    async def next(self) -> IssuedToken:
        """Ask for another access token, and keep the refresh token that comes with it."""
        # Two clients of one store must not both send the token that works once.
        store = self._store
        async with turn(repr(store) if isinstance(store, FileTokenStore) else id(store)):
            return await self._next()

    async def _next(self) -> IssuedToken:
        tried: list[str] = []
        refused: AuthenticationError | None = None
        # Twice, since another process may have replaced the token meanwhile.
        for _ in range(2):
            token = await self._kept()
            if token is None or token in tried:
                break
            tried.append(token)
            try:
                return await self._refresh(token)
            except AuthenticationError as error:
                if error.error_code != "invalid_grant":
                    raise
                refused = error
        issued = await self._begin(tried)
        if issued is not None:
            return issued
        raise refused or AuthenticationError(
            f"There is no refresh token: {self._store!r} holds none, and what was passed to begin "
            "with is used up. Let the user sign in again (authorization_url)."
        )

    async def _begin(self, tried: list[str]) -> IssuedToken | None:
        """Use what was passed to begin with, once; None if there is nothing of it left."""
        auth = self._auth
        if self._given_is_used:
            return None
        token = auth.refresh_token
        if token and token not in tried:
            issued = await self._refresh(token)
        elif auth.code is not None:
            form = code_form(auth.code, auth.code_verifier, self._public_client)
            issued = await self._ask(Grant.CODE, form)
        else:
            return None
        self._given_is_used = True
        return issued

    async def _refresh(self, token: str) -> IssuedToken:
        self._host.secrets.add_passing(token)
        form = refresh_form(token, self._public_client)
        return await self._ask(Grant.REFRESH_TOKEN, form, keep=token)

    async def _ask(self, grant: Grant, form: bytes, *, keep: str | None = None) -> IssuedToken:
        """Ask, and save the refresh token that comes, or this one where it stays the same."""
        auth = self._auth
        consent_url = consent_address(
            self._host.address, auth.integration_key, auth.redirect_uri, DEFAULT_SCOPES
        )
        try:
            issued = await _ask(self._host, grant, form, consent_url)
        except OpenToCloseAPIError as error:
            if error.outcome_unknown:
                error.add_note(
                    f"The {grant.value.replace('_', ' ')} may be used up. If the next try is "
                    "refused, the user has to sign in again."
                )
            raise
        self._unsaved = issued.refresh_token or keep
        if self._unsaved is not None:
            # Before anybody uses the access token, and whoever is cancelled.
            with anyio.CancelScope(shield=True):
                await self._save_unsaved()
        return issued

    async def _kept(self) -> str | None:
        """Give the latest refresh token that there is."""
        if self._unsaved is not None:
            await self._save_unsaved()
        return await _load(self._store)

    async def _save_unsaved(self) -> None:
        if self._unsaved is not None:
            await _save(self._store, self._unsaved)
            self._unsaved = None


async def _ask(host: AuthHost, grant: Grant, form: bytes, consent_url: str) -> IssuedToken:
    """Send a token request, and explain a refusal."""
    operation = token_operation(form, repeatable=grant is Grant.ASSERTION)
    try:
        return await host.session.send(operation)
    except OpenToCloseAPIError as error:
        told = explained(error, grant, host.audience, consent_url)
        if told is error:
            raise
        raise told from error


async def _load(store: TokenStore) -> str | None:
    """
    Ask a store for its token; a blank one is none.

    Raises:
        ConfigurationError: If the store could not be read.
        AuthenticationError: If it gives something else.
    """
    try:
        if inspect.iscoroutinefunction(store.load):
            token = await store.load()
        else:
            answer = await anyio.to_thread.run_sync(store.load)
            token = await answer if inspect.isawaitable(answer) else answer
    except OSError as error:
        raise ConfigurationError(f"{store!r} could not be read: {error}.") from error
    if token is None or (isinstance(token, str) and not token.strip()):
        return None
    return secret_text("refresh token", token, f"check what {store!r} holds")


async def _save(store: TokenStore, token: str) -> None:
    """
    Have a store keep a token.

    Raises:
        ConfigurationError: If it could not.
    """
    try:
        if inspect.iscoroutinefunction(store.save):
            await store.save(token)
        else:
            answer = await anyio.to_thread.run_sync(store.save, token)
            if inspect.isawaitable(answer):
                await answer
    except OSError as error:
        raise ConfigurationError(
            f"The new refresh token could not be saved in {store!r}: {error}. The one before it is "
            "used up; this client keeps the new one, and saves it with the next try."
        ) from error
