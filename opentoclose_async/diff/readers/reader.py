"""
What the comparison needs of a file: it is read twice, from beginning to end, row by row.

The first time, every row is checked and reduced to bytes that identify its content. The second
time, only rows without an equal one in the other file are decoded.
"""

import gzip
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, ClassVar, TypeVar

from opentoclose_async.exceptions import DataFormatError

__all__ = ["BYTE_ORDER_MARK", "Reader", "pick"]

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

T = TypeVar("T")


class Reader(ABC):
    """
    A file of one format.

    Args:
        path: The file.
        gzipped: Whether it is compressed with gzip.

    Attributes:
        path: The file.
        columns: The names of its columns, in order; complete after the first reading.
    """

    family: ClassVar[str]
    """What its values are; only files that agree in this can be compared."""
    is_table: ClassVar[bool] = False
    """Whether objects and lists are JSON in cells."""

    def __init__(self, path: Path, *, gzipped: bool = False) -> None:
        self.path = path
        self.columns: dict[str, None] = {}
        self._gzipped = gzipped

    @abstractmethod
    def identities(self) -> Iterator[bytes]:
        """
        Check every row, and yield bytes that are equal for equal rows only.

        Rows that mean the same may have different ones.

        Raises:
            DataFormatError: If the file is malformed, with the line.
            OSError: If it cannot be read.
        """

    @abstractmethod
    def texts(self, numbers: Iterator[int]) -> Iterator[str]:
        """
        Yield some rows, as the texts of JSON objects.

        Args:
            numbers: Which rows, counted from 0, in ascending order.
        """

    @contextmanager
    def _open(self) -> Iterator[BinaryIO | gzip.GzipFile]:
        """Open the file, decompressed."""
        try:
            with self.path.open("rb") as file:
                yield gzip.GzipFile(fileobj=file) if self._gzipped else file
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise DataFormatError(
                f"{self.path}: it is not a complete gzip file ({error}). Export it again."
            ) from error

    def malformed(self, line: int | None, problem: str) -> DataFormatError:
        """Make the error for a file that is not what its name says."""
        where = "" if line is None else f", line {line}"
        return DataFormatError(
            f"{self.path}{where}: {problem}. Compare files as they were exported, or export it "
            "again.",
            path=None if line is None else f"line {line}",
        )


def pick(rows: Iterable[T], numbers: Iterator[int]) -> Iterator[T]:
    """Yield the rows with these numbers, which ascend."""
    wanted = next(numbers, None)
    if wanted is None:
        return
    for number, row in enumerate(rows):
        if number == wanted:
            yield row
            wanted = next(numbers, None)
            if wanted is None:
                return
