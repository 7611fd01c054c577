"""Explain why a TLS handshake failed, and what to do about it."""

import re
import ssl

__all__ = ["explain_handshake"]

GUIDE = '"Behind a corporate proxy or CA" in the documentation'

EXPIRED = 10
NOT_YET_VALID = 9
REVOKED = 23
OTHER_NAME = (62, 64)
TOO_LAX = range(80, 95)
"""OpenSSL's verification error codes; the last ones are those of its strict mode."""

_NO_TLS = re.compile(r"WRONG_VERSION_NUMBER|UNKNOWN_PROTOCOL|HTTP_REQUEST|HTTPS_PROXY_REQUEST")
_CERTIFICATE_WANTED = re.compile(r"ALERT_(CERTIFICATE_REQUIRED|NO_CERTIFICATE)")
_CERTIFICATE_REFUSED = re.compile(
    r"ALERT_(CERTIFICATE_|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)"
)
_NOTHING_IN_COMMON = re.compile(
    r"ALERT_(HANDSHAKE_FAILURE|PROTOCOL_VERSION|INSUFFICIENT_SECURITY)|UNRECOGNIZED_NAME"
    r"|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|NO_SHARED_CIPHER|KEY_TOO_SMALL|LEGACY|TOO_WEAK"
)


def explain_handshake(
    error: BaseException, argument: str, handled: BaseException | None = None
) -> str | None:
    """
    Explain a failed handshake that would fail again, and that no request got through.

    A server that refuses our client certificate says so after it has read it. By then the first
    request is already sent, but the server does not process it.

    Args:
        error: The error raised.
        argument: The argument that the server's address was passed as.
        handled: The exception that the caller was handling, which is not a cause.

    Returns:
        What is wrong, and what to do; None for any other error.
    """
    each: BaseException | None = error
    while each is not None and not isinstance(each, ssl.SSLError):
        each = each.__cause__ or each.__context__
        each = None if each is handled else each
    if each is None:
        return None
    reason = getattr(each, "reason", None) or ""  # missing unless OpenSSL raised it
    if isinstance(each, ssl.SSLCertVerificationError):
        return _distrust(each, argument)
    if _NO_TLS.search(reason):
        return (
            f"the server does not speak TLS ({reason}). Check the scheme and the port of "
            f"{argument}, and of the proxy if there is one; plain http starts with http://."
        )
    if _CERTIFICATE_WANTED.search(reason):
        return (
            f"the server requires a client certificate ({reason}). Pass ssl_context= with one "
            f"(load_cert_chain); see {GUIDE}."
        )
    if _CERTIFICATE_REFUSED.search(reason):
        return (
            f"the server rejects the client certificate ({reason}). Check the one loaded into "
            "ssl_context= by load_cert_chain: whether it has expired, and whether the server "
            "trusts its CA."
        )
    if _NOTHING_IN_COMMON.search(reason):
        return (
            f"client and server have no TLS version or cipher in common ({reason}). The server "
            "may require a client certificate, or versions or ciphers that Python disables; "
            f"ssl_context= can provide both. See {GUIDE}."
        )
    return None


def _distrust(error: ssl.SSLCertVerificationError, argument: str) -> str:
    """Explain why the server's certificate is not trusted."""
    code = getattr(error, "verify_code", None)
    said = str(getattr(error, "verify_message", "") or error).strip().rstrip(".")
    if code == EXPIRED:
        return (
            f"the server's certificate has expired ({said}). The server's operator has to renew "
            "it; check this machine's clock, too."
        )
    if code == NOT_YET_VALID:
        return f"the server's certificate is not valid yet ({said}). Check this machine's clock."
    if code == REVOKED:
        return f"the server's certificate was revoked ({said}). Ask the server's operator."
    if code in OTHER_NAME:
        return (
            f"the server's certificate is for another name ({said}). Check {argument}, and what "
            "the name resolves to."
        )
    if code in TOO_LAX:
        return (
            f"the server's certificate, or its CA's, lacks what Python 3.13 and later require "
            f"({said}). Have it reissued, or pass ssl_context= without ssl.VERIFY_X509_STRICT; "
            f"see {GUIDE}."
        )
    return (
        f"the server's certificate is from a CA that is not trusted here ({said}). Set the "
        f"environment variable SSL_CERT_FILE to a PEM file with that CA's certificate, or pass "
        f"ssl_context=; see {GUIDE}."
    )
