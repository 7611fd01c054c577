"""Read JSON Lines."""

from collections.abc import Iterator
from typing import Any

import orjson

from opentoclose_async.diff.canonical import parse
from opentoclose_async.diff.readers.reader import BYTE_ORDER_MARK, Reader, pick

__all__ = ["JSON_VALUES", "JSONLinesReader"]

JSON_VALUES = "JSON values"


class JSONLinesReader(Reader):
    """A file with one JSON object per line; empty lines are ignored."""

    family = JSON_VALUES

    def identities(self) -> Iterator[bytes]:
        """Yield the lines."""
        columns = self.columns
        for number, line in self._lines():
            try:
                row = orjson.loads(line)
            except orjson.JSONDecodeError:  # or what only Python reads, such as NaN
                row = self._read(number, line)
            if row.__class__ is not dict:
                raise self.malformed(number, "there is no JSON object in it")
            if not row.keys() <= columns.keys():
                columns.update(dict.fromkeys(row))
            yield line

    def texts(self, numbers: Iterator[int]) -> Iterator[str]:
        """Yield lines."""
        for _, line in pick(self._lines(), numbers):
            yield line.decode()

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        with self._open() as file:
            for number, line in enumerate(file, start=1):
                line = line.strip()
                if number == 1:
                    line = line.removeprefix(BYTE_ORDER_MARK)
                if line:
                    yield number, line

    def _read(self, number: int, line: bytes) -> Any:
        try:
            return parse(line.decode())
        except UnicodeDecodeError as error:
            raise self.malformed(number, "it is not UTF-8") from error
        except ValueError as error:
            raise self.malformed(number, f"it is not JSON ({error})") from error
        except RecursionError as error:
            raise self.malformed(number, "it is nested too deeply") from error
