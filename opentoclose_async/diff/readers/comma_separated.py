"""Read comma-separated values, in which everything is text."""

import csv
import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

import orjson

from opentoclose_async._tables.columns import compact_json
from opentoclose_async.diff.readers.extra_column import with_extra
from opentoclose_async.diff.readers.reader import BYTE_ORDER_MARK, Reader, pick

__all__ = ["CommaSeparatedReader"]


class CommaSeparatedReader(Reader):
    """A file in UTF-8 with a header line, quoted as in RFC 4180."""

    family = "texts without types"
    is_table = True

    def identities(self) -> Iterator[bytes]:
        """Yield the cells, in an order of columns that does not depend on the file."""
        rows = self._rows()
        names = next(rows)
        self.columns.update(dict.fromkeys(names))
        prefix = hashlib.blake2b(orjson.dumps(sorted(names)), digest_size=16).digest()
        order = sorted(range(len(names)), key=names.__getitem__)
        arrange: Any = itemgetter(*order) if len(order) > 1 else tuple
        for cells in rows:
            yield prefix + orjson.dumps(arrange(cells))

    def texts(self, numbers: Iterator[int]) -> Iterator[str]:
        """Yield rows as JSON objects without empty cells."""
        rows = self._rows()
        names = next(rows)
        for cells in pick(rows, numbers):
            row = {name: cell for name, cell in zip(names, cells, strict=True) if cell}
            yield compact_json(with_extra(row, _cell))

    def _rows(self) -> Iterator[list[str]]:
        """Yield the header and the rows; blank lines are ignored."""
        with self._open() as file, _any_length():
            lines = csv.reader(self._lines(file), strict=True)
            width = 0
            try:
                for cells in lines:
                    if not cells:
                        continue
                    if not width:
                        width = self._check_header(cells)
                    elif len(cells) != width:
                        raise self.malformed(
                            lines.line_num, f"it ends a row of {len(cells)} cells, not {width}"
                        )
                    yield cells
            except csv.Error as error:
                raise self.malformed(lines.line_num, f"it is not CSV ({error})") from error
        if not width:
            raise self.malformed(None, "the header line is missing")

    def _lines(self, file: Any) -> Iterator[str]:
        for number, line in enumerate(file, start=1):
            if number == 1:
                line = line.removeprefix(BYTE_ORDER_MARK)
            try:
                yield line.decode()
            except UnicodeDecodeError as error:
                raise self.malformed(number, "it is not UTF-8") from error

    def _check_header(self, names: list[str]) -> int:
        double = next((name for name in names if names.count(name) > 1), None)
        if double is not None:
            raise self.malformed(1, f"two columns are named {double!r}")
        return len(names)


def _cell(value: Any) -> str:
    """Return the text of a value in a cell."""
    return value if isinstance(value, str) else compact_json(value)


@contextmanager
def _any_length() -> Iterator[None]:
    """Read cells of any length, as exports may contain whole documents."""
    before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)
