"""
The part file, which one export at a time may hold.

The lock is on the file, not its name. So the name is checked again once the file is locked: it may
have been renamed or removed since it was opened, and then it is no longer the part file.
"""

import os
import sys
from pathlib import Path

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.files.growing_file import GrowingFile
from opentoclose_async.export.files.side_files import (
    create_fresh,
    open_plain,
    part_path,
    refuse_path,
    replacement_path,
)

__all__ = ["lock_part_file", "replace_part_file"]

MOST_ATTEMPTS = 1_000
"""Only a program that does nothing else could remove the file that often."""


def lock_part_file(target: Path) -> GrowingFile:
    """
    Open and lock the part file of an export, creating it if it does not exist.

    Args:
        target: The export's final name.

    Raises:
        ValidationError: If it cannot be created, is not a plain file, or is in use.
    """
    path = part_path(target)
    try:
        for _ in range(MOST_ATTEMPTS):
            opened = _open_or_create(path)
            if opened is not None and _is_locked(opened):
                return opened
    except OSError as error:
        raise refuse_path(
            path, f"cannot be created: {error.strerror}. Nothing was sent."
        ) from error
    raise refuse_path(path, "is repeatedly removed by another program. Nothing was sent.")


def replace_part_file(part: GrowingFile, target: Path) -> GrowingFile:
    """
    Replace a held part file with an empty one, and hold that.

    It is not truncated instead, as other programs that have it open could read what is written. Nor
    is it removed first, as another export could start, and even finish, in between.

    Raises:
        ValidationError: If something other than a plain file has a name that is needed.
        OSError: If it cannot be created; the held one stays.
    """
    if sys.platform == "win32":
        part.empty()  # an open file cannot be replaced there
        return part
    unfinished = replacement_path(target)
    made = GrowingFile(part.path, create_fresh(unfinished), is_new=True)
    try:
        if not made.lock():
            raise _in_use(unfinished)
        unfinished.replace(part.path)
    except BaseException:
        made.close()
        raise
    part.close()
    return made


def _open_or_create(path: Path) -> GrowingFile | None:
    try:
        made = open_plain(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        pass
    else:
        return GrowingFile(path, made, is_new=True)
    try:
        return GrowingFile(path, open_plain(path, os.O_RDWR), is_new=False)
    except FileNotFoundError:
        return None  # it was just removed


def _is_locked(part: GrowingFile) -> bool:
    """Lock it; close it if its name refers to another file by now."""
    try:
        if not part.lock():
            raise _in_use(part.path)
        if part.is_in_place():
            return True
    except BaseException:
        part.close()
        raise
    part.close()
    return False


def _in_use(path: Path) -> ValidationError:
    return refuse_path(path, "is being written by another export. Nothing was sent.")
