"""
JSON values into models: renamed, typed, with open enums and the raw object kept.

Nothing is coerced: ``"false"`` is never True, 5 is never ``"5"``. Nothing is lost either: a value
of another kind than is documented stays as it came, unless the client is strict.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import field, frozen

if TYPE_CHECKING:
    from opentoclose_async._protocol.conversion.structuring import Structuring

__all__ = ["Model", "ModelConverter", "camel_case", "shorten"]

M = TypeVar("M", bound="Model")
T = TypeVar("T")


@frozen(kw_only=True)
class Model:
    """
    What every result has in common.

    Attributes:
        raw: The decoded JSON object itself, with all that the server sent.
    """

    raw: dict[str, Any] = field(factory=dict, repr=False, eq=False)


def camel_case(name: str) -> str:
    """Turn ``default_office_id`` into ``defaultOfficeId``, as Rooms writes it."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def shorten(value: object, length: int = 60) -> str:
    """Show a value in an error message, cut to so many characters."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - an int of too many digits, or anybody's __repr__
        return f"a {type(value).__name__} that cannot be shown"
    return text if len(text) <= length else text[: length - 1] + "…"


class ModelConverter:
    """
    Turn decoded JSON into models.

    What is optional in a model bends: an odd value costs at most itself. What is not, does not: the
    object, the list, the rows that are objects.

    Args:
        wire_name: What the API calls an attribute, as ``camel_case`` for Rooms.
        strict: Refuse values of another kind than the models'.
    """

    def __init__(self, wire_name: Callable[[str], str] = str, *, strict: bool = False) -> None:
        self._wire_name = wire_name
        self._strict = strict
        self._told: dict[tuple[str, str], object] = {}

    def as_strict(self, strict: bool) -> "ModelConverter":
        """Give the converter to the same models that is strict, or is not."""
        return self if strict == self._strict else self._other

    @cached_property
    def _other(self) -> "ModelConverter":
        return ModelConverter(self._wire_name, strict=not self._strict)

    def structure(self, value: Any, kind: type[T], *, path: str = "") -> T:
        """
        Convert a JSON value.

        Args:
            value: The decoded JSON value.
            kind: A model class, or ``list[...]`` of one.
            path: Where the value stands in the answer, for the error.

        Raises:
            DataFormatError: With the path of the first value that is refused.
        """
        return self._structuring.structure(value, kind, path)

    def record(self, value: Any, kind: type[M]) -> M:
        """
        Convert an answer that is one record, bare or wrapped in ``data``.

        Raises:
            DataFormatError: If it is none.
        """
        return self._structuring.record(value, kind)

    def rows(self, rows: list[dict[str, Any]], kind: type[M], *, path: str = "") -> list[M]:
        """
        Convert the rows of a list, each bare or wrapped in ``data``.

        Raises:
            DataFormatError: If one is no object.
        """
        return self._structuring.rows(rows, kind, path)

    @cached_property
    def _structuring(self) -> "Structuring":
        # It makes models, so it comes after them.
        from opentoclose_async._protocol.conversion.structuring import Structuring

        return Structuring(self._wire_name, None if self._strict else self._told)
