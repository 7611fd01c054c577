"""Clients that sign in to a sandbox, in process or served."""

import base64
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from opentoclose_async import AsyncRooms, JWTGrant, RefreshToken, Rooms
from opentoclose_async._docusign.grants import Auth
from opentoclose_async.sandbox import RunningSandbox, Sandbox

__all__ = [
    "TokenServer",
    "blocking_signed_in",
    "form_of",
    "grant_of",
    "issued",
    "mocked",
    "public_app",
    "refused",
    "secret_app",
    "signed_in",
    "token_requests",
]

Server = RunningSandbox | Sandbox


def sandbox_of(server: Server) -> Sandbox:
    return server if isinstance(server, Sandbox) else server.sandbox


def grant_of(server: Server, **changes: Any) -> JWTGrant:
    """Return a JWT grant that the sandbox accepts, with these changes."""
    sandbox = sandbox_of(server)
    arguments = {
        "integration_key": sandbox.config.integration_key,
        "user_id": sandbox.config.user_id,
        "private_key": sandbox.private_key,
        **changes,
    }
    return JWTGrant(**arguments)


def secret_app(server: Server, **arguments: Any) -> RefreshToken:
    """Return a sign-in for the sandbox's app with a secret."""
    config = sandbox_of(server).config
    known = {"client_secret": config.client_secret, **arguments}
    return RefreshToken(config.integration_key, **known)


def public_app(server: Server, **arguments: Any) -> RefreshToken:
    """Return a sign-in for the sandbox's app without a secret."""
    return RefreshToken(sandbox_of(server).config.integration_key, **arguments)


def options_of(server: Server, auth: Auth | None, options: dict[str, Any]) -> dict[str, Any]:
    if isinstance(server, Sandbox):
        known: dict[str, Any] = {
            "base_url": "http://sandbox.test/restapi",
            "auth_url": "http://sandbox.test",
            "transport": httpx.ASGITransport(server),
        }
    else:
        known = {"base_url": server.rooms_base_url, "auth_url": server.auth_url}
    return {"auth": auth or grant_of(server), "quota": None, **known, **options}


def signed_in(server: Server, auth: Auth | None = None, **options: Any) -> AsyncRooms:
    """Return a client that signs in, by JWT grant by default, and looks up its account."""
    return AsyncRooms(**options_of(server, auth, options))


def blocking_signed_in(server: Server, auth: Auth | None = None, **options: Any) -> Rooms:
    """Return the blocking counterpart of ``signed_in``."""
    return Rooms(**options_of(server, auth, options))


def form_of(request: httpx.Request) -> dict[str, str]:
    """Return the form in a request's body."""
    return {name: value for name, (value,) in parse_qs(request.content.decode()).items()}


class TokenServer:
    """
    Answer token requests with these responses, and all others with an empty list of users.

    Args:
        *answers: The responses to token requests, in order; the last one repeats.

    Attributes:
        forms: The forms of token requests.
        logins: Their Basic credentials, decoded.
        hosts: The hosts they went to.
        bearers: The tokens of the other requests.
        revoked: Tokens to refuse.
    """

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.forms: list[dict[str, str]] = []
        self.logins: list[str | None] = []
        self.hosts: list[str] = []
        self.bearers: list[str] = []
        self.revoked: set[str] = set()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if urlsplit(str(request.url)).path != "/oauth/token":
            self.bearers.append(request.headers["authorization"].removeprefix("Bearer "))
            status = 401 if self.bearers[-1] in self.revoked else 200
            return httpx.Response(status, json={"userSummaries": []})
        self.forms.append(form_of(request))
        self.hosts.append(request.url.host)
        login = request.headers.get("authorization")
        decoded = login and base64.b64decode(login.removeprefix("Basic ")).decode()
        self.logins.append(decoded)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    @property
    def transport(self) -> httpx.MockTransport:
        """A transport that sends requests here."""
        return httpx.MockTransport(self)


TOKEN = {"access_token": "tok", "token_type": "Bearer", "expires_in": 3600}


def issued(**changes: Any) -> httpx.Response:
    return httpx.Response(200, json={**TOKEN, **changes})


def refused(error: str, description: str | None = None, status: int = 400) -> httpx.Response:
    body = {"error": error}
    if description is not None:
        body["error_description"] = description
    return httpx.Response(status, json=body)


def mocked(sandbox: Sandbox, grants: TokenServer, **options: Any) -> AsyncRooms:
    known = {"quota": None, "transport": grants.transport, "retry": None, **options}
    return AsyncRooms("acc", auth=grant_of(sandbox), **known)


def token_requests(sandbox: Sandbox) -> int:
    """Return the number of token requests that a sandbox received."""
    return [request.path for request in sandbox.stats.auth.log].count("/oauth/token")
