"""Giving a complete file its final name, and making sure it is on the disk."""

import contextlib
import hashlib
import os
import stat
import sys
from pathlib import Path

from opentoclose_async.export.files.side_files import open_plain, ordinary_mode

__all__ = ["digest_of", "is_finished", "put_in_place", "sync_folder"]


def is_finished(part: Path, target: Path) -> bool:
    """Return whether an earlier call has already turned the part file into the target."""
    return target.exists() and not part.exists()


def put_in_place(whole: Path, target: Path) -> None:
    """
    Rename a file that is complete and on the disk to its final name, replacing any file there.

    The file is readable by its owner only until then; with the name it gets the mode of any new
    file. A link with the final name is replaced, not followed.

    Raises:
        ValidationError: If it is not a plain file.
        OSError: If it does not exist or cannot be renamed.
    """
    descriptor = open_plain(whole, os.O_RDONLY)
    try:
        if sys.platform != "win32":
            mode = ordinary_mode(target)
            # Some file systems use one mode for all files, and refuse to change it.
            if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
                os.fchmod(descriptor, mode)
    finally:
        os.close(descriptor)
    whole.replace(target)
    sync_folder(target.parent)


def digest_of(path: Path) -> str:
    """
    Compute the SHA-256 of a file, in hexadecimal digits.

    Raises:
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system supports that."""
    if os.name != "posix":
        return
    # Some network file systems do not support it; the files have their names all the same.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
