"""Share a quota between the processes of a host, through a file."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from random import uniform
from typing import TypeVar

import anyio

from opentoclose_async._protocol.arguments import misconfigured
from opentoclose_async._protocol.quota.sharing import (
    QuotaReply,
    QuotaRequest,
    QuotaStatus,
    SharedLedger,
)
from opentoclose_async._protocol.quota.snapshot import dump, load
from opentoclose_async._protocol.quota.windows import Window
from opentoclose_async._runtime.quota.quota_file import QuotaFile, UnusableFileError
from opentoclose_async._runtime.quota.store import QuotaStoreError

__all__ = ["FileQuotaStore"]

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds to wait for other processes, each of which takes less than a millisecond."""
SLEEP = (0.0005, 0.005)
"""Seconds between attempts, at random."""
KEPT = 86400.0
"""Seconds that an account is kept after its last request, or its longest window if longer."""
CLEAN_EVERY = 3600.0
"""Seconds."""
DISAGREEMENT = 1.0
"""Seconds by which the monotonic clock may be ahead of the wall clock."""
BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
ADVICE = {
    sqlite3.SQLITE_FULL: "Free some space on its disk",
    sqlite3.SQLITE_IOERR: "Check its disk, which must be a local one with free space",
    sqlite3.SQLITE_CORRUPT: "Remove it",
    sqlite3.SQLITE_NOTADB: "Remove it",
}
ADVICE_FOR_OTHERS = "Check that this user may write to the file and its folder"


class FileQuotaStore:
    """
    Share the quota of accounts with all processes, and containers, that use the same file.

    The file is an SQLite database that only its owner can read. It contains digests of accounts,
    the times of requests and the labels of clients, no secret. A process that crashes leaves
    nothing locked. A damaged file is moved aside, to the same name with ``.damaged``.

    Args:
        path: The file, on a local disk. Default: ``quota.sqlite3`` in the user's state folder.

    Raises:
        ConfigurationError: If it is not a path.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        _clock: Callable[[], float] = time.monotonic,
        _wall_clock: Callable[[], float] = time.time,
    ) -> None:
        if path is None:
            from platformdirs import user_state_path

            path = user_state_path("opentoclose-async", appauthor=False) / "quota.sqlite3"
        try:
            text = os.fspath(path)
        except TypeError:
            text = ""
        if not isinstance(text, str) or not text or "\0" in text:
            raise misconfigured("path", path, "the path of a file, or None")
        self._path = Path(text).absolute()
        self._file = QuotaFile(self._path)
        # The system's monotonic clock is the same in all processes until the host restarts.
        self._clock = _clock
        self._wall_clock = _wall_clock
        self._clean_at = float("-inf")

    def __repr__(self) -> str:
        return f"FileQuotaStore({str(vars(self).get('_path', ''))!r})"

    async def exchange(
        self, key: str, windows: tuple[Window, ...], request: QuotaRequest
    ) -> QuotaReply:
        """
        Carry out one exchange with a client; see ``QuotaStore``.

        Raises:
            QuotaStoreError: If the file cannot be used.
        """

        def exchange(connection: sqlite3.Connection) -> QuotaReply:
            now, wall = self._clock(), self._wall_clock()
            ledger = _read(connection, key, windows, now, wall)
            reply = ledger.exchange(request, now)
            expires = wall + max([KEPT, *(window.seconds for window in windows)])
            connection.execute(
                "INSERT OR REPLACE INTO quota_1 VALUES (?, ?, ?, ?, ?)",
                (key, now, wall, expires, dump(ledger)),
            )
            if now >= self._clean_at:
                self._clean_at = now + CLEAN_EVERY
                connection.execute("DELETE FROM quota_1 WHERE expires < ?", (wall,))
            return reply

        return await self._patiently(exchange, write=True)

    async def status(self, key: str, windows: tuple[Window, ...]) -> QuotaStatus:
        """
        Return the state of an account's quota; see ``QuotaStore``. It does not create the file.

        Raises:
            QuotaStoreError: If the file cannot be used.
        """

        def status(connection: sqlite3.Connection) -> QuotaStatus:
            now = self._clock()
            return _read(connection, key, windows, now, self._wall_clock()).status(now)

        try:
            self._path.lstat()
        except FileNotFoundError:
            return SharedLedger(windows).status(self._clock())
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error
        return await self._patiently(status, write=False)

    async def aclose(self) -> None:
        """Close the file; the next exchange opens it again."""
        self._file.close()

    async def _patiently(self, work: Callable[[sqlite3.Connection], T], *, write: bool) -> T:
        """Carry out a transaction, without blocking the event loop while another process does."""
        waited = 0.0
        while True:
            try:
                return self._file.transaction(work, write=write)
            except sqlite3.Error as error:
                code = getattr(error, "sqlite_errorcode", 0) & 0xFF
                if code not in BUSY:
                    raise self._unusable(str(error), ADVICE.get(code)) from error
                if waited >= PATIENCE:
                    raise self._unusable(
                        f"another process has kept it locked for {PATIENCE:g} s",
                        "Find out which one (lsof, fuser), and end it if it hangs",
                    ) from error
            except OSError as error:
                raise self._unusable(error.strerror or str(error)) from error
            except UnusableFileError as error:
                raise self._unusable(str(error), "Move it away") from error
            sleep = uniform(*SLEEP)  # noqa: S311 - not for secrets
            await anyio.sleep(sleep)
            waited += sleep

    def _unusable(self, reason: str, advice: str | None = None) -> QuotaStoreError:
        return QuotaStoreError(
            f"The quota store {self._path} cannot be used: {reason}. "
            f"{advice or ADVICE_FOR_OTHERS}, or choose another path."
        )


def _read(
    connection: sqlite3.Connection, key: str, windows: tuple[Window, ...], now: float, wall: float
) -> SharedLedger:
    row = connection.execute(
        "SELECT monotonic, wall, ledger FROM quota_1 WHERE account = ?", (key,)
    ).fetchone()
    if row is not None:
        then, wall_then, data = row
        with contextlib.suppress(ValueError, TypeError):  # of another version, or damaged
            return load(data, windows, _shift(now - then, wall - wall_then))
    return SharedLedger(windows)


def _shift(elapsed: float, wall_elapsed: float) -> float:
    """
    Return the seconds to add to stored times, by the clock's and the wall clock's elapsed time.

    After a restart of the host its clock begins again: what has elapsed is then negative, or less
    than the truth, so that requests count for longer. It is too much where a container's clock has
    an offset.
    """
    if elapsed < 0.0 or elapsed > wall_elapsed + DISAGREEMENT:
        return elapsed - max(0.0, wall_elapsed)
    return 0.0
