"""Write the files of an account's archive: records, lists and documents."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import anyio.to_thread
from attrs import frozen

from opentoclose_async import AsyncRooms
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async._runtime.lists.short_list import collect_short
from opentoclose_async.archive.listing import request_of, rows_of, save_list, save_rows
from opentoclose_async.archive.manifest import FAILED, Entry, Key
from opentoclose_async.archive.places import document_path
from opentoclose_async.archive.readable_json import readable
from opentoclose_async.archive.tally import Tally
from opentoclose_async.archive.work import Found, NotAsListedError, Work

__all__ = ["AccountFiles", "Contents"]

OF_ACCOUNT = "list"
"""What a list of the whole account is, in the manifest."""
DEFAULT_PAGE = 20
"""Rows of a page of Open To Close without a limit; a list that ignores the limit returns these."""
EMPTY = "it has 0 bytes"


@frozen
class Contents:
    """
    The contents of a document, in a temporary file.

    Attributes:
        size: Bytes.
        sha256: Their SHA-256, in hexadecimal digits.
    """

    size: int
    sha256: str


class AccountFiles:
    """
    The files of one archive.

    Args:
        work: Carries out the steps.
        tally: Counts documents.
    """

    def __init__(self, work: Work, tally: Tally) -> None:
        self._work = work
        self._tally = tally
        self._directory = work.directory
        self._longest = 0  # rows of a page that the server has returned

    async def save_record(self, path: str, text: str, *, keep: bool = False) -> Found:
        """
        Write a record.

        Args:
            path: The file.
            text: The record, as JSON.
            keep: Keep an earlier version that differs.
        """

        def save() -> Found:
            temporary = self._directory.write_temporary([readable(text)])
            return Found(placed=self._directory.place(temporary, path, keep=keep))

        return await anyio.to_thread.run_sync(save)

    async def save_list(self, key: Key, path: str, pager: Pager[Any]) -> Entry | None:
        """
        Read a list and write it, unless this run did so.

        Most lists of rooms and properties fit one page, and are read with one request. All others
        are read verified.

        Args:
            key: The list.
            path: The file, if the archive has none yet.
            pager: The list.
        """
        known = self._work.manifest.get(key)
        counted = isinstance(self._work.client, AsyncRooms)  # Rooms says how many rows there are
        target = path if known is None or known.path is None else known.path

        async def take(earlier: Entry | None) -> Found:
            if counted or key[0] != OF_ACCOUNT:
                rows = await collect_short(pager.verbatim(), self._longest, DEFAULT_PAGE)
                if rows is not None:
                    of = pager.description.kind
                    return await save_rows(self._directory, rows, target, of, earlier)
            found = await save_list(self._directory, pager, target, earlier)
            page = min(found.rows or 0, pager.description.page_size)
            self._longest = max(self._longest, page)
            return found

        return await self._work.do(key, await request_of(pager), take)

    async def read_list(self, entry: Entry | None) -> list[tuple[dict[str, Any], str]]:
        """Return the rows of a list that was saved, with their texts."""
        if entry is None:
            return []
        return await anyio.to_thread.run_sync(lambda: list(rows_of(self._directory, entry)))

    async def save_document(
        self,
        key: Key,
        folder: str,
        name: str,
        size: int | None,
        earlier: Entry | None,
        download: Callable[[Path], Awaitable[Contents]],
    ) -> Found:
        """
        Download a document.

        Contents that are not as long as listed never replace a file; if there is none yet, they
        are kept and marked, as they are better than nothing.

        Args:
            key: The document.
            folder: The folder of its room or property.
            name: Its name.
            size: Its size in bytes, as listed.
            earlier: The entry of an earlier run.
            download: Write the contents to a file.
        """
        temporary = self._directory.temporary()
        contents = await download(temporary)
        differs = size is not None and size != contents.size
        difference = f"{size:,} bytes are listed, {contents.size:,} came" if differs else EMPTY
        if differs and earlier is not None and earlier.path is not None:
            await anyio.to_thread.run_sync(partial(temporary.unlink, missing_ok=True))
            raise NotAsListedError(difference)
        path = document_path(self._work.manifest, key, folder, key[1], name)
        placed = await anyio.to_thread.run_sync(
            partial(
                self._directory.place,
                temporary,
                path,
                # A version that was as listed is kept when there is another.
                keep=earlier is not None and earlier.listed is not None,
                digest=(contents.size, contents.sha256),
            )
        )
        self._tally.documents += 1
        self._tally.bytes += placed.size
        if differs:
            return Found(placed=placed, status=FAILED, why=difference)
        return Found(placed=placed, why=None if placed.size else EMPTY)
