"""Credentials as copied from files, shells and web pages, with blanks, quotes or marks around."""

from collections.abc import Callable
from typing import Any

import pytest

from opentoclose_async import (
    AccessToken,
    JWTGrant,
    MemoryTokenStore,
    OpenToCloseAPI,
    RefreshToken,
    Rooms,
)
from opentoclose_async.exceptions import AuthenticationError
from opentoclose_async.sandbox import RunningSandbox
from tests.clients import blocking_otc_client, blocking_rooms_client
from tests.docusign.signed_in import blocking_signed_in, grant_of, secret_app

AROUND = ["{}\n", "{}\r\n", "  {}\t", "\ufeff{}", '"{}"', "'{}'\n", "\u200b{}\u00a0", '" {} "']


@pytest.fixture
def server(start_server: Callable[..., RunningSandbox]) -> RunningSandbox:
    return start_server(users=2)


@pytest.mark.parametrize("around", AROUND)
def test_an_argument_is_stripped(server: RunningSandbox, around: str) -> None:
    config = server.sandbox.config
    with blocking_otc_client(server, api_key=around.format(config.otc_token)) as otc:
        assert len(otc.users.list_users()) == 2
    token = around.format(config.rooms_token)
    known: dict[str, Any] = {"base_url": server.rooms_base_url, "quota": None}
    with Rooms(config.account_id, access_token=token, **known) as rooms:
        assert len(rooms.users.list_users()) == 2
    with Rooms(config.account_id, auth=AccessToken(token), **known) as rooms:
        assert len(rooms.users.list_users()) == 2


@pytest.mark.parametrize("around", AROUND)
def test_an_environment_variable_is_stripped(
    server: RunningSandbox, around: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = server.sandbox.config
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", around.format(config.otc_token))
    monkeypatch.setenv("DOCUSIGN_ACCESS_TOKEN", around.format(config.rooms_token))
    with blocking_otc_client(server, api_key=None) as otc:
        assert len(otc.users.list_users()) == 2
    with blocking_rooms_client(server) as rooms:
        assert len(rooms.users.list_users()) == 2
    client = OpenToCloseAPI(base_url=server.otc_base_url)
    assert client.users.retrieve_user(1)["id"] == 1
    client.close()


@pytest.mark.parametrize("around", AROUND)
def test_the_drop_in_strips_its_key(server: RunningSandbox, around: str) -> None:
    client = OpenToCloseAPI(around.format(server.sandbox.config.otc_token), server.otc_base_url)
    assert client.users.retrieve_user(1)["id"] == 1
    client.close()


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("way", ["jwt", "code", "refresh token", "store"])
def test_the_arguments_of_a_sign_in_are_stripped(
    server: RunningSandbox, around: str, way: str
) -> None:
    sandbox = server.sandbox
    config = sandbox.config
    secret = around.format(config.client_secret)
    auth: JWTGrant | RefreshToken
    if way == "jwt":
        auth = grant_of(
            server,
            integration_key=around.format(config.integration_key),
            user_id=around.format(config.user_id),
        )
    else:
        initial: dict[str, dict[str, Any]] = {
            "code": {"code": around.format(sandbox.authorize())},
            "refresh token": {"refresh_token": around.format(sandbox.refresh_token)},
            "store": {"store": MemoryTokenStore(around.format(sandbox.refresh_token))},
        }
        auth = secret_app(server, client_secret=secret, **initial[way])
    with blocking_signed_in(server, auth) as rooms:
        assert len(rooms.users.list_users()) == 2


@pytest.mark.parametrize("what", ["refresh_token", "client_secret", "code"])
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("Bearer abc-def", 'begins with "Bearer "'),
        ("abc\ndef", "contains a line break"),
        ("code=abc-def", 'begins with "code"'),
        ("https://app.test/back?code=abc-def", "is a URL"),
        ("''", "is empty"),
    ],
)
def test_a_secret_copied_with_other_text_is_refused(what: str, given: str, message: str) -> None:
    secrets: dict[str, Any] = {what: given}
    with pytest.raises(AuthenticationError, match=message) as caught:
        RefreshToken("an-app", **secrets)
    assert what.replace("_", " ") in caught.value.message
    assert "abc" not in caught.value.message


@pytest.mark.parametrize(
    "key", ["Bearer", "bearer-of-news", "token", "code", "a=b", "abc==", "a:b", "tokens/of=it"]
)
def test_a_token_that_only_resembles_other_text_is_accepted(key: str) -> None:
    assert AccessToken(key).token == key
