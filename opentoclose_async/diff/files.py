"""The files to compare: their formats, and why some cannot be compared."""

import os
from pathlib import Path

from opentoclose_async._protocol.shortening import shorten
from opentoclose_async.diff.readers.comma_separated import CommaSeparatedReader
from opentoclose_async.diff.readers.json_array import JSONArrayReader
from opentoclose_async.diff.readers.json_lines import JSONLinesReader
from opentoclose_async.diff.readers.parquet import ParquetReader
from opentoclose_async.diff.readers.reader import Reader
from opentoclose_async.exceptions import ValidationError

__all__ = ["check_path", "open_reader", "same_family"]

READERS: dict[str, type[Reader]] = {
    ".jsonl": JSONLinesReader,
    ".json": JSONArrayReader,
    ".csv": CommaSeparatedReader,
    ".parquet": ParquetReader,
}
UNFINISHED = ".part"


def check_path(name: str, path: object) -> Path:
    """
    Check an argument that names a file.

    Raises:
        ValidationError: If it is not a path, or names an export that is not complete.
        FileNotFoundError: If there is no such file.
        IsADirectoryError: If it is a folder.
    """
    if not isinstance(path, (str, os.PathLike)) or not os.fspath(path):
        raise _refuse(name, f"must be the path of an export, not {shorten(path)}.")
    file = Path(path)
    if file.suffix == UNFINISHED:
        raise _refuse(
            name,
            f"{file} is an export that is not complete. Finish it first: run the same export with "
            "--resume.",
        )
    if not file.exists():
        advice = "."
        if Path(f"{file}{UNFINISHED}").exists():
            advice = f"; {file}{UNFINISHED} is an export that is not complete. Finish it first."
        raise FileNotFoundError(f"{name}: there is no file {file}{advice}")
    if file.is_dir():
        raise IsADirectoryError(f"{name}: {file} is a folder; compare its files one by one.")
    if not file.is_file():
        raise _refuse(name, f"{file} is not a plain file, which can be read twice.")
    return file


def open_reader(name: str, path: Path) -> Reader:
    """
    Return the reader for a file, by its suffix.

    Raises:
        ValidationError: If the suffix is not that of a format.
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    gzipped = suffixes[-1:] == [".gz"]
    suffix = "".join(suffixes[-2:-1] if gzipped else suffixes[-1:])
    if suffix not in READERS or (gzipped and suffix == ".parquet"):
        raise _refuse(
            name,
            f"the format of {path} is not known: its name must end in .jsonl, .json or .csv "
            "(or one of these and .gz), or in .parquet.",
        )
    return READERS[suffix](path, gzipped=gzipped)


def same_family(old: Reader, new: Reader) -> None:
    """
    Check that two files say what they say in the same way.

    Raises:
        ValidationError: If equal rows can differ between their formats.
    """
    if old.family != new.family:
        raise _refuse(
            "new",
            f"{old.path} has {old.family} and {new.path} has {new.family}, so rows could look "
            "different or equal only because of that. Export both in one format; .jsonl and .json "
            "can be mixed.",
        )


def _refuse(name: str, problem: str) -> ValidationError:
    return ValidationError(f"{name}: {problem}", field_errors={name: [problem]})
