"""The page as bytes: what is in it, whatever the texts of the account are."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opentoclose_async.archive.index import IndexedDocument, IndexedFile, IndexedPlace
from tests.archive.index.entries import HOSTILE, PLACES, page_of, with_texts


class Reader(HTMLParser):
    """Collect the tags of a page, its links, and the text of its scripts and styles."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.policy = ""
        self.raw: list[str] = []
        self.feed(page.decode("ascii"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        values = dict(attrs)
        self.links += [value for name in ("href", "src") if (value := values.get(name))]
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"] or ""

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.raw.append(data)

    def entries(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Return the places and the people."""
        _style, places, people, _script = self.raw
        assert "<" not in places + people
        return json.loads(places), json.loads(people)


HARMLESS = Reader(with_texts(("harmless",)))


def as_read(text: str) -> Any:
    """Return a text as a reader of JSON has it: two halves of a character become one."""
    return json.loads(json.dumps(text))


def test_the_data_are_plain_json_with_an_entry_per_line() -> None:
    places, people = Reader(page_of()).entries()
    assert places[0] == {
        "id": "1234",
        "name": "12 Elm Street",
        "status": "Active",
        "date": "2026-03-02",
        "folder": "./rooms/2026/0001234%2012%20Elm%20Street/",
        "details": {"Address": "12 Elm Street, Springfield", "Office": "Downtown"},
        "people": ["Ann Adams <ann@example.com>", "José Müller"],
        "documents": [
            {"name": "Offer.pdf", "file": "documents/55%20Offer.pdf", "size": 2_150_000},
            {
                "name": "Survey.pdf",
                "size": 70,
                "note": "The server returned 500 three times.",
            },
        ],
    }
    assert places[1]["documents"][1]["link"] == "./elsewhere/Lease.pdf"
    assert [person["name"] for person in people] == ["Bob Brown", "Ann Adams", "Zoë Nobody"]
    lines = page_of().splitlines()
    assert sum(line.startswith(b'{"id":') for line in lines) == len(PLACES)


def test_the_same_entries_make_the_same_bytes() -> None:
    assert page_of() == page_of()


def test_an_empty_account_has_a_page() -> None:
    page = page_of((), (), (), missing=0)
    assert Reader(page).entries() == ([], [])
    assert b"missing from this archive" not in page


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_html(text: str) -> None:
    page = Reader(with_texts((text,)))
    assert page.tags == HARMLESS.tags
    assert page.links == HARMLESS.links


@given(st.text(st.characters() | st.sampled_from("<>/!-&\"'$scriptSCRIPT\u2028\ud800\udc00")))
def test_every_text_comes_through(text: str) -> None:
    page = Reader(with_texts((text,)))
    assert page.tags == HARMLESS.tags
    places, people = page.entries()
    assert places[0]["name"] == people[0]["email"] == as_read(text)
    assert places[0]["details"] == {as_read(text): as_read(text)}


def test_the_policy_permits_nothing_but_the_style_and_the_script_of_the_page() -> None:
    page = Reader(page_of())
    style, *_, script = page.raw

    def source(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    policy = dict(part.split(maxsplit=1) for part in page.policy.split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == source(style)
    assert policy["script-src"] == source(script)
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    assert not re.search(r"\bsrc=|url\(|@import|https?:", page_of().decode("ascii"))


def test_places_are_written_as_they_come() -> None:
    written: list[int] = []

    class File:
        """Count what is written."""

        def write(self, data: bytes) -> int:
            written.append(len(data))
            return len(data)

        def writelines(self, lines: Any) -> None:
            for line in lines:
                self.write(line)

    def places() -> Any:
        for number in range(5):
            assert len(written) == number + 1
            yield IndexedPlace(number, "A", "", "", f"rooms/{number}")

    from opentoclose_async.archive.index import write_index

    write_index(
        File(),  # type: ignore[arg-type]  # all that is used of a file
        title="",
        place_word="properties",
        places=places(),
        people=(),
        files=(),
        missing=0,
    )


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../a", "a/../../b", "a//b", "", ".", "a/", "//host/share", "a/\ud800"]
)
def test_a_path_out_of_the_archive_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="inside the archive"):
        IndexedDocument("Offer.pdf", path)
    with pytest.raises(ValueError, match="inside the archive"):
        IndexedPlace(1, "Elm", "", "", path)
    with pytest.raises(ValueError, match="inside the archive"):
        IndexedFile("Users", path)
