"""Progress and result of an export."""

from pathlib import Path

from attrs import frozen

from opentoclose_async._protocol.display.shown import Shown

__all__ = ["ExportReport", "Progress"]


@frozen
class Progress(Shown):
    """
    The progress of an export, after each page.

    Attributes:
        rows: Rows read, including those of earlier runs that it resumed.
        pages: Pages they came in.
        total: Rows in the whole list on the server, if the server reports it.
    """

    rows: int
    pages: int
    total: int | None


@frozen
class ExportReport(Shown):
    """
    The result of an export.

    Attributes:
        path: The file, as the caller named it.
        rows: Rows in it.
        pages: Pages they came in.
        requests: Requests sent, including retries.
        retries: Requests that repeated a failed one.
        seams: Places where the list had moved between two pages, and further pages were requested.
        resumed: Rows among ``rows`` that an earlier run had written.
        seconds: How long it took.
        sha256: SHA-256 of the file, in hexadecimal digits.
        total: Rows in the whole list, as the server last reported; None if it did not.
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
