"""A certificate for the load server, and the context of clients that trust it."""

import importlib
import importlib.util
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

__all__ = ["Certificate", "can_certify", "certificate", "trusting"]


@frozen
class Certificate:
    """
    A certificate for localhost.

    Attributes:
        server: A PEM file with the certificate and its key.
        authority: A PEM file with the authority that signed it.
    """

    server: Path
    authority: Path


def can_certify() -> bool:
    """Return whether trustme is installed, which makes certificates."""
    return importlib.util.find_spec("trustme") is not None


@contextmanager
def certificate() -> Iterator[Certificate]:
    """Make a certificate that lasts as long as the context."""
    authority = importlib.import_module("trustme").CA()
    with TemporaryDirectory() as folder:
        made = Certificate(Path(folder, "server.pem"), Path(folder, "authority.pem"))
        authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(made.server)
        authority.cert_pem.write_to_path(made.authority)
        yield made


def trusting(authority: str) -> ssl.SSLContext:
    """Return the context of a client that trusts the authority in a file."""
    return ssl.create_default_context(cafile=authority)
