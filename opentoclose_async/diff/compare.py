"""Compare two files."""

import os
from collections.abc import Mapping, Sequence

from opentoclose_async.diff.files import check_path, open_reader, same_family
from opentoclose_async.diff.keys import check_key, choose_key
from opentoclose_async.diff.pairing import Change
from opentoclose_async.diff.result import Diff
from opentoclose_async.diff.workspace import Workspace

__all__ = ["diff"]


def diff(
    old: str | os.PathLike[str],
    new: str | os.PathLike[str],
    *,
    key: str | Sequence[str] | None = None,
) -> Diff:
    """
    Compare two exports of one list, as ``export`` writes them.

    The order of rows, of columns and of the members of objects does not matter, and a missing field
    is the same as a null one. JSON values are compared exactly: 1 and 1.0 are equal, and whole
    numbers of any size are not rounded. CSV files are compared as texts. In CSV and Parquet, a cell
    that holds a JSON object or list is compared as such.

    Rows with the same key are compared as a multiset: equal ones cancel out; if one is left in each
    file, it has changed, otherwise they count as removed and added. So do rows without a key.

    It blocks, as it works on files only; in an event loop, call it with
    ``anyio.to_thread.run_sync``. Memory does not grow with the files. Temporary files, readable by
    their owner only, are in the folder that ``tempfile`` chooses.

    Args:
        old: The earlier file: JSON Lines, JSON or CSV, also with gzip, or Parquet.
        new: The later file. Both must be JSON, CSV or Parquet.
        key: The column that identifies a row, or several. None to infer it: the key of the list,
            such as ``id`` or ``userId``.

    Returns:
        The number of rows that were added, removed and changed, and, when iterated, each of them.
        Close it, or use it in a ``with`` statement.

    Raises:
        ValidationError: If an argument is invalid, the files have different formats, an export is
            not complete, or a key must be passed.
        DataFormatError: If a file is malformed, with the line.
        ConfigurationError: If a file is Parquet and pyarrow is not installed.
        OSError: If a file cannot be read, or changes meanwhile, or the disk is full.
    """
    paths = [check_path("old", old), check_path("new", new)]
    readers = [open_reader(*each) for each in zip(("old", "new"), paths, strict=True)]
    same_family(*readers)
    chosen = check_key(key)
    before = [path.stat() for path in paths]
    workspace = Workspace()
    try:
        rows = workspace.count_rows(readers)
        chosen = choose_key(chosen, [(str(each.path), each.columns) for each in readers])
        counts = workspace.compare(readers, chosen)
        for path, earlier in zip(paths, before, strict=True):
            later = path.stat()
            if (later.st_size, later.st_mtime_ns) != (earlier.st_size, earlier.st_mtime_ns):
                raise OSError(f"{path} changed while it was being compared. Try again.")
    except BaseException:
        workspace.close()
        raise
    return Diff(
        key=chosen,
        old_rows=rows[0],
        new_rows=rows[1],
        added=counts[Change.ADDED],
        removed=counts[Change.REMOVED],
        changed=counts[Change.CHANGED],
        only_in_old=_missing(readers[0].columns, readers[1].columns),
        only_in_new=_missing(readers[1].columns, readers[0].columns),
        workspace=workspace,
        is_table=readers[0].is_table,
    )


def _missing(columns: Mapping[str, None], other: Mapping[str, None]) -> tuple[str, ...]:
    """Return the columns that the other file lacks, unless it has no row to show any."""
    return tuple(name for name in columns if other and name not in other)
