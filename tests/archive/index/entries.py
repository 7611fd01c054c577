"""An archive's entries, and texts that are hard to show."""

from io import BytesIO
from typing import Literal

from opentoclose_async.archive.index import (
    IndexedDocument,
    IndexedFile,
    IndexedPerson,
    IndexedPlace,
    write_index,
)

__all__ = ["FILES", "HOSTILE", "PEOPLE", "PLACES", "page_of", "with_texts"]

PLACES = (
    IndexedPlace(
        id=1234,
        name="12 Elm Street",
        status="Active",
        date="2026-03-02",
        path="rooms/2026/0001234 12 Elm Street",
        people=("Ann Adams <ann@example.com>", "José Müller"),
        documents=(
            IndexedDocument(
                "Offer.pdf", "rooms/2026/0001234 12 Elm Street/documents/55 Offer.pdf", 2_150_000
            ),
            IndexedDocument("Survey.pdf", size=70, note="The server returned 500 three times."),
        ),
        details={"Address": "12 Elm Street, Springfield", "Office": "Downtown"},
    ),
    IndexedPlace(
        id=77,
        name="2 Elm Street",
        status="Closed",
        date="2024-11-30",
        path="rooms/2024/0000077 2 Elm Street",
        people=("bob@example.com",),
        documents=(
            IndexedDocument(
                "Counter offer.pdf", "rooms/2024/0000077 2 Elm Street/Counter offer.pdf"
            ),
            IndexedDocument("Lease – O’Brien.pdf", "elsewhere/Lease.pdf", 999),
        ),
    ),
    IndexedPlace(9, "Łódź straße", "", "", "rooms/undated/0000009 Łódź straße"),
)
PEOPLE = (
    IndexedPerson("Bob Brown", "bob@example.com", "Agent", "Closed"),
    IndexedPerson("Ann Adams", "ANN@example.com", "Manager", "Active"),
    IndexedPerson("Zoë Nobody", "", "", "Pending"),
)
FILES = (
    IndexedFile("Users", "lists/users.jsonl", 3000),
    IndexedFile("Offices", "lists/offices.jsonl"),
)
HOSTILE = (
    "</script><script>window.hacked = 1</script>",
    "<!--<script>",
    "]]><img src=x onerror='window.hacked = 2'>",
    '"><svg onload="window.hacked = 3">',
    "'-window.hacked-'",
    "javascript:window.hacked=4",
    "{{7*7}}${window.hacked=5}`",
    "$title $entries $$",
    "&lt;b&gt; &amp; &#x3c;",
    "line\u2028paragraph\u2029next\x85\n\r\t\x00end",
    "offer \u202efdp.exe\u2066 \u2069\u200f",
    "\ud800 lone \udfff",
    "__proto__",
    "constructor",
    "🏡 Größe",
)


def page_of(
    places: tuple[IndexedPlace, ...] = PLACES,
    people: tuple[IndexedPerson, ...] = PEOPLE,
    files: tuple[IndexedFile, ...] = FILES,
    *,
    title: str = "Example Realty",
    place_word: Literal["rooms", "properties"] = "rooms",
    missing: int = 1,
) -> bytes:
    """Return the page of some entries."""
    file = BytesIO()
    write_index(
        file,
        title=title,
        place_word=place_word,
        places=iter(places),
        people=iter(people),
        files=iter(files),
        missing=missing,
    )
    return file.getvalue()


def with_texts(texts: tuple[str, ...]) -> bytes:
    """Return a page that has each text wherever the account's texts are."""
    places = tuple(_place_of(text) for text in texts)
    people = tuple(IndexedPerson(text, text, text, text) for text in texts)
    files = tuple(IndexedFile(text, FILES[0].path) for text in texts)
    return page_of(places, people, files, title="".join(texts))


def _place_of(text: str) -> IndexedPlace:
    documents = (IndexedDocument(text, "a/b", note=text), IndexedDocument(text, note=text))
    return IndexedPlace(text, text, text, text, "a", (text,), documents, {text: text})
