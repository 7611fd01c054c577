"""The arguments of an export, validated before anything is sent or written."""

import inspect
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from opentoclose_async._protocol.arguments import entry_of, flag, refuse
from opentoclose_async._protocol.conversion.custom_fields import CustomFields
from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._tables.columns import Column, Kind
from opentoclose_async._tables.table_options import TableOptions
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
    fields: Sequence[str] | str | None = None
    field_layout: str | None = None
    nested: str | None = None
    names: str = "wire"

    def __attrs_post_init__(self) -> None:
        check_format(self.format)
        _ = self.table
        flag("excel", self.excel)
        flag("resume", self.resume)
        flag("verify", self.verify)
        flag("overwrite", self.overwrite)

    @property
    def table(self) -> TableOptions:
        """How the columns are wanted."""
        return TableOptions(
            fields=self.fields,
            field_layout=self.field_layout,
            nested=self.nested,
            names=self.names,
        )

    def layout(
        self,
        path: Path,
        kind: RowKind,
        column: Column | None = None,
        custom: CustomFields | None = None,
        kinds: Mapping[str, Kind] | None = None,
    ) -> Layout:
        """
        Choose the layout of a file for rows of a kind.

        Args:
            path: The file.
            kind: The kind of rows.
            column: A column before theirs.
            custom: Their custom fields, if they have any.
            kinds: The kinds of these; None if they are not read yet. Then it is not the final
                layout, but all else is checked.

        Raises:
            ValidationError: If the rows cannot be written with these options.
        """
        self.table.check_list(custom)
        return layout_of(
            path,
            kind,
            column,
            format=self.format,
            columns=self.columns,
            excel=self.excel,
            table=self.table,
            member="" if custom is None else custom.member,
            kinds=kinds,
        )

    async def layout_for(
        self, path: Path, kind: RowKind, column: Column | None, custom: CustomFields | None
    ) -> Layout:
        """
        Choose the layout of a file; reads the account's custom fields if some are wanted.

        Raises:
            ValidationError: If the rows cannot be written with these options.
            OpenToCloseAPIError: If the fields cannot be read.
        """
        layout = self.layout(path, kind, column, custom)
        if self.fields is None or custom is None:
            return layout
        return self.layout(path, kind, column, custom, await custom.read())


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
        about = pager.description
        options.layout(target, about.kind, custom=about.custom_fields)
    return checked
