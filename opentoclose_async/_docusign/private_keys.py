"""
A private key out of what stores of secrets make of it.

Of a key in PEM, only the letters between its first and its last line matter: they are base64 of
what is called DER. Stores and shells change everything else: they escape line breaks, lose or
double them, add quotes, indent, or encode the whole once more.
"""

import base64
import re
from urllib.parse import unquote

__all__ = ["NoKeyError", "holds_key", "key_bytes"]

DEEPEST = 3
"""How often a key may be encoded as a whole."""
SHORTEST = 200
"""Characters of base64 that may be a key; fewer may be a path."""

_MARK = re.compile(r"-----\s*(BEGIN|END)([A-Z0-9\s]*?)-----")
_ESCAPED_CHARACTER = re.compile(r"\\+u([0-9a-fA-F]{4})")
_ESCAPED_BREAK = re.compile(r"\\+[rnt]")
_WRAPPING = re.compile(r"[\s\"'`,;\\]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")
# A shell takes the backslash from a line break that is escaped and not quoted.
_BARE_ESCAPES = re.compile(r"(r?n)(?:[A-Za-z0-9+/]{64}\1)*[A-Za-z0-9+/]{1,64}={0,2}\1")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")

_OTHERS = {
    "PUBLICKEY": "a public key; its private half is needed",
    "CERTIFICATE": "a certificate; the private key of the app is needed",
    "CERTIFICATEREQUEST": "a request for a certificate; the private key is needed",
}
_BEGINNINGS = {
    "ssh-rsa ": "a public key of OpenSSH; the private key is needed",
    "PuTTY-User-Key-File": "a key in PuTTY's format; export it as OpenSSL does (PEM)",
    "<RSAKeyValue": "a key in XML; it has to be PEM",
    '{"kty"': "a JSON Web Key; it has to be PEM",
}


class NoKeyError(ValueError):
    """Say what something looks like that is no private key; its text never shows any of it."""


class _UnknownError(NoKeyError):
    """It looks like nothing in particular, so that it may be a path."""


def holds_key(source: str | bytes) -> bool:
    """
    Tell whether a text is a private key, in whatever wrapping, and no path of one.

    Raises:
        NoKeyError: If it is something else in PEM, or bytes that are no key.
    """
    text = str(source, "latin-1") if isinstance(source, bytes) else source
    if "PRIVATE KEY-----" in text:  # what is wrong with it, if anything, is told when it is used
        return True
    try:
        key_bytes(source)
    except _UnknownError:
        if isinstance(source, bytes) or "-----" in text or not text.strip():
            raise
        return False
    return True


def key_bytes(given: str | bytes, depth: int = DEEPEST) -> bytes:
    """
    Find a private key in whatever wrapping, and give it as DER.

    Args:
        given: A text, or what a file holds.
        depth: How often it may be encoded as a whole.

    Raises:
        NoKeyError: If there is none.
    """
    if isinstance(given, bytes) and _is_der(given):
        return given
    text = _without_escapes(_decoded(given) if isinstance(given, bytes) else given)
    marks = list(_MARK.finditer(text))
    for mark, following in zip(marks, [*marks, None][1:], strict=True):
        label = _WRAPPING.sub("", mark[2])
        if mark[1] == "BEGIN" and label.endswith("PRIVATEKEY"):
            if following is None or following[1] != "END":
                raise NoKeyError(_cut_short(text[mark.end() :]))
            return _body(label, text[mark.end() : following.start()])
    for mark in marks:
        label = _WRAPPING.sub("", mark[2])
        if mark[1] == "BEGIN":
            raise NoKeyError(
                next(
                    (told for other, told in _OTHERS.items() if label.endswith(other)),
                    "something else in PEM than a private key",
                )
            )
        if label.endswith("PRIVATEKEY"):
            raise NoKeyError("a key without its first line (-----BEGIN ... PRIVATE KEY-----)")
    return _encoded_key(text, depth)


def _is_der(data: bytes) -> bool:
    """Tell whether bytes begin as a sequence of some length does."""
    return data[:1] == b"\x30" and data[1:2] in (b"\x81", b"\x82", b"\x83")


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:4]:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    return data.decode("utf-8-sig", "replace")


def _without_escapes(text: str) -> str:
    """Undo what a key in PEM has no use for: it has neither backslashes nor percent signs."""
    if "%" in text:
        text = unquote(text.replace("+", " ") if "BEGIN+" in text else text)
    text = _ESCAPED_CHARACTER.sub(lambda match: chr(int(match[1], 16)), text)
    return _ESCAPED_BREAK.sub("\n", text).replace("\\", "")


def _cut_short(rest: str) -> str:
    if _WRAPPING.sub("", rest):
        return "a key that is cut short: its last line is missing"
    return (
        "the first line of a key alone; a value of several lines needs quotes in most files of "
        "settings"
    )


def _body(label: str, text: str) -> bytes:
    """Decode what stands between the first and the last line."""
    if label.startswith("ENCRYPTED") or "ENCRYPTED" in text:
        raise NoKeyError(
            "a key with a passphrase, which DocuSign's keys have not (openssl rsa -in FILE -out "
            "NEW takes it away)"
        )
    if label.startswith("OPENSSH"):
        raise NoKeyError(
            "a key in the format of OpenSSH (ssh-keygen -p -m PEM -f FILE turns it into PEM)"
        )
    bare = _BARE_ESCAPES.fullmatch(text)
    if bare is not None:
        lines = re.findall(rf"{bare[1]}(.{{1,64}})", text.removesuffix(bare[1]))
        text = "".join(lines)
    body = _NOT_BASE64.sub("", text)
    if not body:
        raise NoKeyError("a key without anything between its first and its last line")
    decoded = _from_base64(body)
    if decoded is None:
        raise NoKeyError("a key that is damaged or cut short")
    return decoded


def _encoded_key(text: str, depth: int) -> bytes:
    """Look for a key that is encoded as a whole, or that has lost its first and last line."""
    compact = _WRAPPING.sub("", text)
    if depth and len(compact) >= SHORTEST and _BASE64.fullmatch(compact):
        decoded = _from_base64(compact.translate({ord("-"): "+", ord("_"): "/"}))
        if decoded is not None:
            return key_bytes(decoded, depth - 1)
    text = text.strip(" \t\r\n\"'")
    for beginning, told in _BEGINNINGS.items():
        if text.startswith(beginning):
            raise NoKeyError(told)
    raise _UnknownError("nothing of the kind" if text else "empty")


def _from_base64(text: str) -> bytes | None:
    text = text.rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        return None
