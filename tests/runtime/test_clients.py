"""Creating clients: arguments, environment, errors."""

from typing import Any

import httpx
import pytest

from opentoclose_async import AsyncOpenToClose, AsyncRooms, Quota
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    OpenToCloseAPIError,
    ValidationError,
)
from opentoclose_async.sandbox import Sandbox
from tests.clients import otc_client

ONLY = httpx.ASGITransport(Sandbox(users=1))


def test_a_missing_key_is_an_authentication_error_at_construction() -> None:
    with pytest.raises(AuthenticationError, match="OPEN_TO_CLOSE_API_KEY"):
        AsyncOpenToClose()
    with pytest.raises(AuthenticationError, match="DOCUSIGN_ACCESS_TOKEN"):
        AsyncRooms("account")


@pytest.mark.parametrize("blank", ["", "  ", "tö", "a\nb", 5, b"x"])
def test_a_key_that_cannot_be_one_is_refused_without_showing_it(blank: Any) -> None:
    for make in (lambda: AsyncOpenToClose(blank), lambda: AsyncRooms("a", access_token=blank)):
        with pytest.raises(AuthenticationError) as caught:
            make()
        assert "tö" not in str(caught.value)


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_TO_CLOSE_API_KEY", "key")
    assert "api.opentoclose.com/v1" in repr(AsyncOpenToClose())
    monkeypatch.setenv("OPEN_TO_CLOSE_BASE_URL", "https://elsewhere.test/v9")
    assert "elsewhere.test/v9" in repr(AsyncOpenToClose())
    assert "given.test" in repr(AsyncOpenToClose(base_url="https://given.test"))
    monkeypatch.setenv("DOCUSIGN_ACCESS_TOKEN", "token")
    monkeypatch.setenv("DOCUSIGN_ACCOUNT_ID", "account")
    assert "https://rooms.docusign.com/restapi" in repr(AsyncRooms())
    monkeypatch.setenv("DOCUSIGN_ENVIRONMENT", "demo")
    rooms = AsyncRooms()
    assert "https://demo.rooms.docusign.com/restapi" in repr(rooms)
    assert (rooms.account_id, rooms.environment) == ("account", "demo")
    assert AsyncRooms(environment="production").environment == "production"


def test_rooms_needs_a_token_and_a_known_environment_but_no_account() -> None:
    assert AsyncRooms(access_token="t").account_id is None
    with pytest.raises(AuthenticationError, match="DOCUSIGN_ACCESS_TOKEN"):
        AsyncRooms("a")
    with pytest.raises(ConfigurationError, match="production"):
        AsyncRooms("a", access_token="t", environment="stage")  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.test/v1",
        "ftp://api.test",
        "http://",
        "https://u:pw@api.test",
        "http://a.test?x=1",
        5,
    ],
)
def test_an_invalid_base_url_is_refused_without_showing_it(url: Any) -> None:
    with pytest.raises(ConfigurationError, match="base_url") as caught:
        AsyncRooms("a", access_token="t", base_url=url)
    with pytest.raises(ConfigurationError, match="base_url"):
        AsyncOpenToClose("key", base_url=url)
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("timeout", 0),
        ("timeout", "30"),
        ("timeout", float("nan")),
        ("retry", -1),
        ("quota", "1/"),
        ("quota", 5),
        ("max_wait", -1),
        ("max_wait", float("nan")),
        ("max_connections", 0),
        ("max_connections", 1.5),
    ],
)
def test_a_bad_setting_is_named(name: str, value: Any) -> None:
    with pytest.raises(ValidationError, match=name):
        AsyncOpenToClose("key", **{name: value})


def test_a_transport_and_a_proxy_exclude_each_other() -> None:
    with pytest.raises(ConfigurationError, match="proxy"):
        AsyncOpenToClose("key", transport=ONLY, proxy="http://proxy.test")


def test_a_repr_shows_no_secret() -> None:
    otc = AsyncOpenToClose("s3cret-key")
    rooms = AsyncRooms("a", access_token="s3cret-token")
    for thing in (otc, rooms, otc.users.iter_users(), rooms.users.iter_users()):
        assert "s3cret" not in repr(thing)
        assert "s3cret" not in repr(vars(thing) if hasattr(thing, "__dict__") else thing)


@pytest.mark.anyio
async def test_a_client_works_without_async_with() -> None:
    otc = otc_client(Sandbox(users=250))
    assert len(await otc.users.list_users()) == 250
    await otc.aclose()


@pytest.mark.anyio
async def test_the_default_quota_of_rooms_comes_from_its_headers_and_does_not_slow_a_page() -> None:
    sandbox = Sandbox(users=500, quota="documented")
    config = sandbox.config
    async with AsyncRooms(
        config.account_id,
        access_token=config.rooms_token,
        base_url="http://sandbox.test/restapi",
        transport=httpx.ASGITransport(sandbox),
    ) as rooms:
        assert len(await rooms.users.list_users()) == 500
    assert sandbox.stats.rooms.rate_limited == 0


def test_every_error_derives_from_the_base_error() -> None:
    with pytest.raises(OpenToCloseAPIError):
        AsyncOpenToClose()
    with pytest.raises(OpenToCloseAPIError):
        Quota.parse("fast")


@pytest.mark.parametrize(
    ("base_url", "own_transport", "refused"),
    [
        ("http://api.opentoclose.com/v1", False, True),
        ("http://api.opentoclose.com/v1", True, True),
        ("http://10.0.0.5/v1", False, True),
        ("http://api.test/v1", False, True),
        ("http://api.test/v1", True, False),
        ("http://testserver", True, False),
        ("http://localhost:8000/v1", False, False),
        ("http://otc.localhost:8000/v1", False, False),
        ("http://127.9.9.9:8000/v1", False, False),
        ("http://[::1]:8000/v1", False, False),
        ("https://api.opentoclose.com/v1", False, False),
    ],
)
def test_plain_http_is_for_loopback(base_url: str, own_transport: bool, refused: bool) -> None:
    def make(**options: Any) -> AsyncOpenToClose:
        if own_transport:
            options["transport"] = httpx.MockTransport(lambda _: httpx.Response(200))
        return AsyncOpenToClose("sesame", base_url=base_url, **options)

    make(allow_insecure=True)
    if not refused:
        make()
        return
    with pytest.raises(ConfigurationError, match=r"plain http.*allow_insecure=True") as error:
        make()
    assert "sesame" not in str(error.value)
