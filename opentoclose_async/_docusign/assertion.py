"""Sign assertions (RS256), with a key whose text no error, repr or frame shows."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opentoclose_async._docusign.private_keys import NoKeyError, holds_key, key_bytes
from opentoclose_async.exceptions import ConfigurationError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

__all__ = ["SigningKey"]

MISSING = "PyJWT is not installed; this needs: python -m pip install 'opentoclose-async[jwt]'"
LARGEST_FILE = 1_000_000
"""Bytes."""

_OF_KEYS = re.compile(r"\.(pem|key|der|txt|pk8|p8|pkcs8|priv|private|secret)", re.IGNORECASE)


class SigningKey:
    """
    A private key, read when it is first used.

    Args:
        source: Its PEM, or the path of a file with it.
    """

    def __init__(self, source: str | bytes | os.PathLike[str]) -> None:
        self._source = source

    def __repr__(self) -> str:
        return "SigningKey('***')"

    def sign(self, claims: Mapping[str, Any]) -> str:
        """
        Make the assertion of claims; it takes long enough for a thread of its own.

        Raises:
            ConfigurationError: If PyJWT is missing, or the key cannot be read or used.
        """
        key = self.read()
        import jwt

        return jwt.encode(dict(claims), key, algorithm="RS256")

    def read(self) -> "RSAPrivateKey":
        """
        Read the key.

        Raises:
            ConfigurationError: If PyJWT is missing, or the key cannot be read or used.
        """
        try:
            import cryptography  # noqa: F401 - without it, PyJWT knows no RSA
            import jwt  # noqa: F401 - only to see that it is there
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in ("cryptography", "jwt"):
                raise
            raise ConfigurationError(MISSING.replace("PyJWT", f"{error.name}", 1)) from error
        try:
            return self._key()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            problem = f"private_key{self._shown()} could not be read: {reason}."
            if not isinstance(self._source, os.PathLike):
                problem += " It was taken for the path of a file: it does not look like a key."
        except NoKeyError as error:
            problem = (
                f"private_key{self._shown()} is no RSA private key in PEM: it looks like {error}. "
                "Take it as DocuSign's page gave it, with its first and last line."
            )
        except (ValueError, TypeError, RuntimeError):
            problem = f"private_key{self._shown()} is no RSA private key that can be used."
        # Raised out here, so that what led to it, and has the key in its frames, is not kept.
        raise ConfigurationError(problem)

    def _key(self) -> "RSAPrivateKey":
        source = self._source
        if isinstance(source, bytes) or (isinstance(source, str) and holds_key(source)):
            return _load(key_bytes(source))
        with self._path().open("rb") as file:
            return _load(key_bytes(file.read(LARGEST_FILE)))

    def _path(self) -> Path:
        source = self._source
        assert not isinstance(source, bytes)
        if isinstance(source, os.PathLike):
            return Path(source).expanduser()
        text = source.strip()
        if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
            text = text[1:-1].strip()
        return Path(text).expanduser()

    def _shown(self) -> str:
        # A text may be a secret that was passed by mistake: it is shown if it leads somewhere.
        if isinstance(self._source, bytes):
            return ""
        if isinstance(self._source, os.PathLike):
            return f" ({self._source})"
        if "-----" in self._source or not self._source.isprintable():
            return ""
        try:
            path = self._path()
            folder = path.parent
            known = len(folder.parts) > 1 and folder.is_dir()
        except (OSError, RuntimeError, ValueError):
            return ""
        return f" ({path})" if known or _OF_KEYS.fullmatch(path.suffix) else ""


def _load(data: bytes) -> "RSAPrivateKey":
    """
    Read a key from DER.

    Raises:
        NoKeyError: If it is none, or no RSA key.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    told = ""
    try:
        key = load_der_private_key(data, None)
    except TypeError:
        told = "a key with a passphrase, which DocuSign's keys have not"
    except (ValueError, UnsupportedAlgorithm):
        told = _other(data)
    else:
        if isinstance(key, RSAPrivateKey):
            return key
        kind = type(key).__name__.removesuffix("PrivateKey").removeprefix("_").rstrip("_")
        told = f"a key of another kind ({kind}); DocuSign takes RSA keys"
    raise NoKeyError(told)


def _other(data: bytes) -> str:
    """Say what it is that is no private key."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_der_public_key
    from cryptography.x509 import load_der_x509_certificate

    others = {
        load_der_public_key: "a public key; its private half is needed",
        load_der_x509_certificate: "a certificate; the private key of the app is needed",
    }
    for load, told in others.items():
        try:
            load(data)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            continue
        return told
    return "a key that is damaged or cut short"
