"""Lists of an archive: every row, as JSON lines, without losing rows that later left the list."""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import anyio.to_thread

from opentoclose_async._protocol.conversion.row_kind import RowKind
from opentoclose_async._protocol.responses.verbatim import VerbatimRow
from opentoclose_async._runtime.lists.pager import Pager
from opentoclose_async.archive.directory import Directory
from opentoclose_async.archive.manifest import Entry
from opentoclose_async.archive.work import Found
from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.options import ExportOptions
from opentoclose_async.export.runner import run_export

__all__ = ["request_of", "rows_of", "save_list", "save_rows"]

_RESUMED = ExportOptions(format="jsonl", resume=True)
_AFRESH = ExportOptions(format="jsonl", overwrite=True)
_NOWHERE = Path("-")


async def request_of(pager: Pager[Any]) -> str:
    """Return the request of a list, without a range of rows."""
    request = (await pager.description.completed()).request
    query = "&".join(f"{name}={value}" for name, value in request.query.items())
    return f"{request}?{query}" if query else str(request)


async def save_list(
    directory: Directory, pager: Pager[Any], path: str, earlier: Entry | None
) -> Found:
    """
    Read a whole list, verified, and write it.

    Args:
        directory: The archive's folder.
        pager: The list.
        path: The file.
        earlier: The entry of an earlier run.

    Returns:
        The file; ``rows`` counts the rows that the list has now, which come first.
    """
    unfinished = directory.resumable(path)
    try:
        report = await run_export(pager, unfinished, _RESUMED)
    except ValidationError:  # what a killed run left is of another list
        report = await run_export(pager, unfinished, _AFRESH)
    kind = pager.description.kind

    def place() -> Found:
        found = _place(directory, unfinished, path, kind, earlier, report.rows)
        unfinished.unlink(missing_ok=True)
        return found

    return await anyio.to_thread.run_sync(place)


async def save_rows(
    directory: Directory,
    rows: Sequence[VerbatimRow],
    path: str,
    kind: RowKind,
    earlier: Entry | None,
) -> Found:
    """Write the rows of a list that came in one response; see ``save_list``."""

    def write() -> Found:
        sink = _AFRESH.layout(_NOWHERE, kind).make_sink()
        lines = sink.begin() + sink.seal(sink.encode(rows, 0)) + sink.end(len(rows))
        temporary = directory.write_temporary([lines])
        return _place(directory, temporary, path, kind, earlier, len(rows))

    return await anyio.to_thread.run_sync(write)


def rows_of(
    directory: Directory, entry: Entry, *, gone: bool = False
) -> Iterator[tuple[dict[str, Any], str]]:
    """
    Read the rows of a list, each with its text.

    Args:
        directory: The archive's folder.
        entry: The list.
        gone: Whether to include rows that it had earlier, but not when it was read last.
    """
    assert entry.path is not None
    for line in _lines(directory.root / entry.path, None if gone else entry.rows):
        yield json.loads(line), line.decode("utf-8", "backslashreplace").rstrip("\n")


def _place(
    directory: Directory,
    temporary: Path,
    path: str,
    kind: RowKind,
    earlier: Entry | None,
    rows: int,
) -> Found:
    """Add rows that left the list since, and give the file its name."""
    kept: list[bytes] = []
    if earlier is not None and earlier.path is not None:
        kept = _left_out(directory.root / earlier.path, temporary, kind.identify)
    if kept:
        temporary = directory.write_temporary(chain(_lines(temporary), kept))
    placed = directory.place(temporary, path)
    gone = f"{len(kept)} no longer listed, kept at the end" if kept else None
    return Found(placed=placed, rows=rows, why=gone)


def _left_out(
    earlier: Path, now: Path, identify: Callable[[dict[str, Any]], Hashable]
) -> list[bytes]:
    """Return the lines of an earlier file whose rows are not in the present one."""
    listed = {identify(json.loads(line)) for line in _lines(now)}
    return [line for line in _lines(earlier) if identify(json.loads(line)) not in listed]


def _lines(path: Path, most: int | None = None) -> Iterable[bytes]:
    with path.open("rb") as file:
        for number, line in enumerate(file):
            if most is not None and number >= most:
                return
            yield line
