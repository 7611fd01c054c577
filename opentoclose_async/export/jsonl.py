"""JSON Lines: one server object a line, as the server sent it, in UTF-8."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from opentoclose_async.export.partfile import PartFile

__all__ = ["JsonLinesSink"]


class JsonLinesSink:
    """
    Write rows as lines of JSON.

    Args:
        file: Where the lines go.
    """

    def __init__(self, file: PartFile) -> None:
        self._file = file

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Append one line for each row."""
        append_newline = orjson.OPT_APPEND_NEWLINE
        self._file.write(b"".join([orjson.dumps(row, option=append_newline) for row in rows]))

    def finish(self) -> None:
        """Do nothing: lines need no end."""
