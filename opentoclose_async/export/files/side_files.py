"""
The files next to an export: their names, and opening them safely.

Others may be able to write to the folder and create anything under these names. So links are never
followed, only plain files are opened, and a file with a second name (a hard link) is treated as
another's and left alone. New files are created exclusively and readable by their owner only; the
export gets the mode of any other new file together with its final name.
"""

import os
import stat
from pathlib import Path

from opentoclose_async.exceptions import ValidationError

__all__ = [
    "check_side_files",
    "checkpoint_path",
    "converting_path",
    "create_fresh",
    "has_leftovers",
    "is_plain_file",
    "open_plain",
    "ordinary_mode",
    "part_path",
    "record_path",
    "refuse_path",
    "remove_plain",
    "remove_side_files",
    "replacement_path",
]

OWNER_ONLY = 0o600
EVERYBODY = 0o666
"""Minus the umask, as for any new file."""
# Opening a pipe that has no writer would block; O_NONBLOCK has no effect on plain files.
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def part_path(target: Path) -> Path:
    """Return the name of the file that an export is written to until it is complete."""
    return Path(f"{target}.part")


def record_path(target: Path) -> Path:
    """Return the name of the record of the rows in the part file."""
    return Path(f"{target}.delivered")


def checkpoint_path(target: Path) -> Path:
    """Return the name of an export's checkpoint."""
    return Path(f"{target}.checkpoint")


def replacement_path(target: Path) -> Path:
    """Return the name of a file that will replace another; its content never counts."""
    return Path(f"{target}.checkpoint.new")


def converting_path(part: Path) -> Path:
    """Return the name of the file that a part file is converted to; its content never counts."""
    return Path(f"{part}.converting")


def check_side_files(target: Path) -> None:
    """
    Check all names next to an export.

    Raises:
        ValidationError: If one of them is not a plain file of its own.
    """
    part = part_path(target)
    for path in (
        part,
        record_path(target),
        checkpoint_path(target),
        replacement_path(target),
        converting_path(part),
    ):
        is_plain_file(path)


def has_leftovers(target: Path) -> bool:
    """Return whether an earlier run left something to resume."""
    return os.path.lexists(part_path(target)) or os.path.lexists(checkpoint_path(target))


def is_plain_file(path: Path) -> bool:
    """
    Return whether a plain file exists.

    Raises:
        ValidationError: If something else exists there, or a file with a second name.
    """
    try:
        _check(path, path.lstat())
    except FileNotFoundError:
        return False
    except OSError as error:
        raise refuse_path(path, f"cannot be created: {error.strerror}.") from error
    return True


def open_plain(path: Path, flags: int) -> int:
    """
    Open a plain file by its own name.

    Args:
        path: The file.
        flags: As for ``os.open``; a new file is readable by its owner only.

    Returns:
        The descriptor.

    Raises:
        FileNotFoundError: If it does not exist.
        FileExistsError: If it exists and was to be created.
        ValidationError: If it is not a plain file.
        OSError: If it cannot be opened.
    """
    return _open(path, flags, OWNER_ONLY)


def create_fresh(path: Path) -> int:
    """
    Create a file, replacing what an earlier run may have left under its name.

    Returns:
        The descriptor, open for reading and writing.

    Raises:
        ValidationError: If something other than a plain file exists there.
        OSError: If it cannot be created.
    """
    remove_plain(path)
    return open_plain(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)


def remove_plain(path: Path) -> None:
    """
    Remove a file, if it exists.

    Raises:
        ValidationError: If something other than a plain file exists there; it stays.
        OSError: If it cannot be removed.
    """
    if is_plain_file(path):
        path.unlink(missing_ok=True)


def remove_side_files(target: Path) -> None:
    """
    Remove the files next to an export that describe its part file, the checkpoint last.

    The checkpoint identifies an export that is killed in the middle of this.

    Raises:
        ValidationError: If one of them is not a plain file; it stays.
        OSError: If one of them cannot be removed.
    """
    for path in (record_path(target), replacement_path(target), checkpoint_path(target)):
        remove_plain(path)


def ordinary_mode(target: Path) -> int:
    """
    Return the mode that a new file gets here.

    A process cannot read its umask without changing it for all its threads, and the folder may have
    an ACL. So an empty file is created to find out.

    Raises:
        ValidationError: If something other than a plain file has the name of that file.
        OSError: If it cannot be created.
    """
    sample = replacement_path(target)
    remove_plain(sample)
    descriptor = _open(sample, os.O_WRONLY | os.O_CREAT | os.O_EXCL, EVERYBODY)
    try:
        return stat.S_IMODE(os.fstat(descriptor).st_mode)
    finally:
        os.close(descriptor)
        sample.unlink(missing_ok=True)


def refuse_path(path: Path, problem: str) -> ValidationError:
    """Make the error for a file that cannot be used; the problem ends with a full stop."""
    return ValidationError(f"{path} {problem}", field_errors={"path": [problem]})


def _open(path: Path, flags: int, mode: int) -> int:
    is_plain_file(path)  # a device may act on being opened
    try:
        descriptor = os.open(path, flags | _FLAGS, mode)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:
        is_plain_file(path)  # a link that was just created
        raise
    try:
        _check(path, os.fstat(descriptor))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _check(path: Path, found: os.stat_result) -> None:
    if stat.S_ISLNK(found.st_mode):
        problem = "is a link, and links are not followed. Remove it"
    elif not stat.S_ISREG(found.st_mode):
        problem = "exists and is not a file. Remove it"
    elif found.st_nlink > 1:
        problem = "has a second name (a hard link), so it may belong to another. Remove it"
    else:
        return
    raise refuse_path(path, f"{problem}, or choose another name for the export.")
