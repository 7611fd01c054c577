"""Where access tokens come from: the authentication host and the sources that ask it."""

from abc import ABC, abstractmethod
from typing import ClassVar

from attrs import frozen

from opentoclose_async._docusign.oauth import GrantType, IssuedToken, token_operation
from opentoclose_async._docusign.oauth_errors import explained
from opentoclose_async._protocol.redaction.secrets import Secrets
from opentoclose_async._runtime.session import Session
from opentoclose_async._runtime.transport.credentials import Credential
from opentoclose_async.exceptions import OpenToCloseAPIError

__all__ = ["AuthHost", "TokenSource"]


@frozen
class AuthHost:
    """
    The authentication host that issues tokens.

    Attributes:
        session: Sends requests to it.
        address: Its scheme and host.
        audience: Its name in assertions.
        secrets: Collects the secrets sent to it, to keep them out of errors.
    """

    session: Session
    address: str
    audience: str
    secrets: Secrets

    async def issue(self, grant_type: GrantType, form: bytes, consent_url: str) -> IssuedToken:
        """
        Request a token.

        Args:
            grant_type: The type of grant in the form.
            form: The body of the request.
            consent_url: Where the user can consent, for the error if they have not.

        Raises:
            OpenToCloseAPIError: If no token is issued. A refusal says what to do about it.
        """
        operation = token_operation(form, repeatable=grant_type is GrantType.ASSERTION)
        try:
            return await self.session.send(operation)
        except OpenToCloseAPIError as error:
            advice = explained(error, grant_type, self.audience, consent_url)
            if advice is error:
                raise
            raise advice from error


class TokenSource(ABC):
    """
    One grant's supply of access tokens.

    Attributes:
        works_once: Each request uses up a secret, and its response contains the next one.
    """

    __slots__ = ()

    works_once: ClassVar[bool]

    @abstractmethod
    def credential(self, secrets: Secrets) -> Credential:
        """
        Return what token requests carry in addition to their form.

        Args:
            secrets: Collects the secrets to keep out of errors and logs.
        """

    @abstractmethod
    async def next(self, host: AuthHost) -> IssuedToken:
        """
        Request another access token.

        Raises:
            OpenToCloseAPIError: If no token is issued.
        """
