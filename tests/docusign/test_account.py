"""Looking up the account that a client was not given."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

from opentoclose_async import AccessToken, AsyncRooms
from opentoclose_async.exceptions import (
    AuthenticationError,
    ConfigurationError,
    DataFormatError,
    NotFoundError,
    OpenToCloseAPIError,
    ServerError,
    ValidationError,
)
from opentoclose_async.export import export
from opentoclose_async.sandbox import Fault, RunningSandbox, Sandbox
from tests.docusign.signed_in import blocking_signed_in, signed_in

pytestmark = pytest.mark.anyio

DEADLINE = 20.0
ONE = {"account_id": "one", "account_name": "First Street", "is_default": False}
TWO = {"account_id": "two", "account_name": "Second Street", "is_default": False}


class Rooms:
    """
    Answer userinfo with these accounts, and lists with rows.

    Attributes:
        paths: The paths of the requests.
    """

    def __init__(self, *accounts: dict[str, Any]) -> None:
        self.accounts = accounts
        self.paths: list[str] = []
        self.status = 200

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.paths.append(request.url.path)
        if request.url.path == "/oauth/userinfo":
            body = {"sub": "u", "accounts": list(self.accounts)}
            return httpx.Response(self.status, json=body)
        start = int(request.url.params.get("startPosition", 0))
        rows = [{"userId": number} for number in range(start + 1, 251)][:100]
        return httpx.Response(200, json={"userSummaries": rows, "totalRowCount": 250})

    def client(self, account_id: str | None = None, **options: Any) -> AsyncRooms:
        known = {"quota": None, "retry": None, "transport": httpx.MockTransport(self), **options}
        return AsyncRooms(account_id, auth=AccessToken("t"), **known)


@pytest.mark.parametrize("flag", [True, "true", "True"])
async def test_the_default_account_is_used(flag: object) -> None:
    server = Rooms(ONE, {**TWO, "is_default": flag})
    async with server.client() as rooms:
        before = rooms.account_id
        await rooms.users.get_users()
        assert (before, rooms.account_id) == (None, "two")
    assert server.paths == ["/oauth/userinfo", "/restapi/v2/accounts/two/users"]


@pytest.mark.parametrize("flag", [False, "false", None])
async def test_an_only_account_is_used_even_if_it_is_not_the_default(flag: object) -> None:
    server = Rooms({**ONE, "is_default": flag})
    async with server.client() as rooms:
        await rooms.users.get_users()
        assert rooms.account_id == "one"


@pytest.mark.parametrize("flag", [1, "no", [True], {"default": True}])
async def test_an_invalid_flag_does_not_make_an_account_the_default(flag: object) -> None:
    server = Rooms(ONE, {**TWO, "is_default": flag})
    async with server.client() as rooms:
        with pytest.raises(ConfigurationError, match="none of them the default one"):
            await rooms.users.get_users()


@pytest.mark.parametrize("odd", [5, ["two"], {"id": "two"}, True, "", "..", "../x", "two/x", "a b"])
async def test_an_invalid_account_id_never_selects_another_account(odd: Any) -> None:
    strange = {**TWO, "account_id": odd}
    default = Rooms(strange, {**ONE, "is_default": True})
    async with default.client() as rooms:
        read = await rooms.get_user_info()
        assert [each.account_id for each in read.accounts] == [odd, "one"]
        await rooms.users.get_users()
        assert rooms.account_id == "one"
    assert default.paths[-1] == "/restapi/v2/accounts/one/users"
    for server, problem in (
        (Rooms({**strange, "is_default": True}, ONE), "a default account with an invalid id"),
        (Rooms(strange, ONE), "several accounts, none of them the default one"),
    ):
        async with server.client() as rooms:
            with pytest.raises(ConfigurationError, match=problem) as caught:
                await rooms.users.get_users()
        assert str(caught.value).endswith("Pass account_id, one of: one (First Street).")
        assert server.paths == ["/oauth/userinfo"]


async def test_a_strict_client_checks_user_info_too() -> None:
    server = Rooms({**ONE, "account_name": 5})
    async with server.client() as rooms:
        await rooms.users.get_users()
    async with server.client(strict=True) as rooms:
        with pytest.raises(DataFormatError) as caught:
            await rooms.get_user_info()
        assert caught.value.path == "accounts[0].account_name"


async def test_a_given_account_is_used_without_a_look_up() -> None:
    server = Rooms(ONE, TWO)
    async with server.client("three") as rooms:
        await rooms.users.get_users()
    assert server.paths == ["/restapi/v2/accounts/three/users"]


async def test_with_several_accounts_and_no_default_the_error_lists_them() -> None:
    server = Rooms(ONE, TWO)
    async with server.client() as rooms:
        for call in (rooms.users.get_users, rooms.users.list_users):
            with pytest.raises(ConfigurationError) as caught:
                await call()
            assert "one (First Street), two (Second Street)" in str(caught.value)
            assert "account_id" in str(caught.value)
    assert server.paths == ["/oauth/userinfo"]


async def test_a_user_without_accounts_is_an_error() -> None:
    server = Rooms()
    async with server.client() as rooms:
        with pytest.raises(AuthenticationError, match="no DocuSign account"):
            await rooms.users.get_users()


async def test_a_failed_look_up_fails_the_call_and_is_repeated_by_the_next() -> None:
    server = Rooms(ONE)
    server.status = 500
    async with server.client() as rooms:
        with pytest.raises(ServerError, match="GET /oauth/userinfo answered 500"):
            await rooms.users.get_users()
        with pytest.raises(ServerError, match="GET /oauth/userinfo answered 500") as caught:
            await rooms.users.list_users()
        assert caught.value.start == 0
        server.status = 200
        assert len(await rooms.users.list_users()) == 250
        assert len(await rooms.users.list_users()) == 250
    assert server.paths.count("/oauth/userinfo") == 3


@pytest.mark.parametrize("body", [[], {"sub": "u"}, {"accounts": {}}, {"accounts": [5]}, None])
async def test_an_invalid_user_info_response_is_an_error(body: object) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=body))
    async with AsyncRooms(access_token="t", transport=transport) as rooms:
        with pytest.raises(DataFormatError, match="GET /oauth/userinfo answered 200"):
            await rooms.get_user_info()


async def test_concurrent_calls_share_one_look_up() -> None:
    server = Rooms(ONE)
    async with server.client() as rooms:
        with anyio.fail_after(DEADLINE):
            async with anyio.create_task_group() as group:
                for _ in range(50):
                    group.start_soon(rooms.users.get_users)
    assert server.paths.count("/oauth/userinfo") == 1


async def test_errors_hooks_and_logs_contain_the_account_id(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", logger="opentoclose_async")
    sandbox = Sandbox(users=3)
    own = f"/v2/accounts/{sandbox.config.account_id}"
    sandbox.faults = [Fault(api="rooms", kind="status", status=404)]
    asked: list[str] = []
    async with signed_in(sandbox, on_request=lambda event: asked.append(event.path)) as rooms:
        for call in (rooms.users.get_users(), rooms.users.list_users()):
            with pytest.raises(NotFoundError, match=f"GET {own}/users answered") as caught:
                await call
            assert caught.value.endpoint == f"{own}/users"
        with pytest.raises(OpenToCloseAPIError) as raw:
            await rooms.request("GET", "/v2/accounts/{account_id}/nothing")
        assert raw.value.endpoint == f"{own}/nothing"
    assert all("{" not in path for path in asked)
    assert all("{" not in record.getMessage() for record in caplog.records)


async def test_a_conversion_error_contains_the_account_id() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/userinfo":
            return httpx.Response(200, json={"accounts": [ONE]})
        return httpx.Response(200, json={"userSummaries": [{"userId": "x"}], "totalRowCount": 1})

    options: dict[str, Any] = {"quota": None, "retry": None, "strict": True}
    transport = httpx.MockTransport(answer)
    async with AsyncRooms(access_token="t", transport=transport, **options) as rooms:
        for stream in (rooms.users.iter_users().pages(), rooms.users.iter_users().verified()):
            with pytest.raises(DataFormatError, match="/v2/accounts/one/users"):
                await anext(stream)
            await stream.aclose()


@pytest.mark.parametrize("verify", [True, False])
async def test_the_export_of_one_account_is_not_resumed_with_another(
    tmp_path: Path, verify: bool
) -> None:
    path = tmp_path / "users.jsonl"

    def stop(_: object) -> None:
        raise InterruptedError

    server = Rooms(ONE)
    async with server.client() as rooms:
        with pytest.raises(InterruptedError):
            await export(rooms.users.iter_users(), path, verify=verify, progress=stop)
    kept = path.with_name("users.jsonl.part").read_bytes()
    assert kept
    server = Rooms(TWO)
    async with server.client() as rooms:
        with pytest.raises(ValidationError, match="another export: it differs in list"):
            await export(rooms.users.iter_users(), path, verify=verify, resume=True)
    assert path.with_name("users.jsonl.part").read_bytes() == kept
    # Whether the account is looked up or given.
    for account_id in (None, "one"):
        async with Rooms(ONE).client(account_id) as rooms:
            report = await export(rooms.users.iter_users(), path, verify=verify, resume=True)
        assert report.rows == 250
        assert report.resumed > 0


def test_a_blocking_client_looks_up_its_account_too(
    start_server: Callable[..., RunningSandbox],
) -> None:
    server = start_server(users=150)
    with blocking_signed_in(server) as rooms:
        assert len(rooms.users.list_users()) == 150
        assert rooms.account_id == server.sandbox.config.account_id


def test_a_token_for_another_server_is_not_sent_to_docusign() -> None:
    with pytest.raises(ConfigurationError, match="or pass auth_url with base_url"):
        AsyncRooms(access_token="token", base_url="https://rooms.gateway.test/restapi")
