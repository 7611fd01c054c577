"""CA certificates that cannot be loaded: the error names the variable; nothing is sent."""

from pathlib import Path

import pytest

from opentoclose_async import AsyncOpenToClose
from opentoclose_async.exceptions import ConfigurationError
from opentoclose_async.sandbox import RunningSandbox
from tests.runtime.transport.tls.calls import client_of, failure_of, key_of
from tests.tls_relay import AUTHORITY, Relay, trusting

pytestmark = pytest.mark.anyio


class TestUnusableFiles:
    """What is wrong with the file, folder or key log."""

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("gone.pem", None, "does not exist"),
            ("empty.pem", b"", "is empty"),
            ("blank.pem", b" \n", "is empty"),
            ("text.pem", b"hello", "contains no PEM certificate"),
            ("key.pem", b"-----BEGIN RSA PRIVATE KEY-----\nAA==\n", "contains a private key"),
            ("list.pem", b"-----BEGIN X509 CRL-----\nAA==\n", "contains no PEM certificate"),
            ("der.crt", b"0\x82\x03\x01abc", "is in DER"),
            (
                "broken.pem",
                b"-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n",
                "contains a certificate that cannot be read",
            ),
            ("gone.pem/inside", None, "does not exist"),
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
        ("made", "said"), [(False, "does not exist"), (True, "openssl rehash FOLDER")]
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

    async def test_of_a_file_instead_of_a_folder(
        self,
        server: RunningSandbox,
        secure: Relay,
        bundle: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("SSL_CERT_DIR", str(bundle))
        assert "which is not a folder" in (await failure_of(server, secure.port)).message

    async def test_of_the_key_log(
        self, server: RunningSandbox, secure: Relay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSLKEYLOGFILE", "/not/there/keys.log")
        error = await failure_of(server, secure.port)
        assert isinstance(error, ConfigurationError)
        assert "SSLKEYLOGFILE is '/not/there/keys.log', which does not exist" in error.message

    async def test_it_can_be_fixed_while_the_client_is_open(
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

    async def test_a_custom_context_does_not_need_them(
        self, server: RunningSandbox, secure: Relay, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", "/not/there.pem")
        async with client_of(server, secure.port, ssl_context=trusting()) as otc:
            assert len(await otc.users.list_users()) == 3
