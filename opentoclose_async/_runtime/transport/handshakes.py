"""What a TLS handshake failed for, in words that say what to do."""

import re
import ssl

__all__ = ["broken_handshake"]

GUIDE = '"Behind a corporate proxy or CA" in the documentation'

EXPIRED = 10
NOT_YET_VALID = 9
REVOKED = 23
OTHER_NAME = (62, 64)
TOO_LAX = range(80, 95)
"""OpenSSL's numbers of what is wrong with a certificate; the last are of its strict mode."""

_NO_TLS = re.compile(r"WRONG_VERSION_NUMBER|UNKNOWN_PROTOCOL|HTTP_REQUEST|HTTPS_PROXY_REQUEST")
_CERTIFICATE_WANTED = re.compile(r"ALERT_(CERTIFICATE_REQUIRED|NO_CERTIFICATE)")
_CERTIFICATE_REFUSED = re.compile(
    r"ALERT_(CERTIFICATE_|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)"
)
_NOTHING_IN_COMMON = re.compile(
    r"ALERT_(HANDSHAKE_FAILURE|PROTOCOL_VERSION|INSUFFICIENT_SECURITY)|UNRECOGNIZED_NAME"
    r"|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|NO_SHARED_CIPHER|KEY_TOO_SMALL|LEGACY|TOO_WEAK"
)


def broken_handshake(
    error: BaseException, argument: str, handled: BaseException | None = None
) -> str | None:
    """
    Explain a handshake that another attempt would not mend; nothing of a request got through it.

    A server that wants another certificate says so when it has read ours, which is after we have
    sent the first request; it has not looked at that.

    Args:
        error: What was raised.
        argument: What the server's address was given as.
        handled: What the caller was handling, which did not lead to it.

    Returns:
        What is wrong, and what to do; None if it is something else.
    """
    each: BaseException | None = error
    while each is not None and not isinstance(each, ssl.SSLError):
        each = each.__cause__ or each.__context__
        each = None if each is handled else each
    if each is None:
        return None
    reason = getattr(each, "reason", None) or ""  # none where it was not made by OpenSSL
    if isinstance(each, ssl.SSLCertVerificationError):
        return _distrust(each, argument)
    if _NO_TLS.search(reason):
        return (
            f"what answers there speaks no TLS ({reason}). Check the scheme and the port of "
            f"{argument}, and of the proxy if there is one: plain http begins with http://."
        )
    if _CERTIFICATE_WANTED.search(reason):
        return (
            f"the server asks for a client certificate ({reason}). Pass ssl_context= with one "
            f"(load_cert_chain); see {GUIDE}."
        )
    if _CERTIFICATE_REFUSED.search(reason):
        return (
            f"the server does not take the client certificate ({reason}). Check what ssl_context= "
            "was given by load_cert_chain: whether it has expired, and whether its authority is "
            "one that the server knows."
        )
    if _NOTHING_IN_COMMON.search(reason):
        return (
            f"the two sides agree on no way to speak TLS ({reason}). The server may ask for a "
            f"client certificate, or for versions or ciphers that Python leaves out; ssl_context= "
            f"can have both. See {GUIDE}."
        )
    return None


def _distrust(error: ssl.SSLCertVerificationError, argument: str) -> str:
    """Say why a certificate is not trusted."""
    code = getattr(error, "verify_code", None)
    said = str(getattr(error, "verify_message", "") or error).strip().rstrip(".")
    if code == EXPIRED:
        return (
            f"the server's certificate is out of date ({said}). Whoever runs the server has to "
            "renew it; check this machine's clock, too."
        )
    if code == NOT_YET_VALID:
        return f"the server's certificate is of a later day ({said}). Check this machine's clock."
    if code == REVOKED:
        return f"the server's certificate was revoked ({said}). Ask whoever runs the server."
    if code in OTHER_NAME:
        return (
            f"the server's certificate is of another name ({said}). Check {argument}, and where "
            "the name leads to."
        )
    if code in TOO_LAX:
        return (
            f"the server's certificate, or its authority's, leaves out what Python 3.13 and later "
            f"insist on ({said}). Have it made anew, or pass ssl_context= without "
            f"ssl.VERIFY_X509_STRICT; see {GUIDE}."
        )
    return (
        f"the server's certificate is of an authority that is not known here ({said}). Name the "
        f"authority in the environment variable SSL_CERT_FILE, a file in PEM, or pass "
        f"ssl_context=; see {GUIDE}."
    )
