"""Requests to a sandbox's sign-in, and assertions for them."""

import base64
import hashlib
from typing import Any

import anyio
import httpx
import jwt

from opentoclose_async.sandbox import Sandbox

DEADLINE = 30.0
"""Seconds; only a hanging request takes this long."""

NOW = 1_790_000_000.0
JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
VERIFIER = "a-verifier-of-at-least-forty-three-letters-0123456789"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode()[:-1]

INVALID_GRANT = (400, "invalid_grant", None)
INVALID_CLIENT = (401, "invalid_client", None)


class Clock:
    """A clock that only moves when set."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def make_sandbox(**config: Any) -> Sandbox:
    """Create a small sandbox whose wall clock is fixed at NOW."""
    return Sandbox(**{"users": 3, "wall_clock": Clock(NOW), **config})


def claims_of(sandbox: Sandbox, **changes: Any) -> dict[str, Any]:
    """Return valid claims with these changes; None omits a claim."""
    config = sandbox.config
    claims = {
        "iss": config.integration_key,
        "sub": config.user_id,
        "aud": "account.docusign.com",
        "iat": int(NOW),
        "exp": int(NOW) + 3600,
        "scope": "dtr.rooms.read impersonation",
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def signed(sandbox: Sandbox, **changes: Any) -> str:
    """Sign an assertion with the sandbox's own key."""
    return jwt.encode(claims_of(sandbox, **changes), sandbox.private_key, algorithm="RS256")


def basic(sandbox: Sandbox, secret: str | None = None) -> str:
    """Return the Authorization header of the client with the secret."""
    config = sandbox.config
    pair = f"{config.integration_key}:{config.client_secret if secret is None else secret}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


async def ask(sandbox: Sandbox, method: str, path: str, **options: Any) -> httpx.Response:
    """Send one request in process."""
    transport = httpx.ASGITransport(sandbox)
    with anyio.fail_after(DEADLINE):
        async with httpx.AsyncClient(transport=transport, base_url="http://sandbox.test") as client:
            return await client.request(method, path, **options)


async def ask_for_token(
    sandbox: Sandbox, form: dict[str, str], authorization: str | None = None
) -> httpx.Response:
    """Send a form to the token endpoint."""
    headers = {} if authorization is None else {"authorization": authorization}
    return await ask(sandbox, "POST", "/oauth/token", data=form, headers=headers)


async def assert_in(sandbox: Sandbox, assertion: str) -> httpx.Response:
    """Sign in with an assertion."""
    return await ask_for_token(sandbox, {"grant_type": JWT_GRANT, "assertion": assertion})


async def use_code(sandbox: Sandbox, code: str) -> httpx.Response:
    """Redeem an authorization code as the client with the secret."""
    form = {"grant_type": "authorization_code", "code": code}
    return await ask_for_token(sandbox, form, basic(sandbox))


async def refresh(sandbox: Sandbox, token: str) -> httpx.Response:
    """Redeem a refresh token as the client with the secret."""
    form = {"grant_type": "refresh_token", "refresh_token": token}
    return await ask_for_token(sandbox, form, basic(sandbox))


async def use_public_code(
    sandbox: Sandbox, code: str, verifier: str = VERIFIER, client_id: str | None = None
) -> httpx.Response:
    """Redeem an authorization code as the client without a secret."""
    form = {
        "grant_type": "authorization_code",
        "client_id": sandbox.config.integration_key if client_id is None else client_id,
        "code": code,
        "code_verifier": verifier,
    }
    return await ask_for_token(sandbox, form)


async def refresh_public(sandbox: Sandbox, token: str) -> httpx.Response:
    """Redeem a refresh token as the client without a secret."""
    form = {
        "grant_type": "refresh_token",
        "client_id": sandbox.config.integration_key,
        "refresh_token": token,
    }
    return await ask_for_token(sandbox, form)


async def rooms_status(sandbox: Sandbox, token: str) -> int:
    """Return the status that Rooms sends for this token."""
    path = f"/restapi/v2/accounts/{sandbox.config.account_id}/users"
    headers = {"authorization": f"Bearer {token}"}
    return (await ask(sandbox, "GET", path, headers=headers)).status_code


def refusal(response: httpx.Response) -> tuple[int, str, str | None]:
    """Read an error of the token endpoint: status, error, description."""
    body = response.json()
    assert set(body) <= {"error", "error_description"}
    return response.status_code, body["error"], body.get("error_description")
