"""
The part file, which one export at a time may hold.

The lock is on what the name leads to, and that is looked at again once it is locked: what was
opened may have got its final name meanwhile, or have been removed, and then it is no part file any
more.
"""

import os
import sys
from pathlib import Path

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.files.beside import (
    make_anew,
    open_plain,
    part_path,
    refuse_path,
    unfinished_path,
)
from opentoclose_async.export.files.growing import GrowingFile

__all__ = ["hold_part", "hold_part_anew"]

MOST_ATTEMPTS = 1_000
"""Only somebody who does nothing else could take the name away so often."""


def hold_part(target: Path) -> GrowingFile:
    """
    Open and lock the part file of an export, making it if it is not there.

    Args:
        target: The export's name.

    Raises:
        ValidationError: If it cannot be made, is not a plain file, or is in use.
    """
    path = part_path(target)
    try:
        for _ in range(MOST_ATTEMPTS):
            opened = _open_or_make(path)
            if opened is not None and _is_locked(opened):
                return opened
    except OSError as error:
        raise refuse_path(path, f"cannot be made: {error.strerror}. Nothing was sent.") from error
    raise refuse_path(path, "is removed again and again by somebody else. Nothing was sent.")


def hold_part_anew(part: GrowingFile, target: Path) -> GrowingFile:
    """
    Put an empty part file in the place of one that is held, and hold that.

    It is not emptied instead: whoever else has it open would read what is written to it. Nor is it
    removed first: somebody else could begin and even end an export before there is another.

    Raises:
        ValidationError: If something that is not ours has a name that is needed.
        OSError: If it cannot be made; the one that is held stays.
    """
    if sys.platform == "win32":
        part.empty()  # an open file cannot be replaced there
        return part
    unfinished = unfinished_path(target)
    made = GrowingFile(part.path, make_anew(unfinished), is_new=True)
    try:
        if not made.lock():
            raise _in_use(unfinished)
        unfinished.replace(part.path)
    except BaseException:
        made.close()
        raise
    part.close()
    return made


def _open_or_make(path: Path) -> GrowingFile | None:
    try:
        made = open_plain(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        pass
    else:
        return GrowingFile(path, made, is_new=True)
    try:
        return GrowingFile(path, open_plain(path, os.O_RDWR), is_new=False)
    except FileNotFoundError:
        return None  # it has just gone


def _is_locked(part: GrowingFile) -> bool:
    """Lock it; close it if its name leads elsewhere by now."""
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
