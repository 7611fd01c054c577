"""Collect from an archive's files what its index page shows."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from opentoclose_async.archive.directory import Directory
from opentoclose_async.archive.index import (
    IndexedDocument,
    IndexedFile,
    IndexedPerson,
    IndexedPlace,
    write_index,
)
from opentoclose_async.archive.listing import rows_of
from opentoclose_async.archive.manifest import Entry, Manifest
from opentoclose_async.archive.otc_account import property_name
from opentoclose_async.archive.run_state import PLACE

__all__ = ["write_index_of"]

INDEX = "index.html"
_PEOPLE = {"rooms": ("users",), "properties": ("users", "agents", "contacts")}
_STATUSES = (("closedDate", "closed"), ("submittedForReviewDate", "pending"))

Row = dict[str, Any]


def write_index_of(directory: Directory, manifest: Manifest, places: str, account: str) -> None:
    """
    Write the index page of an archive.

    Args:
        directory: The archive's folder.
        manifest: What it holds.
        places: "rooms" or "properties".
        account: The account, for the title.
    """
    data = _IndexData(directory, manifest, places)

    def write(file: BinaryIO) -> None:
        write_index(
            file,
            title=f"Archive of {data.account_name() or account}",
            place_word="rooms" if places == "rooms" else "properties",
            places=data.places(),
            people=data.people(),
            files=data.files(),
            missing=manifest.missing_count,
        )

    directory.place(directory.write_temporary_with(write), INDEX)


class _IndexData:
    def __init__(self, directory: Directory, manifest: Manifest, places: str) -> None:
        self._directory = directory
        self._manifest = manifest
        self._word = places
        self._offices = {
            str(row.get("officeId")): _text(row, "name") for row in self._rows("list", "offices")
        }

    def account_name(self) -> str:
        """Return the account's name, if the archive has it."""
        if self._word != "rooms":
            return "Open To Close"
        entry = self._manifest.get(("account", "account", None))
        if entry is None or entry.path is None:
            return ""
        record = self._directory.read_json(entry.path)
        return _text(record, "companyName") or _text(record, "name")

    def files(self) -> Iterator[IndexedFile]:
        for entry in self._manifest.of_kind_in_order("list"):
            if entry.path is not None:
                yield IndexedFile(str(entry.id), entry.path, entry.rows)

    def people(self) -> Iterator[IndexedPerson]:
        for name in _PEOPLE[self._word]:
            for row in self._rows("list", name):
                yield IndexedPerson(
                    _full_name(row), _text(row, "email"), _role(row, name), _text(row, "status")
                )

    def places(self) -> Iterator[IndexedPlace]:
        place = PLACE[self._word]
        summaries = {
            row.get("roomId" if self._word == "rooms" else "id"): row
            for row in self._rows("list", self._word)
        }
        documents: dict[Any, list[Entry]] = {}
        for entry in self._manifest.of_kind_in_order("document"):
            documents.setdefault(entry.of, []).append(entry)
        for entry in self._manifest.of_kind_in_order(place):
            if entry.path is None:
                continue
            row = summaries.get(entry.id) or self._directory.read_json(entry.path)
            yield IndexedPlace(
                id=entry.id,
                name=_text(row, "name") or property_name(row),
                status=_status(row) if self._word == "rooms" else "",
                date=(_text(row, "createdDate") or _text(row, "created"))[:10],
                path=entry.path.rpartition("/")[0],
                people=tuple(self._people_in(entry.id)),
                documents=tuple(self._documents(entry.id, documents.get(entry.id, []))),
                details=self._details(row),
            )

    def _details(self, row: Row) -> dict[str, str]:
        office = self._offices.get(str(row.get("officeId")), "")
        found = {
            "Office": office,
            "Agent": _text(row, "agent_name"),
            "Team": _text(row, "team_name"),
        }
        return {name: text for name, text in found.items() if text}

    def _people_in(self, place: object) -> Iterator[str]:
        what = "room users" if self._word == "rooms" else "property contacts"
        for row in self._rows(what, place):
            person = row.get("contact") if self._word == "properties" else row
            if isinstance(person, dict):
                name, email = _full_name(person), _text(person, "email")
                if name or email:
                    yield f"{name} <{email}>" if name and email else name or email

    def _documents(self, place: object, entries: Iterable[Entry]) -> Iterator[IndexedDocument]:
        names = {}
        what = "room documents" if self._word == "rooms" else "property documents"
        for row in self._rows(what, place):
            identity = row.get("documentId") if self._word == "rooms" else row.get("id")
            names[identity] = _text(row, "name") or _text(row, "title")
        for entry in entries:
            name = names.pop(entry.id, "") or (entry.path or "").rpartition("/")[2]
            yield IndexedDocument(name, entry.path, entry.size, entry.why or "")
        for name in names.values():
            yield IndexedDocument(name, None, None, "not downloaded")

    def _rows(self, what: str, identity: object) -> Iterator[Row]:
        of_account = what == "list"
        key = (what, identity, None)
        entry = self._manifest.get(key)  # type: ignore[arg-type]  # an id is a number or text
        if entry is not None and entry.path is not None:
            for row, _ in rows_of(self._directory, entry, gone=not of_account):
                yield row


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _full_name(row: Row) -> str:
    parts = (
        row.get("firstName") or row.get("first_name"),
        row.get("lastName") or row.get("last_name"),
    )
    return " ".join(part for part in parts if isinstance(part, str) and part) or _text(row, "name")


def _role(row: Row, of: str) -> str:
    return _text(row, "roleName") or _text(row, "titleName") or of.removesuffix("s")


def _status(row: Row) -> str:
    for name, status in _STATUSES:
        if row.get(name):
            return status
    return "active"
