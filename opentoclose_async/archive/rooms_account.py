"""What an account of DocuSign Rooms holds, and how each part of it is archived."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import orjson

from opentoclose_async import AsyncRooms
from opentoclose_async._protocol.arguments import path_with
from opentoclose_async._runtime.client import get_verbatim
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async.archive.account_files import AccountFiles, Contents
from opentoclose_async.archive.manifest import Entry, Key
from opentoclose_async.archive.names import folder_name
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
from opentoclose_async.rooms.contents import download_document
from opentoclose_async.rooms.unpaged import iter_room_task_lists

__all__ = ["ROOMS_LISTS", "RoomsAccount"]

ROOMS_LISTS = (
    "account",
    "users",
    "offices",
    "regions",
    "roles",
    "room-templates",
    "task-list-templates",
    "form-groups",
    "form-libraries",
    "rooms",
)
"""What ``only`` may name."""

ALL_STATUSES = "active,pending,open,closed"
"""Without a status, the API leaves closed rooms out."""

_DATES = (
    "createdDate",
    "submittedForReviewDate",
    "closedDate",
    "rejectedDate",
    "fieldDataLastUpdatedDate",
)


class RoomsAccount:
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
        client: AsyncRooms,
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
        self._prefix = ""
        self._places: list[tuple[dict[str, Any], str]] = []
        self._forms: set[str] = set()
        self._folders: dict[int, str] = {}
        self._files = AccountFiles(work, tally)
        self._downloads = anyio.Semaphore(DOCUMENTS_AT_ONCE)

    async def survey(self) -> None:
        """
        Archive the account's lists, and list the documents of some rooms, to count them.

        Raises:
            StoppedError: If a limit or an error ends the run.
        """
        users = await self._client.users.iter_users().description.completed()
        self._prefix = users.path.rpartition("/")[0]
        await self._work.each(self._lists(), lambda step: step(), PLACES_AT_ONCE)
        self._places = rooms = await self._rooms()
        self._tally.places_total = len(rooms)
        self._tally.places_read = sum(
            self._work.is_done(("room documents", row["roomId"], None)) for row, _ in rooms
        )
        self._tally.list_requests = self._work.requests
        self._tally.records = sum(self._has_changed(row, text) for row, text in rooms)
        self._tally.records_left = self._tally.records
        await self._work.each(sample_of(rooms), self._survey, PLACES_AT_ONCE)

    async def archive(self) -> None:
        """
        Archive the rooms, unless this run did so.

        Raises:
            StoppedError: If a limit or an error ends the run.
        """
        await self._work.each(self._places, self._room, PLACES_AT_ONCE)
        await self._work.each(sorted(self._forms), self._form, PLACES_AT_ONCE)

    # --- the account

    def _lists(self) -> Iterable[Callable[[], Awaitable[object]]]:
        client = self._client
        plain: Mapping[str, Callable[[], Pager[Any]]] = {
            "users": client.users.iter_users,
            "offices": client.offices.iter_offices,
            "regions": client.regions.iter_regions,
            "roles": client.roles.iter_roles,
            "room-templates": client.room_templates.iter_room_templates,
            "task-list-templates": client.task_list_templates.iter_task_list_templates,
        }
        if self._selection.takes("account"):
            yield self._account
        for name, open_list in plain.items():
            if self._selection.takes(name):
                yield partial(self._list, name, open_list)
        if self._selection.takes("form-groups"):
            yield self._form_groups
        if self._selection.takes("form-libraries"):
            yield self._form_libraries

    async def _account(self) -> None:
        async def take(_: Entry | None) -> Found:
            account = await get_verbatim(self._client, self._prefix)
            return await self._files.save_record("account.json", account.text)

        await self._work.do(("account", "account", None), f"GET {self._prefix}", take)

    async def _list(self, name: str, open_list: Callable[[], Pager[Any]]) -> Entry | None:
        return await self._files.save_list(("list", name, None), f"lists/{name}.jsonl", open_list())

    async def _form_groups(self) -> None:
        groups = self._client.form_groups
        await self._with_forms(
            "form-groups", groups.iter_form_groups, "formGroupId", groups.iter_form_group_forms
        )

    async def _form_libraries(self) -> None:
        libraries = self._client.form_libraries
        await self._with_forms(
            "form-libraries",
            libraries.iter_form_libraries,
            "formsLibraryId",
            libraries.iter_form_library_forms,
        )

    async def _with_forms(
        self,
        name: str,
        open_list: Callable[[], Pager[Any]],
        key: str,
        open_forms: Callable[[str], Pager[Any]],
    ) -> None:
        """Save a list, and the forms of each of its rows."""
        entry = await self._list(name, open_list)
        for row, _ in await self._files.read_list(entry):
            identity = row.get(key)
            if isinstance(identity, str) and identity:
                path = f"lists/{name}/{folder_name(identity, str(row.get('name') or ''))}.jsonl"
                pager = open_forms(identity)
                await self._files.save_list((f"{name} forms", identity, None), path, pager)

    # --- rooms

    async def _rooms(self) -> list[tuple[dict[str, Any], str]]:
        """Return the rooms to go through, with the text of each; read them if they are wanted."""
        if self._selection.places:
            return [({"roomId": identity}, "") for identity in self._selection.places]
        if not self._selection.takes("rooms"):
            return []
        entry = await self._list(
            "rooms", lambda: self._client.rooms.iter_rooms(room_status=ALL_STATUSES)
        )
        return [
            (row, text)
            for row, text in await self._files.read_list(entry)
            if type(row.get("roomId")) is int
            and self._selection.covers([row.get(name) for name in _DATES])
        ]

    def _has_changed(self, row: dict[str, Any], text: str) -> bool:
        return not self._work.is_unchanged(("room", row["roomId"], None), fingerprint(text))

    async def _survey(self, room: tuple[dict[str, Any], str]) -> None:
        """List the documents of a room, to say how many there are."""
        row, text = room
        if await self._record(row, text) is not None:
            await self._documents_of(row["roomId"])

    async def _record(self, row: dict[str, Any], text: str) -> str | None:
        """Save a room's record; return its folder, or None if there is no such room."""
        identity = row["roomId"]
        if identity in self._folders:
            return self._folders[identity]
        key: Key = ("room", identity, None)
        changed = self._has_changed(row, text) and not self._work.is_done(key)

        async def take(_: Entry | None) -> Found:
            query = {"includeFieldData": True}
            room = await get_verbatim(self._client, f"{self._prefix}/rooms/{identity}", query)
            found = {**row, **room}
            folder = folder_of(
                self._work.manifest,
                key,
                "rooms",
                identity,
                str(found.get("name") or ""),
                found.get("createdDate"),
            )
            return await self._files.save_record(f"{folder}/room.json", room.text, keep=True)

        request = f"GET {self._prefix}/rooms/{identity}?includeFieldData=true"
        listed = fingerprint(text) if text else None
        name = _text(row.get("name"))
        entry = await self._work.do(key, request, take, name=name, listed=listed)
        self._tally.records_left -= changed
        if entry is None or entry.path is None:
            return None
        self._folders[identity] = entry.path.rpartition("/")[0]
        return self._folders[identity]

    async def _room(self, room: tuple[dict[str, Any], str]) -> None:
        row, text = room
        identity = row["roomId"]
        folder = await self._record(row, text)
        if folder is not None:
            rooms = self._client.rooms
            await self._files.save_list(
                ("room users", identity, None),
                f"{folder}/users.jsonl",
                rooms.iter_room_users(identity),
            )
            await self._files.save_list(
                ("room task lists", identity, None),
                f"{folder}/task-lists.jsonl",
                iter_room_task_lists(self._client, identity),
            )
            documents = await self._documents_of(identity)
            if self._selection.documents:
                save = partial(self._document, identity, folder)
                await self._work.each(documents, save, DOCUMENTS_AT_ONCE)
        self._tally.places += 1
        self._announce()

    async def _documents_of(self, identity: int) -> list[dict[str, Any]]:
        """List a room's documents; those to download are counted once."""
        path = f"{self._folders[identity]}/documents.jsonl"
        pager = self._client.rooms.iter_documents(identity)
        entry = await self._files.save_list(("room documents", identity, None), path, pager)
        documents = [row for row, _ in await self._files.read_list(entry)]
        wanted = sum(not self._is_saved(identity, each) for each in documents)
        self._tally.survey(identity, wanted if self._selection.documents else 0)
        for each in documents:
            form = each.get("docuSignFormId")
            if isinstance(form, str) and form:
                self._forms.add(form)
        return documents

    # --- documents

    def _is_saved(self, room: int, row: dict[str, Any]) -> bool:
        key: Key = ("document", row.get("documentId") or 0, room)
        return self._work.is_unchanged(key, _listed(row))

    async def _document(self, room: int, folder: str, row: dict[str, Any]) -> None:
        identity = row.get("documentId")
        if type(identity) is not int:
            return
        key: Key = ("document", identity, room)
        listed = row.get("size")
        size = listed if type(listed) is int else None
        name = _text(row.get("name"))

        async def download(path: Path) -> Contents:
            contents = await download_document(self._client, identity, path)
            if contents.size is None or contents.sha256 is None:
                raise NotAsListedError("the response has no contents")
            return Contents(contents.size, contents.sha256)

        async def take(earlier: Entry | None) -> Found:
            return await self._files.save_document(key, folder, name or "", size, earlier, download)

        request = f"GET {self._prefix}/documents/{identity}?includeContents=true"
        async with self._downloads:
            await self._work.do(key, request, take, name=name, listed=_listed(row))

    async def _form(self, identity: str) -> None:
        path = path_with("/forms/{form_id}/details", form_id=identity)

        async def take(_: Entry | None) -> Found:
            details = await get_verbatim(self._client, f"{self._prefix}{path}")
            name = folder_name(identity, "")
            return await self._files.save_record(f"forms/{name}.json", details.text)

        request = f"GET {self._prefix}{path}"
        # Details of a form are what they were when a document was made of it.
        await self._work.do(("form", identity, None), request, take, listed="")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _listed(row: dict[str, Any]) -> str:
    """Return what a list says of a document's contents."""
    return fingerprint(orjson.dumps([row.get("size"), row.get("createdDate")]).decode())
