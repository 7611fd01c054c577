"""
Where an export starts: from scratch, where an earlier run stopped, or not at all.

Existing files are examined once the part file is locked, as others may change them until then.
Files that do not fit together are an error: their meaning is never guessed.
"""

import os
from pathlib import Path
from typing import Any

from attrs import field, frozen

from opentoclose_async._protocol.argument_names import passed
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.files.checkpoint import Checkpoint
from opentoclose_async.export.files.finishing import digest_of
from opentoclose_async.export.files.growing_file import GrowingFile
from opentoclose_async.export.files.held_files import HeldFiles
from opentoclose_async.export.files.side_files import (
    check_side_files,
    has_leftovers,
    part_path,
    refuse_path,
)
from opentoclose_async.export.formats.sink import Sink

__all__ = ["JobRequest", "StartingPoint", "find_starting_point"]


@frozen
class JobRequest:
    """
    What to export, and what may be replaced.

    Attributes:
        target: The final name.
        sink: The format.
        fingerprint: What identifies the export.
        resume: Continue what an earlier run left, if anything.
        overwrite: Replace a file with the final name, and what an earlier run left.
    """

    target: Path
    sink: Sink
    fingerprint: dict[str, Any]
    resume: bool
    overwrite: bool


@frozen
class StartingPoint:
    """
    Where an export starts.

    Attributes:
        checkpoint: How far earlier runs got.
        record: The record of the rows that earlier runs delivered.
        already_whole: Whether the file has its final name and nothing is left to do.
        overwrite: Whether a file with the final name may be replaced.
    """

    checkpoint: Checkpoint
    record: bytes = field(default=b"", repr=False)
    already_whole: bool = False
    overwrite: bool = False


def find_starting_point(request: JobRequest, files: HeldFiles) -> StartingPoint:
    """
    Find out where an export starts, and hold its files from then on.

    Args:
        request: What to export.
        files: The files next to the export, not held yet. The caller releases them, even after an
            error.

    Raises:
        ValidationError: If the file may not be created or replaced, or if what an earlier run left
            is damaged or belongs to another export.
        OSError: If the disk refuses.
    """
    target, nothing = request.target, Checkpoint(request.fingerprint)
    if not target.parent.is_dir():
        raise refuse_path(target.parent, "is not a folder; create it first. Nothing was sent.")
    check_side_files(target)
    if _target_exists(target) and not request.overwrite:
        if not (request.resume and target.is_file()):
            raise _exists_already(target)
        if not has_leftovers(target):
            return StartingPoint(nothing, already_whole=True)  # needs no permission to write
    is_fresh = not (request.resume or request.overwrite)
    if is_fresh and has_leftovers(target):
        raise _stopped_or_running(target)
    part = files.hold()
    if is_fresh and not part.is_new:
        raise _stopped_or_running(target)
    found = Checkpoint.read(target) if request.resume else None
    if found is not None:
        _refuse_other_export(part.path, found.fingerprint, request.fingerprint)
    return _start_from(request, files, part, found)


def _start_from(
    request: JobRequest, files: HeldFiles, part: GrowingFile, found: Checkpoint | None
) -> StartingPoint:
    """Start with a held part file, and the existing checkpoint, if any."""
    overwrite = request.overwrite
    if _target_exists(request.target):
        ours = found is not None and found.complete and _is_of(request, found)
        if _is_done(request, part, found, ours=ours):
            files.discard()
            return StartingPoint(found or Checkpoint(request.fingerprint), already_whole=True)
        # Killed during the rename: it is repeated.
        overwrite = overwrite or ours
        if not overwrite:
            raise _exists_already(request.target)
    if found is not None and found.has_begun:
        part.keep(found.size, found.sha256)
        record = files.record.keep(found.record_size, found.record_sha256)
        return StartingPoint(found, record, overwrite=overwrite)
    if found is None and not (overwrite or part.is_empty):
        raise refuse_path(
            part.path,
            "exists without a checkpoint, so its content is unknown. Choose another name, or start "
            f"over with {passed('overwrite')}. Nothing was sent.",
        )
    nothing = Checkpoint(request.fingerprint)
    files.begin(nothing, request.sink.begin())
    return StartingPoint(nothing, overwrite=overwrite)


def _target_exists(target: Path) -> bool:
    """
    Return whether something has the final name.

    Raises:
        ValidationError: If it is not a file; devices and folders are not replaced even with
            ``overwrite``.
    """
    if target.exists() and not target.is_file():
        raise refuse_path(
            target, "exists and is not a file; choose another name. Nothing was sent."
        )
    return os.path.lexists(target)


def _is_done(
    request: JobRequest, part: GrowingFile, found: Checkpoint | None, *, ours: bool
) -> bool:
    """Return whether the file with the final name is the export, and nothing is left to do."""
    if found is None:
        # Killed when only an empty part file was left to remove.
        return request.resume and not request.overwrite and part.is_empty
    return ours and part.is_empty and found.size > 0


def _is_of(request: JobRequest, found: Checkpoint) -> bool:
    """Return whether the file with the final name holds the rows that a checkpoint counts."""
    try:
        if request.sink.converts:
            return request.sink.count(request.target) == found.rows
        return digest_of(request.target) == found.sha256
    except (OSError, ValueError):
        return False


def _exists_already(target: Path) -> ValidationError:
    return refuse_path(
        target,
        "exists already. Choose another name, or replace it with "
        f"{passed('overwrite')}. Nothing was sent.",
    )


def _stopped_or_running(target: Path) -> ValidationError:
    return refuse_path(
        part_path(target),
        "exists: an export was stopped or is still running. Continue it with "
        f"{passed('resume')}, or start "
        f"over with {passed('overwrite')}. Nothing was sent.",
    )


def _refuse_other_export(part: Path, found: dict[str, Any], asked: dict[str, Any]) -> None:
    differing = [
        name
        for name in {**asked, **found}
        if name not in asked or name not in found or found[name] != asked[name]
    ]
    if differing:
        changed = " (or the account's fields have changed)" if "fields" in differing else ""
        raise ValidationError(
            f"{part} belongs to another export: it differs in {', '.join(differing)}{changed}. "
            "Resume with the same arguments, choose another name, or start over with "
            f"{passed('overwrite')}. Nothing was sent.",
            field_errors={"resume": [f"differs in {name}" for name in differing]},
        )
