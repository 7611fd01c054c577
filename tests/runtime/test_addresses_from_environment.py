"""Addresses in the environment: what they replace, and what they never let through."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from opentoclose_async import (
    AccessToken,
    AsyncOpenToClose,
    AsyncRooms,
    JWTGrant,
    OpenToClose,
    OpenToCloseAPI,
    RefreshToken,
    Rooms,
    authorization_url,
)
from opentoclose_async._runtime import sandbox_credentials
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.sandbox import RunningSandbox, Sandbox

SANDBOX = Sandbox(users=1)
CONFIG = SANDBOX.config
ROOMS = "DOCUSIGN_BASE_URL"
SIGN_IN = "DOCUSIGN_AUTH_URL"
OTC = "OPEN_TO_CLOSE_BASE_URL"


def set_addresses(monkeypatch: pytest.MonkeyPatch, server: RunningSandbox) -> None:
    monkeypatch.setenv(OTC, server.otc_base_url)
    monkeypatch.setenv(ROOMS, server.rooms_base_url)
    monkeypatch.setenv(SIGN_IN, server.auth_url)


def test_clients_read_their_addresses(
    start_server: Callable[..., RunningSandbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start_server(users=3)
    set_addresses(monkeypatch, server)
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", server.sandbox.config.otc_token)
    monkeypatch.setenv("DOCUSIGN_ACCESS_TOKEN", server.sandbox.config.rooms_token)
    with OpenToClose(quota=None) as otc, Rooms(quota=None) as rooms:  # the account is looked up
        assert (len(otc.users.list_users()), len(rooms.users.list_users())) == (3, 3)
        assert rooms.account_id == CONFIG.account_id
    refresh_token = server.sandbox.refresh_token
    secret = server.sandbox.config.client_secret
    grant = RefreshToken(CONFIG.integration_key, refresh_token=refresh_token, client_secret=secret)
    with Rooms(auth=grant, quota=None) as rooms:
        assert len(rooms.users.list_users()) == 3


def test_an_argument_precedes_the_variable_and_that_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(ROOMS, " https://variable.test/restapi ")
    for environment in (None, "demo", "production"):
        shown = repr(AsyncRooms("a", access_token="t", environment=environment))
        assert "https://variable.test/restapi" in shown
    given = AsyncRooms("a", access_token="t", base_url="https://given.test/restapi")
    assert "given.test" in repr(given)
    monkeypatch.delenv(ROOMS)
    assert "demo.rooms.docusign.com" in repr(AsyncRooms("a", access_token="t", environment="demo"))


def test_the_page_for_consent_is_that_of_the_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SIGN_IN, "http://127.0.0.1:8000")
    url = authorization_url("key", "https://app.test/", environment="demo")
    assert url.startswith("http://127.0.0.1:8000/oauth/auth?")


@pytest.mark.parametrize(
    ("variable", "make"),
    [
        (OTC, lambda: AsyncOpenToClose("key")),
        (OTC, lambda: OpenToClose("key")),
        (OTC, lambda: OpenToCloseAPI("key")),
        (ROOMS, lambda: AsyncRooms("a", access_token="t")),
        (SIGN_IN, lambda: Rooms("a", access_token="t")),
        (SIGN_IN, lambda: authorization_url("key", "https://app.test/")),
    ],
)
@pytest.mark.parametrize(
    "address",
    ["", "  ", "somewhere", "http://elsewhere.test", "https://user:hunter2@elsewhere.test"],
)
def test_an_address_that_is_empty_or_exposes_the_credential(
    monkeypatch: pytest.MonkeyPatch, variable: str, make: Callable[[], Any], address: str
) -> None:
    monkeypatch.setenv(variable, address)
    with pytest.raises(ConfigurationError) as caught:
        make()
    argument = "auth_url" if variable == SIGN_IN else "base_url"
    assert str(caught.value).startswith((variable, argument))
    assert "hunter2" not in str(caught.value)


def grant(integration_key: str = CONFIG.integration_key) -> RefreshToken:
    return RefreshToken(integration_key, refresh_token="r", client_secret="s")


@pytest.mark.parametrize(
    ("make", "setting"),
    [
        (lambda: AsyncOpenToClose(CONFIG.otc_token), OTC),
        (lambda: OpenToClose(CONFIG.otc_token), OTC),
        (lambda: OpenToCloseAPI(CONFIG.otc_token), OTC),
        (lambda: AsyncOpenToClose(CONFIG.otc_token, base_url="https://x.opentoclose.com."), OTC),
        (lambda: AsyncRooms("a", access_token=CONFIG.rooms_token), ROOMS),
        (lambda: Rooms(auth=AccessToken(CONFIG.rooms_token), environment="demo"), ROOMS),
        (lambda: AsyncRooms(auth=grant()), SIGN_IN),
        (
            lambda: AsyncRooms(auth=JWTGrant(CONFIG.integration_key, CONFIG.user_id, "key.pem")),
            SIGN_IN,
        ),
    ],
)
def test_a_credential_of_the_sandbox_goes_to_no_vendor(
    make: Callable[[], Any], setting: str
) -> None:
    with pytest.raises(ConfigurationError, match="opentoclose sandbox") as caught:
        make()
    assert setting in str(caught.value)
    assert CONFIG.rooms_token not in str(caught.value)
    assert CONFIG.otc_token not in str(caught.value)


def test_a_token_of_the_sandbox_is_not_shown_to_docusigns_sign_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(ROOMS, "http://127.0.0.1:9/restapi")
    rooms = Rooms("a", access_token=CONFIG.rooms_token)
    with rooms, pytest.raises(ConfigurationError, match=SIGN_IN):
        rooms.get_user_info()


def test_a_token_issued_by_the_sandbox_is_not_sent_to_docusign(
    start_server: Callable[..., RunningSandbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start_server(users=1)
    monkeypatch.setenv(SIGN_IN, server.auth_url)
    config = server.sandbox.config
    auth = RefreshToken(
        config.integration_key,
        refresh_token=server.sandbox.refresh_token,
        client_secret=config.client_secret,
    )
    rooms = Rooms("a", auth=auth)
    with rooms, pytest.raises(ConfigurationError, match=ROOMS):
        rooms.users.list_users()


def test_no_sign_in_at_docusign_for_a_server_that_a_variable_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(ROOMS, "https://gateway.test/restapi")
    with pytest.raises(ConfigurationError, match=SIGN_IN):
        AsyncRooms(auth=grant("another"))
    with pytest.raises(ConfigurationError, match=SIGN_IN):
        AsyncRooms(access_token="t")  # whose account would have to be looked up
    AsyncRooms(auth=grant("another"), auth_url="https://account.docusign.com")


def test_what_the_sandbox_accepts_and_issues_is_known() -> None:
    of_sandbox = sandbox_credentials.is_of_sandbox
    assert of_sandbox(CONFIG.otc_token)
    assert of_sandbox(CONFIG.rooms_token)
    assert of_sandbox(SANDBOX.refresh_token)
    assert CONFIG.integration_key == sandbox_credentials.INTEGRATION_KEY
    others = ("key", "a.b.c", hashlib.sha512(b"key").hexdigest(), "eyJ0eXAi.eyJpc3MiOiJk.c2ln")
    assert not any(map(of_sandbox, others))
