"""A sandbox behind TLS, and the CA certificates that a client needs for it."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from opentoclose_async.sandbox import RunningSandbox
from tests.tls_relay import AUTHORITY, Relay, relay, server_context

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
    """Run a TLS relay in front of the sandbox."""
    with relay(server.port, server_context()) as made:
        yield made


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Return a file with the CA certificate of the server's certificate."""
    file = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(file)
    return file


@pytest.fixture
def folder(bundle: Path, tmp_path: Path) -> Path:
    """Return a folder with that CA certificate, as OpenSSL expects it."""
    folder = tmp_path / "authorities"
    folder.mkdir()
    command = ["openssl", "x509", "-hash", "-noout", "-in", str(bundle)]
    name = subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
    (folder / f"{name}.0").write_bytes(bundle.read_bytes())
    return folder
