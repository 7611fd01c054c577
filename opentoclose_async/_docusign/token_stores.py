"""Where the latest refresh token is kept: each works once, so that losing it means signing in."""

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
    A place that holds one refresh token.

    Both methods may be async; those that are not are called in a worker thread, since they may take
    their time. One store belongs to one app and user. Several clients may share it.
    """

    def load(self) -> str | Awaitable[str | None] | None:
        """Give the token that was saved last; None if there is none."""
        ...

    def save(self, refresh_token: str, /) -> Awaitable[None] | None:
        """
        Keep a token in place of all before it.

        It is used only after this has returned; so it should be safe by then.
        """
        ...


class MemoryTokenStore:
    """
    Keep the token as long as the process lives.

    Args:
        token: The token to begin with.

    Raises:
        AuthenticationError: If it is no plain text.
    """

    @forgets_arguments
    def __init__(self, token: str | None = None) -> None:
        self._token = None if token is None else secret_text("refresh token", token, "check token")

    def __repr__(self) -> str:
        return "MemoryTokenStore('***')" if vars(self).get("_token") else "MemoryTokenStore()"

    def load(self) -> str | None:
        """Give the token that was saved last; None if there is none."""
        return self._token

    def save(self, refresh_token: str, /) -> None:
        """Keep a token in place of the one before it."""
        self._token = refresh_token


class FileTokenStore:
    """
    Keep the token in a file that nobody else can read (mode 0600).

    The file is replaced as a whole: it holds the old token or the new one, whatever happens. It is
    on the disk when ``save`` returns. A file with another mode gets this one with the next token.

    Args:
        path: The file; what is missing of its folder is made.

    Raises:
        ConfigurationError: If it is no path.
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
        path = vars(self).get("_path", "")  # none after a constructor that has failed
        return f"FileTokenStore({str(path)!r})"

    @forgets_arguments
    def load(self) -> str | None:
        """
        Give the token that was saved last; None if there is no file, or nothing in it.

        Raises:
            ConfigurationError: If the file holds no token.
            OSError: If it cannot be read.
        """
        try:
            token = self._path.read_bytes().strip()
        except FileNotFoundError:
            return None
        if not token:
            return None
        if not token.isascii() or not token.decode("ascii").isprintable():
            raise ConfigurationError(f"{self._path} holds something else than a refresh token.")
        return token.decode("ascii")

    @forgets_arguments
    def save(self, refresh_token: str, /) -> None:
        """
        Keep a token in place of the one before it.

        Raises:
            OSError: If the disk does not take it; the file is as it was then.
        """
        from tempfile import mkstemp  # once an hour, if at all

        target = Path(os.path.realpath(self._path))  # a link stays one
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = mkstemp(prefix=f".{target.name}.", dir=target.parent)  # with mode 0600
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
    """Wait until the names in a folder are on the disk, where the system has a way to."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # not every network file system has one
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
