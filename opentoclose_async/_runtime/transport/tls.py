"""
The default TLS context, for clients that are not given one.

The environment may name CA certificates. They are checked before anything is sent: during
connecting, a missing file would look like a network failure.
"""

import os
import re
import ssl
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import httpx

from opentoclose_async.exceptions import ConfigurationError

__all__ = ["OF_OPENSSL", "OF_REQUESTS", "default_context"]

OF_OPENSSL = ("SSL_CERT_FILE", "SSL_CERT_DIR")
"""The environment variables that name CA certificates; the first one that is set counts."""
OF_REQUESTS = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", *OF_OPENSSL)
"""The same for programs written for ``requests``."""

_BEGIN = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----")
_CERTIFICATES = frozenset({b"CERTIFICATE", b"TRUSTED CERTIFICATE", b"X509 CERTIFICATE"})
# The file names under which OpenSSL looks for a CA in a folder.
_HASHED = re.compile(r"[0-9a-f]{8}\.[0-9]+")


def default_context(variables: Sequence[str] = OF_OPENSSL) -> ssl.SSLContext:
    """
    Return a context that trusts the environment's CA certificates, or else those of certifi.

    Creating it takes some milliseconds. Clients share it until the files change.

    Args:
        variables: The environment variables that may name a file or folder of CA certificates.

    Raises:
        ConfigurationError: If the file or folder cannot be used; it names the variable.
    """
    for variable in variables:
        given = os.environ.get(variable, "").strip()
        if given:
            return _named_context(variable, given)
    log = _key_log()
    try:
        return _context(None, None, log)
    except OSError as error:
        raise ConfigurationError(
            f"The CA certificates of certifi cannot be read ({_why(error)}). Reinstall certifi, "
            "or name others in SSL_CERT_FILE."
        ) from error


def _named_context(variable: str, given: str) -> ssl.SSLContext:
    log = _key_log()
    try:
        if variable == "SSL_CERT_DIR":
            folders = [Path(each).expanduser() for each in given.split(os.pathsep) if each]
            folders = [each for each in folders if each.exists()] or folders  # as OpenSSL does
            _check_folders(folders)
            paths = os.pathsep.join(map(str, folders))
            return _context(None, paths, tuple(map(_stamp, folders)), log)
        path = Path(given).expanduser()
        if path.is_dir() and variable != "SSL_CERT_FILE":
            _check_folders([path])
            return _context(None, str(path), _stamp(path), log)
        _check_file(path)
        return _context(str(path), None, _stamp(path), log)
    except (OSError, ValueError, RuntimeError) as error:
        raise ConfigurationError(
            f"{variable} is {given!r}, which {_why(error)}. Correct or unset it. Nothing was sent."
        ) from error


@lru_cache(maxsize=4)
def _context(file: str | None, folder: str | None, *_stamps: object) -> ssl.SSLContext:
    """Create a context; the stamps are cache keys, so that a changed file is read again."""
    if file is folder is None:
        return httpx.create_ssl_context(trust_env=False)  # certifi's
    return ssl.create_default_context(cafile=file, capath=folder)


def _stamp(path: Path) -> tuple[int, ...]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size, status.st_ino


def _check_file(path: Path) -> None:
    """
    Check that a file contains certificates.

    Raises:
        OSError: If it cannot be read.
        ValueError: If it contains none.
    """
    if path.is_dir():
        raise ValueError("is a folder; SSL_CERT_DIR takes one")
    if path.exists() and not path.is_file():  # reading a pipe might never end
        raise ValueError("is not a file")
    content = path.read_bytes()
    kinds = set(_BEGIN.findall(content))
    if kinds & _CERTIFICATES:
        return
    if not content.strip():
        raise ValueError("is empty")
    if any(kind.endswith(b"PRIVATE KEY") for kind in kinds):
        raise ValueError("contains a private key and no certificate")
    if content.startswith(b"0\x82"):
        raise ValueError(
            "is in DER; convert it to PEM (openssl x509 -inform der -in FILE -out FILE.pem)"
        )
    raise ValueError(
        "contains no PEM certificate (a block that starts with -----BEGIN CERTIFICATE-----)"
    )


def _check_folders(folders: list[Path]) -> None:
    """
    Check that folders contain certificates.

    Raises:
        OSError: If a folder cannot be read.
        ValueError: If none of them contains certificates.
    """
    if not any(_HASHED.fullmatch(each.name) for folder in folders for each in folder.iterdir()):
        raise ValueError(
            "contains no certificate under a name that OpenSSL looks for (run: openssl rehash "
            "FOLDER)"
        )


def _key_log() -> str | None:
    """
    Return SSLKEYLOGFILE, which every new context opens.

    Raises:
        ConfigurationError: If it cannot be written.
    """
    path = os.environ.get("SSLKEYLOGFILE")
    if not path:
        return None
    try:
        with Path(path).open("ab"):
            return path
    except OSError as error:
        raise ConfigurationError(
            f"SSLKEYLOGFILE is {path!r}, which {_why(error)}. Correct or unset it."
        ) from error


def _why(error: Exception) -> str:
    """Say what is wrong with a path, to complete a sentence."""
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, NotADirectoryError):
        return "is not a folder"
    if isinstance(error, PermissionError):
        return "this process may not open"
    if isinstance(error, ssl.SSLError):
        return f"contains a certificate that cannot be read ({error.reason or error})"
    if isinstance(error, OSError):
        return f"cannot be used ({error.strerror or type(error).__name__})"
    return str(error)
