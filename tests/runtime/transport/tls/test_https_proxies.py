"""A proxy reached over TLS is verified like a server."""

from pathlib import Path

import pytest
import trustme

from opentoclose_async.sandbox import RunningSandbox
from tests.runtime.transport.tls.calls import client_of, failure_of, key_of
from tests.tls_relay import Relay, relay, server_context, trusting

pytestmark = pytest.mark.anyio


class TestProxies:
    """How the proxy is verified."""

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

    async def test_of_an_untrusted_ca(self, server: RunningSandbox, secure: Relay) -> None:
        with relay(None, server_context(authority=trustme.CA())) as proxy:
            url = f"https://localhost:{proxy.port}"
            error = await failure_of(server, secure.port, proxy=url, ssl_context=trusting())
        assert "SSL_CERT_FILE" in error.message
        assert secure.connections == 0
