"""
The index of an archive: one page that lists its places, people and documents, with search.

The page needs no network, no server and no build: it is ``page.html``, ``page.css`` and ``page.js``
in one file, with the data as plain JSON.
"""

from opentoclose_async.archive.index.entries import (
    IndexedDocument,
    IndexedFile,
    IndexedPerson,
    IndexedPlace,
)
from opentoclose_async.archive.index.page import write_index

__all__ = ["IndexedDocument", "IndexedFile", "IndexedPerson", "IndexedPlace", "write_index"]
