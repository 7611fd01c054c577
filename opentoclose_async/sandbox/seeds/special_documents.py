"""The documents of the first room that an archive finds hard."""

from collections.abc import Iterator
from typing import Any, Final

from opentoclose_async.sandbox.config import SandboxConfig
from opentoclose_async.sandbox.seeds.draw import Draw
from opentoclose_async.sandbox.seeds.moments import created_day, moment
from opentoclose_async.sandbox.seeds.odd_names import ODD_FILE_NAMES
from opentoclose_async.sandbox.seeds.room_documents import document_row
from opentoclose_async.sandbox.special_documents import SpecialDocuments

LARGE_ID: Final = 500_001
EMPTY_ID: Final = 500_002
FAILING_ID: Final = 500_003
REFUSED_ID: Final = 500_004
_FIRST_ODD_ID: Final = 500_011

FAILURES: Final = 3
"""How many requests for the contents of the failing document get status 500."""


def special_documents(seed: int, *, large_bytes: int, oddities: bool) -> Iterator[dict[str, Any]]:
    """
    Make the special documents of the first room.

    Args:
        seed: Picks the data.
        large_bytes: The size of the large document; there is none if 0.
        oddities: Whether to make the others.
    """
    if large_bytes:
        yield _row(seed, LARGE_ID, "Large scan.pdf", size=large_bytes)
    if not oddities:
        return
    yield _row(seed, EMPTY_ID, "Empty.pdf", size=0)
    yield _row(seed, FAILING_ID, "Fails three times.pdf", failures=FAILURES)
    yield _row(seed, REFUSED_ID, "Refused.pdf", refusal=403)
    for document_id, name in enumerate(ODD_FILE_NAMES, start=_FIRST_ODD_ID):
        yield _row(seed, document_id, name)


def special_ids(config: SandboxConfig) -> SpecialDocuments:
    """Return the ids of the special documents that these settings make."""
    return SpecialDocuments(
        large=LARGE_ID if config.rooms and config.large_document_bytes else None,
        empty=EMPTY_ID if config.rooms and config.oddities else None,
        failing=FAILING_ID if config.rooms and config.oddities else None,
        refused=REFUSED_ID if config.rooms and config.oddities else None,
    )


def _row(seed: int, document_id: int, name: str, **fields: Any) -> dict[str, Any]:
    draw = Draw(seed, "rooms special document", document_id)
    created = moment(draw, created_day(seed, 0))
    return document_row(document_id, 0, name, draw, createdDate=created, **fields)
