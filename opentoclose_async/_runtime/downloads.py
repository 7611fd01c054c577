"""
Contents of responses, decoded from base64 and written to a file as they arrive.

Memory holds about a megabyte of them. Threads do the writing and the hashing. A request that is
sent again starts the file over, so it never holds parts of two responses.
"""

import contextlib
import hashlib
import os
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import anyio.to_thread

from opentoclose_async._protocol.arguments import refuse
from opentoclose_async._protocol.messages import Receiver
from opentoclose_async._protocol.responses.base64_member import Base64Member

__all__ = ["ContentsFile", "contents_file"]

PIECE = 1 << 20
"""Bytes per write."""

# Opening a pipe that has no reader would block; O_NONBLOCK has no effect on plain files.
_FLAGS = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


class ContentsFile:
    """
    A file for the contents of a response. It is open; all methods block except ``receive``.

    Args:
        path: The file, which is created if it does not exist.
        member: The name of the member of the JSON response that holds the contents.

    Raises:
        ValidationError: If the path is not that of a plain file, or cannot be opened.
    """

    def __init__(self, path: Path, member: str) -> None:
        self._path = path
        self._descriptor = _open(path)
        self._member = Base64Member(member)
        self._name = member
        self._size = 0
        self._digest = hashlib.sha256()

    def receive(self) -> Receiver:
        """Return a receiver for the next attempt, which starts the file over."""
        self._member = Base64Member(self._name)
        self._size = 0
        self._digest = hashlib.sha256()
        return _ToFile(self, self._member)

    @property
    def found(self) -> bool:
        """Whether the last response had contents, which may be empty."""
        return self._member.found

    @property
    def size(self) -> int:
        """The size of the contents in bytes."""
        return self._size

    @property
    def sha256(self) -> str:
        """The SHA-256 of the contents, in hexadecimal digits."""
        return self._digest.hexdigest()

    def append(self, data: bytes | bytearray, *, last: bool = False) -> None:
        """
        Write the next bytes; the last ones are followed by waiting for the disk.

        Raises:
            OSError: If they cannot be written, as on a full disk.
        """
        try:
            if self._size == 0:
                os.ftruncate(self._descriptor, 0)
                os.lseek(self._descriptor, 0, os.SEEK_SET)
            left = memoryview(data)
            while left:
                left = left[os.write(self._descriptor, left) :]
            if last:
                os.fsync(self._descriptor)
        except OSError as error:
            error.filename = str(self._path)
            raise
        self._digest.update(data)
        self._size += len(data)

    def close(self) -> None:
        """Close it."""
        os.close(self._descriptor)

    def remove(self) -> None:
        """Close it and remove it, unless its name refers to another file by now."""
        own = False
        with contextlib.suppress(OSError):  # its name may be gone
            own = os.path.samestat(os.fstat(self._descriptor), self._path.lstat())
        with contextlib.suppress(OSError):
            self.close()  # an open file cannot be removed on Windows
            if own:
                self._path.unlink()


class _ToFile:
    """Takes the contents out of one response, and writes them to a file."""

    def __init__(self, file: ContentsFile, member: Base64Member) -> None:
        self._file = file
        self._member = member
        self._waiting = bytearray()

    async def receive(self, chunk: bytes) -> None:
        """Read a chunk of the response."""
        self._waiting += self._member.feed(chunk)
        if len(self._waiting) >= PIECE:
            data, self._waiting = self._waiting, bytearray()
            await anyio.to_thread.run_sync(self._file.append, data)

    async def finish(self) -> bytes:
        """Read the end of the response, and return it without the contents."""
        last, rest = self._member.end()
        self._waiting += last
        await anyio.to_thread.run_sync(lambda: self._file.append(self._waiting, last=True))
        return rest


@asynccontextmanager
async def contents_file(path: Path, member: str) -> AsyncIterator[ContentsFile]:
    """
    Open a file for contents, close it at the end, and remove it if that is an error.

    Args:
        path: The file, which is created if it does not exist.
        member: The name of the member of the JSON response that holds the contents.

    Raises:
        ValidationError: If the path is not that of a plain file, or cannot be opened.
    """
    file = await anyio.to_thread.run_sync(ContentsFile, path, member)
    complete = False
    try:
        yield file
        complete = file.found
    finally:
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(file.close if complete else file.remove)


def _open(path: Path) -> int:
    """Open a plain file for writing. Links are not followed, and its bytes stay for now."""
    try:
        if path.is_symlink():
            raise refuse("path", path, "a file: links are not followed")
        descriptor = os.open(path, _FLAGS, 0o666)
    except OSError as error:
        raise refuse("path", path, f"a file that can be written ({error.strerror})") from error
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
            raise refuse("path", path, "a plain file with no other name")
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
