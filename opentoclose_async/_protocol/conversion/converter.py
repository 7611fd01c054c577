"""
Convert decoded JSON to models.

Nothing is coerced: ``"false"`` never becomes True, 5 never becomes ``"5"``. Nothing is lost: a
value that is not of the documented type is kept unchanged, unless the client is strict.
"""

import logging
from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, TypeVar, get_args

from opentoclose_async._protocol.conversion.model import Model
from opentoclose_async._protocol.conversion.reader_builder import (
    FallbackFor,
    ModelReader,
    ReaderBuilder,
    refuse_others,
)
from opentoclose_async._protocol.conversion.readers import Keep, MismatchError, Reader
from opentoclose_async._protocol.conversion.wrapped import WRAPPER, open_record, open_row
from opentoclose_async.exceptions import DataFormatError

__all__ = ["ModelConverter"]

M = TypeVar("M", bound=Model)
T = TypeVar("T")

logger = logging.getLogger("opentoclose_async")


class ModelConverter:
    """
    Convert decoded JSON to models.

    An unexpected value of an optional field is kept as it is and logged once. Required structure is
    always checked: the response is an object or a list, and rows are objects.

    Threads share a converter without locks: a reader is stored only once it is complete, and it
    does not matter which of two equal readers is used.

    Args:
        wire_name: Maps an attribute to its name in the API, e.g. ``camel_case`` for Rooms.
        strict: Refuse values that are not of the documented type.
    """

    def __init__(self, wire_name: Callable[[str], str] = str, *, strict: bool = False) -> None:
        self._wire_name = wire_name
        self._strict = strict
        logged: dict[tuple[str, str], object] = {}
        self._fallback_for: FallbackFor = refuse_others if strict else partial(Keep, logged)
        self._readers: dict[Any, Reader] = {}
        self._model_readers: dict[Any, ModelReader] = {}

    def as_strict(self, strict: bool) -> "ModelConverter":
        """Return the strict or the lenient converter to the same models."""
        return self if strict == self._strict else self._other

    @cached_property
    def _other(self) -> "ModelConverter":
        return ModelConverter(self._wire_name, strict=not self._strict)

    def structure(self, value: Any, kind: type[T], *, path: str = "") -> T:
        """
        Convert a JSON value.

        Args:
            value: The decoded JSON value.
            kind: A model class, or ``list[...]`` of one. A response of any other type is refused,
                and so is a list with a row that is not an object.
            path: Path of the value in the response, for the error.

        Raises:
            DataFormatError: With the path of the first value that is refused.
        """
        reader = self._reader(kind)
        try:
            made: T = reader(value)
        except MismatchError as error:
            path, problem = _locate(reader, value, path, error)
        except RecursionError:
            problem = "it is nested too deeply for Python"
        else:
            return made
        raise DataFormatError(
            f"the response does not fit {_name_of(kind)} at {path or 'the top level'}: {problem}.",
            path=path or None,
        )

    def record(self, value: Any, kind: type[M]) -> M:
        """
        Convert a response that is one record, bare or wrapped in ``data``.

        Raises:
            DataFormatError: If it is not a record.
        """
        fields = self._wire_names(kind)
        record = open_record(value, fields)
        model = self.structure(record, kind)
        if fields and fields.isdisjoint(record):
            logger.warning(
                "A response has none of the fields of %s: all attributes are None. raw holds it.",
                kind.__name__,
            )
        return model

    def rows(self, rows: list[dict[str, Any]], kind: type[M], *, path: str = "") -> list[M]:
        """
        Convert the rows of a list, each bare or wrapped in ``data``.

        Raises:
            DataFormatError: If a row is not an object.
        """
        for row in rows:
            if isinstance(row, dict) and WRAPPER in row:
                fields = self._wire_names(kind)
                rows = [open_row(row, fields) for row in rows]
                break
        many: Any = list[kind]  # type: ignore[valid-type]  # built at run time
        models: list[M] = self.structure(rows, many, path=path)
        return models

    def _wire_names(self, kind: type[Model]) -> frozenset[str]:
        self._reader(kind)
        return self._model_readers[kind].wire_names

    def _reader(self, kind: Any) -> Reader:
        if kind not in self._readers:
            builder = ReaderBuilder(self._wire_name, self._fallback_for, dict(self._model_readers))
            reader = builder.reader(kind, refuse_others, "")
            self._model_readers.update(builder.models)
            self._readers[kind] = reader
        return self._readers[kind]


def _name_of(kind: Any) -> str:
    return f"list[{_name_of(get_args(kind)[0])}]" if get_args(kind) else str(kind.__name__)


def _locate(reader: Reader, value: Any, path: str, error: MismatchError) -> tuple[str, str]:
    """
    Find the first value that is refused.

    Args:
        reader: The reader that refused something in the value.
        value: The value.
        path: Path of the value in the response.
        error: What reading it raised.

    Returns:
        The path of the refused value, in wire names, and what is wrong with it.
    """
    children = reader.children(value) if value.__class__ is reader.convertible else ()
    for step, child, child_reader in children:
        try:
            child_reader(child)
        except MismatchError as narrower:
            dot = "." if path and not step.startswith("[") else ""
            return _locate(child_reader, child, f"{path}{dot}{step}", narrower)
    return path, str(error)
