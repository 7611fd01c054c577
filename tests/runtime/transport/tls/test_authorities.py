"""Which CA certificates a server is verified with."""

from pathlib import Path
from typing import Any

import pytest
import trustme

from opentoclose_async import AsyncRooms, OpenToClose, OpenToCloseAPI
from opentoclose_async.exceptions import ConfigurationError, NetworkError
from opentoclose_async.sandbox import RunningSandbox
from tests.docusign.signed_in import grant_of, secret_app
from tests.runtime.transport.tls.calls import client_of, failure_of, key_of
from tests.tls_relay import AUTHORITY, Relay, trusting

pytestmark = pytest.mark.anyio


class TestAuthorities:
    """Which CA certificates count."""

    async def test_a_custom_context(self, server: RunningSandbox, secure: Relay) -> None:
        async with client_of(server, secure.port, ssl_context=trusting()) as otc:
            assert len(await otc.users.list_users()) == 3

    async def test_the_file_of_the_environment(
        self,
        server: RunningSandbox,
        secure: Relay,
        bundle: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
        async with client_of(server, secure.port) as otc:
            assert len(await otc.users.list_users()) == 3

    async def test_a_path_from_home(
        self,
        server: RunningSandbox,
        secure: Relay,
        bundle: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("HOME", str(bundle.parent))
        monkeypatch.setenv("SSL_CERT_FILE", f"~/{bundle.name}")
        async with client_of(server, secure.port) as otc:
            assert len(await otc.users.list_users()) == 3

    @pytest.mark.parametrize("before", ["", "/not/there:"])
    async def test_the_folders_of_the_environment(
        self,
        server: RunningSandbox,
        secure: Relay,
        folder: Path,
        before: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("SSL_CERT_DIR", f"{before}{folder}")
        async with client_of(server, secure.port) as otc:
            assert len(await otc.users.list_users()) == 3

    async def test_a_file_that_was_replaced_is_read_again(
        self,
        server: RunningSandbox,
        secure: Relay,
        bundle: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
        trustme.CA().cert_pem.write_to_path(bundle)
        assert isinstance(await failure_of(server, secure.port), NetworkError)
        AUTHORITY.cert_pem.write_to_path(bundle)
        async with client_of(server, secure.port) as otc:
            assert len(await otc.users.list_users()) == 3

    def test_the_blocking_client(
        self,
        server: RunningSandbox,
        secure: Relay,
        bundle: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        url = f"https://localhost:{secure.port}/v1"
        with OpenToClose(key_of(server), base_url=url, quota=None, ssl_context=trusting()) as otc:
            assert len(otc.users.list_users()) == 3
        monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
        with OpenToClose(key_of(server), base_url=url, quota=None) as otc:
            assert len(otc.users.list_users()) == 3

    @pytest.mark.parametrize("kind", ["jwt", "code"])
    async def test_a_context_counts_for_both_hosts_of_rooms(
        self, server: RunningSandbox, secure: Relay, kind: str
    ) -> None:
        sandbox = server.sandbox
        auth = grant_of(server) if kind == "jwt" else secret_app(server, code=sandbox.authorize())
        address = f"https://localhost:{secure.port}"
        async with AsyncRooms(
            auth=auth,
            base_url=f"{address}/restapi",
            auth_url=address,
            quota=None,
            ssl_context=trusting(),
        ) as rooms:
            assert (await rooms.get_user_info()).accounts
            assert len(await rooms.users.list_users()) == 3

    async def test_a_sign_in_says_which_setting_is_missing(
        self, server: RunningSandbox, secure: Relay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = f"https://localhost:{secure.port}"
        hosts: dict[str, Any] = {"base_url": f"{address}/restapi", "auth_url": address}
        async with AsyncRooms(auth=grant_of(server), **hosts) as rooms:
            with pytest.raises(NetworkError, match="SSL_CERT_FILE"):
                await rooms.users.list_users()
        monkeypatch.setenv("SSL_CERT_FILE", "/not/there.pem")
        async with AsyncRooms(auth=grant_of(server), **hosts) as rooms:
            with pytest.raises(ConfigurationError, match=r"SSL_CERT_FILE is '/not/there\.pem'"):
                await rooms.users.list_users()


class TestDropIn:
    """The drop-in honours the variables of ``requests``."""

    @pytest.mark.parametrize(
        ("variable", "as_folder"),
        [
            ("REQUESTS_CA_BUNDLE", False),
            ("REQUESTS_CA_BUNDLE", True),
            ("CURL_CA_BUNDLE", False),
            ("CURL_CA_BUNDLE", True),
            ("SSL_CERT_FILE", False),
            ("SSL_CERT_DIR", True),
        ],
    )
    def test_each_variable(
        self,
        server: RunningSandbox,
        secure: Relay,
        bundle: Path,
        folder: Path,
        variable: str,
        as_folder: bool,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv(variable, str(folder if as_folder else bundle))
        client = OpenToCloseAPI(key_of(server), f"https://localhost:{secure.port}/v1")
        assert len(client.users.list_users(params={"limit": 1})) == 1
        client.close()

    def test_the_first_one_counts(
        self,
        server: RunningSandbox,
        secure: Relay,
        bundle: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", "/not/there.pem")
        monkeypatch.setenv("CURL_CA_BUNDLE", str(bundle))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "")
        client = OpenToCloseAPI(key_of(server), f"https://localhost:{secure.port}/v1")
        assert len(client.users.list_users(params={"limit": 1})) == 1
        client.close()

    def test_a_missing_file_is_named(
        self, server: RunningSandbox, secure: Relay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/not/there.pem")
        client = OpenToCloseAPI(key_of(server), f"https://localhost:{secure.port}/v1")
        with pytest.raises(ConfigurationError, match=r"REQUESTS_CA_BUNDLE is '/not/there\.pem'"):
            client.users.list_users()
        client.close()
        assert secure.connections == 0

    async def test_other_clients_ignore_them(
        self, server: RunningSandbox, secure: Relay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/not/there.pem")
        async with client_of(server, secure.port, ssl_context=trusting()) as otc:
            assert len(await otc.users.list_users()) == 3
