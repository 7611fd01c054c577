"""The types of ways to sign in; read by the type checkers and never run."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from pathlib import Path
from typing import assert_type

from opentoclose_async import (
    AccessToken,
    AsyncRooms,
    FileTokenStore,
    JWTGrant,
    MemoryTokenStore,
    RefreshToken,
    Rooms,
    TokenStore,
    authorization_url,
    code_challenge,
)


def an_access_token() -> None:
    assert_type(Rooms(auth=AccessToken("token")), Rooms)
    assert_type(AccessToken(token="token").token, str)


def a_jwt_grant(key: bytes) -> None:
    JWTGrant("key", "user", key, scopes=["dtr.rooms.read"])
    JWTGrant("key", "user", "key.pem", redirect_uri="https://app.test")
    grant = JWTGrant("key", user_id="user", private_key=Path("key.pem"))
    assert_type(grant.scopes, tuple[str, ...])
    assert_type(AsyncRooms(auth=grant, auth_url="https://auth.test"), AsyncRooms)


def refresh_tokens(stores: list[TokenStore]) -> None:
    AsyncRooms("account", auth=RefreshToken("key", refresh_token="token"))
    RefreshToken("key", code="code", code_verifier="verifier", store=None)
    RefreshToken("key", client_secret="secret", store=FileTokenStore("token"))
    for store in (*stores, MemoryTokenStore(), MemoryTokenStore("token")):
        RefreshToken("key", store=store)


def stores_of_ones_own() -> None:
    class BlockingStore:
        def load(self) -> str | None:
            return None

        def save(self, refresh_token: str) -> None:
            del refresh_token

    class AsyncStore:
        async def load(self) -> str | None:
            return None

        async def save(self, token: str) -> None:
            del token

    RefreshToken("key", store=BlockingStore())
    RefreshToken("key", store=AsyncStore())


def stores_on_their_own() -> None:
    assert_type(FileTokenStore(Path("token")).load(), str | None)
    assert_type(MemoryTokenStore().load(), str | None)
    FileTokenStore("token").save("token")


def a_page_to_consent_on() -> None:
    assert_type(code_challenge("verifier"), str)
    url = authorization_url(
        "key",
        "https://app.test",
        environment="demo",
        scopes=("dtr.rooms.read",),
        state="state",
        code_challenge="challenge",
    )
    assert_type(url, str)
