"""Every kind of error, raised by a client as in real use, in any process."""

import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
from attrs import frozen

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToCloseAPIError, Quota
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    ConflictError,
    DataFormatError,
    NetworkError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    TimeoutError,
    ValidationError,
)
from opentoclose_async.export import export_many

__all__ = ["CASES", "Case", "raise_error", "raise_failed_exports"]

Client = AsyncOpenToClose | AsyncRooms
LOGIN_PAGE = httpx.Response(200, html="<html><body>Log in</body></html>")


async def _one_user(client: Client) -> object:
    if isinstance(client, AsyncOpenToClose):
        return await client.users.retrieve_user(5)
    return await client.users.get_users()


async def _all_users(client: Client) -> object:
    return await client.users.list_users()


async def _all_users_verified(client: Client) -> object:
    return [page async for page in client.users.iter_users().verified()]


async def _all_users_verbatim(client: Client) -> object:
    return await client.users.iter_users().verbatim().collect()


async def _new_user(client: Client) -> object:
    return await client.request("POST", "/users", body={"email": "a@b.test"})


async def _no_such_page(client: Client) -> object:
    return client.users.iter_users(page_size=0)


async def _closed(client: Client) -> object:
    await client.aclose()
    return await _one_user(client)


async def _twice(client: Client) -> object:
    await _one_user(client)
    return await _one_user(client)


@frozen
class Case:
    """
    How to provoke an error, and what its message must say.

    Attributes:
        kind: The error's class.
        meets: The server's response, or the exception instead of one.
        asked: What was asked: method and path, or the argument.
        came: What came back.
        to_do: What to do about it.
        use: What to do with the client.
        make: Make the client.
        strict: Whether the client refuses odd values.
    """

    kind: type[OpenToCloseAPIError]
    meets: httpx.Response | Exception
    asked: str
    came: str
    to_do: str
    use: Callable[[Client], Awaitable[object]] = _one_user
    make: Callable[..., Client] = AsyncOpenToClose
    strict: bool = False

    async def run(self) -> None:
        """Raise the error."""

        def meet(_: httpx.Request) -> httpx.Response:
            if isinstance(self.meets, Exception):
                raise self.meets
            return httpx.Response(
                self.meets.status_code, headers=self.meets.headers, content=self.meets.content
            )

        options: dict[str, Any] = (
            {"api_key": "key", "quota": Quota.parse("1/h")}
            if self.make is AsyncOpenToClose
            else {"account_id": "4f2c", "access_token": "token", "quota": None}
        )
        options |= {"strict": self.strict, "transport": httpx.MockTransport(meet)}
        async with self.make(base_url="http://a.test", retry=None, **options) as client:
            await self.use(client)


