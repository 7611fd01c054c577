"""The state of an account of DocuSign Rooms: what an archive of it has to hold."""

from dataclasses import dataclass, field
from typing import Any

__all__ = ["Account", "Document", "Room", "small_account"]

_LISTED = -1


@dataclass
class Document:
    """
    A document.

    Attributes:
        id: Its id.
        name: What the list calls it.
        contents: Its bytes.
        listed_size: The size that the list says; that of the contents by default.
    """

    id: int
    name: str | None
    contents: bytes
    listed_size: int | None = _LISTED
    created: str | None = "2024-05-01T10:00:00Z"
    form: str | None = None

    def row(self) -> dict[str, Any]:
        """Return its row in the list of its room."""
        size = len(self.contents) if self.listed_size == _LISTED else self.listed_size
        return {
            "documentId": self.id,
            "name": self.name,
            "ownerId": 1,
            "size": size,
            "createdDate": self.created,
            "isSigned": False,
            "isArchived": False,
            "docuSignFormId": self.form,
        }


@dataclass
class Room:
    """A room and everything in it."""

    id: int
    name: str | None
    created: str | None = "2024-05-01T10:00:00Z"
    status: str = "active"
    fields: dict[str, Any] = field(default_factory=dict)
    changed: str | None = "2024-05-02T10:00:00Z"
    closed: str | None = None
    users: list[dict[str, Any]] = field(default_factory=list)
    task_lists: list[dict[str, Any]] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """Return its row in the list of rooms."""
        return {
            "roomId": self.id,
            "name": self.name,
            "officeId": 1,
            "createdDate": self.created,
            "closedDate": self.closed,
            "fieldDataLastUpdatedDate": self.changed,
        }

    def record(self) -> dict[str, Any]:
        """Return its record, with field data."""
        return {**self.row(), "companyId": 9, "fieldData": {"data": self.fields}}


@dataclass
class Account:
    """
    An account.

    Attributes:
        lists: The rows of each list of the account but rooms, by the last part of its address.
        rooms: The rooms, by id.
        forms: The forms of each group and library, by the group's or library's id.
    """

    guid: str = "3f1c9a52-7d46-4b0e-9a8d-5c2e61b7f043"
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    rooms: dict[int, Room] = field(default_factory=dict)
    forms: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, room: Room) -> Room:
        """Add a room."""
        self.rooms[room.id] = room
        return room

    def documents(self) -> dict[int, Document]:
        """Return all documents, by id."""
        return {each.id: each for room in self.rooms.values() for each in room.documents}


def small_account(rooms: int = 3, documents: int = 2) -> Account:
    """Return an account with something of everything."""
    account = Account(
        lists={
            "users": [{"userId": n, "email": f"u{n}@example.com"} for n in (1, 2, 3)],
            "offices": [{"officeId": 1, "name": "Main"}],
            "regions": [{"regionId": 1, "name": "West"}],
            "roles": [{"roleId": 1, "name": "Agent"}],
            "room_templates": [{"roomTemplateId": 1, "name": "Sale"}],
            "task_list_templates": [{"taskListTemplateId": 1, "name": "Closing"}],
            "form_groups": [{"formGroupId": "aa-1", "name": "Listings", "formCount": 1}],
            "form_libraries": [{"formsLibraryId": "bb-1", "name": "State", "formCount": 2}],
        },
        forms={
            "aa-1": [{"formId": "f-1", "name": "Offer"}],
            "bb-1": [
                {"libraryFormId": "f-2", "name": "Lease"},
                {"libraryFormId": "f-3", "name": "Deed"},
            ],
        },
    )
    for number in range(1, rooms + 1):
        account.add(
            Room(
                number,
                f"{number} Elm Street",
                created=f"{2018 + number % 7}-05-01T10:00:00Z",
                status=("active", "pending", "closed")[number % 3],
                fields={"city": "Denver", "price": number},
                users=[{"userId": 1, "email": "u1@example.com"}],
                task_lists=[{"taskListId": number, "name": "Closing"}],
                documents=[
                    Document(number * 100 + n, f"Offer {n}.pdf", f"{number}/{n} ".encode() * 50)
                    for n in range(documents)
                ],
            )
        )
    account.rooms[1].documents[0].form = "f-1"
    return account
