"""What is asked of an export, checked before anything is sent or written."""

import inspect
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opentoclose_async._protocol.arguments import entry_of, flag, refuse
from opentoclose_async.export.formats.layout import check_format, layout_of

__all__ = ["check_arguments", "check_exports", "check_pager", "check_path"]

LONGEST_PATH = 4_096
"""Bytes; no system takes more."""


def check_pager(pager: object, kind: type, client: str, name: str = "pager") -> None:
    """
    Check what is to be exported.

    Args:
        pager: What was passed.
        kind: The class of pagers that fit.
        client: What gives such pagers, for the error.
        name: The argument.

    Raises:
        ValidationError: If it is none, or a pager of the other kind of client.
    """
    if not isinstance(pager, kind):
        raise refuse(name, pager, f"a Pager of {client}, as otc.users.iter_users() gives")


def check_path(path: object, name: str = "path") -> Path:
    """
    Check the name of a file.

    Raises:
        ValidationError: Unless it is a text or path that a file can have as its name.
    """
    text = os.fspath(path) if isinstance(path, (str, os.PathLike)) else None
    if not isinstance(text, str) or not text or "\0" in text:
        raise refuse(name, path, "the name of a file, as a text or a Path")
    try:
        length = len(os.fsencode(text))
    except UnicodeEncodeError:
        raise refuse(name, path, "the name of a file, of whole characters") from None
    if length > LONGEST_PATH:
        raise refuse(name, path, f"the name of a file, of at most {LONGEST_PATH:,} bytes")
    return Path(text)


def check_arguments(
    *,
    format: object,  # noqa: A002 - the documented name
    resume: object,
    verify: object,
    overwrite: object,
    progress: object,
) -> None:
    """
    Check what an export of one list and an export of many have in common.

    Raises:
        ValidationError: For the first that is not acceptable.
    """
    check_format(format)
    flag("resume", resume)
    flag("verify", verify)
    flag("overwrite", overwrite)
    usable = progress is None or (callable(progress) and not inspect.iscoroutinefunction(progress))
    if not usable:
        raise refuse("progress", progress, "a plain function, or None")


def check_exports(
    exports: object,
    kind: type,
    client: str,
    *,
    format: object,  # noqa: A002 - the documented name
    columns: object,
    excel: object,
) -> dict[Path, Any]:
    """
    Check several lists by the paths of their files, and that these can be written.

    Args:
        exports: What was passed.
        kind: The class of pagers that fit.
        client: What gives such pagers, for the error.
        format: The format of all of them, if it is not told by their paths.
        columns: The columns of all of them, if not all of each.
        excel: Whether all of them are for Excel.

    Raises:
        ValidationError: Unless it is a mapping of paths to pagers, each path there once, and each
            list has the columns.
    """
    check_format(format)
    flag("excel", excel)
    if not isinstance(exports, Mapping):
        raise refuse("exports", exports, "a mapping of paths to Pagers")
    checked: dict[Path, Any] = {}
    for path, pager in exports.items():
        target = check_path(path, "exports: a path in it")
        check_pager(pager, kind, client, entry_of("exports", target.name))
        if target in checked:
            raise refuse("exports", target.name, "a mapping of different paths")
        checked[target] = pager
    for target, pager in checked.items():
        layout_of(target, pager.description.kind, format=format, columns=columns, excel=excel)
    return checked
