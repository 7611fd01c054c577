"""
JSON values into models: renamed, strictly typed, with open enums and the raw object kept.

Strict means that nothing is coerced: ``"false"`` is never True, 5 is never ``"5"``. Conversion is
done fast first; only when it fails is it done once more in detail, to say where.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from attrs import field, frozen

from opentoclose_async.exceptions import DataFormatError

if TYPE_CHECKING:
    from opentoclose_async.protocol.structuring import Structuring

__all__ = ["Model", "ModelConverter", "camel_case", "shorten"]

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

    Args:
        wire_name: What the API calls an attribute, as ``camel_case`` for Rooms.
    """

    def __init__(self, wire_name: Callable[[str], str] = str) -> None:
        self._wire_name = wire_name

    def structure(self, value: Any, kind: type[T], *, path: str = "") -> T:
        """
        Convert a JSON value.

        Args:
            value: The decoded JSON value.
            kind: A model class, or ``list[...]`` of one.
            path: Where the value stands in the answer, for the error.

        Raises:
            DataFormatError: With the path of the first value that does not fit.
        """
        try:
            return self._structuring.structure(value, kind)
        except Exception as error:
            where, why = self._structuring.explain(value, kind, path, error)
            raise DataFormatError(
                f"the answer does not fit {_name_of(kind)} at {where or 'its top'}: {_say(why)}.",
                path=where or None,
            ) from error

    @cached_property
    def _structuring(self) -> "Structuring":
        # With the first answer: cattrs takes longer to import than the rest of this package.
        from opentoclose_async.protocol.structuring import Structuring

        return Structuring(self._wire_name)


def _say(error: BaseException) -> str:
    return "it is missing" if isinstance(error, KeyError) else str(error)


def _name_of(kind: Any) -> str:
    return getattr(kind, "__name__", str(kind)) if not get_args(kind) else str(kind)
