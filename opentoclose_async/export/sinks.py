"""The file formats there are, and which one a file is to have."""

from collections.abc import Callable, Sequence
from pathlib import Path

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.comma_separated import CSVSink
from opentoclose_async.export.jsonl import GzippedJSONLSink, JSONLSink
from opentoclose_async.export.parquet import ParquetSink
from opentoclose_async.export.sink import Sink
from opentoclose_async.protocol.arguments import refuse
from opentoclose_async.protocol.columns import Column
from opentoclose_async.protocol.convert import shorten

__all__ = ["FORMATS", "check_format", "make_sink"]

_SINKS: dict[str, Callable[[Sequence[Column]], Sink]] = {
    "jsonl": lambda _: JSONLSink(),
    "jsonl.gz": lambda _: GzippedJSONLSink(),
    "csv": CSVSink,
    "parquet": ParquetSink,
}

FORMATS: tuple[str, ...] = tuple(_SINKS)
"""The names of the formats; each is also the suffix of its files."""


def make_sink(
    path: Path,
    format: str | None,  # noqa: A002 - the documented name
    columns: Sequence[Column],
) -> Sink:
    """
    Make the sink for a file.

    Args:
        path: The file; its suffix tells the format if no name does.
        format: The name of the format.
        columns: The columns of the formats that have some.

    Raises:
        ValidationError: If there is no such format, with those that there are.
        ConfigurationError: If what the format needs is not installed.
    """
    check_format(format)
    given = _told_by(path) if format is None else format
    if given is None:
        problem = (
            f"is not to be told from {shorten(path.name)}: end the name in "
            f"{', '.join(f'.{known}' for known in FORMATS)}, or name one of: {', '.join(FORMATS)}"
        )
        raise ValidationError(
            f"format {problem}. Nothing was sent.", field_errors={"format": [problem]}
        )
    return _SINKS[given](columns)


def check_format(format: object) -> None:  # noqa: A002 - the documented name
    """
    Check the name of a format, if there is one.

    Raises:
        ValidationError: If there is no such format, with those that there are.
    """
    if format is not None and not (isinstance(format, str) and format in _SINKS):
        raise refuse("format", format, f"one of: {', '.join(FORMATS)}")


def _told_by(path: Path) -> str | None:
    suffixes = "".join(path.suffixes).lower()
    return next((known for known in FORMATS if suffixes.endswith(f".{known}")), None)
