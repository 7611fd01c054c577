"""PDF files of one page."""

from collections.abc import Iterator
from typing import Final

from opentoclose_async.sandbox.contents.filler import lines

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_OFFSET_DIGITS: Final = 10


def pdf_pieces(title: str, size: int) -> Iterator[bytes]:
    """
    Yield a PDF file in pieces.

    Comments before the cross-reference table fill it up, so a file of any size has one short page.

    Args:
        title: The text on the page, in ASCII and without parentheses.
        size: The number of bytes, at least `smallest_pdf(title)`.
    """
    body, offsets = _objects(title)
    fill = size - smallest_pdf(title)
    yield body
    yield from lines(fill, "%")
    yield _table(offsets, len(body) + fill)


def smallest_pdf(title: str) -> int:
    """Return the size of the file without comments."""
    body, offsets = _objects(title)
    return len(body) + len(_table(offsets, 0))


def _objects(title: str) -> tuple[bytes, list[int]]:
    """Return the header with the objects, and where each object starts."""
    text = f"BT /F1 18 Tf 72 700 Td ({title}) Tj ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    )
    body, offsets = bytearray(_HEADER), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    return bytes(body), offsets


def _table(offsets: list[int], start: int) -> bytes:
    """Return the cross-reference table and the end, which have the same size for every start."""
    count = len(offsets) + 1
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, entries)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\n" % count
        + b"startxref\n%b\n%%%%EOF\n" % str(start).zfill(_OFFSET_DIGITS).encode()
    )
