"""The file formats: what each must be able to do, and which there are."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from opentoclose_async.exceptions import ValidationError
from opentoclose_async.export.jsonl import JsonLinesSink
from opentoclose_async.export.partfile import PartFile

__all__ = ["FORMATS", "Sink", "SinkFactory", "sink_factory"]


class Sink(Protocol):
    """What puts rows into a file, in one format."""

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Append the rows of one page."""
        ...

    def finish(self) -> None:
        """Append what the format needs behind the last row; called once, before the file closes."""
        ...


SinkFactory = Callable[[PartFile], Sink]

_SINKS: dict[str, SinkFactory] = {"jsonl": JsonLinesSink}

FORMATS: tuple[str, ...] = tuple(_SINKS)
"""The names of the formats; each is also the suffix of its files."""


def sink_factory(path: Path, name: str | None) -> SinkFactory:
    """
    Choose the format of a file.

    Args:
        path: The file; its suffix tells the format if no name does.
        name: The name of the format.

    Raises:
        ValidationError: If there is no such format, with those that there are.
    """
    given = path.suffix.lower().removeprefix(".") if name is None else name
    factory = _SINKS.get(given) if isinstance(given, str) else None
    if factory is None:
        possible = ", ".join(FORMATS)
        suffixes = ", ".join(f".{known}" for known in FORMATS)
        problem = (
            f"must be one of: {possible}; not {name!r}"
            if name is not None
            else f"is not to be told from {path.name!r}: end the name in {suffixes}, or name one "
            f"of: {possible}"
        )
        raise ValidationError(
            f"format {problem}. Nothing was sent.", field_errors={"format": [problem]}
        )
    return factory
