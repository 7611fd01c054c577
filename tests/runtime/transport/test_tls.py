"""Verifying servers, over real TLS connections: whose authorities, and what errors say."""

import ssl
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme

from opentoclose_async import AsyncOpenToClose, AsyncRooms, OpenToClose, OpenToCloseAPI
from opentoclose_async.exceptions import (
    ConfigurationError,
    NetworkError,
    OpenToCloseAPIError,
)
from opentoclose_async.sandbox import RunningSandbox
from tests.docusign.signed_in import grant_of, secret_app
from tests.tls_relay import (
    AUTHORITY,
    Relay,
    asking_for_certificates,
    refusing,
    relay,
    server_context,
    trusting,
)

pytestmark = pytest.mark.anyio
Start = Callable[..., RunningSandbox]
VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
OF_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*VARIABLES, "SSLKEYLOGFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in OF_PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server(start_server: Start) -> RunningSandbox:
    return start_server(users=3)


@pytest.fixture
def secure(server: RunningSandbox) -> Iterator[Relay]:
    """Speak TLS in front of the sandbox."""
    with relay(server.port, server_context()) as made:
        yield made


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Give a file with the authority that the server's certificate is of."""
    file = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(file)
    return file


@pytest.fixture
def folder(bundle: Path, tmp_path: Path) -> Path:
    """Give a folder with that authority, as OpenSSL wants it."""
    folder = tmp_path / "authorities"
    folder.mkdir()
    command = ["openssl", "x509", "-hash", "-noout", "-in", str(bundle)]
    name = subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
    (folder / f"{name}.0").write_bytes(bundle.read_bytes())
    return folder


def key_of(server: RunningSandbox) -> str:
    return server.sandbox.config.otc_token


def client_of(server: RunningSandbox, port: int, **options: Any) -> AsyncOpenToClose:
    return AsyncOpenToClose(
        key_of(server), base_url=f"https://localhost:{port}/v1", quota=None, timeout=5, **options
    )


async def failure_of(server: RunningSandbox, port: int, **options: Any) -> OpenToCloseAPIError:
    """Create a record where that fails, and give the error; it must not be about the outcome."""
    retries: list[object] = []
    async with client_of(server, port, on_retry=retries.append, **options) as otc:
        with pytest.raises(OpenToCloseAPIError) as caught:
            await otc.tags.create_tag({"name": "x"})
        with pytest.raises(type(caught.value)):
            await otc.tags.list_tags()
    assert retries == []
    assert not caught.value.outcome_unknown
    assert (caught.value.method, caught.value.endpoint) == ("POST", "/tags")
    return caught.value


