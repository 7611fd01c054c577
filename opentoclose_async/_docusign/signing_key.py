"""Sign JWT assertions (RS256) with a key that no error, repr or frame shows."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opentoclose_async._docusign.private_keys import NoKeyError, holds_key, key_bytes
from opentoclose_async._extras import install_command
from opentoclose_async.exceptions import ConfigurationError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

__all__ = ["SigningKey"]

LARGEST_FILE = 1_000_000
"""Bytes."""

_KEY_FILE = re.compile(r"\.(pem|key|der|txt|pk8|p8|pkcs8|priv|private|secret)", re.IGNORECASE)


class SigningKey:
    """
    A private key, read when it is first used.

    Args:
        source: Its PEM, or the path to a file that contains it.
    """

    def __init__(self, source: str | bytes | os.PathLike[str]) -> None:
        self._source = source

    def __repr__(self) -> str:
        return "SigningKey('***')"

    def sign(self, claims: Mapping[str, Any]) -> str:
        """
        Return the signed assertion of these claims; call it in a worker thread.

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
            import cryptography  # noqa: F401 - PyJWT needs it for RSA
            import jwt  # noqa: F401 - to check that it is installed
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in ("cryptography", "jwt"):
                raise
            raise ConfigurationError(
                f"{error.name} is not installed; signing in with a private key needs the extra "
                f"'jwt': {install_command('jwt')}"
            ) from error
        try:
            return self._key()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            problem = f"private_key{self._shown()} could not be read: {reason}."
            if not isinstance(self._source, os.PathLike):
                problem += " It was treated as the path of a file: it does not look like a key."
        except NoKeyError as error:
            problem = (
                f"private_key{self._shown()} is not an RSA private key in PEM: it looks like "
                f"{error}. Use it as DocuSign's page shows it, with its first and last line."
            )
        except (ValueError, TypeError, RuntimeError):
            problem = f"private_key{self._shown()} is not a usable RSA private key."
        # Raised here, so that the original error, whose frames contain the key, is not kept.
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
        # Text may be a secret that was passed by mistake, so show only what looks like a path.
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
        return f" ({path})" if known or _KEY_FILE.fullmatch(path.suffix) else ""


def _load(data: bytes) -> "RSAPrivateKey":
    """
    Load an RSA private key from DER.

    Raises:
        NoKeyError: If it is something else.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    # Raised at the end, so that the original error, whose frames contain the key, is not kept.
    found = ""
    try:
        key = load_der_private_key(data, None)
    except TypeError:
        found = "a key with a passphrase, which DocuSign's keys do not have"
    except (ValueError, UnsupportedAlgorithm):
        found = _other(data)
    else:
        if isinstance(key, RSAPrivateKey):
            return key
        kind = type(key).__name__.removesuffix("PrivateKey").removeprefix("_").rstrip("_")
        found = f"a key of another kind ({kind}); DocuSign requires RSA keys"
    raise NoKeyError(found)


def _other(data: bytes) -> str:
    """Describe data that is not a private key."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_der_public_key
    from cryptography.x509 import load_der_x509_certificate

    others = {
        load_der_public_key: "a public key; its private half is needed",
        load_der_x509_certificate: "a certificate; the private key of the app is needed",
    }
    for load, description in others.items():
        try:
            load(data)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            continue
        return description
    return "a key that is damaged or truncated"
