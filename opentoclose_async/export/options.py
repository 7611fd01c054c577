"""The arguments of an export, validated before anything is sent or written."""

import inspect
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.arguments import entry_of, flag, refuse
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._tables.columns import Column
from opentoclose_async.export.formats.layout import Layout, check_format, layout_of

__all__ = ["ExportOptions", "check_exports", "check_pager", "check_path", "check_progress"]

LONGEST_PATH = 4_096
"""Bytes; no system allows longer ones."""


@frozen(kw_only=True)
class ExportOptions:
    """
    The options that every way to export takes; ``export`` documents them.

    Raises:
        ValidationError: For an invalid option. The columns, and whether the format is for Excel,
            are checked by ``layout``.
    """

    format: str | None = None
    columns: Sequence[str] | None = None
    excel: bool = False
    resume: bool = False
    verify: bool = True
    overwrite: bool = False

    def __attrs_post_init__(self) -> None:
        check_format(self.format)
        flag("excel", self.excel)
        flag("resume", self.resume)
        flag("verify", self.verify)
        flag("overwrite", self.overwrite)

    def layout(self, path: Path, kind: RowKind, column: Column | None = None) -> Layout:
        """
        Choose the layout of a file for rows of a kind, and a column before theirs.

        Raises:
            ValidationError: If the rows cannot be written with these options.
        """
        return layout_of(
            path,
            kind,
            column,
            format=self.format,
            columns=self.columns,
            excel=self.excel,
        )


def check_pager(pager: object, kind: type, client: str, name: str = "pager") -> None:
    """
    Check the list to export.

    Args:
        pager: What was passed.
        kind: The class of pagers that is accepted.
        client: The clients that return such pagers, for the error.
        name: The argument.

    Raises:
        ValidationError: If it is not a pager, or a pager of the other kind of client.
    """
    if not isinstance(pager, kind):
        raise refuse(name, pager, f"a Pager of {client}, such as otc.users.iter_users()")


def check_path(path: object, name: str = "path") -> Path:
    """
    Check the path of a file.

    Raises:
        ValidationError: Unless it is a string or path that can name a file.
    """
    text = os.fspath(path) if isinstance(path, (str, os.PathLike)) else None
    if not isinstance(text, str) or not text or "\0" in text:
        raise refuse(name, path, "the name of a file, as a string or a Path")
    try:
        length = len(os.fsencode(text))
    except UnicodeEncodeError:
        raise refuse(name, path, "the name of a file, without lone surrogates") from None
    if length > LONGEST_PATH:
        raise refuse(name, path, f"the name of a file, of at most {LONGEST_PATH:,} bytes")
    return Path(text)


def check_progress(progress: object) -> None:
    """
    Check the function that is called after each page.

    Raises:
        ValidationError: Unless it is a plain function or None.
    """
    usable = progress is None or (callable(progress) and not inspect.iscoroutinefunction(progress))
    if not usable:
        raise refuse("progress", progress, "a plain function, or None")


def check_exports(
    exports: object, kind: type, client: str, options: ExportOptions
) -> dict[Path, Any]:
    """
    Check several lists by the paths of their files.

    Args:
        exports: What was passed.
        kind: The class of pagers that is accepted.
        client: The clients that return such pagers, for the error.
        options: The options of all of them.

    Raises:
        ValidationError: Unless it is a mapping of distinct paths to pagers whose rows can be
            written with these options.
    """
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
        options.layout(target, pager.description.kind)
    return checked