class TestAuthorities:
    """Which ones count."""

    async def test_a_context_of_ones_own(self, server: RunningSandbox, secure: Relay) -> None:
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

    async def test_a_sign_in_says_what_is_missing(
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
    """What ``requests`` looks at."""

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

    def test_one_that_is_not_there_is_named(
        self, server: RunningSandbox, secure: Relay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/not/there.pem")
        client = OpenToCloseAPI(key_of(server), f"https://localhost:{secure.port}/v1")
        with pytest.raises(ConfigurationError, match=r"REQUESTS_CA_BUNDLE is '/not/there\.pem'"):
            client.users.list_users()
        client.close()
        assert secure.connections == 0

    async def test_others_do_not_look_at_them(
        self, server: RunningSandbox, secure: Relay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/not/there.pem")
        async with client_of(server, secure.port, ssl_context=trusting()) as otc:
            assert len(await otc.users.list_users()) == 3


class TestUnusableFiles:
    """A mistake of this machine's is told as such, by its variable; nothing is sent."""

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("gone.pem", None, "is not there"),
            ("empty.pem", b"", "is empty"),
            ("blank.pem", b" \n", "is empty"),
            ("text.pem", b"hello", "holds no certificate in PEM"),
            ("key.pem", b"-----BEGIN RSA PRIVATE KEY-----\nAA==\n", "holds a private key"),
            ("list.pem", b"-----BEGIN X509 CRL-----\nAA==\n", "holds no certificate in PEM"),
            ("der.crt", b"0\x82\x03\x01abc", "is in DER"),
            (
                "broken.pem",
                b"-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n",
                "holds a certificate that cannot be read",
            ),
            ("gone.pem/inside", None, "is not there"),
            ("a_folder", "folder", "is a folder; SSL_CERT_DIR takes one"),
        ],
    )
    async def test_of_a_file(
        self,
        server: RunningSandbox,
        secure: Relay,
        tmp_path: Path,
        name: str,
        content: bytes | str | None,
        said: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        path = tmp_path / name
        if content == "folder":
            path.mkdir()
        elif isinstance(content, bytes):
            path.write_bytes(content)
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        error = await failure_of(server, secure.port)
        assert isinstance(error, ConfigurationError)
        assert f"SSL_CERT_FILE is {str(path)!r}, which {said}" in error.message
        assert secure.connections == 0

    @pytest.mark.parametrize(
        ("made", "said"), [(False, "is not there"), (True, "openssl rehash FOLDER")]
    )
    async def test_of_a_folder(
        self,
        server: RunningSandbox,
        secure: Relay,
        bundle: Path,
        tmp_path: Path,
        made: bool,
        said: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        path = tmp_path / "folder"
        if made:
            path.mkdir()
            AUTHORITY.cert_pem.write_to_path(path / "authority.pem")
        monkeypatch.setenv("SSL_CERT_DIR", str(path))
        error = await failure_of(server, secure.port)
        assert isinstance(error, ConfigurationError)
        assert "SSL_CERT_DIR is " in error.message
        assert said in error.message

    async def test_of_a_file_in_place_of_a_folder(
        self,
        server: RunningSandbox,
        secure: Relay,
        bundle: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("SSL_CERT_DIR", str(bundle))
        assert "which is no folder" in (await failure_of(server, secure.port)).message

    async def test_of_the_key_log(
        self, server: RunningSandbox, secure: Relay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSLKEYLOGFILE", "/not/there/keys.log")
        error = await failure_of(server, secure.port)
        assert isinstance(error, ConfigurationError)
        assert "SSLKEYLOGFILE is '/not/there/keys.log', which is not there" in error.message

    async def test_it_can_be_mended_while_the_client_lives(
        self,
        server: RunningSandbox,
        secure: Relay,
        bundle: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", "/not/there.pem")
        async with client_of(server, secure.port, max_connections=1) as otc:
            for _ in range(3):  # more often than there are connections
                with pytest.raises(ConfigurationError):
                    await otc.users.list_users()
            monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
            assert len(await otc.users.list_users()) == 3

    async def test_plain_http_does_not_need_them(
        self, server: RunningSandbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", "/not/there.pem")
        async with AsyncOpenToClose(
            key_of(server), base_url=server.otc_base_url, quota=None
        ) as otc:
            assert len(await otc.users.list_users()) == 3

    async def test_nor_does_a_context_of_ones_own(
        self, server: RunningSandbox, secure: Relay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", "/not/there.pem")
        async with client_of(server, secure.port, ssl_context=trusting()) as otc:
            assert len(await otc.users.list_users()) == 3


class TestDistrust:
    """A server that cannot be trusted is told as such, once."""

    async def test_an_unknown_authority(self, server: RunningSandbox, secure: Relay) -> None:
        error = await failure_of(server, secure.port)
        assert isinstance(error, NetworkError)
        for hint in ("authority that is not known", "SSL_CERT_FILE", "ssl_context=", "corporate"):
            assert hint in error.message
        assert error.original_error is not None

    @pytest.mark.parametrize(
        ("context", "said"),
        [
            (server_context(days=(-9, -2)), "out of date"),
            (server_context(days=(3, 9)), "Check this machine's clock"),
            (server_context("elsewhere.test"), "of another name"),
        ],
        ids=["expired", "not yet", "name"],
    )
    async def test_a_certificate_that_does_not_fit(
        self, server: RunningSandbox, context: ssl.SSLContext, said: str
    ) -> None:
        with relay(server.port, context) as secure:
            error = await failure_of(server, secure.port, ssl_context=trusting())
        assert isinstance(error, NetworkError)
        assert said in error.message

    async def test_what_python_has_insisted_on_since_3_13(self, server: RunningSandbox) -> None:
        distrust = ssl.SSLCertVerificationError(1, "certificate verify failed")
        distrust.verify_code, distrust.verify_message = 85, "Missing Authority Key Identifier"

        def fail(_: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("no") from distrust

        error = await failure_of(server, 443, transport=httpx.MockTransport(fail))
        assert "(Missing Authority Key Identifier)" in error.message
        assert "without ssl.VERIFY_X509_STRICT" in error.message

    async def test_what_the_caller_was_handling_is_not_it(self, server: RunningSandbox) -> None:
        async with client_of(server, 1, retry=None) as otc:
            try:
                raise ssl.SSLCertVerificationError(1, "another server's")
            except ssl.SSLError:
                with pytest.raises(NetworkError, match="no connection") as caught:
                    await otc.tags.list_tags()
        assert "certificate" not in caught.value.message

    async def test_a_server_without_tls(self, server: RunningSandbox) -> None:
        error = await failure_of(server, server.port, ssl_context=trusting())
        assert isinstance(error, NetworkError)
        assert "speaks no TLS" in error.message
        assert "port of base_url" in error.message

    @pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
    async def test_a_server_that_wants_a_certificate(
        self, server: RunningSandbox, newest: ssl.TLSVersion
    ) -> None:
        with refusing(asking_for_certificates(newest=newest)) as port:
            error = await failure_of(server, port, ssl_context=trusting())
        assert isinstance(error, NetworkError)
        assert "client certificate" in error.message
        assert "ssl_context=" in error.message

    async def test_a_client_certificate_of_another_authority(self, server: RunningSandbox) -> None:
        context = trusting()
        trustme.CA().issue_cert("client").configure_cert(context)
        with refusing(asking_for_certificates()) as port:
            error = await failure_of(server, port, ssl_context=context)
        assert "does not take the client certificate" in error.message

    async def test_a_client_certificate_lets_in(self, server: RunningSandbox) -> None:
        context = trusting()
        AUTHORITY.issue_cert("client").configure_cert(context)
        with relay(server.port, asking_for_certificates()) as secure:
            async with client_of(server, secure.port, ssl_context=context) as otc:
                assert len(await otc.users.list_users()) == 3

    async def test_versions_that_do_not_meet(self, server: RunningSandbox) -> None:
        newest = server_context()
        newest.minimum_version = ssl.TLSVersion.TLSv1_3
        oldest = trusting()
        oldest.maximum_version = ssl.TLSVersion.TLSv1_2
        with refusing(newest) as port:
            error = await failure_of(server, port, ssl_context=oldest)
        assert "no way to speak TLS" in error.message


class TestProxies:
    """A proxy that is spoken to by TLS is verified as servers are."""

    async def test_by_a_context(self, server: RunningSandbox, secure: Relay) -> None:
        with relay(None, server_context()) as proxy:
            url = f"https://localhost:{proxy.port}"
            options = {"proxy": url, "ssl_context": trusting()}
            async with client_of(server, secure.port, **options) as otc:
                assert len(await otc.users.list_users()) == 3
        assert proxy.heads[0].startswith(f"CONNECT localhost:{secure.port} ")
        assert key_of(server) not in "".join(proxy.heads)

    async def test_by_the_environment(
        self,
        server: RunningSandbox,
        secure: Relay,
        bundle: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
        with relay(None, server_context()) as proxy:
            url = f"https://localhost:{proxy.port}"
            async with client_of(server, secure.port, proxy=url) as otc:
                assert len(await otc.users.list_users()) == 3

    async def test_of_an_unknown_authority(self, server: RunningSandbox, secure: Relay) -> None:
        with relay(None, server_context(authority=trustme.CA())) as proxy:
            url = f"https://localhost:{proxy.port}"
            error = await failure_of(server, secure.port, proxy=url, ssl_context=trusting())
        assert "SSL_CERT_FILE" in error.message
        assert secure.connections == 0
