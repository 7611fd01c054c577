"""The state of an account's quota, and the store that a client reads it from."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from opentoclose_async import (
    AsyncOpenToClose,
    AsyncRooms,
    FileQuotaStore,
    OpenToClose,
    OpenToCloseAPI,
    Quota,
)
from opentoclose_async.exceptions import ConfigurationError, NetworkError, ValidationError
from opentoclose_async.sandbox import RunningSandbox, Sandbox
from opentoclose_async.types import QuotaReply, QuotaRequest, QuotaStatus, Window
from tests.clients import blocking_otc_client, otc_client, rooms_client

QUOTA = Quota.parse("50/h")


class BrokenStore:
    """A store that cannot be used, and that counts how often it is closed."""

    def __init__(self) -> None:
        self.closed = 0

    async def exchange(
        self, key: str, windows: tuple[Window, ...], request: QuotaRequest
    ) -> QuotaReply:
        raise OSError("The disk is full.")

    async def status(self, key: str, windows: tuple[Window, ...]) -> QuotaStatus:
        raise OSError("The disk is full.")

    async def aclose(self) -> None:
        self.closed += 1


@pytest.fixture
def store(tmp_path: Path) -> FileQuotaStore:
    return FileQuotaStore(tmp_path / "quota.sqlite3")


@pytest.mark.anyio
async def test_it_counts_the_requests_of_all_clients(store: FileQuotaStore) -> None:
    sandbox = Sandbox()
    async with otc_client(sandbox, quota=QUOTA, quota_store=store) as one:
        await one.users.retrieve_user(1)
        async with otc_client(sandbox, quota=QUOTA, quota_store=store) as other:
            await other.users.retrieve_user(1)
            await other.users.retrieve_user(1)
        status = await one.quota_status()
    (window,) = status.windows
    assert (window.window, window.used, window.free_in) == (QUOTA.windows[0], 3, 0.0)
    assert [client.used for client in status.clients] == [(2,), (1,)]
    assert sandbox.stats.otc.requests == 3


def test_blocking_clients_have_it_too(store: FileQuotaStore) -> None:
    with blocking_otc_client(Sandbox(), quota=QUOTA, quota_store=store) as otc:
        assert otc.quota_status().clients == ()
        otc.users.retrieve_user(1)
        assert len(otc.quota_status().clients) == 1


@pytest.mark.anyio
@pytest.mark.parametrize("quota", [QUOTA, None])
async def test_there_is_none_without_a_store_or_a_quota(
    quota: Quota | None, store: FileQuotaStore
) -> None:
    given = None if quota is not None else store
    async with otc_client(Sandbox(), quota=quota, quota_store=given) as otc:
        with pytest.raises(ConfigurationError, match=r"has no quota.*OPENTOCLOSE_QUOTA_STORE"):
            await otc.quota_status()


@pytest.mark.anyio
async def test_the_account_has_to_be_known(store: FileQuotaStore) -> None:
    async with AsyncRooms(access_token="token", quota_store=store) as rooms:
        with pytest.raises(ConfigurationError, match="DOCUSIGN_ACCOUNT_ID"):
            await rooms.quota_status()
    async with rooms_client(Sandbox(), quota=QUOTA, quota_store=store) as rooms:
        assert (await rooms.quota_status()).clients == ()


@pytest.mark.anyio
async def test_a_store_that_is_down_is_an_error_of_ours() -> None:
    async with otc_client(Sandbox(), quota=QUOTA, quota_store=BrokenStore()) as otc:
        with pytest.raises(NetworkError, match="cannot be used: The disk is full"):
            await otc.quota_status()


@pytest.mark.anyio
async def test_a_store_of_the_caller_stays_open() -> None:
    store = BrokenStore()
    async with otc_client(Sandbox(), quota=QUOTA, quota_store=store):
        pass
    assert store.closed == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the file is found by XDG_STATE_HOME")
def test_the_environment_names_a_store_for_every_client_and_the_drop_in(
    start_server: Callable[..., RunningSandbox], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("OPENTOCLOSE_QUOTA_STORE", "file")
    server = start_server(users=3)
    account = (server.sandbox.config.otc_token, server.otc_base_url)
    with OpenToCloseAPI(*account) as drop_in:
        drop_in.users.retrieve_user(1)
    with OpenToClose(account[0], base_url=account[1], quota=QUOTA) as otc:
        (window,) = otc.quota_status().windows
    assert window.used == 1


def test_an_invalid_store_in_the_environment_is_refused_without_being_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENTOCLOSE_QUOTA_STORE", "https://user:s3cret@a.test")
    with pytest.raises(ValidationError, match="OPENTOCLOSE_QUOTA_STORE") as caught:
        AsyncOpenToClose("key")
    assert "s3cret" not in str(caught.value)
