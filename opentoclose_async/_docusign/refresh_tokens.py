"""Access tokens for a refresh token, which each response replaces with the next one."""

import inspect
from typing import ClassVar

import anyio
import anyio.to_thread
from attrs import define, field

from opentoclose_async._docusign.consent import DEFAULT_SCOPES, consent_address
from opentoclose_async._docusign.oauth import (
    GrantType,
    IssuedToken,
    basic_authorization,
    code_form,
    refresh_form,
)
from opentoclose_async._docusign.token_source import AuthHost, TokenSource
from opentoclose_async._docusign.token_stores import FileTokenStore, TokenStore
from opentoclose_async._protocol.redaction.secret_text import secret_text
from opentoclose_async._protocol.redaction.secrets import Secrets
from opentoclose_async._runtime.concurrency.cross_loop_lock import cross_loop_lock
from opentoclose_async._runtime.transport.credentials import BasicLogin, Credential, NoCredential
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    OpenToCloseAPIError,
)

__all__ = ["RefreshedTokens"]


@define(eq=False)
class RefreshedTokens(TokenSource):
    """
    The access tokens of a refresh token; an authorization code may provide the first one.

    Args:
        integration_key: The app.
        client_secret: Its secret; None for a public app.
        refresh_token: The refresh token to start with, if there is one.
        code: The authorization code to start with, if there is one.
        code_verifier: The verifier of the code's challenge.
        redirect_uri: For the consent URL.
        store: Where to keep the latest refresh token.
    """

    works_once: ClassVar[bool] = True

    integration_key: str
    client_secret: str | None = field(repr=False)
    refresh_token: str | None = field(repr=False)
    code: str | None = field(repr=False)
    code_verifier: str | None = field(repr=False)
    redirect_uri: str | None
    store: TokenStore
    _unsaved: str | None = field(default=None, init=False, repr=False)
    _initial_used: bool = field(default=False, init=False)

    @property
    def _public_client(self) -> str | None:
        return self.integration_key if self.client_secret is None else None

    def credential(self, secrets: Secrets) -> Credential:
        """Return the app's Basic credentials; an empty credential for an app without a secret."""
        given = (self.refresh_token, self.client_secret, self.code, self.code_verifier)
        secrets.add(*filter(None, given))
        if self.client_secret is None:
            return NoCredential(secrets)
        header = basic_authorization(self.integration_key, self.client_secret)
        secrets.add(header.removeprefix("Basic "))
        return BasicLogin(header, secrets)

    async def next(self, host: AuthHost) -> IssuedToken:
        """Request another access token, and save the refresh token that comes with it."""
        # Two clients that share a store must not both send the token that works once.
        store = self.store
        async with cross_loop_lock(repr(store) if isinstance(store, FileTokenStore) else id(store)):
            return await self._next(host)

    async def _next(self, host: AuthHost) -> IssuedToken:
        tried: list[str] = []
        refused: AuthenticationError | None = None
        # Twice, because another process may have replaced the token meanwhile.
        for _ in range(2):
            token = await self._latest()
            if token is None or token in tried:
                break
            tried.append(token)
            try:
                return await self._refresh(host, token)
            except AuthenticationError as error:
                if error.error_code != "invalid_grant":
                    raise
                refused = error
        issued = await self._use_initial(host, tried)
        if issued is not None:
            return issued
        raise refused or AuthenticationError(
            f"There is no refresh token: {self.store!r} is empty, and the refresh_token or code "
            "passed to the client is used up. Have the user sign in again (authorization_url)."
        )

    async def _use_initial(self, host: AuthHost, tried: list[str]) -> IssuedToken | None:
        """Use the token or code to start with, once; None if there is none or it is used up."""
        if self._initial_used:
            return None
        token = self.refresh_token
        if token and token not in tried:
            issued = await self._refresh(host, token)
        elif self.code is not None:
            form = code_form(self.code, self.code_verifier, self._public_client)
            issued = await self._issue(host, GrantType.CODE, form)
        else:
            return None
        self._initial_used = True
        return issued

    async def _refresh(self, host: AuthHost, token: str) -> IssuedToken:
        host.secrets.add_passing(token)
        form = refresh_form(token, self._public_client)
        return await self._issue(host, GrantType.REFRESH_TOKEN, form, keep=token)

    async def _issue(
        self, host: AuthHost, grant_type: GrantType, form: bytes, *, keep: str | None = None
    ) -> IssuedToken:
        """Request a token and save its refresh token, or ``keep`` if the response has none."""
        consent_url = consent_address(
            host.address, self.integration_key, self.redirect_uri, DEFAULT_SCOPES
        )
        try:
            issued = await host.issue(grant_type, form, consent_url)
        except OpenToCloseAPIError as error:
            if error.outcome_unknown:
                error.add_note(
                    f"The {grant_type.value.replace('_', ' ')} may be used up. If the next attempt "
                    "is refused, the user has to sign in again."
                )
            raise
        self._unsaved = issued.refresh_token or keep
        if self._unsaved is not None:
            # Before the access token is used, and even if the caller is cancelled.
            with anyio.CancelScope(shield=True):
                await self._save_unsaved()
        return issued

    async def _latest(self) -> str | None:
        """Return the latest refresh token, if there is one."""
        if self._unsaved is not None:
            await self._save_unsaved()
        return await _load(self.store)

    async def _save_unsaved(self) -> None:
        if self._unsaved is not None:
            await _save(self.store, self._unsaved)
            self._unsaved = None


async def _load(store: TokenStore) -> str | None:
    """
    Load the token of a store; None if it is missing or blank.

    Raises:
        ConfigurationError: If the store cannot be read.
        AuthenticationError: If it returns something else.
    """
    try:
        if inspect.iscoroutinefunction(store.load):
            token = await store.load()
        else:
            loaded = await anyio.to_thread.run_sync(store.load)
            token = await loaded if inspect.isawaitable(loaded) else loaded
    except OSError as error:
        raise ConfigurationError(f"{store!r} could not be read: {error}.") from error
    if token is None or (isinstance(token, str) and not token.strip()):
        return None
    return secret_text("refresh token", token, f"check what {store!r} holds")


async def _save(store: TokenStore, token: str) -> None:
    """
    Save a token in a store.

    Raises:
        ConfigurationError: If the store cannot save it.
    """
    try:
        if inspect.iscoroutinefunction(store.save):
            await store.save(token)
        else:
            pending = await anyio.to_thread.run_sync(store.save, token)
            if inspect.isawaitable(pending):
                await pending
    except OSError as error:
        raise ConfigurationError(
            f"The new refresh token could not be saved in {store!r}: {error}. The previous one is "
            "used up. This client keeps the new one and saves it at the next attempt."
        ) from error
