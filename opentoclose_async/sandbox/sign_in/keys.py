"""The key pair of a sandbox that was given no public key."""

import threading
from functools import cache

import attrs

_making = threading.Lock()


@attrs.frozen
class KeyPair:
    """
    An RSA key, both halves in PEM.

    Args:
        private: What assertions are signed with.
        public: What their signatures are checked with.
    """

    private: str = attrs.field(repr=False)
    public: str


def key_pair() -> KeyPair:
    """
    Make a key pair, at the first call; all sandboxes of a process have the same.

    Raises:
        ModuleNotFoundError: If `cryptography` is not installed.
    """
    # Without the lock, two threads that are the first could end with a key each.
    with _making:
        return _make()


@cache
def _make() -> KeyPair:
    # Imported here, so that a sandbox where nobody signs in starts without it.
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
