"""
What lies beside an export, and how it is opened: as itself, or not at all.

Others may be able to write to the folder, and can put there what they like under these names. So a
link is never followed, nothing but a plain file is opened, one that has a second name (a hard link)
is somebody else's and is left alone, and what is made here is made anew, for its owner only: the
mode of any other file is for the whole export, which gets it together with its final name.
"""

import os
import stat
from pathlib import Path

from opentoclose_async.exceptions import ValidationError

__all__ = [
    "checkpoint_path",
    "converting_path",
    "is_anything_left",
    "look_at",
    "look_at_all",
    "make_anew",
    "open_plain",
    "ordinary_mode",
    "part_path",
    "record_path",
    "refuse_path",
    "remove_leftovers",
    "remove_plain",
    "unfinished_path",
]

OWNER_ONLY = 0o600
EVERYBODY = 0o666
"""Less the umask, as for every file that a program makes."""
# A pipe without a writer would keep who opens it waiting; for plain files the flag means nothing.
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def part_path(target: Path) -> Path:
    """Give the name under which an export of this name grows."""
    return Path(f"{target}.part")


def record_path(target: Path) -> Path:
    """Give the name of the record of the rows that are in the part file."""
    return Path(f"{target}.delivered")


def checkpoint_path(target: Path) -> Path:
    """Give the name of the checkpoint beside an export."""
    return Path(f"{target}.checkpoint")


def unfinished_path(target: Path) -> Path:
    """Give the name that a file has which is to replace another; what is in it never counts."""
    return Path(f"{target}.checkpoint.new")


def converting_path(part: Path) -> Path:
    """Give the name of what a part file is being converted to; what is in it never counts."""
    return Path(f"{part}.converting")


def look_at_all(target: Path) -> None:
    """
    Look at all names beside an export.

    Raises:
        ValidationError: If there is something that is not ours to open.
    """
    part = part_path(target)
    for path in (
        part,
        record_path(target),
        checkpoint_path(target),
        unfinished_path(target),
        converting_path(part),
    ):
        look_at(path)


def is_anything_left(target: Path) -> bool:
    """Tell whether an earlier run has left something that it could be gone on with."""
    return os.path.lexists(part_path(target)) or os.path.lexists(checkpoint_path(target))


def look_at(path: Path) -> bool:
    """
    Tell whether a file is there.

    Raises:
        ValidationError: If something else is there, or a file that has a second name.
    """
    try:
        _check(path, path.lstat())
    except FileNotFoundError:
        return False
    except OSError as error:
        raise refuse_path(path, f"cannot be made: {error.strerror}.") from error
    return True


def open_plain(path: Path, flags: int) -> int:
    """
    Open a plain file by its own name.

    Args:
        path: The file.
        flags: As for ``os.open``; what it creates is for its owner only.

    Returns:
        The descriptor.

    Raises:
        FileNotFoundError: If it is not there.
        FileExistsError: If it is there, and was to be made.
        ValidationError: If it is not a plain file.
        OSError: If it cannot be opened.
    """
    return _open(path, flags, OWNER_ONLY)


def make_anew(path: Path) -> int:
    """
    Make a file in place of what an earlier run may have left under its name.

    Returns:
        The descriptor, to write to and to read.

    Raises:
        ValidationError: If what is there is not a plain file.
        OSError: If it cannot be made.
    """
    remove_plain(path)
    return open_plain(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)


def remove_plain(path: Path) -> None:
    """
    Remove a file, if it is there.

    Raises:
        ValidationError: If what is there is not a plain file; it stays.
        OSError: If it cannot be removed.
    """
    if look_at(path):
        path.unlink(missing_ok=True)


def remove_leftovers(target: Path) -> None:
    """
    Remove what is beside an export and speaks of its part file: the checkpoint last.

    As long as that is there, an export that is killed in the middle of this is known to be one.

    Raises:
        ValidationError: If one of them is not a plain file; it stays.
        OSError: If one of them cannot be removed.
    """
    for path in (record_path(target), unfinished_path(target), checkpoint_path(target)):
        remove_plain(path)


def ordinary_mode(target: Path) -> int:
    """
    Tell which mode a program that just writes this file would give it.

    A process cannot ask for its umask without changing it for all its threads, and a folder may
    have a list of its own for who gets what (an ACL). So an empty file is made to see.

    Raises:
        ValidationError: If another thing than a plain file has the name of that file.
        OSError: If it cannot be made.
    """
    sample = unfinished_path(target)
    remove_plain(sample)
    descriptor = _open(sample, os.O_WRONLY | os.O_CREAT | os.O_EXCL, EVERYBODY)
    try:
        return stat.S_IMODE(os.fstat(descriptor).st_mode)
    finally:
        os.close(descriptor)
        sample.unlink(missing_ok=True)


def refuse_path(path: Path, problem: str) -> ValidationError:
    """Make the error for a file that cannot be used; the problem ends as a sentence does."""
    return ValidationError(f"{path} {problem}", field_errors={"path": [problem]})


def _open(path: Path, flags: int, mode: int) -> int:
    look_at(path)  # a device may act on being opened
    try:
        descriptor = os.open(path, flags | _FLAGS, mode)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:
        look_at(path)  # a link that has just been put there
        raise
    try:
        _check(path, os.fstat(descriptor))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _check(path: Path, found: os.stat_result) -> None:
    if stat.S_ISLNK(found.st_mode):
        problem = "is a link, and is not followed. Remove it"
    elif not stat.S_ISREG(found.st_mode):
        problem = "is there and is no file. Remove it"
    elif found.st_nlink > 1:
        problem = "has another name too (a hard link), so it may be somebody else's. Remove it"
    else:
        return
    raise refuse_path(path, f"{problem}, or choose another name for the export.")
