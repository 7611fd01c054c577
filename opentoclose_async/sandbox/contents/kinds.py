"""The bytes of a document, by its id, content type and size."""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from opentoclose_async.sandbox.contents.filler import lines
from opentoclose_async.sandbox.contents.images import jpeg, png
from opentoclose_async.sandbox.contents.pdf import pdf_pieces, smallest_pdf
from opentoclose_async.sandbox.contents.word import word

PDF: Final = "application/pdf"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
TEXT: Final = "text/plain"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TYPES: Final = {".pdf": PDF, ".png": PNG, ".jpg": JPEG, ".txt": TEXT, ".docx": WORD}
SMALLEST_SIZE: Final = 1_300
"""A size in bytes that is enough for a document of every type."""


def type_of(name: str) -> str:
    """Return the content type of a document with this name."""
    dot = name.rfind(".")
    return TEXT if dot < 0 else _TYPES.get(name[dot:].lower(), TEXT)


def document_pieces(document_id: int, content_type: str, size: int) -> Iterator[bytes]:
    """
    Yield the contents of a document in pieces of at most 64 KiB, if it is a PDF or a text.

    The contents are the same every time, and different for every id.

    Args:
        document_id: The document.
        content_type: A type above makes a valid file of its kind; any other makes a text.
        size: The number of bytes. If it is too small for the type, the contents are a text.
    """
    title = f"Document {document_id}"
    if content_type == PDF and size >= smallest_pdf(title):
        return pdf_pieces(title, size)
    if content_type in _WHOLE and size >= SMALLEST_SIZE:
        return iter((_WHOLE[content_type](document_id, size),))
    return _text_pieces(f"{title}: Größe {size}\n".encode(), size)


def document_bytes(document_id: int, content_type: str, size: int) -> bytes:
    """Return the contents of a document in one piece."""
    return b"".join(document_pieces(document_id, content_type, size))


def base64_length(size: int) -> int:
    """Return the size of base64 of `size` bytes."""
    return (size + 2) // 3 * 4


def base64_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Encode pieces as base64, in pieces that are valid as a whole."""
    rest = b""
    for piece in pieces:
        whole = rest + piece
        cut = len(whole) - len(whole) % 3
        rest = whole[cut:]
        yield base64.b64encode(whole[:cut])
    yield base64.b64encode(rest)


def _text_pieces(first_line: bytes, size: int) -> Iterator[bytes]:
    yield first_line[:size]
    yield from lines(max(0, size - len(first_line)))


def _png(document_id: int, size: int) -> bytes:
    return png(hashlib.sha256(b"%d" % document_id).digest()[:3], size)


def _jpeg(document_id: int, size: int) -> bytes:
    return jpeg(document_id % 64, size)


def _word(document_id: int, size: int) -> bytes:
    return word(f"Document {document_id}", size)


_WHOLE: Final[dict[str, Callable[[int, int], bytes]]] = {PNG: _png, JPEG: _jpeg, WORD: _word}
