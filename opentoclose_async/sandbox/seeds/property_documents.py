"""The documents of the properties that a sandbox starts with, with links to their files."""

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from opentoclose_async.sandbox.contents.kinds import type_of
from opentoclose_async.sandbox.otc.files import file_path
from opentoclose_async.sandbox.otc.property_parts import document_url
from opentoclose_async.sandbox.seeds.draw import Draw
from opentoclose_async.sandbox.seeds.odd_names import ODD_FILE_NAMES
from opentoclose_async.sandbox.seeds.property_parts import number_of_parts
from opentoclose_async.sandbox.seeds.sizes import draw_size

_FIRST_ID: Final = 610_001
_FIRST_ODD_ID: Final = 600_001
_DOCUMENTS: Final = (
    ("Purchase contract.pdf", "Contracts"),
    ("Addendum.pdf", "Contracts"),
    ("Inspection report.pdf", "Inspections"),
    ("Seller disclosure.pdf", None),
    ("Front door.jpg", "Photos"),
    ("Letter.docx", None),
)
_ELSEWHERE: Final = document_url(hashlib.sha256(b"elsewhere").hexdigest(), "elsewhere.pdf")
_SPECIAL: Final[dict[str, dict[str, Any]]] = {
    "Empty.pdf": {"file_size": 0},
    "Fails three times.pdf": {"failures": 3},
    "Refused.pdf": {"refusal": 403},
    "Redirected to another host.pdf": {"redirect": _ELSEWHERE},
    "On another host.pdf": {"url": _ELSEWHERE},
    "Without a host.pdf": {"url": "/v1/documents/1"},
    "Of no scheme.pdf": {"url": _ELSEWHERE.removeprefix("https:")},
    "Of this machine.txt": {"url": "file:///etc/passwd"},
    "Script.txt": {"url": "javascript:alert(1)"},
    "Without a link.pdf": {"url": None, "file_size": None},
    "With an empty link.pdf": {"url": ""},
}
"""What differs in documents whose names say what is special about them."""


def property_documents(
    seed: int, properties: int, *, files: bool, oddities: bool
) -> Iterator[dict[str, Any]]:
    """
    Make the documents of properties.

    Args:
        seed: Picks the data.
        properties: Number of properties.
        files: Whether only a third of the links point to another host, instead of all.
        oddities: Whether the first property also has documents with odd names and links.
    """
    if oddities and properties:
        special = [*_SPECIAL.items(), *((name, {}) for name in ODD_FILE_NAMES)]
        for number, (name, fields) in enumerate(special, start=_FIRST_ODD_ID):
            yield {**_document(seed, number, 1, name, None), **fields}
    number = _FIRST_ID
    for property_id in range(1, properties + 1):
        for _ in range(number_of_parts(seed, "documents", property_id)):
            name, folder = Draw(seed, "otc document", number).choice(_DOCUMENTS)
            row = _document(seed, number, property_id, name, folder)
            if number % 3 == 0 or not files:
                row["url"] = document_url(_digest(number), name)
            yield row
            number += 1


def _document(
    seed: int, number: int, property_id: int, name: str, folder: str | None
) -> dict[str, Any]:
    draw = Draw(seed, "otc documents", number)
    content_type = type_of(name)
    return {
        "id": number,
        "property_id": property_id,
        "name": name,
        "folder": folder,
        "url": file_path(number, _digest(number)),
        "type": content_type,
        "description": None,
        "file_size": draw_size(draw, content_type),
        "created": draw.date_and_time(),
    }


def _digest(number: int) -> str:
    return hashlib.sha256(b"document %d" % number).hexdigest()
