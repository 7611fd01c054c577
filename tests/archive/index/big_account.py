"""The entries of a made-up account of any size."""

from collections.abc import Iterator
from random import Random

from opentoclose_async.archive.index import (
    IndexedDocument,
    IndexedFile,
    IndexedPerson,
    IndexedPlace,
)

__all__ = ["FILES", "big_people", "big_places"]

FIRST_NAMES = [
    "Ann",
    "Bob",
    "José",
    "Müller",
    "Zoë",
    "Łukasz",
    "Björn",
    "Maria",
    "Wei",
    "Fatima",
    "John",
    "Grace",
    "Omar",
    "Lena",
]
LAST_NAMES = [
    "Smith",
    "García",
    "Nguyen",
    "O’Brien",
    "Patel",
    "Kowalski",
    "Dubois",
    "Rossi",
    "Andersson",
    "Brown",
]
STREETS = [
    "Elm",
    "Oak",
    "Maple",
    "Cedar",
    "Pine",
    "Walnut",
    "Lake",
    "Hill",
    "Park",
    "Sunset",
    "Ridge",
    "River",
    "Church",
]
KINDS = ["Street", "Avenue", "Road", "Lane", "Drive", "Court", "Boulevard"]
CITIES = [
    "Springfield",
    "Franklin",
    "Greenville",
    "Bristol",
    "Clinton",
    "Fairview",
    "Salem",
    "Madison",
]
STATUSES = ["Active", "Pending", "Closed", "Closed", "Closed"]
DOCUMENTS = (
    "Offer.pdf",
    "Counter Offer.pdf",
    "Inspection Report.pdf",
    "Disclosure.pdf",
    "Title Commitment.pdf",
    "Closing Statement.pdf",
    "Lead Paint Addendum.pdf",
    "Photo of the Roof.jpg",
    "Wire Instructions.pdf",
)
FILES = (
    IndexedFile("Users", "lists/users.jsonl", 3000),
    IndexedFile("Offices", "lists/offices.jsonl", 12),
)


def big_people(count: int) -> Iterator[IndexedPerson]:
    """Yield users."""
    for number in range(count):
        status = "Pending" if number % 7 == 0 else "Active"
        yield IndexedPerson(_name(number), _email(number), "Agent", status)


def big_places(count: int, people: int, documents: int = 5) -> Iterator[IndexedPlace]:
    """Yield rooms, with ``documents`` documents each on average and one in 250 missing."""
    random = Random(1)
    for number in range(1000, 1000 + count):
        street = f"{random.randint(1, 9999)} {random.choice(STREETS)} {random.choice(KINDS)}"
        year = random.randint(2016, 2026)
        path = f"rooms/{year}/{number:07} {street}"
        in_room = [random.randrange(people) for _ in range(random.randint(2, 7))]
        yield IndexedPlace(
            number,
            street,
            random.choice(STATUSES),
            f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
            path,
            tuple(f"{_name(each)} <{_email(each)}>" for each in in_room),
            tuple(_document(random, path) for _ in range(random.randint(0, 2 * documents))),
            {
                "Address": f"{street}, {random.choice(CITIES)}, IL {random.randint(60000, 62999)}",
                "Office": random.choice(CITIES),
            },
        )


def _name(number: int) -> str:
    first, last = number % len(FIRST_NAMES), number // len(FIRST_NAMES) % len(LAST_NAMES)
    return f"{FIRST_NAMES[first]} {LAST_NAMES[last]}"


def _email(number: int) -> str:
    return f"agent.{number}@example.com"


def _document(random: Random, folder: str) -> IndexedDocument:
    name = random.choice(DOCUMENTS)
    if random.random() < 0.004:
        return IndexedDocument(name, note="The server returned 500 three times.")
    path = f"{folder}/documents/{random.randint(1, 999_999)} {name}"
    return IndexedDocument(name, path, random.randint(1000, 9_000_000))
