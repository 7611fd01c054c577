"""The SQLite file in which the processes of a host share quotas: open, lock, check, replace."""

import contextlib
import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from weakref import WeakSet

from opentoclose_async._runtime.concurrency.native_threads import allocate_lock

__all__ = ["QuotaFile", "UnusableFileError"]

T = TypeVar("T")

APPLICATION = 0x4F744371
"""Marks a file as ours ("OtCq"), so that no other program's database is changed."""
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
OPENINGS = 3
"""Times that a file is opened which others replace at the same time."""
FORK_PATIENCE = 1.0
"""Seconds that a fork waits for another thread's transaction, which takes less than 0.01 s."""

_TABLE = """
CREATE TABLE IF NOT EXISTS quota_1 (
    account TEXT PRIMARY KEY, monotonic REAL, wall REAL, expires REAL, ledger BLOB
)
"""
# One lock for all files: a transaction is short, and a fork has to stop all of them.
_lock = allocate_lock()
_open_files: WeakSet["QuotaFile"] = WeakSet()
_of_the_parent: list[sqlite3.Connection] = []
"""Connections that a fork copied, which must be neither used nor closed."""


class UnusableFileError(Exception):
    """The path leads to something that must not be used. Its message says what."""


class _ReplacedError(Exception):
    """Another process has removed or replaced the file."""


class QuotaFile:
    """
    A database for all processes, threads and event loops.

    Args:
        path: The file, which the first writing transaction creates.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._identity = (0, 0)
        self._process = 0

    def transaction(self, work: Callable[[sqlite3.Connection], T], *, write: bool) -> T:
        """
        Carry out a transaction without waiting for a lock.

        Args:
            work: Called with the connection; called again if the file turns out to be damaged and
                is replaced.
            write: Whether it writes.

        Raises:
            sqlite3.Error: If it fails; SQLITE_BUSY if another process has the lock.
            OSError: If a folder or file cannot be made.
            UnusableFileError: If the path leads to something else.
        """
        with _lock:
            replaced = False
            for last in (False,) * (OPENINGS - 1) + (True,):
                try:
                    return self._transaction(work, write=write)
                except _ReplacedError as error:
                    self._close()
                    if last:
                        raise UnusableFileError("other programs keep replacing it") from error
                except sqlite3.DatabaseError as error:
                    if getattr(error, "sqlite_errorcode", 0) & 0xFF not in DAMAGED:
                        raise
                    self._close()
                    if replaced or last:
                        raise
                    replaced = True
                    self._move_aside()
        raise AssertionError

    def close(self) -> None:
        """Close the file; the next transaction opens it again."""
        with _lock:
            self._close()

    def _transaction(self, work: Callable[[sqlite3.Connection], T], *, write: bool) -> T:
        connection = self._connected()
        connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        try:
            if self._found() != self._identity:
                raise _ReplacedError
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        return result

    def _found(self) -> tuple[int, int] | None:
        """Return what identifies the file that is at the path; None if there is none."""
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return None
        return status.st_dev, status.st_ino

    def _connected(self) -> sqlite3.Connection:
        if self._connection is not None and self._process != os.getpid():
            # A fork that Python was not told of.
            _of_the_parent.append(self._connection)
            self._connection = None
        return self._connection or self._open()

    def _open(self) -> sqlite3.Connection:
        self._create()
        self._identity = self._found() or (0, 0)
        connection = sqlite3.connect(
            f"{self.path.resolve().as_uri()}?mode=rw",
            uri=True,
            timeout=0,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _check_owner_and_prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        self._process = os.getpid()
        _open_files.add(self)
        return connection

    def _create(self) -> None:
        """Create folders and file for this user only, unless they exist, whatever the umask."""
        path = self.path
        # Never open an existing file here: closing it would drop the locks that SQLite has on it.
        for folder in reversed([each for each in path.parents if not each.exists()]):
            with contextlib.suppress(FileExistsError):
                folder.mkdir(mode=0o700)
                folder.chmod(0o700)
        user = os.geteuid() if hasattr(os, "geteuid") else None
        with contextlib.suppress(FileNotFoundError):
            link = path.lstat()
            if stat.S_ISLNK(link.st_mode):
                if user not in (None, link.st_uid):
                    raise UnusableFileError(f"it is a symbolic link of user {link.st_uid}")
                path = path.resolve()
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                if hasattr(os, "fchmod"):
                    os.fchmod(descriptor, 0o600)
            finally:
                os.close(descriptor)
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnusableFileError("it is a folder")
        if not stat.S_ISREG(status.st_mode):
            raise UnusableFileError("it is not a regular file")
        if user == status.st_uid and status.st_mode & 0o077:
            path.chmod(0o600)  # SQLite gives its other files the same mode

    def _move_aside(self) -> None:
        """Move a damaged file aside, unless another process has already replaced it."""
        if self._found() != self._identity:
            return
        path = self.path.resolve()
        # The log first: SQLite would apply it to the next file.
        for ending in ("-wal", "-shm", ""):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{path}{ending}").replace(f"{path}.damaged{ending}")

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and self._process == os.getpid():
            connection.close()
        elif connection is not None:
            _of_the_parent.append(connection)


def _check_owner_and_prepare(connection: sqlite3.Connection) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (application or tables):
        raise UnusableFileError("it is the database of another program")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA journal_mode = WAL")
    # A crash of the host may lose the last requests, and starts its clock again anyway.
    connection.execute("PRAGMA synchronous = OFF")
    if application != APPLICATION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(_TABLE)
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
    else:
        connection.execute(_TABLE)


# SQLite tracks its locks per process, so a child that opens the file while it has a copy of the
# parent's connection has no lock of its own. Hence no connection is open during a fork.


_stopped = False


def _before_fork() -> None:
    global _stopped
    _stopped = _lock.acquire(timeout=FORK_PATIENCE)
    if _stopped:
        for file in list(_open_files):
            with contextlib.suppress(sqlite3.Error):
                file._close()  # noqa: SLF001 - same module


def _after_fork_in_parent() -> None:
    if _stopped:
        _lock.release()


def _after_fork_in_child() -> None:
    global _lock
    _lock = allocate_lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork,
        after_in_parent=_after_fork_in_parent,
        after_in_child=_after_fork_in_child,
    )
