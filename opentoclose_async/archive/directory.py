"""
The folder of an archive: files that appear whole, and a manifest that survives a kill.

A file is written under a temporary name, is on the disk before it gets its own, and only then an
entry about it is appended to the manifest. So whatever a killed run leaves, each entry is about a
whole file. Only one process at a time may write; links inside the folder are never followed.

All methods block, so async code calls them in threads.
"""

import contextlib
import hashlib
import json
import os
import shutil
import stat
import threading
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Self

from attrs import frozen

from opentoclose_async.archive.manifest import Entry, Manifest
from opentoclose_async.archive.names import numbered
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.files.file_lock import lock, unlock
from opentoclose_async.export.files.finishing import digest_of
from opentoclose_async.export.files.side_files import open_plain

__all__ = ["Directory", "Placed", "check_foreign", "read_manifest", "read_state"]

MANIFEST = "manifest.jsonl"
STATE = "archive.json"
_UNFINISHED = ".unfinished"
"""The folder of temporary files and of the lock; removed when nothing writes."""
_LOCK = "lock"
_LISTS = "lists"
"""The folder of lists that a killed run leaves to resume."""
CHUNK = 1 << 20
"""Bytes."""


@frozen
class Placed:
    """
    A file that has got its name.

    Attributes:
        path: Relative to the archive's folder, with slashes.
        size: Bytes.
        sha256: In hexadecimal digits.
        earlier: Where the file went that had the name before, if it was kept.
    """

    path: str
    size: int
    sha256: str
    earlier: str | None = None


