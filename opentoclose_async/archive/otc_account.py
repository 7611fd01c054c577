"""What an account of Open To Close holds, and how each part of it is archived."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import anyio

from opentoclose_async import AsyncOpenToClose
from opentoclose_async._protocol.conversion.row_kind import id_in
from opentoclose_async._runtime.client import get_verbatim
from opentoclose_async._runtime.link_download import LinkError, download_link
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async.archive.account_files import AccountFiles, Contents
from opentoclose_async.archive.manifest import SKIPPED, Entry, Key
from opentoclose_async.archive.places import (
    DOCUMENTS_AT_ONCE,
    PLACES_AT_ONCE,
    fingerprint,
    folder_of,
    sample_of,
)
from opentoclose_async.archive.selection import Selection
from opentoclose_async.archive.tally import Tally
from opentoclose_async.archive.work import Found, NotAsListedError, Work
from opentoclose_async.otc.operations import groups

__all__ = ["OTC_LISTS", "OpenToCloseAccount", "property_name"]

OTC_LISTS = tuple(
    name.replace("_", "-") for name in groups.LISTS if name not in groups.OF_PROPERTIES
)
"""What ``only`` may name."""

_SCHEMES = frozenset({"http", "https"})
_DATES = ("created", "updated", "modified", "updated_at", "created_at")
_PARTS = ("contacts", "notes", "tasks", "emails", "documents")


class OpenToCloseAccount:
    """
    The archive of one account.

    Args:
        client: The client.
        work: Carries out the steps.
        selection: What to archive.
        tally: Counts.
        announce: Called when the plan is made.
    """

    def __init__(
        self,
        client: AsyncOpenToClose,
        work: Work,
        selection: Selection,
        tally: Tally,
        announce: Callable[[], None],
    ) -> None:
        self._client = client
        self._work = work
        self._selection = selection
        self._tally = tally
        self._announce = announce
        self._tally.requests_per_place = len(_PARTS)
        self._places: list[tuple[dict[str, Any], str]] = []
        self._folders: dict[int, str] = {}
        self._files = AccountFiles(work, tally)
        self._downloads = anyio.Semaphore(DOCUMENTS_AT_ONCE)
        self._host = urlsplit(client.properties.iter_properties().description.server).netloc

    async def survey(self) -> None:
        """
        Archive the account's lists, and list the documents of some properties, to count them.

        Raises:
            StoppedError: If a limit or an error ends the run.
        """
        plain = [name for name in OTC_LISTS if name != "properties" and self._selection.takes(name)]
        await self._work.each(plain, self._plain_list, PLACES_AT_ONCE)
        self._places = properties = await self._properties()
        self._tally.places_total = len(properties)
        self._tally.list_requests = self._work.requests
        self._tally.places_read = sum(
            self._work.is_done(("property documents", id_in(row) or 0, None))
            for row, _ in properties
        )
        await self._work.each(sample_of(properties), self._survey, PLACES_AT_ONCE)

    async def archive(self) -> None:
        """
        Archive the properties, unless this run did so.

        Raises:
            StoppedError: If a limit or an error ends the run.
        """
        await self._work.each(self._places, self._property, PLACES_AT_ONCE)

    async def _plain_list(self, name: str) -> None:
        await self._files.save_list(("list", name, None), f"lists/{name}.jsonl", self._open(name))

    def _open(self, name: str, *of: int) -> Pager[Any]:
        group = name.replace("-", "_")
        pager: Pager[Any] = getattr(getattr(self._client, group), f"iter_{group}")(*of)
        return pager

    async def _properties(self) -> list[tuple[dict[str, Any], str]]:
        """Return the properties to go through, with the text of each."""
        if not self._selection.places and not self._selection.takes("properties"):
            return []
        if self._selection.places:
            found = []
            for identity in self._selection.places:
                record = await self._one(identity)
                if record is not None:
                    found.append(record)
            return found
        key: Key = ("list", "properties", None)
        entry = await self._files.save_list(key, "lists/properties.jsonl", self._open("properties"))
        return [
            (row, text)
            for row, text in await self._files.read_list(entry)
            if id_in(row) is not None and self._selection.covers([row.get(name) for name in _DATES])
        ]

    async def _one(self, identity: int) -> tuple[dict[str, Any], str] | None:
        """Read one property, for a selection of some."""
        found: dict[str, Any] = {}

        async def take(_: Entry | None) -> Found:
            record = await get_verbatim(self._client, f"/properties/{identity}")
            found.update(record)
            return await self._save({"id": identity, **record}, record.text)

        request = f"GET /properties/{identity}"
        entry = await self._work.do(("property", identity, None), request, take)
        if entry is None or entry.path is None:
            return None
        self._folders[identity] = entry.path.rpartition("/")[0]
        return found or {"id": identity}, ""

    async def _save(self, row: dict[str, Any], text: str) -> Found:
        identity = id_in(row)
        assert identity is not None
        folder = folder_of(
            self._work.manifest,
            ("property", identity, None),
            "properties",
            identity,
            property_name(row),
            row.get("created"),
        )
        return await self._files.save_record(f"{folder}/property.json", text, keep=True)

    async def _record(self, row: dict[str, Any], text: str) -> str:
        """Save a property's record, which its list has in full, and return its folder."""
        identity = id_in(row)
        assert identity is not None
        if identity not in self._folders:
            entry = await self._work.do(
                ("property", identity, None),
                "GET /properties",
                lambda _: self._save(row, text),
                listed=fingerprint(text),
            )
            assert entry is not None
            assert entry.path is not None
            self._folders[identity] = entry.path.rpartition("/")[0]
        return self._folders[identity]

    async def _survey(self, item: tuple[dict[str, Any], str]) -> None:
        """List the documents of a property, to say how many there are."""
        row, text = item
        await self._documents_of(row, await self._record(row, text))

    async def _property(self, item: tuple[dict[str, Any], str]) -> None:
        row, text = item
        identity = id_in(row)
        assert identity is not None
        folder = await self._record(row, text)
        for part in _PARTS:
            if part != "documents":
                pager = self._open(f"property_{part}", identity)
                await self._files.save_list(
                    (f"property {part}", identity, None), f"{folder}/{part}.jsonl", pager
                )
        documents = await self._documents_of(row, folder)
        if self._selection.documents:
            save = partial(self._document, identity, folder)
            await self._work.each(documents, save, DOCUMENTS_AT_ONCE)
        self._tally.places += 1
        self._announce()

    async def _documents_of(self, row: dict[str, Any], folder: str) -> list[dict[str, Any]]:
        identity = id_in(row)
        assert identity is not None
        pager = self._open("property_documents", identity)
        key: Key = ("property documents", identity, None)
        entry = await self._files.save_list(key, f"{folder}/documents.jsonl", pager)
        rows = [row for row, _ in await self._files.read_list(entry)]
        documents = list(_with_links(rows))
        wanted = sum(
            self._is_wanted(each) and not self._is_saved(identity, each) for each in documents
        )
        self._tally.survey(identity, wanted if self._selection.documents else 0)
        return documents

    # --- documents

    def _is_wanted(self, row: dict[str, Any]) -> bool:
        link = _parts(row["url"])
        if link.scheme not in _SCHEMES:
            return False
        return self._selection.follow_links or link.netloc == self._host

    def _is_saved(self, of: int, row: dict[str, Any]) -> bool:
        return self._work.is_unchanged(_key_of(of, row), _listed(row))

    async def _document(self, of: int, folder: str, row: dict[str, Any]) -> None:
        key = _key_of(of, row)
        link = str(row["url"])
        name = str(row.get("name") or row.get("title") or "")
        listed = row.get("file_size")
        size = listed if type(listed) is int else None
        parts = _parts(link)
        shown = parts._replace(query="", fragment="").geturl()

        async def skip(_: Entry | None) -> Found:
            why = f"it is on another host, {parts.netloc}; links there are not followed"
            if parts.scheme not in _SCHEMES:
                why = "its link is not a valid link to a web server"
            return Found(placed=None, status=SKIPPED, why=why)

        async def download(path: Path) -> Contents:
            try:
                return Contents(
                    *await download_link(link, path, stay=not self._selection.follow_links)
                )
            except LinkError as error:
                raise NotAsListedError(str(error)) from error

        async def take(earlier: Entry | None) -> Found:
            return await self._files.save_document(key, folder, name, size, earlier, download)

        async with self._downloads:
            if self._is_wanted(row):
                await self._work.do(key, f"GET {shown}", take, name=name, listed=_listed(row))
            elif not self._is_saved(of, row):
                await self._work.do(key, f"GET {shown}", skip, name=name)


