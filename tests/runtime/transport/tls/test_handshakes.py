"""Failed handshakes: the error says why, and the request is not retried."""

import ssl

import httpx
import pytest
import trustme

from opentoclose_async.exceptions import NetworkError
from opentoclose_async.sandbox import RunningSandbox
from tests.runtime.transport.tls.calls import client_of, failure_of
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


class TestDistrust:
    """A server that cannot be trusted is reported as such, without retries."""

    async def test_an_untrusted_ca(self, server: RunningSandbox, secure: Relay) -> None:
        error = await failure_of(server, secure.port)
        assert isinstance(error, NetworkError)
        for hint in ("CA that is not trusted", "SSL_CERT_FILE", "ssl_context=", "corporate"):
            assert hint in error.message
        assert error.original_error is not None

    @pytest.mark.parametrize(
        ("context", "said"),
        [
            (server_context(days=(-9, -2)), "has expired"),
            (server_context(days=(3, 9)), "Check this machine's clock"),
            (server_context("elsewhere.test"), "for another name"),
        ],
        ids=["expired", "not yet", "name"],
    )
    async def test_an_invalid_certificate(
        self, server: RunningSandbox, context: ssl.SSLContext, said: str
    ) -> None:
        with relay(server.port, context) as secure:
            error = await failure_of(server, secure.port, ssl_context=trusting())
        assert isinstance(error, NetworkError)
        assert said in error.message

    async def test_what_python_3_13_requires(self, server: RunningSandbox) -> None:
        distrust = ssl.SSLCertVerificationError(1, "certificate verify failed")
        distrust.verify_code, distrust.verify_message = 85, "Missing Authority Key Identifier"

        def fail(_: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("no") from distrust

        error = await failure_of(server, 443, transport=httpx.MockTransport(fail))
        assert "(Missing Authority Key Identifier)" in error.message
        assert "without ssl.VERIFY_X509_STRICT" in error.message

    async def test_an_exception_the_caller_was_handling_is_not_the_cause(
        self, server: RunningSandbox
    ) -> None:
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
        assert "does not speak TLS" in error.message
        assert "port of base_url" in error.message

    @pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
    async def test_a_server_that_requires_a_client_certificate(
        self, server: RunningSandbox, newest: ssl.TLSVersion
    ) -> None:
        with refusing(asking_for_certificates(newest=newest)) as port:
            error = await failure_of(server, port, ssl_context=trusting())
        assert isinstance(error, NetworkError)
        assert "client certificate" in error.message
        assert "ssl_context=" in error.message

    async def test_a_client_certificate_of_another_ca(self, server: RunningSandbox) -> None:
        context = trusting()
        trustme.CA().issue_cert("client").configure_cert(context)
        with refusing(asking_for_certificates()) as port:
            error = await failure_of(server, port, ssl_context=context)
        assert "rejects the client certificate" in error.message

    async def test_a_valid_client_certificate(self, server: RunningSandbox) -> None:
        context = trusting()
        AUTHORITY.issue_cert("client").configure_cert(context)
        with relay(server.port, asking_for_certificates()) as secure:
            async with client_of(server, secure.port, ssl_context=context) as otc:
                assert len(await otc.users.list_users()) == 3

    async def test_no_common_version(self, server: RunningSandbox) -> None:
        newest = server_context()
        newest.minimum_version = ssl.TLSVersion.TLSv1_3
        oldest = trusting()
        oldest.maximum_version = ssl.TLSVersion.TLSv1_2
        with refusing(newest) as port:
            error = await failure_of(server, port, ssl_context=oldest)
        assert "no TLS version or cipher in common" in error.message
