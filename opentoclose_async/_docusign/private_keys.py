"""
Recover a private key from the forms that secret stores and shells turn it into.

Only the characters between the first and the last line of a PEM key matter: they are the base64 of
its DER. Stores and shells change the rest: they escape, lose or double line breaks, add quotes,
indent, or encode the whole key again.
"""

import base64
import re
from urllib.parse import unquote

__all__ = ["NoKeyError", "holds_key", "key_bytes"]

DEEPEST = 3
"""Maximum number of layers of base64 around a key."""
SHORTEST = 200
"""Characters of the shortest base64 text treated as a key; a shorter one may be a path."""

_MARK = re.compile(r"-----\s*(BEGIN|END)([A-Z0-9\s]*?)-----")
_ESCAPED_CHARACTER = re.compile(r"\\+u([0-9a-fA-F]{4})")
_ESCAPED_BREAK = re.compile(r"\\+[rnt]")
_WRAPPING = re.compile(r"[\s\"'`,;\\]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")
# A shell removes the backslash of an escaped line break that is not quoted.
_BARE_ESCAPES = re.compile(r"(r?n)(?:[A-Za-z0-9+/]{64}\1)*[A-Za-z0-9+/]{1,64}={0,2}\1")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")

_OTHERS = {
    "PUBLICKEY": "a public key; its private half is needed",
    "CERTIFICATE": "a certificate; the private key of the app is needed",
    "CERTIFICATEREQUEST": "a certificate request; the private key is needed",
}
_BEGINNINGS = {
    "ssh-rsa ": "an OpenSSH public key; the private key is needed",
    "PuTTY-User-Key-File": "a key in PuTTY's format; export it in OpenSSL's format (PEM)",
    "<RSAKeyValue": "a key in XML; convert it to PEM",
    '{"kty"': "a JSON Web Key; convert it to PEM",
}


class NoKeyError(ValueError):
    """The text is not a private key; the message says what it looks like and never quotes it."""


class _UnknownError(NoKeyError):
    """The text looks like nothing in particular and may be a path."""


def holds_key(source: str | bytes) -> bool:
    """
    Return whether this is a private key, in any wrapping, rather than the path of one.

    Raises:
        NoKeyError: If it is something else in PEM, or bytes that are not a key.
    """
    text = str(source, "latin-1") if isinstance(source, bytes) else source
    if "PRIVATE KEY-----" in text:  # if it is damaged, using it raises the error
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
    Unwrap a private key and return its DER.

    Args:
        given: Text, or the content of a file.
        depth: Maximum number of layers of base64 around the key.

    Raises:
        NoKeyError: If it contains no private key.
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
                    (found for other, found in _OTHERS.items() if label.endswith(other)),
                    "PEM that is not a private key",
                )
            )
        if label.endswith("PRIVATEKEY"):
            raise NoKeyError("a key without its first line (-----BEGIN ... PRIVATE KEY-----)")
    return _encoded_key(text, depth)


def _is_der(data: bytes) -> bool:
    """Return whether the data starts like a DER sequence of at least 128 bytes."""
    return data[:1] == b"\x30" and data[1:2] in (b"\x81", b"\x82", b"\x83")


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:4]:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    return data.decode("utf-8-sig", "replace")


def _without_escapes(text: str) -> str:
    """Undo escapes: PEM itself contains neither backslashes nor percent signs."""
    if "%" in text:
        text = unquote(text.replace("+", " ") if "BEGIN+" in text else text)
    text = _ESCAPED_CHARACTER.sub(lambda match: chr(int(match[1], 16)), text)
    return _ESCAPED_BREAK.sub("\n", text).replace("\\", "")


def _cut_short(rest: str) -> str:
    if _WRAPPING.sub("", rest):
        return "a truncated key: its last line is missing"
    return (
        "only the first line of a key; most settings files require quotes around a value of "
        "several lines"
    )


def _body(label: str, text: str) -> bytes:
    """Decode the text between the first and the last line."""
    if label.startswith("ENCRYPTED") or "ENCRYPTED" in text:
        raise NoKeyError(
            "a key with a passphrase, which DocuSign's keys do not have (remove it with "
            "openssl rsa -in FILE -out NEW)"
        )
    if label.startswith("OPENSSH"):
        raise NoKeyError(
            "a key in OpenSSH's format (convert it to PEM with ssh-keygen -p -m PEM -f FILE)"
        )
    bare = _BARE_ESCAPES.fullmatch(text)
    if bare is not None:
        lines = re.findall(rf"{bare[1]}(.{{1,64}})", text.removesuffix(bare[1]))
        text = "".join(lines)
    body = _NOT_BASE64.sub("", text)
    if not body:
        raise NoKeyError("a key with nothing between its first and its last line")
    decoded = _from_base64(body)
    if decoded is None:
        raise NoKeyError("a key that is damaged or truncated")
    return decoded


def _encoded_key(text: str, depth: int) -> bytes:
    """Find a key that is base64 as a whole or has lost its first and last line."""
    compact = _WRAPPING.sub("", text)
    if depth and len(compact) >= SHORTEST and _BASE64.fullmatch(compact):
        decoded = _from_base64(compact.translate({ord("-"): "+", ord("_"): "/"}))
        if decoded is not None:
            return key_bytes(decoded, depth - 1)
    text = text.strip(" \t\r\n\"'")
    for beginning, found in _BEGINNINGS.items():
        if text.startswith(beginning):
            raise NoKeyError(found)
    raise _UnknownError("nothing of the kind" if text else "an empty text")


def _from_base64(text: str) -> bytes | None:
    text = text.rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        return None
