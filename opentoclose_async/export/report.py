"""What an export tells: how far it is, and in the end what it did."""

from pathlib import Path

from attrs import frozen

__all__ = ["ExportReport", "Progress"]


@frozen
class Progress:
    """
    How far an export is, after each page.

    Attributes:
        rows: Rows read, those of earlier runs that it goes on with included.
        pages: Pages that they came in.
        total: Rows in the whole list on the server, where the server says so.
    """

    rows: int
    pages: int
    total: int | None


@frozen
class ExportReport:
    """
    What an export did.

    Attributes:
        path: The file, as it was named by the caller.
        rows: Rows in it.
        pages: Pages that they came in.
        requests: Requests sent, repeated ones included.
        retries: Requests among them that repeated a failed one.
        seams: Places where the list had moved between two pages and other pages were asked for.
        resumed: Rows among ``rows`` that an earlier run had written.
        seconds: How long it took.
        sha256: SHA-256 of the file, in hexadecimal digits.
        total: Rows in the whole list, as the server said last; None if it did not.
    """

    path: Path
    rows: int
    pages: int
    requests: int
    retries: int
    seams: int
    resumed: int
    seconds: float
    sha256: str
    total: int | None = None
