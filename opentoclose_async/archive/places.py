"""Rooms and properties: how many at a time, which to sample, and the names of their folders."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from opentoclose_async.archive.manifest import Key, Manifest
from opentoclose_async.archive.names import file_name, folder_name, numbered
from opentoclose_async.archive.selection import moment_of

__all__ = [
    "DOCUMENTS_AT_ONCE",
    "PLACES_AT_ONCE",
    "document_path",
    "fingerprint",
    "folder_of",
    "sample_of",
]

UNDATED = "undated"
PLACES_AT_ONCE = 8
DOCUMENTS_AT_ONCE = 8
SAMPLE = 20
"""Places whose documents are listed first, to say how many there will be."""

T = TypeVar("T")


def sample_of(places: Sequence[T]) -> Sequence[T]:
    """Return some of the places, from all over their list."""
    return places[:: max(1, len(places) // SAMPLE)][:SAMPLE]


def folder_of(
    manifest: Manifest, key: Key, parent: str, identity: int | str, name: str, created: object
) -> str:
    """
    Return the folder of a room or property.

    Args:
        manifest: What the archive holds: a place that is in it keeps its folder.
        key: The place.
        parent: "rooms" or "properties".
        identity: Its id.
        name: Its name now.
        created: When it was created, as the API wrote it.
    """
    known = manifest.get(key)
    if known is not None and known.path is not None:
        return str(PurePosixPath(known.path).parent)
    moment = moment_of(created)
    year = UNDATED if moment is None else f"{moment.year:04}"
    path = f"{parent}/{year}/{folder_name(identity, name)}"
    return _free(path, lambda each: manifest.is_free(each, key), lambda p: manifest.claim(p, key))


def document_path(manifest: Manifest, key: Key, folder: str, identity: int | str, name: str) -> str:
    """Return the file of a document, which keeps its name too."""
    known = manifest.get(key)
    if known is not None and known.path is not None:
        return known.path
    path = f"{folder}/documents/{file_name(identity, name)}"
    return _free(path, lambda each: manifest.is_free(each, key), lambda p: manifest.claim(p, key))


def fingerprint(text: str) -> str:
    """Return a short digest of what a list says, to see whether it changes."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _free(path: str, is_free: Callable[[str], bool], claim: Callable[[str], None]) -> str:
    """Return a path that nothing else has, whatever the case of its letters, and reserve it."""
    number = 1
    found = path
    while not is_free(found):
        number += 1
        parent = PurePosixPath(path).parent
        found = str(parent / numbered(PurePosixPath(path).name, number))
    claim(found)
    return found
