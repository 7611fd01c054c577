"""
What servers are verified with, unless a client brings a context of its own.

The environment may name the authorities. What it names is looked at before anything is sent: from
within a connection, a missing file looks like a network that is down.
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
"""The variables that name authorities; of those that are set, the first counts."""
OF_REQUESTS = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", *OF_OPENSSL)
"""The same for programs that were written for ``requests``."""

_BEGIN = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----")
_CERTIFICATES = frozenset({b"CERTIFICATE", b"TRUSTED CERTIFICATE", b"X509 CERTIFICATE"})
# How OpenSSL looks for an authority in a folder.
_HASHED = re.compile(r"[0-9a-f]{8}\.[0-9]+")


def default_context(variables: Sequence[str] = OF_OPENSSL) -> ssl.SSLContext:
    """
    Give what servers are verified with: the environment's authorities, or else those of certifi.

    It takes some milliseconds, once for each file as it stands; clients share the context.

    Args:
        variables: The environment variables that may name a file or a folder of authorities.

    Raises:
        ConfigurationError: If what is named cannot be used; it names the variable.
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
            f"The authorities of certifi cannot be read ({_why(error)}). Install certifi anew, or "
            "name others in SSL_CERT_FILE."
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
            f"{variable} is {given!r}, which {_why(error)}. Correct it or take it away. Nothing "
            "was sent."
        ) from error


@lru_cache(maxsize=4)
def _context(file: str | None, folder: str | None, *_stamps: object) -> ssl.SSLContext:
    """Make a context; the stamps are there so that a file that was replaced is read again."""
    if file is folder is None:
        return httpx.create_ssl_context(trust_env=False)  # certifi's
    return ssl.create_default_context(cafile=file, capath=folder)


def _stamp(path: Path) -> tuple[int, ...]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size, status.st_ino


def _check_file(path: Path) -> None:
    """
    Look for certificates in a file.

    Raises:
        OSError: If it cannot be read.
        ValueError: If there are none.
    """
    if path.is_dir():
        raise ValueError("is a folder; SSL_CERT_DIR takes one")
    if path.exists() and not path.is_file():  # reading a pipe might never end
        raise ValueError("is no file")
    content = path.read_bytes()
    kinds = set(_BEGIN.findall(content))
    if kinds & _CERTIFICATES:
        return
    if not content.strip():
        raise ValueError("is empty")
    if any(kind.endswith(b"PRIVATE KEY") for kind in kinds):
        raise ValueError("holds a private key and no certificate")
    if content.startswith(b"0\x82"):
        raise ValueError(
            "is in DER; it takes PEM (openssl x509 -inform der -in FILE -out FILE.pem)"
        )
    raise ValueError(
        "holds no certificate in PEM (a block that starts -----BEGIN CERTIFICATE-----)"
    )


def _check_folders(folders: list[Path]) -> None:
    """
    Look for certificates in folders.

    Raises:
        OSError: If one cannot be read.
        ValueError: If there are no certificates in any of them.
    """
    if not any(_HASHED.fullmatch(each.name) for folder in folders for each in folder.iterdir()):
        raise ValueError(
            "holds no certificate under the name that OpenSSL looks for (run: openssl rehash "
            "FOLDER)"
        )


def _key_log() -> str | None:
    """
    Look at SSLKEYLOGFILE, which every new context opens.

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
            f"SSLKEYLOGFILE is {path!r}, which {_why(error)}. Correct it or take it away."
        ) from error


def _why(error: Exception) -> str:
    """Say what is wrong with a path, as the end of a sentence."""
    if isinstance(error, FileNotFoundError):
        return "is not there"
    if isinstance(error, NotADirectoryError):
        return "is no folder"
    if isinstance(error, PermissionError):
        return "may not be opened by this process"
    if isinstance(error, ssl.SSLError):
        return f"holds a certificate that cannot be read ({error.reason or error})"
    if isinstance(error, OSError):
        return f"cannot be used ({error.strerror or type(error).__name__})"
    return str(error)
