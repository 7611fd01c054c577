"""Access tokens for a JWT grant, each requested with a newly signed assertion."""

import time
from collections.abc import Sequence
from typing import ClassVar

import anyio.to_thread
from attrs import field, frozen

from opentoclose_async._docusign.consent import consent_address
from opentoclose_async._docusign.oauth import (
    GrantType,
    IssuedToken,
    assertion_claims,
    assertion_form,
)
from opentoclose_async._docusign.signing_key import SigningKey
from opentoclose_async._docusign.token_source import AuthHost, TokenSource
from opentoclose_async._protocol.redaction.secrets import Secrets
from opentoclose_async._runtime.transport.credentials import Credential, NoCredential

__all__ = ["JWTTokens"]


@frozen(eq=False)
class JWTTokens(TokenSource):
    """
    The access tokens of a JWT grant.

    Args:
        integration_key: The app.
        user_id: The user to act for.
        key: Signs the assertions.
        scopes: The scopes to request.
        redirect_uri: For the consent URL.
    """

    works_once: ClassVar[bool] = False

    integration_key: str
    user_id: str
    key: SigningKey = field(repr=False)
    scopes: Sequence[str]
    redirect_uri: str | None

    def credential(self, secrets: Secrets) -> Credential:
        """Return an empty credential: the assertion identifies the app."""
        return NoCredential(secrets)

    async def next(self, host: AuthHost) -> IssuedToken:
        """Request another access token."""
        assertion = await anyio.to_thread.run_sync(self._sign, host.audience)
        host.secrets.add_passing(assertion)
        consent_url = consent_address(
            host.address, self.integration_key, self.redirect_uri, self.scopes
        )
        return await host.issue(GrantType.ASSERTION, assertion_form(assertion), consent_url)

    def _sign(self, audience: str) -> str:
        return self.key.sign(
            assertion_claims(self.integration_key, self.user_id, audience, self.scopes, time.time())
        )
