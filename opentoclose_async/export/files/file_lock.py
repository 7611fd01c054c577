"""A lock on an open file, which ends when it is released, or with the process."""

import contextlib
import os
import sys

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["lock", "unlock"]

if sys.platform == "win32":
    # Others cannot read a locked range on Windows; nobody reads at this offset.
    _PLACE = 0x7FFF_FFFE

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(error.errno, error.strerror) from error
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def lock(descriptor: int) -> bool:
    """Lock an open file; return False if another holds the lock."""
    try:
        _lock(descriptor)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return True


def unlock(descriptor: int) -> None:
    """
    Release a file that may be locked.

    Closing it is not enough if the process forked meanwhile: the child has it open too.
    """
    with contextlib.suppress(OSError):
        _unlock(descriptor)
