"""Sign assertions (RS256), with a key whose text no error, repr or frame shows."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opentoclose_async.exceptions import ConfigurationError

__all__ = ["SigningKey"]

MISSING = "PyJWT is not installed; this needs: python -m pip install 'opentoclose-async[jwt]'"


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
        try:
            import cryptography  # noqa: F401 - without it, PyJWT knows no RSA
            import jwt
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in ("cryptography", "jwt"):
                raise
            raise ConfigurationError(MISSING.replace("PyJWT", f"{error.name}", 1)) from error
        try:
            assertion = jwt.encode(dict(claims), self._pem(), algorithm="RS256")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            problem = f"private_key{self._shown()} could not be read: {reason}."
        except (jwt.PyJWTError, ValueError, TypeError):
            problem = (
                "private_key is no RSA private key in PEM, or it has a passphrase, which "
                "DocuSign's keys have not. Take it as DocuSign's page gave it, with its first and "
                "last line."
            )
        else:
            return assertion
        # Raised out here, so that what led to it, and has the key in its frames, is not kept.
        raise ConfigurationError(problem)

    def _pem(self) -> bytes:
        source = self._source
        if isinstance(source, bytes):
            return source
        if isinstance(source, str) and "-----BEGIN" in source:
            # As files of settings hold it, where a text has one line.
            return source.replace("\\n", "\n").strip().encode()
        return Path(source).read_bytes()

    def _shown(self) -> str:
        # A text may be a secret that was passed by mistake.
        return f" ({self._source})" if isinstance(self._source, os.PathLike) else ""
