"""Write the page of an index."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from importlib.resources import files as package_files
from string import Template
from typing import Any, BinaryIO, Literal
from urllib.parse import quote

from attrs import asdict

from opentoclose_async.archive.index.entries import (
    IndexedDocument,
    IndexedFile,
    IndexedPerson,
    IndexedPlace,
)

__all__ = ["write_index"]

_POLICY = (
    "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Nothing is loaded, nothing runs but the page's own script, and no text becomes HTML in it."""
_INVISIBLE = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ") | {
    code: f"[U+{code:X}]" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
"""Control characters as spaces, and those that reverse what follows as their names."""


def write_index(
    file: BinaryIO,
    *,
    title: str,
    place_word: Literal["rooms", "properties"],
    places: Iterable[IndexedPlace],
    people: Iterable[IndexedPerson],
    files: Iterable[IndexedFile],
    missing: int,
) -> None:
    """
    Write the page, the same bytes for the same entries.

    All texts may contain anything: none can become HTML, a script or a link out of the archive.

    Args:
        file: Receives the page, in ASCII.
        title: What the archive is of.
        place_word: What its places are called, and the folder that they are in.
        places: Read once, and not kept.
        people: Read once, after the places.
        files: Read once, before the places.
        missing: How many things could not be archived, for the notice at the top.
    """
    style, script = _read("page.css"), _read("page.js")
    values = {
        "policy": _POLICY.format(style=_hash(style), script=_hash(script)),
        "title": _html(title),
        "places": place_word,
        "style": style,
        "script": script,
        "missing": _missing_notice(missing),
        "lists": "\n".join(map(_list_item, files)),
    }
    page = _read("page.html").split("$entries\n")
    head, between, tail = (
        Template(part).substitute(values).encode("ascii", "xmlcharrefreplace") for part in page
    )
    file.write(head)
    file.writelines(_json_lines(map(_place_data, places)))
    file.write(between)
    file.writelines(_json_lines(map(asdict, people)))
    file.write(tail)


def _read(name: str) -> str:
    return package_files("opentoclose_async.archive.index").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _html(text: str) -> str:
    readable = text.encode("utf-8", "replace").decode()  # lone surrogates
    return escape(readable.translate(_INVISIBLE))


def _missing_notice(missing: int) -> str:
    if not missing:
        return ""
    are = "1 item is" if missing == 1 else f"{missing:,} items are"
    return (
        f'<p class="missing">{are} missing from this archive. '
        '<a href="manifest.jsonl">manifest.jsonl</a> says why.</p>'
    )


def _list_item(file: IndexedFile) -> str:
    item = f'<li><a href="{_href(file.path)}"><bdi>{_html(file.name)}</bdi></a>'
    if file.rows is not None:
        item += f" <span>{file.rows:,} {'row' if file.rows == 1 else 'rows'}</span>"
    return f"{item}</li>"


def _href(path: str) -> str:
    """Return a relative reference to a file: no part of it can be a scheme, a host or a query."""
    return "./" + quote(path)


def _json_lines(entries: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Yield a JSON array that HTML cannot end, with an entry per line."""
    before = "[\n"
    for entry in entries:
        # ASCII only, and "<" occurs in nothing but strings.
        text = json.dumps(entry, separators=(",", ":")).replace("<", "\\u003c")
        yield f"{before}{text}".encode("ascii")
        before = ",\n"
    yield b"\n]\n" if before == ",\n" else b"[]\n"


def _place_data(place: IndexedPlace) -> dict[str, Any]:
    folder = _href(place.path) + "/"
    return {
        "id": str(place.id),
        "name": place.name,
        "status": place.status,
        "date": place.date,
        "folder": folder,
        "details": dict(place.details),
        "people": place.people,
        "documents": [_document_data(document, folder) for document in place.documents],
    }


def _document_data(document: IndexedDocument, folder: str) -> dict[str, Any]:
    data: dict[str, Any] = {"name": document.name}
    if document.path is not None:
        link = _href(document.path)
        if link.startswith(folder):  # nearly all, so it is not repeated
            data["file"] = link.removeprefix(folder)
        else:
            data["link"] = link
    if document.size is not None:
        data["size"] = document.size
    if document.note:
        data["note"] = document.note
    return data