def _with_links(rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Find the documents with a link, also those in folders."""
    for row in rows:
        if not isinstance(row, dict):
            continue
        link = row.get("url")
        if isinstance(link, str) and link:
            yield row
        for nested in row.values():
            if isinstance(nested, list):
                yield from _with_links(nested)


def _parts(link: object) -> SplitResult:
    """Split a link; one that is invalid has no scheme and no host."""
    try:
        return urlsplit(str(link))
    except ValueError:
        return SplitResult("", "", str(link).partition("?")[0], "", "")


def _key_of(of: int, row: dict[str, Any]) -> Key:
    identity = id_in(row)
    return "document", fingerprint(str(row["url"])) if identity is None else identity, of


def _listed(row: dict[str, Any]) -> str:
    """Return what a list says of a document's contents; links may be signed again each time."""
    link = _parts(row["url"])
    return fingerprint(repr([row.get("file_size"), row.get("created"), link.netloc, link.path]))


def property_name(row: dict[str, Any]) -> str:
    """Return a property's address, or what else names it."""
    values = row.get("field_values")
    for value in values if isinstance(values, list) else ():
        if isinstance(value, dict) and "address" in str(value.get("key", "")).lower():
            text = value.get("value")
            if isinstance(text, str) and text.strip():
                return text
    for name in ("address", "title", "name"):
        if isinstance(row.get(name), str):
            return str(row[name])
    return ""
