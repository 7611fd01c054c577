"""The key pair of a sandbox without a configured public key."""

import threading
from functools import cache

import attrs

_making = threading.Lock()


@attrs.frozen
class KeyPair:
    """
    An RSA key pair in PEM.

    Args:
        private: Signs assertions.
        public: Verifies their signatures.
    """

    private: str = attrs.field(repr=False)
    public: str


def key_pair() -> KeyPair:
    """
    Return the key pair, generated on the first call and shared by all sandboxes of a process.

    Raises:
        ModuleNotFoundError: `cryptography` is not installed.
    """
    # Without the lock, two first callers could get different keys.
    with _making:
        return _make()


@cache
def _make() -> KeyPair:
    # Imported here so that a sandbox without sign-ins starts without it.
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return KeyPair(private.decode(), public.decode())
