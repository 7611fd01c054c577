"""
Stores for the latest refresh token.

Each refresh token works once: if the latest is lost, the user has to sign in again.
"""

import contextlib
import os
from collections.abc import Awaitable
from pathlib import Path
from typing import Protocol, runtime_checkable

from opentoclose_async._protocol.arguments import misconfigured
from opentoclose_async._protocol.redaction.secret_text import secret_text
from opentoclose_async._protocol.redaction.tracebacks import forgets_arguments
from opentoclose_async.exceptions import ConfigurationError

__all__ = ["FileTokenStore", "MemoryTokenStore", "TokenStore"]


@runtime_checkable
class TokenStore(Protocol):
    """
    A store for one refresh token.

    Both methods may be async; plain ones are called in a worker thread, so they may block. A store
    belongs to one app and user. Several clients may share it.
    """

    def load(self) -> str | Awaitable[str | None] | None:
        """Return the token that was saved last; None if there is none."""
        ...

    def save(self, refresh_token: str, /) -> Awaitable[None] | None:
        """
        Save a token, replacing the previous one.

        The token is used only after this returns, so store it durably before returning.
        """
        ...


class MemoryTokenStore:
    """
    Keep the token in memory for the life of the process.

    Args:
        token: The first token, if there is one.

    Raises:
        AuthenticationError: If it is not plain text.
    """

    @forgets_arguments
    def __init__(self, token: str | None = None) -> None:
        self._token = None if token is None else secret_text("refresh token", token, "check token")

    def __repr__(self) -> str:
        return "MemoryTokenStore('***')" if vars(self).get("_token") else "MemoryTokenStore()"

    def load(self) -> str | None:
        """Return the token that was saved last; None if there is none."""
        return self._token

    def save(self, refresh_token: str, /) -> None:
        """Save a token, replacing the previous one."""
        self._token = refresh_token


class FileTokenStore:
    """
    Keep the token in a file that only its owner can read (mode 0600).

    The file is replaced atomically: after a crash it contains the old token or the new one. It is
    on disk when ``save`` returns. An existing file with another mode gets mode 0600 when the next
    token is saved.

    Args:
        path: The file. Missing parent folders are created.

    Raises:
        ConfigurationError: If it is not a path.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        try:
            text = os.fspath(path)
        except TypeError:
            text = ""
        if not isinstance(text, str) or not text or "\0" in text:
            raise misconfigured("path", path, "the path of a file")
        self._path = Path(text)

    def __repr__(self) -> str:
        path = vars(self).get("_path", "")  # missing if the constructor failed
        return f"FileTokenStore({str(path)!r})"

    @forgets_arguments
    def load(self) -> str | None:
        """
        Return the token that was saved last; None if the file is missing or empty.

        Raises:
            ConfigurationError: If the file contains something else.
            OSError: If it cannot be read.
        """
        try:
            token = self._path.read_bytes().strip()
        except FileNotFoundError:
            return None
        if not token:
            return None
        if not token.isascii() or not token.decode("ascii").isprintable():
            raise ConfigurationError(f"{self._path} contains something other than a refresh token.")
        return token.decode("ascii")

    @forgets_arguments
    def save(self, refresh_token: str, /) -> None:
        """
        Save a token, replacing the previous one.

        Raises:
            OSError: If it cannot be written; the file is unchanged then.
        """
        from tempfile import mkstemp  # needed at most once an hour

        target = Path(os.path.realpath(self._path))  # keeps a link a link
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = mkstemp(prefix=f".{target.name}.", dir=target.parent)  # mode 0600
        new = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(f"{refresh_token}\n")
                file.flush()
                os.fsync(file.fileno())
            new.replace(target)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Wait until the entries of a folder are on disk, on systems that support it."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # not supported by every network file system
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
