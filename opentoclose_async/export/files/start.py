"""
Where an export begins: anew, where an earlier run left it, or not at all.

What is there is looked at once the part file is locked, since until then others may change it. What
does not fit together is an error, or nothing at all: it is never guessed what it may be.
"""

import os
from pathlib import Path
from typing import Any

from attrs import field, frozen

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.files.beside import (
    is_anything_left,
    look_at_all,
    part_path,
    refuse_path,
)
from opentoclose_async.export.files.checkpoint import Checkpoint
from opentoclose_async.export.files.growing import GrowingFile
from opentoclose_async.export.files.held import HeldFiles
from opentoclose_async.export.formats.sink import Sink, digest_of

__all__ = ["Request", "Start", "find_start"]


@frozen
class Request:
    """
    What is to be made, and what may be done for it.

    Attributes:
        target: The final name.
        sink: The format.
        fingerprint: What is exported, and how.
        resume: Go on with what an earlier run has left, if it has left something.
        overwrite: Replace a file of the final name, and what an earlier run has left.
    """

    target: Path
    sink: Sink
    fingerprint: dict[str, Any]
    resume: bool
    overwrite: bool


@frozen
class Start:
    """
    Where an export begins.

    Attributes:
        checkpoint: How far it is.
        record: What an earlier run has written of the rows that it has delivered.
        already_whole: The file is there, under its final name, and nothing is left to do.
        overwrite: A file of the final name may be replaced.
    """

    checkpoint: Checkpoint
    record: bytes = field(default=b"", repr=False)
    already_whole: bool = False
    overwrite: bool = False


def find_start(request: Request, files: HeldFiles) -> Start:
    """
    Find out where an export begins, and hold its files from then on.

    Args:
        request: What is asked for.
        files: What is beside the export, not held yet. It is to be let go of, after an error too.

    Raises:
        ValidationError: If the file may not be made or replaced, or if what was left is spoilt, or
            of another export.
        OSError: If the disk does not let it.
    """
    target, nothing = request.target, Checkpoint(request.fingerprint)
    if not target.parent.is_dir():
        raise refuse_path(target.parent, "is no folder; make it first. Nothing was sent.")
    look_at_all(target)
    if _is_there(target) and not request.overwrite:
        if not (request.resume and target.is_file()):
            raise _there_already(target)
        if not is_anything_left(target):
            return Start(nothing, already_whole=True)  # which takes no leave to write
    begins = not (request.resume or request.overwrite)
    if begins and is_anything_left(target):
        raise _stopped_or_running(target)
    part = files.hold()
    if begins and not part.is_new:
        raise _stopped_or_running(target)
    found = Checkpoint.read(target) if request.resume else None
    if found is not None:
        _refuse_others(part.path, found.fingerprint, request.fingerprint)
    return _start_from(request, files, part, found)


def _start_from(
    request: Request, files: HeldFiles, part: GrowingFile, found: Checkpoint | None
) -> Start:
    """Begin with a part file that is held, and the checkpoint that was there, if one was."""
    overwrite = request.overwrite
    if _is_there(request.target):
        ours = found is not None and found.complete and _is_of(request, found)
        if _is_done(request, part, found, ours=ours):
            files.let_go_whole()
            return Start(found or Checkpoint(request.fingerprint), already_whole=True)
        # Killed while the name was being given: it is given again.
        overwrite = overwrite or ours
        if not overwrite:
            raise _there_already(request.target)
    if found is not None and found.has_begun:
        part.keep(found.size, found.sha256)
        record = files.record.keep(found.record_size, found.record_sha256)
        return Start(found, record, overwrite=overwrite)
    if found is None and not (overwrite or part.is_empty):
        raise refuse_path(
            part.path,
            "is there without a checkpoint, so it is not known what it is. Choose another name, or "
            "begin anew with overwrite. Nothing was sent.",
        )
    nothing = Checkpoint(request.fingerprint)
    files.begin(nothing, request.sink.begin())
    return Start(nothing, overwrite=overwrite)


def _is_there(target: Path) -> bool:
    """
    Tell whether something has the final name.

    Raises:
        ValidationError: If it is no file; replacing a device or a folder would do harm, whoever
            allowed it.
    """
    if target.exists() and not target.is_file():
        raise refuse_path(target, "is there and is no file; choose another name. Nothing was sent.")
    return os.path.lexists(target)


def _is_done(request: Request, part: GrowingFile, found: Checkpoint | None, *, ours: bool) -> bool:
    """Tell whether the file of the final name is the export, and nothing is left of it beside."""
    if found is None:
        # Killed when nothing but an empty part file was left to remove.
        return request.resume and not request.overwrite and part.is_empty
    return ours and part.is_empty and found.size > 0


def _is_of(request: Request, found: Checkpoint) -> bool:
    """Tell whether the file of the final name holds the rows that a checkpoint counts."""
    try:
        if request.sink.converts:
            return request.sink.count(request.target) == found.rows
        return digest_of(request.target) == found.sha256
    except (OSError, ValueError):
        return False


def _there_already(target: Path) -> ValidationError:
    return refuse_path(
        target, "is there already; choose another name or overwrite. Nothing was sent."
    )


def _stopped_or_running(target: Path) -> ValidationError:
    return refuse_path(
        part_path(target),
        "is there: an export was stopped, or is still being written; go on with it (resume) or "
        "begin anew (overwrite). Nothing was sent.",
    )


def _refuse_others(part: Path, found: dict[str, Any], asked: dict[str, Any]) -> None:
    differing = [
        name
        for name in {**asked, **found}
        if name not in asked or name not in found or found[name] != asked[name]
    ]
    if differing:
        raise ValidationError(
            f"{part} is of another export: it differs in {', '.join(differing)}. "
            "Resume with the same arguments, choose another name, or begin anew with overwrite. "
            "Nothing was sent.",
            field_errors={"resume": [f"differs in {name}" for name in differing]},
        )