USER = "GET /users/5"
KEY = "OPEN_TO_CLOSE_API_KEY"
CASES = {
    "wrong key": Case(
        AuthenticationError, httpx.Response(401, json={"message": "No."}), USER, "401", KEY
    ),
    "login page": Case(AuthenticationError, LOGIN_PAGE, USER, "HTML page", KEY),
    "expired token": Case(
        AuthenticationError,
        httpx.Response(401, json={"errorCode": "AUTHORIZATION_INVALID_TOKEN"}),
        "GET /v2/accounts/4f2c/users",
        "401 Unauthorized: AUTHORIZATION_INVALID_TOKEN",
        "DOCUSIGN_ACCESS_TOKEN",
        make=AsyncRooms,
    ),
    "not allowed": Case(
        PermissionDeniedError, httpx.Response(403), USER, "403 Forbidden", "credentials are valid"
    ),
    "no record": Case(NotFoundError, httpx.Response(404), USER, "404 Not Found", "Check the id"),
    "conflict": Case(
        ConflictError, httpx.Response(409), USER, "409 Conflict", "Read the record again"
    ),
    "wrong field": Case(
        ValidationError,
        httpx.Response(422, json={"message": "Invalid", "errors": {"email": ["is taken"]}}),
        "POST /users",
        r"422 Unprocessable \w+: Invalid.*email: is taken",
        "Correct the request",
        _new_user,
    ),
    "limited": Case(
        RateLimitError,
        httpx.Response(429, headers={"Retry-After": "90"}),
        USER,
        "429 Too Many Requests",
        r"again at \d\d:\d\d:\d\d UTC",
    ),
    "limited without end": Case(
        RateLimitError, httpx.Response(429), USER, "429 Too Many Requests", "[Ww]ait"
    ),
    "own quota": Case(
        RateLimitError,
        httpx.Response(200, json={"id": 5}),
        USER,
        "quota is used up.*Nothing was sent",
        "max_wait",
        _twice,
    ),
    "server fault": Case(
        ServerError, httpx.Response(500, text="oops"), USER, "500 .*: oops", "try again later"
    ),
    "create in doubt": Case(
        ServerError,
        httpx.Response(502),
        "POST /users",
        "502 Bad Gateway",
        "check before",
        _new_user,
    ),
    "no JSON": Case(
        DataFormatError,
        httpx.Response(200, text="{nonsense"),
        USER,
        "200 .*nonsense",
        "Check base_url",
    ),
    "wrong value": Case(
        DataFormatError,
        httpx.Response(200, json=[{"id": "seven"}]),
        "GET /users",
        "does not fit .*seven",
        r"at \[0\]\.id",
        _all_users,
        strict=True,
    ),
    "wrong value, verified": Case(
        DataFormatError,
        httpx.Response(200, json=[{"id": "seven"}]),
        "GET /users",
        "does not fit .*seven",
        r"at \[0\]\.id",
        _all_users_verified,
        strict=True,
    ),
    "wrong row": Case(
        DataFormatError,
        httpx.Response(200, json={"userSummaries": [{"userId": 1}, 7]}),
        "GET /v2/accounts/4f2c/users",
        "expected an object",
        "row 1 of a page",
        _all_users_verbatim,
        AsyncRooms,
    ),
    "no list": Case(
        DataFormatError,
        httpx.Response(200, json={"other": [{"userId": 1}]}),
        "GET /v2/accounts/4f2c/users",
        "the response has 'other'",
        "under 'userSummaries'",
        _all_users_verbatim,
        AsyncRooms,
    ),
    "no connection": Case(
        NetworkError,
        httpx.ConnectError("refused"),
        USER,
        "no connection .refused",
        "base_url, the network and the proxy",
    ),
    "broken connection": Case(
        NetworkError, httpx.ReadError("gone"), USER, "connection broke .*gone", "[Tt]ry again"
    ),
    "no answer": Case(
        TimeoutError, httpx.ReadTimeout(""), USER, "no response within 30 s", "timeout="
    ),
    "unsendable": Case(
        ConfigurationError, httpx.UnsupportedProtocol("ftp?"), USER, "ftp", "cannot be sent"
    ),
    "closed": Case(
        ConfigurationError, httpx.Response(200), "client", "is closed", "make a new one", _closed
    ),
    "argument": Case(
        ValidationError,
        httpx.Response(200),
        "page_size",
        "Nothing was sent",
        "must be a whole number from 1 to 100",
        _no_such_page,
    ),
}


def raise_error(name: str) -> None:
    """Raise the error of a case."""
    anyio.run(CASES[name].run)


def raise_failed_exports() -> None:
    """Raise the error of several exports, one of which succeeded."""

    async def fail() -> None:
        def answer(request: httpx.Request) -> httpx.Response:
            return httpx.Response(404 if "/teams" in request.url.path else 200, json=[{"id": 1}])

        transport = httpx.MockTransport(answer)
        with tempfile.TemporaryDirectory() as folder:
            async with AsyncOpenToClose(
                "key", base_url="http://a.test", transport=transport, quota=None
            ) as otc:
                await export_many(
                    {
                        Path(folder, "users.jsonl"): otc.users.iter_users(),
                        Path(folder, "teams.jsonl"): otc.teams.iter_teams(),
                    }
                )

    anyio.run(fail)