class Directory:
    """
    An open archive folder, locked until it is closed.

    Args:
        root: The folder; created if it does not exist.

    Raises:
        ValidationError: If another process writes to it, or it is not a folder of an archive.
        OSError: If it cannot be created.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._temporary = 0
        self._guard = threading.Lock()
        self._folders: set[str] = set()
        self._appending: int | None = None
        root.mkdir(parents=True, exist_ok=True)
        check_foreign(root)
        self._lock = self._take_lock()
        self._clear_unfinished(_LOCK, _LISTS)

    def _take_lock(self) -> int:
        path = self.root / _UNFINISHED / _LOCK
        while True:
            self._make_folder(_UNFINISHED)
            descriptor = open_plain(path, os.O_RDWR | os.O_CREAT)
            if not lock(descriptor):
                os.close(descriptor)
                raise _refused(self.root, "is being written by another process. Nothing was sent.")
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), path.lstat()):
                    return descriptor
            # Another process has just finished, and removed the file.
            os.close(descriptor)
            self._folders.discard(_UNFINISHED)

    def _clear_unfinished(self, *kept: str) -> None:
        for left in (self.root / _UNFINISHED).iterdir():
            if left.name not in kept:
                shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()

    # --- the state and the manifest

    def write_state(self, state: dict[str, Any]) -> None:
        """Replace what the archive says about itself."""
        text = json.dumps(state, ensure_ascii=False, indent=2) + "\n"
        self.replace(STATE, [text.encode()])

    def append(self, *entries: Entry) -> None:
        """Add entries to the manifest; they survive a kill of the process."""
        data = b"".join(entry.line() for entry in entries)
        with self._guard:
            if self._appending is None:
                path = self.root / MANIFEST
                self._appending = open_plain(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
                self._end_torn_line(self._appending)
            left = memoryview(data)
            while left:
                left = left[os.write(self._appending, left) :]

    @staticmethod
    def _end_torn_line(descriptor: int) -> None:
        size = os.fstat(descriptor).st_size
        if size:
            os.lseek(descriptor, size - 1, os.SEEK_SET)
            if os.read(descriptor, 1) != b"\n":
                os.write(descriptor, b"\n")

    def write_manifest(self, manifest: Manifest) -> None:
        """Replace the manifest with one line for each entry, in order."""
        with self._guard:
            if self._appending is not None:
                os.close(self._appending)
                self._appending = None
        self.replace(MANIFEST, (entry.line() for entry in manifest))

    # --- files

    def temporary(self) -> Path:
        """Return a new name for a file that is not whole yet."""
        with self._guard:
            self._temporary += 1
            return self.root / _UNFINISHED / str(self._temporary)

    def resumable(self, path: str) -> Path:
        """Return where a list is written until it is whole, the same in every process."""
        self._make_folder(f"{_UNFINISHED}/{_LISTS}")
        return self.root / _UNFINISHED / _LISTS / hashlib.sha256(path.encode()).hexdigest()[:32]

    def forget_lists(self) -> None:
        """Remove the lists that a killed run left to resume."""
        self._clear_unfinished(_LOCK)
        self._folders.discard(f"{_UNFINISHED}/{_LISTS}")

    def replace(self, path: str, chunks: Iterable[bytes]) -> Placed:
        """Write a file, and replace the one that has its name."""
        return self.place(self.write_temporary(chunks), path)

    def write_temporary(self, chunks: Iterable[bytes]) -> Path:
        """Write a file under a temporary name, and wait for the disk."""
        return self.write_temporary_with(lambda file: file.writelines(chunks))

    def write_temporary_with(self, write: Callable[[BinaryIO], object]) -> Path:
        """Let a function write a file under a temporary name, and wait for the disk."""
        temporary = self.temporary()
        descriptor = _create(temporary)
        try:
            with os.fdopen(descriptor, "wb", CHUNK) as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        return temporary

    def place(
        self,
        temporary: Path,
        path: str,
        *,
        keep: bool = False,
        digest: tuple[int, str] | None = None,
    ) -> Placed:
        """
        Rename a whole file to its final name.

        Args:
            temporary: The file, whole and on the disk.
            path: Its name, relative to the folder, with slashes.
            keep: Keep a different file that has the name, under a numbered one.
            digest: Its size and SHA-256, if they are known.
        """
        target = self.root / path
        self._make_folder(str(PurePosixPath(path).parent))
        size, sha256 = digest or _identity_of(temporary)
        earlier = None
        if keep and self.size_of(path) is not None and _identity_of(target) != (size, sha256):
            earlier = self._move_aside(path)
        temporary.replace(target)
        return Placed(path, size, sha256, earlier)

    def _move_aside(self, path: str) -> str:
        folder, name = PurePosixPath(path).parent, PurePosixPath(path).name
        number = 1
        while os.path.lexists(self.root / (moved := folder / numbered(name, number))):
            number += 1
        (self.root / path).rename(self.root / moved)
        return str(moved)

    def read_json(self, path: str) -> dict[str, Any]:
        """Read a record; empty if it is not an object."""
        value = json.loads((self.root / path).read_bytes())
        return value if isinstance(value, dict) else {}

    def size_of(self, path: str) -> int | None:
        """Return the size of a file; None if there is none."""
        return _size_of(self.root / path)

    def _make_folder(self, path: str) -> None:
        """
        Create a folder and those above it.

        Raises:
            ValidationError: If one of them is a link, or not a folder.
        """
        if path in self._folders or path == ".":
            return
        folder = self.root
        for part in PurePosixPath(path).parts:
            folder = folder / part
            try:
                folder.mkdir(exist_ok=True)
                found = folder.lstat()
            except FileExistsError:
                found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode):
                raise _refused(folder, "is not a folder of the archive: links are not followed.")
        self._folders.add(path)

    def close(self) -> None:
        """Release the folder, and remove what was not finished."""
        if self._appending is not None:
            os.close(self._appending)
            self._appending = None
        with contextlib.suppress(OSError):
            self._clear_unfinished(_LOCK, _LISTS)
            with contextlib.suppress(OSError):
                (self.root / _UNFINISHED / _LISTS).rmdir()  # unless there is a list to resume
            (self.root / _UNFINISHED / _LOCK).unlink()
            (self.root / _UNFINISHED).rmdir()
        unlock(self._lock)
        os.close(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def check_foreign(root: Path) -> None:
    """
    Check that a folder is empty, an archive or missing.

    Raises:
        ValidationError: If it has files, but none of an archive's.
        OSError: If it cannot be read.
    """
    try:
        names = {entry.name for entry in os.scandir(root)}
    except FileNotFoundError:
        return
    visible = any(not name.startswith(".") for name in names)
    if visible and not names & {MANIFEST, STATE, _UNFINISHED}:
        raise _refused(
            root, "is not empty, and not an archive. Choose another folder. Nothing was sent."
        )


def read_state(root: Path) -> dict[str, Any]:
    """
    Return what the archive in a folder says about itself; empty if it is new.

    Raises:
        ValidationError: If it is not readable.
    """
    try:
        state = json.loads((root / STATE).read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError:
        state = None
    if not isinstance(state, dict):
        raise _refused(root / STATE, "is not valid JSON, so it is not clear what the folder holds.")
    return state


def read_manifest(root: Path) -> Manifest:
    """
    Read the entries of an archive, except those whose file is gone or was cut short.

    A torn last line, which a kill can leave, is dropped.
    """
    entries: list[Entry] = []
    with (
        contextlib.suppress(FileNotFoundError),
        os.fdopen(open_plain(root / MANIFEST, os.O_RDONLY), "rb") as lines,
    ):
        entries = [entry for entry in map(Entry.read, lines) if entry is not None]
    manifest = Manifest(entries)
    for entry in list(manifest):
        if entry.path is not None and _size_of(root / entry.path) != entry.size:
            manifest.remove(entry.key)
    return manifest


def _identity_of(path: Path) -> tuple[int, str]:
    """Return the size and the SHA-256 of a file."""
    return path.stat().st_size, digest_of(path)


def _size_of(path: Path) -> int | None:
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _create(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
    return os.open(path, flags | getattr(os, "O_BINARY", 0), 0o666)


def _refused(path: Path, problem: str) -> ValidationError:
    return ValidationError(f"{path} {problem}", field_errors={"directory": [problem]})
