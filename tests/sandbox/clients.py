"""HTTP clients with a sandbox's credentials."""

from typing import Any

import httpx

from opentoclose_async.sandbox import RunningSandbox, Sandbox


def otc_client(sandbox: Sandbox) -> httpx.AsyncClient:
    """Speak to Open To Close in process; paths start after /v1."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox),
        base_url="http://sandbox.test/v1",
        params={"api_token": sandbox.config.otc_token},
    )


def rooms_client(sandbox: Sandbox) -> httpx.AsyncClient:
    """Speak to Rooms in process; paths start after the account."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox),
        base_url=f"http://sandbox.test/restapi/v2/accounts/{sandbox.config.account_id}",
        headers={"authorization": f"Bearer {sandbox.config.rooms_token}"},
    )


def control_client(sandbox: Sandbox, client: str = "127.0.0.1") -> httpx.AsyncClient:
    """Call the control endpoints in process, from that address."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox, client=(client, 50_000)),
        base_url="http://sandbox.test/_sandbox",
    )


def socket_client(running: RunningSandbox, **options: Any) -> httpx.Client:
    """Speak to Open To Close over a socket; paths start after /v1."""
    return httpx.Client(
        base_url=running.otc_base_url,
        params={"api_token": running.sandbox.config.otc_token},
        trust_env=False,
        **options,
    )


def ids(response: httpx.Response) -> list[int]:
    """Read the ids of an Open To Close list."""
    return [row["id"] for row in response.json()]


def user_ids(response: httpx.Response) -> list[int]:
    """Read the ids of a Rooms list of users."""
    return [row["userId"] for row in response.json()["userSummaries"]]
